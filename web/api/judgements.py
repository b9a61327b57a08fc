"""`feedback`: what a user says of an answer."""

from typing import Annotated

from fastapi import APIRouter, Depends

from web.api.records import PROBLEMS, JudgementBody
from web.people.user import User
from web.services import Parts, needs

router = APIRouter(prefix="/api/v1", tags=["问答"], responses=PROBLEMS)


@router.post("/feedback", status_code=204, summary="评价一个回答")
def feedback(
    body: JudgementBody, parts: Parts, user: Annotated[User, Depends(needs("reader", "ask"))]
) -> None:
    """Keeps the judgement with the answer's record."""
    parts.keep(body.answer.model_dump(mode="json"), body.liked, body.reason)
