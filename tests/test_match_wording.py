"""What clauses and companies say, in wording that misled: windows, modifiers, who is shut out."""

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from corpus.load import load_corpus
from rag.match.command import read_profile
from rag.match.matching import Matcher
from rag.match.profile import ProfileError

DAY = date(2026, 11, 24)
State = Callable[[str, str], str]


WINDOW = "一、奖励\n对2024年1月1日至2025年12月31日期间竣工投产的项目，给予企业10万元奖励。"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("2025年6月项目竣工投产", "met"),
        ("2023年6月项目竣工投产", "not_met"),
        ("去年项目竣工投产", "met"),
        ("项目竣工投产了", "unknown"),
    ],
    ids=["within", "before", "last year", "no day"],
)
def test_a_deed_counts_only_within_its_window(state: State, said: str, expected: str) -> None:
    assert state(WINDOW, f"云岭市企业，{said}") == expected


CARS = "一、奖励\n对研发费用不低于100万元的汽车企业，给予10万元奖励。"


def test_chips_for_cars_make_no_car_maker(state: State) -> None:
    assert state(CARS, "云岭市做汽车芯片的公司，研发费用200万元") != "met"
    assert state(CARS, "云岭市的汽车企业，研发费用200万元") == "met"


SHUT = (
    "一、奖励\n对通过省级智能工厂认定的企业，给予80万元奖励。\n"
    "二、其他\n房地产开发、烟草加工企业不享受本措施支持。"
)


def test_an_industry_that_is_shut_out_is_not_met(state: State) -> None:
    assert state(SHUT, "云岭市卷烟厂，通过省级智能工厂认定") == "not_met"
    assert state(SHUT, "云岭市阀门厂，通过省级智能工厂认定") == "met"


HEADED = (
    "一、奖励标准\n对新获得绿色食品认证的，给予2万元奖励。\n"
    "二、申报主体条件\n（一）上年度营业收入不低于500万元；\n（二）外贸企业须具有进出口资格。"
)


def test_conditions_under_a_heading_are_asked_of_all(state: State) -> None:
    assert state(HEADED, "云岭市企业，新获得绿色食品认证，营业收入300万元") == "not_met"
    assert state(HEADED, "云岭市企业，新获得绿色食品认证，营业收入600万元") == "met"


TIERS = """# 云岭县粮食补贴方案

云岭县人民政府

## 一、种植补贴

按水稻种植面积分档补贴：

| 种植面积 | 补贴标准（元/亩） |
|---|---|
| 50亩以上不足200亩 | 60 |
| 200亩以上 | 80 |
"""


def test_a_table_of_amounts_per_acre_is_of_the_crop_above_it(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(TIERS, encoding="utf-8")
    matcher = Matcher({d.doc_id: d for d in load_corpus(tmp_path)[0]})
    for area, expected in (("120亩", "met"), ("1.5万亩", "met"), ("30亩", "not_met")):
        match = matcher.match(read_profile(f"云岭县的农场，种水稻{area}", matcher, DAY), DAY)
        assert [e.state for e in match.entries if e.clause.kind == "table"] == [expected]


LEVELS = "一、奖励\n新晋升为省级农业产业化重点龙头企业的奖励30万元，市级的奖励10万元。"


def test_a_second_level_asks_for_the_same_standing(state: State) -> None:
    assert state(LEVELS, "云岭市企业，今年新晋升为市级农业产业化重点龙头企业") == "met"
    assert state(LEVELS, "云岭市企业，今年新晋升为县级农业产业化重点龙头企业") == "not_met"


@pytest.mark.parametrize(
    ("said", "expected"),
    [("2025年9月新购置冷藏车8辆", "met"), ("2024年3月购置冷藏车8辆", "not_met")],
    ids=["within", "before"],
)
def test_what_is_counted_counts_only_within_its_window(
    state: State, said: str, expected: str
) -> None:
    body = "一、奖励\n对2025年1月1日以后新购置冷藏车5辆以上的物流企业，给予10万元奖励。"
    assert state(body, f"云岭市物流企业，{said}") == expected


def test_a_share_of_staff_is_no_share_of_research_spending(state: State) -> None:
    body = "一、奖励\n对研发费用占营业收入比重不低于5%的企业，给予10万元奖励。"
    assert state(body, "云岭市企业，研发人员占比30%") == "unknown"


AGAIN = "一、奖励\n首次认定的高新技术企业奖励20万元，重新认定的奖励5万元。"


def test_a_standing_that_was_renewed_is_met_by_its_own_grant(state: State) -> None:
    assert state(AGAIN, "云岭市企业，今年重新认定高新技术企业") == "met"
    assert state(AGAIN, "云岭市企业，不是高新技术企业") == "not_met"


SHARE = "一、奖励\n对研发费用占营业收入比重不低于{}的企业，给予10万元奖励。"


@pytest.mark.parametrize(
    ("bound", "expected"), [("3%", "met"), ("4%", "unknown"), ("6%", "not_met")]
)
def test_a_range_is_met_only_by_both_its_ends(state: State, bound: str, expected: str) -> None:
    assert state(SHARE.format(bound), "云岭市企业，研发占比3%—5%") == expected


def test_a_negative_share_is_refused(state: State) -> None:
    with pytest.raises(ProfileError, match="研发占比是负数"):
        state(WINDOW, "云岭市企业，研发占比-3%")


def test_the_number_that_follows_is_of_what_was_named_before(state: State) -> None:
    body = "一、奖励\n年营业收入首次突破1000万元的家政企业，奖励10万元。"
    assert state(body, "云岭市家政公司，营业收入首次突破1000万元，达到1300万元") == "met"
    assert state(body, "云岭市家政公司，营业收入首次突破1000万元") == "met"
    assert state(body, "云岭市家政公司，营业收入突破500万元，达到800万元") == "not_met"


def test_a_long_row_of_digits_is_read_in_no_time() -> None:
    matcher = Matcher({})
    before = time.process_time()
    with pytest.raises(ProfileError):
        read_profile("营收" + "0" * 9000, matcher, DAY)
    assert time.process_time() - before < 2  # it took half a minute
