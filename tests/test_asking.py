"""What is done around an answer: the API and the chat are counted alike, and held to one limit."""

import asyncio
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from index.catalog import Catalog
from rag.question.query import QuestionError
from tests.toy_app import ToySource
from web.asking import answer_to
from web.chat.talk import Talk
from web.people.accounts import Accounts
from web.people.user import User
from web.rate import Rate, Rates, TooMany
from web.services import Services
from web.text import CHINESE

READER = User(1, "阿明", "reader")


def counted(parts: Services) -> dict[str, float]:
    """How many questions ended in each way."""
    (questions,) = parts.metrics.questions.collect()
    return {s.labels["outcome"]: s.value for s in questions.samples if s.name.endswith("_total")}


def by_api(parts: Services, question: str) -> None:
    asyncio.run(answer_to(parts, READER, question))


def by_chat(parts: Services, question: str) -> str:
    """The last message of the chat."""
    request: Any = SimpleNamespace(request=SimpleNamespace(state=SimpleNamespace(user=READER)))
    *_, (_, chat, _, _) = Talk(parts, CHINESE).answer(question, [], [], "", request)
    return str(chat[-1]["content"][0]["text"])


@pytest.mark.parametrize(
    ("question", "outcome"),
    [("产值目标？", "answered"), ("补贴？", "no_evidence"), (" ", "wrong"), ("崩溃", "failed")],
)
def test_a_question_is_counted_alike_by_api_and_chat(question: str, outcome: str) -> None:
    api, chat = (Services(ToySource(), lambda *_: None) for _ in range(2))
    if outcome in ("wrong", "failed"):
        with pytest.raises((QuestionError, ZeroDivisionError)):
            by_api(api, question)
    else:
        by_api(api, question)
    by_chat(chat, question)
    assert counted(api) == counted(chat) == {outcome: 1.0}


def test_who_asks_too_often_is_told_so_in_the_chat_and_not_counted(tmp_path: Path) -> None:
    people = Accounts(Catalog(tmp_path, create=True))
    rates = Rates(questions=Rate(1, 3600))
    parts = Services(ToySource(), lambda *_: None, accounts=people, rates=rates)
    assert "80亿元" in by_chat(parts, "产值目标？")
    assert "请求过于频繁" in by_chat(parts, "产值目标？")
    with pytest.raises(TooMany):
        by_api(parts, "产值目标？")
    assert counted(parts) == {"answered": 1.0}
