"""The tier that a number falls into; items that are counted; targets under one heading."""

from datetime import date
from pathlib import Path

import pytest

from index.build import build
from index.settings import Settings
from rag.pipeline import Pipeline

_DAY = date(2026, 3, 1)


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    """The pipeline over the documents."""
    home = tmp_path_factory.mktemp("tiers")
    build(Settings(home), Path(__file__).parent / "computed", progress=False)
    return Pipeline.open(Settings(home))


@pytest.mark.parametrize(
    ("people", "says", "section"),
    [
        ("7名", "5万元（年度引进紧缺人才5人以上不足10人）", "第二章/第六条/(一)"),
        ("10人", "12万元（年度引进紧缺人才10人以上不足20人）", "第二章/第六条/(二)"),
        ("35人", "30万元（年度引进紧缺人才20人以上）", "第二章/第六条/(三)"),
    ],
)
def test_the_tier_is_that_of_the_askers_number(
    people: str, says: str, section: str, two: Pipeline
) -> None:
    answer = two.ask(f"企业一年引进{people}紧缺人才，奖励多少？", as_of=_DAY)
    assert says in answer.answer
    assert [c.section for c in answer.citations] == [section]


def test_below_all_tiers_nothing_is_granted(two: Pipeline) -> None:
    answer = two.ask("企业一年引进3名紧缺人才，奖励多少？", as_of=_DAY)
    assert answer.refused
    assert "3名不在写明的任何一档之内" in answer.answer


def test_items_are_counted_and_named(two: Pipeline) -> None:
    answer = two.ask("停止发放补贴的情形共有几种？", as_of=_DAY)
    assert "共 3 项" in answer.answer.splitlines()[0]
    assert [c.section for c in answer.citations] == [
        "第四章/第十条/(一)", "第四章/第十条/(二)", "第四章/第十条/(三)",
    ]  # fmt: skip


def test_clauses_that_grant_are_counted_in_the_part_that_is_named(two: Pipeline) -> None:
    answer = two.ask("冷链方案的支持政策里直接给钱的有几条？", as_of=_DAY)
    assert "写明数额的共 4 条" in answer.answer
    assert {c.section for c in answer.citations} == {"三/(一)", "三/(二)", "三/(三)", "三/(四)"}


def test_targets_below_one_heading_are_added_up(pipeline: Pipeline) -> None:
    answer = pipeline.ask("大健康产业两大块的收入目标合起来是多少？")
    assert "合计 4000亿元" in answer.answer
    assert [c.section for c in answer.citations] == ["二/(四)/1", "二/(四)/2"]


def test_clauses_with_targets_are_listed_within_the_part_that_is_named(
    pipeline: Pipeline,
) -> None:
    answer = pipeline.ask("光电子信息产业里写明2022年量化目标的有哪几条？")
    assert "共 2 条" in answer.answer
    assert [c.section for c in answer.citations] == ["二/(二)/1", "二/(二)/2"]
