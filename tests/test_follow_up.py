"""What to ask next: never a question that is refused, always of what stands beside the answer."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from corpus.load import load_document
from rag.answer import Answer, Citation, unasked
from rag.follow_up import Ask, follow_ups, opening_questions
from rag.held.holdings import Holdings
from rag.pipeline import Pipeline
from rag.question.conversation import Turn

RULES = """竹溪市竹编工坊认定管理办法

第一条 本办法所称竹编工坊，是指从事竹编制作并向公众开放的场所。

第二条 申请认定竹编工坊应当提交下列材料：

（一）竹编工坊认定申请表；

（二）场地租赁合同。

第三条 竹编工坊认定按照下列程序进行：

（一）申报；

（二）公示。

第四条 竹编工坊有下列情形之一的，撤销其认定：

（一）停业一年以上的；

（二）提供虚假材料的。

第五条 对首次认定的竹编工坊，给予一次性奖励3万元。对复核合格的竹编工坊，给予奖励1万元。

第六条 本办法自2020年1月1日起施行。
"""


def after(pipeline: Pipeline, question: str) -> tuple[Answer, tuple[str, ...], tuple[Turn, ...]]:
    answer = pipeline.ask(question)
    cited = tuple((c.doc_id, c.section) for c in answer.citations)
    turns = (Turn(answer.asked or question, cited),)
    return answer, follow_ups(answer, asking(pipeline), pipeline.holdings, turns), turns


def asking(pipeline: Pipeline) -> Ask:
    return lambda question, turns: pipeline.ask(question, turns=turns)


@pytest.mark.parametrize(
    "question",
    [
        "汽车产业2022年主营业务收入目标是多少？",
        "集成电路产业由谁牵头？",
        "市科技局牵头哪些条款？",
        "有哪些保障措施？",
        "3D打印与激光加工装备重点突破什么？",
        "文件的总体目标是什么？",
        "到2025年汽车产业主营业务收入目标是多少？",
    ],
)
def test_each_is_answered_after_the_answer_and_shows_something_new(
    pipeline: Pipeline, question: str
) -> None:
    answer, found, turns = after(pipeline, question)
    assert 2 <= len(found) <= 3
    shown = {(c.doc_id, c.start, c.end) for c in answer.citations}
    for each in found:
        later = pipeline.ask(each, turns=turns)
        assert not later.refused
        assert {(c.doc_id, c.start, c.end) for c in later.citations} - shown
        assert later.understood is None
        assert len(each) <= 32
    assert question not in found
    assert len(set(found)) == len(found)


def test_they_are_of_the_section_that_the_answer_cites(pipeline: Pipeline) -> None:
    _, found, _ = after(pipeline, "汽车产业2022年主营业务收入目标是多少？")
    assert found[0] == "汽车产业由谁牵头？"
    _, found, _ = after(pipeline, "汽车产业由谁牵头？")
    assert "市经济和信息化局牵头哪些条款？" in found
    assert "2022年全市汽车产业主营业务收入目标是多少？" in found


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Holdings:
    path = tmp_path_factory.mktemp("rules") / "竹编.txt"
    path.write_text(RULES, encoding="utf-8")
    document = load_document(path, path.parent)
    return Holdings.of({document.doc_id: document})


def citing(holdings: Holdings, words: str) -> Answer:
    """An answer that quotes these words of the only document."""
    (document,) = holdings.documents.values()
    start = document.text.index(words)
    clause = next(c for c in document.clauses if c.start <= start < c.end)
    cited = Citation(
        1, document.doc_id, "", clause.section, clause.label, words, start, start + len(words)
    )
    return Answer(f"{words}？", f"{words}〔1〕", False, None, (cited,), (), 1, 1)


def quoting(holdings: Holdings, asked: dict[str, str]) -> tuple[Ask, list[str]]:
    """Answers each question of `asked` with the words it maps to, and refuses all others."""
    tried: list[str] = []

    def ask(question: str, turns: Sequence[Turn]) -> Answer:
        tried.append(question)
        words = asked.get(question)
        return citing(holdings, words) if words else unasked(question, "")

    return ask, tried


AMOUNT = "给予一次性奖励3万元"
EXPECTED = {
    "复核合格的竹编工坊奖励多少？": "给予奖励1万元",
    "竹编工坊是指什么？": "所称竹编工坊，是指",
    "申请认定竹编工坊应当提交哪些材料？": "竹编工坊认定申请表",
    "竹编工坊认定按照什么程序进行？": "（一）申报",
    "竹编工坊在哪些情形下撤销其认定？": "停业一年以上的",
}


def test_grants_terms_papers_steps_and_cases_become_questions(rules: Holdings) -> None:
    ask, _ = quoting(rules, EXPECTED)
    found = follow_ups(citing(rules, f"对首次认定的竹编工坊，{AMOUNT}"), ask, rules, n=9)
    assert set(found) == set(EXPECTED)
    assert found[0] == "复核合格的竹编工坊奖励多少？"  # of the cited section itself


def test_what_is_refused_or_answered_elsewhere_is_left_out(rules: Holdings) -> None:
    answer = citing(rules, f"对首次认定的竹编工坊，{AMOUNT}")
    ask, tried = quoting(rules, {})
    assert follow_ups(answer, ask, rules) == ()
    assert set(EXPECTED) <= set(tried)
    elsewhere = dict.fromkeys(EXPECTED, "自2020年1月1日起施行")
    assert follow_ups(answer, quoting(rules, elsewhere)[0], rules) == ()
    again = dict.fromkeys(EXPECTED, answer.citations[0].quote)
    assert follow_ups(answer, quoting(rules, again)[0], rules) == ()


def test_what_was_asked_is_not_asked_again(rules: Holdings) -> None:
    ask, tried = quoting(rules, EXPECTED)
    answer = citing(rules, f"对首次认定的竹编工坊，{AMOUNT}")
    turns = (Turn("复核合格的竹编工坊奖励多少"), Turn("竹编工坊是指什么"))
    found = follow_ups(answer, ask, rules, turns, n=9)
    assert len(found) == len(EXPECTED) - 2
    assert "竹编工坊是指什么？" not in tried


def test_a_kept_answer_of_a_document_that_is_gone_leads_nowhere(rules: Holdings) -> None:
    answer = citing(rules, AMOUNT)
    gone = replace(answer, citations=(replace(answer.citations[0], doc_id="没有"),))
    assert follow_ups(gone, quoting(rules, EXPECTED)[0], rules) == ()


def test_questions_to_begin_with_are_answered(pipeline: Pipeline, related: Pipeline) -> None:
    for each in (pipeline, related):
        found = opening_questions(asking(each), each.holdings)
        assert len(found) == len(set(found)) == 6
        answers = [each.ask(question) for question in found]
        assert not any(answer.refused for answer in answers)
    cited = {citation.doc_id for answer in answers for citation in answer.citations}
    assert len(cited) > 2


def test_nothing_is_asked_of_no_documents() -> None:
    assert opening_questions(quoting(Holdings.of({}), {})[0], Holdings.of({})) == ()
