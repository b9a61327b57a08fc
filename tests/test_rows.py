"""Questions over the rows of tables: of projects with units in the header, of figures by year."""

from datetime import date
from pathlib import Path

import pytest

from index.build import build
from index.settings import Settings
from rag.pipeline import Pipeline

_DAY = date(2026, 3, 1)


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    """The pipeline over the documents."""
    home = tmp_path_factory.mktemp("rows")
    build(Settings(home), Path(__file__).parent / "computed", progress=False)
    return Pipeline.open(Settings(home))


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("重点项目里总投资最大的是哪个？", "总投资最大的是北港水产冷链交易中心，12.5亿元〔1〕"),
        ("重点项目里投资最大和最小的各是哪个？", "总投资最小的是北港冷链检测站，0.9亿元"),
        ("重点项目总投资合计多少亿元？", "合计 31.4亿元"),
        ("北港区的重点项目总投资合计多少？", "合计 13.4亿元"),
        ("最早完成的重点项目是哪个？", "完成时间最早的是云岭果蔬预冷中心，2025年10月"),
        ("2027年冷藏车保有量比2024年多多少辆？", "相差900辆：2027年目标2400辆"),
        ("果蔬和肉类的冷链流通率2027年目标相差多少？", "相差25个百分点"),
    ],
)
def test_rows_are_worked_out(question: str, says: str, plan: Pipeline) -> None:
    answer = plan.ask(question, as_of=_DAY)
    assert says in answer.answer
    assert all("\t" in c.quote for c in answer.citations)


@pytest.mark.parametrize(
    ("question", "why", "names"),
    [
        (
            "总投资5亿元以下的冷链重点项目有几个？",
            "总投资不超过5亿元的共 2 项",
            ["云岭果蔬预冷中心", "北港冷链检测站"],
        ),
        (
            "哪些重点项目由市商务局牵头？",
            "牵头单位为市商务局的共 2 项",
            ["北港水产冷链交易中心", "南岸中央厨房"],
        ),
        (
            "2026年建成的重点项目有哪些？",
            "完成时间在2026年的共 2 项",
            ["北港水产冷链交易中心", "南岸中央厨房"],
        ),
        (
            "主要指标有哪几项？",
            "共 4 项",
            ["冷库容量", "冷藏车保有量", "果蔬冷链流通率", "肉类冷链流通率"],
        ),
    ],
)
def test_rows_are_listed_all_and_counted(
    question: str, why: str, names: list[str], plan: Pipeline
) -> None:
    answer = plan.ask(question, as_of=_DAY)
    assert why in answer.answer
    lines = answer.answer.split("\n")[1:]
    assert [line.partition("〔")[0].partition("：")[0] for line in lines] == names


def test_no_row_within_a_limit_is_a_refusal(plan: Pipeline) -> None:
    answer = plan.ask("总投资20亿元以上的冷链重点项目有哪些？", as_of=_DAY)
    assert answer.refused
    assert "5 项没有总投资不低于20亿元的" in answer.answer


def test_a_table_of_something_else_is_left_alone(plan: Pipeline) -> None:
    answer = plan.ask("养老服务项目里总投资最大的是哪个？", as_of=_DAY)
    assert answer.refused
