"""Answers computed from several targets, over the sample: operands, limits, refusals."""

import pytest

from rag.pipeline import Pipeline

INCOMES = 10  # sections of the sample that state a target of income


@pytest.mark.parametrize(
    ("question", "sections", "says"),
    [
        ("生物产业和康养产业的收入目标加起来是多少", ["二/(四)/1", "二/(四)/2"], "合计 4000亿元"),
        ("汽车产业比数字产业的目标高多少", ["二/(三)", "二/(五)"], "相差900亿元"),
        ("芯片和汽车哪个产业目标高", ["二/(三)", "二/(一)"], "汽车产业更高"),
        ("集成电路产业和智能制造及高端装备产业的收入目标一样吗", ["二/(一)", "二/(七)"], "一样"),
        (
            "哪些产业的收入目标超过2000亿元",
            ["二/(三)", "二/(四)/2", "二/(五)"],
            "超过2000亿元的共 3 项",
        ),
        (
            "有几个产业的主营业务收入目标达到2000亿元以上",
            ["二/(三)", "二/(四)/2", "二/(五)", "二/(八)"],
            "共 4 项",
        ),
    ],
)
def test_a_calculation_cites_each_operand(
    question: str, sections: list[str], says: str, pipeline: Pipeline
) -> None:
    answer = pipeline.ask(question)
    assert says in answer.answer
    assert [c.section for c in answer.citations] == sections


@pytest.mark.parametrize(
    ("question", "first", "says"),
    [
        ("到2022年哪个产业的收入目标最高？", "二/(三)", "最高的是汽车产业，4000亿元以上〔1〕"),
        ("收入目标最低的产业是哪个", "二/(二)/2", "300亿元以上〔1〕"),
        ("把各产业按收入目标从高到低排序", "二/(三)", "汽车产业：4000亿元以上〔1〕"),
    ],
)
def test_an_extreme_names_all_that_it_was_chosen_from(
    question: str, first: str, says: str, pipeline: Pipeline
) -> None:
    answer = pipeline.ask(question)
    assert says in answer.answer
    assert answer.citations[0].section == first
    assert len(answer.citations) == INCOMES


def test_a_total_over_the_aims_is_no_operand(pipeline: Pipeline) -> None:
    answer = pipeline.ask("各产业2022年主营业务收入目标分别是多少")
    assert "一/(二)" not in [c.section for c in answer.citations]
    assert f"共 {INCOMES} 项（检索 1 份文件" in answer.answer


@pytest.mark.parametrize("question", ["哪个产业的就业目标最高", "哪个产业的利润目标最低"])
def test_what_no_target_measures_is_not_compared(question: str, pipeline: Pipeline) -> None:
    assert pipeline.ask(question).refused


def test_the_highest_and_the_lowest_are_both_named(pipeline: Pipeline) -> None:
    answer = pipeline.ask("收入目标最高和最低的产业各是哪个？")
    assert "最高的是汽车产业，4000亿元以上〔1〕" in answer.answer
    assert "最低的是地球空间信息，300亿元以上〔2〕" in answer.answer
    assert len(answer.citations) == INCOMES


@pytest.mark.parametrize(
    "question", ["全市5G基站到2022年要建成多少个？", "到2022年全市要新建多少个充电桩？"]
)
def test_a_count_of_things_is_not_answered_by_amounts(question: str, pipeline: Pipeline) -> None:
    answer = pipeline.ask(question)
    assert answer.refused
    assert "亿元" not in answer.answer
