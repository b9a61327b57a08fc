"""`match`: a company's profile against what the visible documents ask."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends

from rag.match.command import read_profile
from rag.match.record import match_record
from web.api.records import PROBLEMS, MatchBody, MatchRecord
from web.asking import limit, note_match
from web.people.user import User
from web.services import Parts, needs, visible_to

router = APIRouter(prefix="/api/v1", tags=["适用政策"], responses=PROBLEMS)


@router.post("/match", response_model=MatchRecord, summary="企业适用哪些条款")
async def match(
    body: MatchBody, parts: Parts, user: Annotated[User, Depends(needs("reader", "ask"))]
) -> dict[str, Any]:
    """The sections that are met, not met, and unknown, best first."""
    limit(parts, user)
    profile = body.model_dump(exclude={"as_of"}, exclude_none=True)

    def work() -> dict[str, Any]:
        matcher = parts.source.view(visible_to(user, parts)).matcher
        read = read_profile(profile, matcher, body.as_of)
        found = match_record(matcher.match(read, body.as_of))
        note_match(parts, user, body.model_dump(mode="json", exclude_none=True), found)
        return found

    return await parts.line.run(work)
