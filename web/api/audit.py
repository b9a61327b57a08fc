"""`audit`: who asked and changed what; a question's answer as it was given, and as it is now."""

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query

from index.audit import entries, entry
from rag.answer import answer_record
from web.api.changing import Library
from web.api.records import PROBLEMS
from web.asking import answer_to
from web.people.user import User
from web.problems import NotFound
from web.services import Parts, needs

router = APIRouter(prefix="/api/v1", tags=["审计"], responses=PROBLEMS)


@router.get("/audit", summary="最近的记录")
def newest(
    live: Library,
    user: Annotated[User, Depends(needs("admin", "audit"))],
    top: Annotated[int, Query(ge=1, le=1000)] = 100,
) -> list[dict[str, Any]]:
    """The newest first."""
    return [asdict(each) for each in entries(live.catalog, limit=top)]


@router.get("/audit/{entry_id}", summary="一条记录；提问可重新回答以核对")
async def one(
    entry_id: Annotated[str, Path(pattern="^[0-9a-f]{16}$")],
    live: Library,
    parts: Parts,
    user: Annotated[User, Depends(needs("reader", "audit"))],
    again: bool = False,
) -> dict[str, Any]:
    """One's own entry, anybody's for admins; `again` adds the answer of now, and whether `same`."""
    found = entry(live.catalog, entry_id)
    if found is None or (user.role != "admin" and found.who != user.name):
        raise NotFound
    record = asdict(found)
    if again and found.kind == "ask":
        now = answer_record(await answer_to(parts, user, found.record["question"], noted=False))
        said = ("answer", "citations")
        same = all(now[part] == found.record[part] for part in said)
        record |= {"now": now, "same": same}
    return record
