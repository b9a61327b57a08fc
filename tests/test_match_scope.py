"""Whom conditions are for: named articles, labels, lists below a grant, subjects of a deed."""

from collections.abc import Callable, Mapping

import pytest

from corpus.scope import articles_kept, articles_named
from corpus.subject import closing_subject, leading_subject

States = Callable[[str, str], Mapping[str, str]]

ARTICLES = """第一条 申报第三条奖励的企业，应当同时满足下列条件：
（一）拥有有效发明专利2件以上；
（二）成立满3年。
第二条 申报第四条补贴的企业，应当满足第一条第（二）项的要求。
第三条 对获得省级绿色工厂认定的企业，奖励80万元。
第四条 企业年用水量10万立方米以上的，给予5万元补贴。
第五条 企业购置机器人10台以上的，给予10万元补贴。"""


def test_conditions_of_a_named_article_hold_for_that_article_alone(states: States) -> None:
    found = states(
        ARTICLES,
        "云岭市企业，省级绿色工厂，有效发明专利1件，成立1年，年用水量12万立方米，购置机器人12台",
    )
    assert found == {"第三条": "not_met", "第四条": "not_met", "第五条": "met"}


def test_articles_named_are_not_those_that_must_be_kept() -> None:
    text = "申报第七条补偿的企业，应当满足第四条第（一）项的要求"
    sections = ("第二章/第四条", "第二章/第四条/(一)", "第三章/第七条")
    assert articles_named(text, sections) == ("第三章/第七条",)
    assert articles_kept(text, sections) == ("第二章/第四条/(一)",)


ANY = """第一条 满足下列条件之一的，可以申请租金减半：
（一）上年度纳税100万元以上；
（二）获得省级绿色工厂认定。"""


@pytest.mark.parametrize(
    ("said", "expected"),
    [("去年纳税150万元", "met"), ("省级绿色工厂", "met"), ("去年纳税50万元", "unknown")],
)
def test_any_item_below_the_line_that_grants_is_enough(
    states: States, said: str, expected: str
) -> None:
    assert states(ANY, f"云岭市企业，{said}") == {"第一条": expected}


LABELS = """一、奖补对象和条件
（一）被改造企业。在我市登记注册、上年度营业收入500万元以上的企业。
（二）服务商。完成5家以上企业改造的服务商。
二、奖补标准
（一）被改造企业完成改造并通过验收的，奖励30万元。
（二）企业年用水量10万立方米以上的，给予5万元补贴。"""


def test_conditions_behind_a_label_are_for_whoever_it_names(states: States) -> None:
    found = states(LABELS, "云岭市企业，营收300万元，完成改造并通过验收，年用水量12万立方米")
    assert found == {"二/(一)": "not_met", "二/(二)": "met"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("制造业企业购置工业机器人", ("制造业企业",)),
        ("医疗机构、养老机构购置服务机器人", ("医疗机构", "养老机构")),
        ("企业技术中心", None),
        ("接收高校在校生实习", None),
        ("租用区属国有园区研发用房", None),
    ],
)
def test_whoever_does_a_deed_stands_before_its_verb(
    text: str, names: tuple[str, ...] | None
) -> None:
    found = leading_subject(text)
    assert (found.names if found else None) == names


def test_whoever_a_passage_is_for_may_close_it() -> None:
    found = closing_subject("首次获得银行贷款的小微企业")
    assert found is not None
    assert found.names == ("小微企业",)


ROBOTS = "第一条 制造业企业购置工业机器人10台以上的，给予10万元补贴。"


@pytest.mark.parametrize(
    ("who", "expected"),
    [("家具厂", "met"), ("物流公司", "not_met"), ("企业", "unknown")],
)
def test_a_maker_is_told_by_what_it_says_of_itself(states: States, who: str, expected: str) -> None:
    assert states(ROBOTS, f"云岭市{who}，购置工业机器人14台") == {"第一条": expected}


FAIRS = "第一条 行业协会牵头举办促消费活动的，给予10万元补助。"


@pytest.mark.parametrize(
    ("who", "expected"), [("零售业商会", "met"), ("超市，和行业协会有合作", "unknown")]
)
def test_an_applicant_is_what_it_calls_itself(states: States, who: str, expected: str) -> None:
    assert states(FAIRS, f"云岭市{who}，牵头举办了促消费活动") == {"第一条": expected}


SHUT = """第一条 企业年用水量10万立方米以上的，给予5万元补贴。
第二条 企业存在转租、分租、改变用途行为的，不享受本措施的扶持。
第三条 列入淘汰计划的企业不在奖补之列。"""


@pytest.mark.parametrize(
    ("said", "expected"),
    [("把部分厂房转租出去了", "not_met"), ("列入了淘汰计划", "not_met"), ("成立8年", "met")],
)
def test_what_shuts_out_does_so_in_other_words_too(
    states: States, said: str, expected: str
) -> None:
    found = states(SHUT, f"云岭市企业，年用水量12万立方米，{said}")
    assert found == {"第一条": expected}


def test_again_is_not_the_first_time(states: States) -> None:
    body = "第一条 首次纳入服务业统计的企业，奖励8万元。"
    assert states(body, "云岭市企业，今年重新纳入服务业统计") == {"第一条": "not_met"}
    assert states(body, "云岭市企业，今年首次纳入服务业统计") == {"第一条": "met"}


def test_growth_is_the_same_in_other_words(states: States) -> None:
    body = "第一条 企业产值较上年增长10%以上的，奖励8万元。"
    assert states(body, "云岭市企业，产值同比增长12%") == {"第一条": "met"}
    assert states(body, "云岭市企业，产值比去年增长8%") == {"第一条": "not_met"}


