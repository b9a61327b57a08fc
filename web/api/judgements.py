"""`feedback`: what a user says of an answer."""

from fastapi import APIRouter

from web.api.records import PROBLEMS, JudgementBody
from web.services import Asking, Parts

router = APIRouter(prefix="/api/v1", tags=["问答"], responses=PROBLEMS)


@router.post("/feedback", status_code=204, summary="评价一个回答")
def feedback(body: JudgementBody, parts: Parts, user: Asking) -> None:
    """Keeps the judgement with the answer's record."""
    parts.keep(body.answer.model_dump(mode="json"), body.liked, body.reason)
