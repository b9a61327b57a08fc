"""`match`: a company's profile against what the visible documents ask."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Response

from rag.match.command import read_profile
from rag.match.record import match_record
from web.api.changing import Library
from web.api.records import PROBLEMS, MatchBody, MatchRecord
from web.asking import limit, note_match
from web.services import Asking, Parts, Seen, visible_to
from web.taking import DOCX, as_word, kept_sheet, match_sheet

_WORD: dict[int | str, dict[str, Any]] = {
    200: {"content": {DOCX: {"schema": {"type": "string", "format": "binary"}}}}
}
router = APIRouter(prefix="/api/v1", tags=["适用政策"], responses=PROBLEMS)


@router.post("/match", response_model=MatchRecord, summary="企业适用哪些条款")
async def match(body: MatchBody, parts: Parts, user: Asking) -> dict[str, Any]:
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


@router.post(
    "/match/sheet",
    summary="企业适用哪些条款的依据单（Word）",
    response_class=Response,
    responses=_WORD,
)
async def sheet(
    body: MatchBody,
    live: Library,
    view: Seen,
    parts: Parts,
    user: Asking,
) -> Response:
    """The .docx; the header `X-Audit-Id` names what makes the same file again."""
    limit(parts, user)
    profile = body.model_dump(exclude={"as_of"}, exclude_none=True)

    def work() -> tuple[bytes, str]:
        return match_sheet(parts, live, user, view, profile, body.as_of)

    return as_word(*await parts.line.run(work), body.as_of)


@router.get(
    "/sheets/{entry_id}",
    summary="按记录编号重出同一份依据单（Word）",
    response_class=Response,
    responses=_WORD,
)
async def again(
    entry_id: Annotated[str, Path(pattern="^[0-9a-f]{16}$")],
    live: Library,
    parts: Parts,
    user: Asking,
) -> Response:
    """The same bytes as when it was taken away; one's own, anybody's for admins."""
    content = await parts.line.run(lambda: kept_sheet(live, user, entry_id))
    return as_word(content, entry_id)