def test_a_further_step_of_one_number_keeps_the_other_conditions(states: States) -> None:
    body = (
        "第一条 企业出租率达到80%且年税收超过1亿元的，奖励10万元；年税收超过3亿元的，奖励30万元。"
    )
    assert states(body, "云岭市企业，出租率72%，年税收4亿元") == {"第一条": "not_met"}
    assert states(body, "云岭市企业，出租率85%，年税收4亿元") == {"第一条": "met"}


def test_what_a_grant_forbids_is_held_against_it(states: States) -> None:
    body = "第一条 企业购置自用办公用房的，给予10万元补助。办公用房不得对外转租或者改变用途。"
    assert states(body, "云岭市企业，购置了自用办公用房") == {"第一条": "met"}
    assert states(body, "云岭市企业，购置了自用办公用房，后来转租了") == {"第一条": "not_met"}


def test_a_level_said_once_counts_for_each_of_a_list(states: States) -> None:
    body = "第一条 新认定的国家级企业技术中心、工程研究中心，奖励10万元。"
    assert states(body, "云岭市企业，新认定为省级工程研究中心")["第一条"] != "met"
    assert states(body, "云岭市企业，新认定为国家级工程研究中心") == {"第一条": "met"}


def test_a_number_that_shuts_out_is_compared(states: States) -> None:
    body = "第一条 企业年用水量10万立方米以上的，给予5万元补贴。\n第二条 资产负债率超过85%的企业不得申报本补贴。"
    said = "云岭市企业，年用水量12万立方米，资产负债率"
    assert states(body, f"{said}91%") == {"第一条": "not_met"}
    assert states(body, f"{said}60%") == {"第一条": "met"}


def test_a_listing_not_yet_lifted_is_a_listing(states: States) -> None:
    body = (
        "第一条 企业年用水量10万立方米以上的，给予5万元补贴。\n"
        "第二条 被列入经营异常名录且未移出的企业，不得申报本补贴。"
    )
    found = states(body, "云岭市企业，年用水量12万立方米，被列入经营异常名录还没移出")
    assert found == {"第一条": "not_met"}


def test_conditions_of_a_named_applicant_are_for_it_alone(states: States) -> None:
    body = (
        "第一条 民宿申请奖励应具备以下条件：\n（一）正式营业一年以上；\n（二）客房数不少于5间。\n"
        "第二条 新评定为省级旅游民宿的，奖励5万元。\n第三条 企业投资1000万元以上新建酒店的，奖励9万元。"
    )
    found = states(body, "云岭市民宿，经营两年，3间客房，新评定为省级旅游民宿")
    assert found["第二条"] == "not_met"
    assert states(body, "云岭市酒店公司，投资2000万元新建酒店")["第三条"] == "met"


def test_another_grade_is_another_thing(states: States) -> None:
    body = "第一条 首次取得第三类医疗器械注册证的企业，奖励10万元。"
    assert states(body, "云岭市企业，首次取得第三类医疗器械注册证") == {"第一条": "met"}
    assert states(body, "云岭市企业，首次取得第二类医疗器械注册证")["第一条"] != "met"


def test_a_least_number_per_month_is_asked(states: States) -> None:
    body = "第一条 企业开通货运班列，每月开行不少于3列的，给予10万元补助。"
    assert states(body, "云岭市企业，开通了货运班列，每月开行2列") == {"第一条": "not_met"}
    assert states(body, "云岭市企业，开通了货运班列，每月开行4列") == {"第一条": "met"}


def test_what_stands_behind_a_comma_and_or_is_an_alternative(states: States) -> None:
    body = "第一条 企业新增发明专利10件以上，或者年用水量10万立方米以上的，奖励5万元。"
    assert states(body, "云岭市企业，新增发明专利12件") == {"第一条": "met"}
    assert states(body, "云岭市企业，新增发明专利3件，年用水量2万立方米") == {"第一条": "not_met"}


def test_conditions_before_the_last_of_two_grants_are_for_both(states: States) -> None:
    body = "第一条 企业年用水量10万立方米以上的，获评节水企业奖励3万元，获评节水标杆企业奖励9万元。"
    found = states(body, "云岭市企业，年用水量4万立方米，获评节水标杆企业")
    assert found == {"第一条": "not_met"}


def test_a_share_is_of_what_stands_before_it(states: States) -> None:
    body = "第一条 软件业务收入占企业营业收入的比例不低于50%的企业，奖励3万元。"
    assert states(body, "云岭市企业，软件业务收入占比65%") == {"第一条": "met"}
    assert states(body, "云岭市企业，软件业务收入占营业收入的35%") == {"第一条": "not_met"}


def test_under_whom_and_on_what_terms_numbers_are_asked_of_all(states: States) -> None:
    body = (
        "一、支持对象和条件\n（一）在云岭市注册的机床企业；\n（二）成立两年以上。\n"
        "二、支持标准\n（一）主导制定国家标准的，奖励50万元。"
    )
    assert states(body, "云岭市机床企业，成立1年，主导制定国家标准1项") == {"二/(一)": "not_met"}
    assert states(body, "云岭市机床企业，成立6年，主导制定国家标准1项") == {"二/(一)": "met"}


def test_half_a_year_is_six_months(states: States) -> None:
    body = "第一条 企业自建海外仓，运营满半年的，奖励50万元。"
    assert states(body, "云岭市企业，自建海外仓，运营满8个月") == {"第一条": "met"}
    assert states(body, "云岭市企业，自建海外仓，运营满3个月") == {"第一条": "not_met"}
