"""Conditions and descriptions taken apart: what is measured, what is done, where, at what level."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from corpus.bound import read_bounds
from corpus.deed import Deed, read_deed
from corpus.load import load_corpus
from corpus.metric import Metric, read_metric
from corpus.window import read_window
from rag.match.command import read_profile
from rag.match.matching import Matcher
from rag.match.measures import read_measures

DAY = date(2026, 11, 24)
State = Callable[[str, str], str]


@pytest.fixture
def state(state: State) -> State:
    """The same of a body under a heading of its own."""
    return lambda body, text: state(f"一、奖励\n{body}", text)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("主营业务收入较上年增幅", Metric("主营业务收入", "up")),
        ("同比增长", Metric("", "up")),
        ("能耗同比下降", Metric("能耗", "down")),
        ("新增产值增加额", Metric("新增产值增加额", "")),
        ("营业收入", Metric("营业收入", "")),
    ],
)
def test_a_metric_is_a_thing_or_the_change_of_one(words: str, expected: Metric) -> None:
    assert read_metric(words) == expected


@pytest.mark.parametrize(
    ("text", "metric", "value", "unit"),
    [
        ("年产菌棒100万棒以上", "年产菌棒", "1000000", "棒"),
        ("改造后容积率达到1.5以上", "改造后容积率", "1.5", ""),
        ("主持制定国家标准、行业标准1项以上", "主持制定国家标准、行业标准", "1", "项"),
    ],
)
def test_any_measure_word_counts_and_a_rate_has_none(
    text: str, metric: str, value: str, unit: str
) -> None:
    (bound,) = read_bounds(text)
    assert (bound.metric, bound.value, bound.unit) == (metric, Decimal(value), unit)


def test_a_word_that_begins_with_a_measure_word_is_none() -> None:
    (measure,) = read_measures("投入500万支持研发")
    assert (measure.value, measure.unit) == (Decimal(5_000_000), "元")


def test_a_note_says_what_is_left_out() -> None:
    (bound,) = read_bounds("固定资产投资（不含土地费用）达500万元")
    assert (bound.metric, bound.without) == ("固定资产投资", "土地费用")


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("固定资产投资1200万元，其中土地费用400万元", "met"),
        ("固定资产投资600万元，其中土地费用400万元", "not_met"),
        ("固定资产投资600万元", "unknown"),
        ("固定资产投资300万元", "not_met"),
    ],
)
def test_what_a_note_leaves_out_is_taken_off(state: State, told: str, expected: str) -> None:
    body = "营地企业固定资产投资（不含土地费用）达500万元的，奖励10万元。"
    assert state(body, f"云岭市营地企业，{told}") == expected


def test_a_change_is_no_level_and_is_of_what_was_named_before(state: State) -> None:
    body = "软件企业营业收入不低于3000万元且较前一年增幅在10%以上的，奖励10万元。"
    assert state(body, "云岭市软件企业，营收4600万元，比前年增长14%") == "met"
    assert state(body, "云岭市软件企业，营收4600万元，同比增长7%") == "not_met"
    assert state(body, "云岭市软件企业，营收4600万元，利润率14%") == "unknown"


def test_a_share_is_worked_out_from_its_two_numbers(state: State) -> None:
    body = "培训企业专职教练员不少于10名（其中持证的占比不低于80%）的，奖励10万元。"
    assert state(body, "云岭市培训企业，专职教练员12名，其中9名持证") == "not_met"
    assert state(body, "云岭市培训企业，专职教练员12名，其中11名持证") == "met"
    assert state(body, "云岭市培训企业，专职教练员12名") == "unknown"


def test_a_deed_has_places_and_steps_with_alternatives() -> None:
    assert read_deed("在云岭县、沙溪县境内利用旧厂房、仓库等空间改造体育场馆") == Deed(
        ("云岭县", "沙溪县"), (("旧厂房", "仓库", "空间"), ("改造体育场馆",))
    )
    assert read_deed("获得鲁班奖") == Deed((), (("获得鲁班奖",),))


def test_a_deed_counts_where_it_was_done(state: State) -> None:
    body = "在云岭市沙溪县、白水县境内建设汽车露营地的企业，奖励10万元。"
    assert state(body, "我公司在云岭市沙溪县建成一处汽车露营地") == "met"
    assert state(body, "云岭市企业，建成一处汽车露营地") == "unknown"


def test_every_step_of_a_deed_is_needed(state: State) -> None:
    body = "利用旧厂房、仓库等存量空间改造体育场馆的企业，奖励10万元。"
    assert state(body, "云岭市企业，把旧厂房改造成羽毛球馆") == "met"
    assert state(body, "云岭市企业，改造体育场馆") == "unknown"


PAIRED = (
    "举办国家级、省级体育赛事的企业，参赛人数分别不低于500人、800人的，分别奖励30万元、20万元。"
)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("承办了国家级体育赛事，参赛人数560人", "met"),
        ("承办了省级体育赛事，参赛人数860人", "met"),
        ("承办了省级体育赛事，参赛人数650人", "not_met"),
        ("承办了市级体育赛事，参赛人数900人", "not_met"),
    ],
)
def test_each_level_has_the_number_of_its_own(state: State, told: str, expected: str) -> None:
    assert state(PAIRED, f"云岭市企业，{told}") == expected


def test_a_level_alone_is_of_what_was_granted_before(state: State) -> None:
    body = "获评国家体育产业示范单位的企业，奖励50万元；获评省级的，减半奖励。"
    assert state(body, "云岭市企业，去年被评为省级体育产业示范单位") == "met"
    assert state(body, "云岭市企业，去年被评为市级体育产业示范单位") == "not_met"
    alone = "获评国家体育产业示范单位的企业，奖励50万元。"
    assert state(alone, "云岭市企业，去年被评为省级体育产业示范单位") == "not_met"


def test_who_was_not_fined_is_not_shut_out_by_what_it_does(state: State) -> None:
    body = (
        "获得国际发明展金奖的企业，奖励10万元。\n二、限制\n"
        "近三年内受到体育、税务部门行政处罚的，不得申报。"
    )
    told = "云岭市企业，获得国际发明展金奖，被评为体育先进单位"
    assert state(body, told) == "met"
    assert state(body, f"{told}，去年受到税务部门行政处罚") == "not_met"


def test_a_window_may_lie_in_one_year() -> None:
    window = read_window("2025年1月1日至12月31日举办", DAY)
    assert window is not None
    assert (window.first, window.last) == (date(2025, 1, 1), date(2025, 12, 31))


def test_the_other_side_of_or_is_enough(state: State) -> None:
    body = "基地通过规范化检查，或取得绿色食品、有机产品认证证书之一，每个基地奖8万元。"
    assert state(body, "云岭市企业，已拿到有机产品认证证书") == "met"
    assert state(body, "云岭市企业，种植水稻") == "unknown"


@pytest.mark.parametrize(
    ("told", "expected"),
    [("黄精86亩", "met"), ("白及260亩", "met"), ("天麻32亩", "not_met"), ("黄精", "unknown")],
)
def test_a_range_of_a_listed_crop_and_a_step_above_it(
    state: State, told: str, expected: str
) -> None:
    body = (
        "当年新增连片种植黄精、白及、天麻等药材50亩至200亩（含）的，每亩一次性补600元；"
        "超过200亩的，每亩一次性补800元。"
    )
    assert state(body, f"云岭市企业，今年新增连片种植{told}") == expected


def test_tenths_are_a_share(state: State) -> None:
    body = "本地药材占原料总量六成以上的企业，奖励20万元。"
    assert state(body, "云岭市药材企业，本地药材占原料总量的七成") == "met"
    assert state(body, "云岭市药材企业，本地药材占原料总量的50%") == "not_met"


def test_who_is_voted_out_is_shut_out(state: State) -> None:
    body = "获得金牌的企业，奖励10万元。\n二、限制\n近两年药品抽检不合格的，一票否决。"
    told = "云岭市企业，获得金牌"
    assert state(body, told) == "met"
    assert state(body, f"{told}，去年药品抽检不合格") == "not_met"


def test_nothing_that_is_asked_around_a_number_is_passed_over(state: State) -> None:
    body = "通过绿色认证的营业收入2000万元以上的自建仓库的企业，给予10万元奖励。"
    told = "云岭市企业，营收3000万元"
    assert state(body, f"{told}，自建了仓库") == "unknown"
    assert state(body, f"{told}，通过绿色认证") == "unknown"
    assert state(body, f"{told}，自建了仓库，通过绿色认证") == "met"


def test_the_only_range_of_applicants_binds_all_of_them(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "云岭市低空经济政策\n云岭市人民政府\n一、申报范围\n"
        "在云岭市注册满一年、未被列入经营异常名录的无人机研制和服务企业。\n"
        "二、扶持事项\n1．取得生产许可证的，奖励80万元。\n",
        encoding="utf-8",
    )
    matcher = Matcher({d.doc_id: d for d in load_corpus(tmp_path)[0]})

    def found(told: str) -> str:
        text = f"云岭市无人机企业，取得生产许可证，{told}"
        return matcher.match(read_profile(text, matcher, DAY), DAY).entries[0].state

    assert found("2019年注册") == "met"
    assert found("2026年6月注册") == "not_met"
    assert found("2019年注册，被列入经营异常名录") == "not_met"
