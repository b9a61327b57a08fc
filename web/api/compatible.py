"""`/v1`: the shape that clients of OpenAI's API speak, with the citations in the message."""

import json
import time
import uuid
from collections.abc import AsyncIterator
from typing import Any

from fastapi import APIRouter
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from corpus.squeeze import one_line
from rag.answer import Answer, answer_record
from rag.question.conversation import Turn
from rag.question.query import QuestionError
from web.api.records import PROBLEMS
from web.asking import answer_to
from web.chat.message import sentences
from web.services import Asking, Parts
from web.turns import MAX_TURNS

MODEL = "xuntiao"
router = APIRouter(prefix="/v1", tags=["OpenAI 兼容"], responses=PROBLEMS)


class ContentPart(BaseModel):
    """A part of a message; only text is read."""

    model_config = ConfigDict(extra="allow")
    type: str
    text: str = ""


class Message(BaseModel):
    """One message of a conversation."""

    model_config = ConfigDict(extra="allow")
    role: str
    content: str | list[ContentPart] | None = None

    def words(self) -> str:
        """Its text."""
        if isinstance(self.content, list):
            return "".join(part.text for part in self.content if part.type == "text")
        return self.content or ""


class ChatBody(BaseModel):
    """A conversation; the last message of the user is the question, other options do not apply."""

    model_config = ConfigDict(extra="allow")
    model: str = MODEL
    messages: list[Message] = Field(min_length=1, max_length=200)
    stream: bool = False


@router.get("/models", summary="可用的模型")
def models(user: Asking) -> dict[str, Any]:
    """The one there is."""
    model = {"id": MODEL, "object": "model", "created": 0, "owned_by": MODEL}
    return {"object": "list", "data": [model]}


@router.post("/chat/completions", summary="回答对话中的最后一个问题")
async def chat(body: ChatBody, parts: Parts, user: Asking) -> Any:  # noqa: ANN401 (JSON or events)
    """The answer with its citations below it; `xuntiao` holds the record."""
    asked = [m.words() for m in body.messages if m.role == "user"]
    if not asked:
        raise QuestionError("messages 中没有 role 为 user 的消息，请加上问题。")
    turns = tuple(Turn(question, ()) for question in asked[:-1])[-MAX_TURNS:]
    answer = await answer_to(parts, user, asked[-1], turns=turns)
    about = {"id": f"chatcmpl-{uuid.uuid4().hex}", "created": int(time.time()), "model": MODEL}
    if body.stream:
        return StreamingResponse(_chunks(answer, about), media_type="text/event-stream")
    message = {"role": "assistant", "content": _text(answer)}
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    usage = {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0}
    whole = {"object": "chat.completion", "choices": [choice], "usage": usage}
    return {**about, **whole, "xuntiao": answer_record(answer)}


async def _chunks(answer: Answer, about: dict[str, Any]) -> AsyncIterator[str]:
    for piece in sentences(_text(answer)):
        yield _chunk(about, {"role": "assistant", "content": piece}, None)
    yield _chunk(about, {}, "stop")
    yield "data: [DONE]\n\n"


def _chunk(about: dict[str, Any], delta: dict[str, str], reason: str | None) -> str:
    choice = {"index": 0, "delta": delta, "finish_reason": reason}
    chunk = {**about, "object": "chat.completion.chunk", "choices": [choice]}
    return f"data: {json.dumps(chunk, ensure_ascii=False)}\n\n"


def _text(answer: Answer) -> str:
    """The answer, then each citation on a line of its own, then the notes."""
    cited = [
        f"〔{c.marker}〕《{c.title}》{c.label}：“{one_line(c.quote)}”" for c in answer.citations
    ]
    noted = [f"注意：{note}" for note in answer.notes]
    return "\n".join([answer.answer, *([""] if cited or noted else []), *cited, *noted])
