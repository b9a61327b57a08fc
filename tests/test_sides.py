"""Questions over several documents: each side answers for itself, with its own clause."""

from datetime import date

import pytest

from rag.across.library import Library
from rag.across.sides import Divided
from rag.pipeline import Pipeline
from rag.question.query import understand

NOW = date(2026, 1, 15)


def _cited(pipeline: Pipeline, question: str) -> tuple[str, set[tuple[str, str]]]:
    answer = pipeline.ask(question, as_of=NOW)
    assert not answer.refused, answer.answer
    return answer.answer, {(c.doc_id, c.section) for c in answer.citations}


WAREHOUSES = {("change", "二"), ("district", "第三条")}


@pytest.mark.parametrize(
    ("question", "says", "cited"),
    [
        ("岚港市和桐溪区对海外仓的补助哪个高？", ["岚港市更多", "70万元", "12万元"], WAREHOUSES),
        ("海外仓补助，市里和区里加起来一共多少？", ["合计82万元"], WAREHOUSES),
        ("岚港的海外仓补助比桐溪高多少？", ["相差58万元"], WAREHOUSES),
        ("市、区两级的海外仓面积要求各是多少", ["1500平方米", "1000平方米"], WAREHOUSES),
        (
            "海外仓补助的金额，修改前后相差多少？",
            ["相差20万元", "修改前：50万元", "修改后：70万元"],
            {("measures", "二/(一)"), ("change", "二")},
        ),
        (
            "桐溪区新旧办法对海外仓的补助差多少？",
            ["相差7万元", "5万元", "12万元"],
            {("district-2020", "第三条"), ("district", "第三条")},
        ),
        (
            "企业搬走要退钱吗，桐溪区老办法和新办法怎么规定？",
            ["5年内迁出", "3年内迁出"],
            {("district-2020", "第四条"), ("district", "第七条")},
        ),
        (
            "跨境电商措施和冷链方案里，单个企业每年最高各能拿多少补贴？",
            ["60万元", "30万元"],
            {("measures", "二/(二)"), ("cold-chain", "二/(二)")},
        ),
        (
            "修改决定出台前，申报时间是哪几天，出台后呢？",
            ["修改前：（一）申报时间为每年3月1日至3月31日", "5月1日至5月31日"],
            {("measures", "四/(一)"), ("change", "四")},
        ),
    ],
)
def test_each_side_answers_from_its_own_document(
    question: str, says: list[str], cited: set[tuple[str, str]], related: Pipeline
) -> None:
    answer, places = _cited(related, question)
    assert [words for words in says if words not in answer] == []
    assert places == cited


def test_a_monthly_sum_is_not_added_to_a_single_one(related: Pipeline) -> None:
    answer, places = _cited(related, "引进博士，市级和区级一共能补多少？")
    assert "口径不同" in answer
    assert places == {("change", "三"), ("district", "第四条")}


@pytest.mark.parametrize(
    "question",
    [
        "桐溪区和梅川区的海外仓补助哪个多",
        "国家和省里对海外仓的补助各是多少？",
        "岚港市和桐溪区对境外展会展位费的补助各是多少？",
    ],
)
def test_a_side_that_says_nothing_refuses_the_whole(question: str, related: Pipeline) -> None:
    answer = related.ask(question, as_of=NOW)
    assert answer.refused
    assert answer.reason == "no_evidence"


def test_a_refusal_names_the_side_that_does_say_it(related: Pipeline) -> None:
    answer = related.ask("桐溪区和梅川区的海外仓补助哪个多", as_of=NOW)
    assert "没有梅川区的现行文件" in answer.answer
    assert "桐溪区写明了，见第三条" in answer.answer


def test_a_question_about_one_document_has_no_sides(related: Pipeline) -> None:
    _, places = _cited(related, "桐溪区对海外仓补助多少钱？")
    assert places == {("district", "第三条")}


@pytest.mark.parametrize(
    "question", ["桐溪区对独立站建设有补助吗？", "独立站建设补助，岚港市和桐溪区各多少？"]
)
def test_what_only_another_government_gives_is_refused_and_pointed_to(
    question: str, related: Pipeline
) -> None:
    answer = related.ask(question, as_of=NOW)
    assert answer.refused
    assert "一、(二)" in answer.answer


def test_each_row_of_a_table_is_a_task_of_its_own(related: Pipeline) -> None:
    answer = related.ask("市商务局在冷链方案里配合哪些任务？", as_of=NOW)
    assert "共 3 条" in answer.answer
    assert "编制冷库布局规划" in answer.answer
    assert "开通冷链班列" in answer.answer
    assert "建成水产冷链基地" not in answer.answer


@pytest.mark.parametrize(
    ("question", "says"),
    [
        # Each side is asked for what is said of it alone.
        (
            "跨境电商企业招人，市里硕士每月给多少、桐溪区博士一次给多少安家补贴？",
            ["1000元", "9万元"],
        ),
        ("新做跨境电商首次达到1000万元，市加区能拿多少？", ["合计22万元"]),
        ("海外仓面积的门槛，修改后比修改前调低了多少？", ["2000平方米", "1500平方米"]),
    ],
)
def test_each_side_gives_what_is_asked_of_it(
    question: str, says: list[str], related: Pipeline
) -> None:
    answer, _ = _cited(related, question)
    assert [words for words in says if words not in answer] == []


def test_what_an_explanation_says_of_an_old_wording_comes_last(related: Pipeline) -> None:
    answer, cited = _cited(related, "解读里说首次达到1000万元奖励10万元，现在还是10万元吗？")
    assert "16万元" in answer
    assert "reading" not in {doc_id for doc_id, _ in cited}
    old, _ = _cited(related, "解读的出台背景是什么？")
    assert "新动能" in old


def test_whether_two_go_together_is_no_comparison_of_the_two(related: Pipeline) -> None:
    divided = Divided(Library.of(related.documents))
    in_force = frozenset(related.documents)
    apart = understand("岚港市和桐溪区的海外仓补助哪个高")
    together = understand("岚港市和桐溪区的海外仓补助能不能同时享受")
    assert divided.sides(apart, in_force) is not None
    assert divided.sides(together, in_force) is None
