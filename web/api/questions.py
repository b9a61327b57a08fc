"""`ask` and `ask/stream`: a question, its answer record at once or as events."""

import json
from collections.abc import AsyncIterator
from typing import Any

from fastapi import APIRouter
from fastapi.responses import StreamingResponse

from rag.answer import answer_record
from web.api.records import PROBLEMS, AnswerRecord, AskBody
from web.asking import answer_to
from web.chat.message import sentences
from web.problems import problem_of
from web.services import Asking, Parts
from web.turns import turns_from

router = APIRouter(prefix="/api/v1", tags=["问答"], responses=PROBLEMS)


@router.post("/ask", response_model=AnswerRecord, summary="回答一个问题")
async def ask(body: AskBody, parts: Parts, user: Asking) -> dict[str, Any]:
    """The answer record of one question."""
    turns = turns_from(body.history)
    found = await answer_to(parts, user, body.question, body.top, body.as_of, turns)
    return answer_record(found)


@router.post(
    "/ask/stream",
    summary="回答一个问题，逐句发送（SSE）",
    response_class=StreamingResponse,
    responses={200: {"content": {"text/event-stream": {"schema": {"type": "string"}}}}},
)
async def ask_stream(body: AskBody, parts: Parts, user: Asking) -> StreamingResponse:
    """Events: `sentence` with `{"text"}` for each, then `answer` with the record; or `error`."""
    turns = turns_from(body.history)

    async def events() -> AsyncIterator[str]:
        try:
            found = await answer_to(parts, user, body.question, body.top, body.as_of, turns)
        except Exception as error:  # the status is sent already
            yield event("error", json.loads(bytes(problem_of(error).body))["error"])
            return
        for sentence in sentences(found.answer):
            yield event("sentence", {"text": sentence})
        yield event("answer", answer_record(found))

    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(events(), media_type="text/event-stream", headers=headers)


def event(name: str, value: object) -> str:
    """One server-sent event."""
    return f"event: {name}\ndata: {json.dumps(value, ensure_ascii=False)}\n\n"
