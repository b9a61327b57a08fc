"""Deeds that a company tells of in other words, in several breaths, or within a time."""

from collections.abc import Callable
from datetime import date

import pytest

from corpus.deed import read_deed
from rag.match.deed import said_of
from rag.match.interval import kept, read_interval

State = Callable[[str, str], str]
DAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("deed", "said", "expected"),
    [
        ("自建或者租用仓储管理系统", ["自己开发了仓储管理系统"], True),
        ("自建或者租用仓储管理系统", ["承租的厂房", "仓储管理系统还在办采购"], None),
        ("利用风电、光伏等可再生能源电解水制氢", ["用风电电解水制氢"], True),
        ("利用风电、光伏等可再生能源电解水制氢", ["做光伏组件的"], None),
        (
            "以知识产权质押方式取得银行贷款用于研发生产",
            ["用专利质押从银行贷了900万买生产设备"],
            True,
        ),
        (
            "以知识产权质押方式取得银行贷款用于研发生产",
            ["拿厂房抵押贷的款", "没做过专利质押"],
            False,
        ),
        ("取得银行贷款", ["公司目前没有任何银行贷款"], False),
        ("为驾驶员投保意外伤害险和职业责任险", ["给驾驶员都买了意外险和职业责任险"], True),
        ("实现订单、派工、评价全程线上办理", ["下单、派工、评价都在线上"], True),
        ("取得国家强制性产品认证", ["去年拿到了CCC认证"], True),
    ],
)
def test_a_deed_is_told_in_other_words(deed: str, said: list[str], expected: bool | None) -> None:
    assert said_of(deed, said) is expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (["自己开发了冷库", "温度监测全程在线"], True),
        (["自己开发了冷库", "温度监测还在办"], None),
        (["冷库是别人的", "温度监测全程在线"], None),
    ],
    ids=["two breaths", "one pending", "no verb"],
)
def test_a_deed_may_be_told_in_several_breaths(said: list[str], expected: bool | None) -> None:
    assert said_of("自建冷库温度监测", said) is expected


def test_means_and_purpose_are_steps_of_their_own() -> None:
    assert read_deed("以股权质押方式取得贷款用于研发生产").steps == (
        ("股权质押",),
        ("取得贷款",),
        ("研发", "生产"),
    )


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (["2025年1月签的投资协议", "2026年5月投产"], True),
        (["2024年1月签的投资协议", "2026年5月投产"], False),
        (["去年签的投资协议", "2026年9月投产"], None),
        (["签约后12个月就投产了"], True),
        (["签约后24个月才投产"], False),
        (["2026年5月投产"], None),
    ],
    ids=["kept", "late", "too vague", "time told", "long time told", "one day missing"],
)
def test_a_deed_must_follow_another_in_time(said: list[str], expected: bool | None) -> None:
    interval = read_interval("自签订投资协议之日起18个月内投产")
    assert interval is not None
    assert kept(interval, said, DAY) is expected


NUMBERS = "一、奖励\n{}，给予5万元奖励。\n二、其他\n本措施适用于在本市登记注册的企业。"


@pytest.mark.parametrize(
    ("asked", "said", "expected"),
    [
        ("充电服务价格不高于每度1元的", "服务价0.8元/度", "met"),
        ("充电服务价格不高于每度1元的", "服务价1.2元/度", "not_met"),
        ("新设维修网点，单个网点面积不小于30平方米的", "新开了维修网点，45平方米", "met"),
        ("新设维修网点，单个网点面积不小于30平方米的", "新开了维修网点，18平方米", "not_met"),
        ("为员工在本市缴纳社会保险满6个月的", "员工社保在云岭已交10个月", "met"),
        ("新招用失业人员，连续工作6个月以上的", "招了失业人员，已经连续干了8个月", "met"),
        ("年制氧能力不低于1000吨的", "一年能产氧1800吨", "met"),
    ],
)
def test_numbers_are_told_in_other_words(
    state: State, asked: str, said: str, expected: str
) -> None:
    assert state(NUMBERS.format(asked), f"云岭市企业，{said}") == expected


def test_kilograms_and_tons_compare(state: State) -> None:
    body = NUMBERS.format("日处理能力500公斤以上的")
    assert state(body, "云岭市企业，每天能处理1.2吨") == "met"
    assert state(body, "云岭市企业，每天能处理0.4吨") == "not_met"


@pytest.mark.parametrize(
    ("deed", "said", "expected"),
    [
        ("在省级以上技能大赛中获得前三名", ["拿了全省技能大赛第二名"], True),
        ("具有正高级职称的人员", ["全职招了一名正高级工程师"], True),
        ("租用仓储管理系统", ["没有上仓储管理系统"], False),
        ("在交易所挂牌数据产品", ["数据产品在交易所挂了牌"], True),
        ("事先备案", ["提前备了案"], True),
    ],
)
def test_ranks_titles_and_parted_verbs_are_understood(
    deed: str, said: list[str], expected: bool
) -> None:
    assert said_of(deed, said) is expected


def test_who_has_none_has_not_enough(state: State) -> None:
    body = NUMBERS.format("与驾驶员签订一年以上劳动合同的")
    assert state(body, "云岭市企业，和驾驶员没签劳动合同") == "not_met"
    assert state(body, "云岭市企业，和驾驶员签了两年劳动合同") == "met"
