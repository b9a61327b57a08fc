"""Questions for all items of a list: the right list, all of it, none of another's, counted."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from index.build import build
from index.settings import Settings
from rag.pipeline import Pipeline

_DAY = date(2026, 3, 1)


@pytest.fixture(scope="module")
def ferries(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    """The pipeline over the rules."""
    home = tmp_path_factory.mktemp("listed")
    build(Settings(home), Path(__file__).parent / "listed", progress=False)
    return Pipeline.open(Settings(home))


def _below(article: str, *items: str) -> list[str]:
    return [f"{article}/{item}" for item in items]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("申请设立渡口要符合什么条件？", _below("第二章/第四条", "(一)", "(二)", "(三)")),
        ("撤销渡口要交哪些材料？", _below("第二章/第五条", "(一)", "(二)")),
        ("哪些情形下渡船不得开航？", _below("第二章/第七条", "(一)", "(二)", "(三)")),
        ("什么情况渡船可以提前收班？", _below("第二章/第八条", "(一)", "(二)")),
        ("哪些东西禁止带上船？", _below("第二章/第九条", "(一)", "(二)", "(三)")),
        ("渡口经营者有哪些行为会被罚款？", _below("第三章/第十条", "(一)", "(二)")),
        ("哪些设施不算渡口？", _below("第一章/第二条", "(一)", "(二)")),
    ],
)
def test_the_items_of_the_list_that_is_asked_for_are_cited(
    question: str, expected: Sequence[str], ferries: Pipeline
) -> None:
    answer = ferries.ask(question, as_of=_DAY)
    assert [c.section for c in answer.citations] == expected
    assert f"共 {len(expected)} 项" in answer.answer


def test_of_two_lists_in_an_article_the_one_asked_for_answers(ferries: Pipeline) -> None:
    of_ministry = ferries.ask("市交通运输主管部门有哪些职责？", as_of=_DAY)
    assert [c.section for c in of_ministry.citations] == _below("第一章/第三条", "(一)", "(二)")
    of_coastguard = ferries.ask("海事管理机构有哪些职责？", as_of=_DAY)
    assert [c.section for c in of_coastguard.citations] == _below(
        "第一章/第三条", "(一)@2", "(二)@2", "(三)"
    )


def test_of_lists_within_a_list_the_one_asked_for_answers(ferries: Pipeline) -> None:
    answer = ferries.ask("拆解老旧渡船的补助标准有哪些？", as_of=_DAY)
    assert [c.section for c in answer.citations] == _below("第二章/第六条/(二)", "1", "2")


def test_items_are_followed_by_those_below_them(ferries: Pipeline) -> None:
    answer = ferries.ask("第六条规定了哪些补助标准？", as_of=_DAY)
    assert [c.section for c in answer.citations] == [
        f"第二章/第六条/{item}" for item in ("(一)", "(一)/1", "(一)/2", "(二)", "(二)/1", "(二)/2")
    ]


def test_a_list_at_an_address_is_given_whole(ferries: Pipeline) -> None:
    answer = ferries.ask("办法第四条列了哪些条件？", as_of=_DAY)
    assert [c.section for c in answer.citations] == _below("第二章/第四条", "(一)", "(二)", "(三)")
    said = ferries.ask("第四条讲什么？", as_of=_DAY).citations
    assert [c.section for c in said] == [
        "第二章/第四条", *_below("第二章/第四条", "(一)", "(二)", "(三)")
    ]  # fmt: skip


@pytest.mark.parametrize(
    "question",
    ["渡工要交哪些体检材料？", "渡船哪些情形下可以强制报废？"],
)
def test_a_list_of_another_matter_does_not_answer(question: str, ferries: Pipeline) -> None:
    answer = ferries.ask(question, as_of=_DAY)
    assert "项（检索" not in answer.answer


@pytest.mark.parametrize(
    ("question", "says", "expected"),
    [
        ("渡口没给乘客发放救生衣会怎么处罚？", "五千元以下罚款", ["第三章/第十条", "第三章/第十条/(二)"]),
        ("能见度不足二百米时渡船怎么办？", "不得开航", ["第二章/第七条", "第二章/第七条/(二)"]),
    ],
)  # fmt: skip
def test_what_follows_from_a_case_is_quoted_with_the_case(
    question: str, says: str, expected: Sequence[str], ferries: Pipeline
) -> None:
    answer = ferries.ask(question, as_of=_DAY)
    assert [c.section for c in answer.citations] == expected
    assert says in answer.answer


def test_an_item_alone_is_quoted_behind_what_opens_its_list(ferries: Pipeline) -> None:
    answer = ferries.ask("渡工饮酒后上岗，渡船可以开航吗？", as_of=_DAY)
    assert [c.section for c in answer.citations] == ["第二章/第七条", "第二章/第七条/(三)"]
    assert "不得开航" in answer.answer
