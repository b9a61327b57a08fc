"""Who an applicant must be, where it must be, and what is asked of all of them in passing."""

from collections.abc import Callable

import pytest

from corpus.scope import terms_set
from corpus.trade import ENGAGED_LIST
from rag.match.describe import describe
from rag.match.measures import read_measures
from rag.match.products import read_trades

State = Callable[[str, str], str]

ENGAGED = (
    "一、奖励\n对主导制定国家标准的企业，每项奖励10万元。\n"
    "二、其他\n本措施适用于在本市登记注册，从事船艇制造、维修，船用设备研发生产，以及船艇应用的企业。"
)


def test_a_list_of_what_applicants_do_is_one_list_over_its_commas() -> None:
    found = ENGAGED_LIST.search("从事船艇制造、维修，船用设备研发生产，以及船艇应用的企业")
    assert found is not None
    assert found["names"] == "船艇制造、维修，船用设备研发生产，以及船艇应用"
    told = ENGAGED_LIST.search("从事船艇制造，具有独立法人资格的企业")
    assert told is None


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("云岭市船用设备企业，船艇营收800万元，还没过千万，主导制定国家标准1项", "met"),
        ("云岭船艇维修公司，主导制定国家标准1项", "met"),
        ("船艇企业，注册地在外省，在云岭市只有一个办事处，主导制定国家标准1项", "not_met"),
        ("船艇企业，住所在邻市，没有在云岭市登记，主导制定国家标准1项", "not_met"),
    ],
    ids=["denies a number", "the city without 市", "registered elsewhere", "seat elsewhere"],
)
def test_applicants_are_of_a_place_and_a_trade(state: State, said: str, expected: str) -> None:
    assert state(ENGAGED, said) == expected


NAMED = (
    "一、奖励\n维修机构新购检测线2条以上的，给予5万元奖励。\n"
    "二、支持对象\n在云岭市登记注册，从事船艇维修、保养的企业（以下统称维修机构）。"
    "维修机构应在行业平台备案，且客户满意率不低于90%。\n"
    "三、其他\n（一）维修机构上年度营业收入应不低于100万元。"
)
_BASE = "云岭市船艇保养公司，行业平台已备案，新购检测线3条"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (f"{_BASE}，客户满意率95%，营收300万元", "met"),
        (f"{_BASE}，客户满意率85%，营收300万元", "not_met"),
        (f"{_BASE}，客户满意率95%，营收60万元", "not_met"),
        (f"{_BASE}，营收300万元", "unknown"),
    ],
    ids=["all kept", "rate below", "turnover below", "rate untold"],
)
def test_what_named_applicants_must_have_is_asked_of_each_grant(
    state: State, said: str, expected: str
) -> None:
    assert state(NAMED, said) == expected


def test_terms_for_applicants_are_those_that_the_text_sets() -> None:
    assert terms_set(["某市", "从事维修的企业（以下统称“维修机构”）。"]) == {"维修机构": 1}


FIRST = "一、奖励\n上年度营业收入首次达到1亿元的企业，奖励10万元。"


def test_the_first_time_is_said_in_several_ways(state: State) -> None:
    assert state(FIRST, "云岭市阀门厂，营业收入1.2亿元，第一次过亿") == "met"
    assert state(FIRST, "云岭市阀门厂，营业收入1.2亿元") == "unknown"


def test_how_often_something_comes_is_no_measure() -> None:
    assert [(m.unit, int(m.value)) for m in read_measures("一年能产电缆1800吨")] == [("吨", 1800)]
    assert [(m.unit, int(m.value)) for m in read_measures("第一次破亿")] == []
    assert [(m.unit, int(m.value)) for m in read_measures("签了一年合同")] == [("月", 12)]


def test_whom_a_company_deals_with_is_no_trade_of_its_own() -> None:
    assert read_trades(["船艇维修公司", "从银行贷款200万元", "做汽车芯片"]) == ("汽车", "芯片")
    assert "银行" not in describe("船艇维修公司，从银行贷款200万元").products


GUIDE = """一、网箱装备
（一）支持对象。在我市注册的水产养殖企业、渔业专业合作社。
（二）支持条件。1.2025年7月1日至2026年6月30日期间建成深水网箱，并通过区（县）渔业主管部门验收；2.深水网箱不少于10口。
（三）支持标准。按不超过装备费用的30%给予补助，单个主体最高300万元。
二、品牌
（一）支持对象。渔业企业、合作社及行业协会。
（二）支持标准。新获得地理标志证明商标注册的，奖励30万元。
三、其他要求
（一）申报单位上年度未受到海洋渔业行政处罚。"""
_CAGES = "云岭市水产养殖公司，今年3月建好深水网箱12口，区渔业局已经验收"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (_CAGES, "met"),
        (_CAGES.replace("12口", "8口"), "not_met"),
        (_CAGES.replace("今年3月", "2024年3月"), "not_met"),
        (_CAGES.replace("已经验收", "正在验收"), "unknown"),
        (f"{_CAGES}，去年受到海洋渔业行政处罚", "not_met"),
        (_CAGES.replace("水产养殖", "酒店"), "unknown"),
    ],
    ids=["all kept", "too few", "too early", "pending", "penalty", "other trade"],
)
def test_conditions_under_labels_are_asked_of_the_standard_beside_them(
    state: State, said: str, expected: str
) -> None:
    assert state(GUIDE, said) == expected


MEANT = (
    "一、补贴\n数据企业在交易所挂牌并产生交易，年度交易额达到100万元的，奖励5万元。\n"
    "二、其他\n本办法所称数据企业，是指在云岭市注册，主营业务为数据采集、标注、治理的企业。"
)


def test_a_term_means_the_trades_that_define_it(state: State) -> None:
    traded = "在交易所挂了牌，全年成交260万元"
    assert state(MEANT, f"云岭市数据标注公司，{traded}") == "met"
    assert state(MEANT, f"云岭市酒店公司，{traded}") == "not_met"
    assert state(MEANT, f"云岭市企业，{traded}") == "unknown"


LET = "一、补贴\n企业租用产业园办公用房自用的，按租金的50%补助。租用期间转租的，追回已拨付资金。"


def test_who_does_what_is_taken_back_for_is_not_met(state: State) -> None:
    rented = "云岭市软件公司，租用产业园办公用房自用"
    assert state(LET, f"{rented}，没有转租") == "met"
    assert state(LET, f"{rented}，其中一半转租给了别的公司") == "not_met"


def test_a_company_registered_elsewhere_gets_nothing_of_the_place(state: State) -> None:
    body = "一、奖励\n对获得绿色工厂认定的企业，奖励10万元。"
    assert state(body, "阀门厂，没有在云岭市登记，获得绿色工厂认定") == "not_met"
