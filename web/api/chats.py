"""`chats`: a person's own conversations; a question asked in one is kept there with its answer."""

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query
from starlette.concurrency import run_in_threadpool

from rag.answer import answer_record
from web.api.changing import Library
from web.api.records import PROBLEMS, AnswerRecord, AskBody
from web.asking import answer_to
from web.people.chats import Chats
from web.problems import NotFound
from web.services import Asking, Parts
from web.turns import turns_from

router = APIRouter(prefix="/api/v1", tags=["对话"], responses=PROBLEMS)
ChatId = Annotated[str, Path(pattern="^[0-9a-f]{16}$")]


def chats_of(live: Library) -> Chats:
    """The conversations of the data folder."""
    return Chats(live.catalog)


Kept = Annotated[Chats, Depends(chats_of)]


@router.get("/chats", summary="自己的对话")
def all_chats(
    kept: Kept, user: Asking, words: Annotated[str, Query(max_length=200)] = ""
) -> list[dict[str, Any]]:
    """The last changed first; `words` searches the questions."""
    return [asdict(each) for each in kept.all(user, words)]


@router.get("/chats/{chat_id}", response_model=list[AnswerRecord], summary="一次对话的全部回答")
def one_chat(chat_id: ChatId, kept: Kept, user: Asking) -> list[dict[str, Any]]:
    """The records in the order asked."""
    found = kept.records(user, chat_id)
    if found is None:
        raise NotFound
    return found


@router.post("/chats", status_code=201, summary="开始一次对话")
async def begin(body: AskBody, kept: Kept, parts: Parts, user: Asking) -> dict[str, Any]:
    """The new conversation's id, and the answer to its first question."""
    answer = await answer_to(parts, user, body.question, body.top, body.as_of)
    record = answer_record(answer)
    chat_id = await run_in_threadpool(kept.begin, user, body.question)
    await run_in_threadpool(kept.add, user, chat_id, record)
    return {"chat_id": chat_id, "answer": record}


@router.post("/chats/{chat_id}", response_model=AnswerRecord, summary="在对话中接着问")
async def go_on(
    chat_id: ChatId, body: AskBody, kept: Kept, parts: Parts, user: Asking
) -> dict[str, Any]:
    """The answer, read after what was asked before."""
    before = await run_in_threadpool(kept.records, user, chat_id)
    if before is None:
        raise NotFound
    turns = turns_from(before)
    answer = await answer_to(parts, user, body.question, body.top, body.as_of, turns)
    record = answer_record(answer)
    await run_in_threadpool(kept.add, user, chat_id, record)
    return record


@router.delete("/chats/{chat_id}", status_code=204, summary="删除一次对话")
def delete(chat_id: ChatId, kept: Kept, user: Asking) -> None:
    """With all its answers."""
    if not kept.delete(user, chat_id):
        raise NotFound
