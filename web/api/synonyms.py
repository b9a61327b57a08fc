"""`synonyms`: what the users of this data folder call the same thing; admins change it."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from index.audit import add_entry
from index.own_synonyms import read_own
from rag.words.own import add_own, remove_own
from web.api.changing import Library
from web.api.records import PROBLEMS, Body
from web.problems import NotFound
from web.services import Admin

router = APIRouter(prefix="/api/v1", tags=["文库"], responses=PROBLEMS)


class SynonymsBody(Body):
    """An official word and what stands for it."""

    official: str = Field(max_length=100)
    words: list[Annotated[str, Field(max_length=100)]] = Field(max_length=100)


def synonyms_record(groups: tuple[tuple[str, ...], ...]) -> list[dict[str, object]]:
    """The groups as the API gives them."""
    return [{"official": official, "words": words} for official, *words in groups]


@router.get("/synonyms", summary="自有同义词")
def synonyms(live: Library, user: Admin) -> list[dict[str, object]]:
    """Those of the data folder, by official word; what the program ships is not among them."""
    return synonyms_record(read_own(live.catalog))


@router.post("/synonyms", status_code=201, summary="添加自有同义词")
def add_synonyms(body: SynonymsBody, live: Library, user: Admin) -> list[dict[str, object]]:
    """All own groups; they hold from the next question on."""
    groups = add_own(live.catalog, body.official, body.words)
    live.reload()
    what = f"添加同义词 {body.official.strip()} = {' = '.join(body.words)}"
    add_entry(live.catalog, "change", what, who=user.name)
    return synonyms_record(groups)


@router.delete("/synonyms/{official}", status_code=204, summary="移除一组自有同义词")
def remove_synonyms(official: str, live: Library, user: Admin) -> None:
    """Holds from the next question on."""
    if not remove_own(live.catalog, official):
        raise NotFound
    live.reload()
    add_entry(live.catalog, "change", f"移除同义词 {official}", who=user.name)
