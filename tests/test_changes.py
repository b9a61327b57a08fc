"""What an amendment changes, read section by section, and answers that say what reads now."""

from datetime import date

import pytest

from rag.across.library import Library
from rag.pipeline import Pipeline

NOW = date(2026, 1, 15)
BEFORE = date(2024, 1, 15)


def test_each_item_of_an_amendment_says_what_it_changes(related: Pipeline) -> None:
    found = [(c.section, c.kind, c.old, c.new) for c in Library.of(related.documents).changes]
    assert found == [
        ("一/(一)", "replace", "给予一次性奖励10万元", "给予一次性奖励16万元"),
        ("二/(一)", "reword", "", ""),
        ("三", "add", "", ""),
        ("四/(一)", "replace", "3月1日至3月31日", "5月1日至5月31日"),
        (None, "replace", "市商务局", "市商务和口岸局"),
    ]


@pytest.mark.parametrize(
    ("question", "now", "before"),
    [
        ("企业跨境电商进出口额首次达到1000万元，岚港市奖励多少？", "16万元", "10万元"),
        ("岚港市对海外仓一次性补助多少钱？", "70万元", "50万元"),
        ("岚港市跨境电商措施的申报时间是什么时候？", "5月1日至5月31日", "3月1日至3月31日"),
        ("独立站建设由哪个单位牵头？", "市商务和口岸局", "市商务局"),
    ],
)
def test_an_answer_says_what_reads_on_its_day(
    question: str, now: str, before: str, related: Pipeline
) -> None:
    after_change = related.ask(question, as_of=NOW)
    assert now in after_change.answer
    assert "change" in [citation.doc_id for citation in after_change.citations]
    before_change = related.ask(question, as_of=BEFORE)
    assert before in before_change.answer
    assert "change" not in [citation.doc_id for citation in before_change.citations]


def test_a_claim_is_held_against_what_reads_now(related: Pipeline) -> None:
    question = "岚港市对首次达到规模的跨境电商企业奖励10万元，对吗？"
    assert related.ask(question, as_of=NOW).answer.startswith("不是。16万元")
    assert related.ask(question, as_of=BEFORE).answer.startswith("是。10万元")


def test_the_replaced_words_are_named_in_a_note(related: Pipeline) -> None:
    answer = related.ask("企业跨境电商进出口额首次达到1000万元，岚港市奖励多少？", as_of=NOW)
    assert any("给予一次性奖励10万元" in note and "修改为" in note for note in answer.notes)
