"""Rows, tiers and several things at once over two more documents, of a city and a county."""

from datetime import date
from pathlib import Path

import pytest

from index.build import build
from index.settings import Settings
from rag.pipeline import Pipeline

_DAY = date(2025, 11, 1)


@pytest.fixture(scope="module")
def towns(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    """The pipeline over the documents."""
    home = tmp_path_factory.mktemp("towns")
    build(Settings(home), Path(__file__).parent / "towns", progress=False)
    return Pipeline.open(Settings(home))


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("城关镇的学校项目一共新增多少个学位？", "合计 2070个"),
        ("六个学校项目总投资合计多少万元？", "合计 36400万元"),
        ("最早投用的学校项目是哪个？", "投用时间最早的是河口中心幼儿园，2026年2月〔1〕"),
        ("投资最多的是哪所学校？", "投资最多的是石桥初级中学，11200万元〔1〕"),
        ("石桥镇和河口镇任教的教师岗位津贴每月差多少？", "相差200元"),
        ("社会力量新建1200平方米的室内健身场馆，补助多少钱？", "45万元（"),
        ("申报条件一共有几条？", "共 4 项"),
    ],
)
def test_what_the_documents_let_work_out(question: str, says: str, towns: Pipeline) -> None:
    assert says in towns.ask(question, as_of=_DAY).answer


def test_of_two_columns_of_dates_the_one_that_is_said_counts(towns: Pipeline) -> None:
    answer = towns.ask("2027年投用的学校有哪几所？", as_of=_DAY).answer
    assert "投用时间在2027年的共 3 项" in answer
    begun = towns.ask("2026年开工的学校有哪几所？", as_of=_DAY).answer
    assert "开工时间在2026年的共 2 项" in begun


def test_a_number_below_all_tiers_is_refused(towns: Pipeline) -> None:
    answer = towns.ask("新建300平方米的室内健身场馆，补助多少钱？", as_of=_DAY)
    assert answer.refused
