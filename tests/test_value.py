"""Values in a sentence: which number belongs to which phrase, and what a verdict makes of it."""

from collections.abc import Callable

import pytest

from corpus.document import Clause
from rag.evidence.case import case_fit
from rag.evidence.value import (
    bounded_otherwise,
    lasts,
    looks_back,
    pattern_of,
    quantities,
    values_in,
)
from rag.evidence.verdict import about_number, claim_of
from rag.held.passage import sentences
from rag.question.query import understand


@pytest.fixture
def clause() -> Callable[[str], Clause]:
    """A clause of the given text, for itself."""

    def made(text: str) -> Clause:
        return Clause("甲", "一", "一、", ("一、目标",), "item", text, 0, len(text))

    return made


@pytest.mark.parametrize(
    ("question", "text", "shown", "phrase"),
    [
        (
            "高企要达到多少家",
            "培育高新技术企业达到7000家,重点培育一批独角兽企业;",
            ["7000家"],
            ["培育高新技术企业达到7000家"],
        ),
        (
            "引进几名高管",
            "每个领域至少引进1名院士、2名企业高管。",
            ["1名", "2名"],
            ["每个领域至少引进1名院士、2名企业高管。"] * 2,
        ),
        ("奖励多少元", "对甲给予最高50万元奖励,对乙给予20万元。", ["最高50万元", "20万元"], None),
        ("比例是多少", "不低于储备项目数的30%。", ["30%"], ["不低于储备项目数的30%。"]),
        ("要多少个工作日", "应当自受理之日起20个工作日内完成。", ["20个工作日内"], None),
    ],
)
def test_each_value_has_the_phrase_that_it_stands_in(
    question: str,
    text: str,
    shown: list[str],
    phrase: list[str] | None,
    clause: Callable[[str], Clause],
) -> None:
    pattern = pattern_of(understand(question))
    assert pattern is not None
    (sentence,) = sentences(clause(text))
    found = values_in(sentence, pattern)
    assert [value.shown.removesuffix("内") for value in found] == [
        one.removesuffix("内") for one in shown
    ]
    if phrase:
        assert [value.phrase.text for value in found] == phrase
    for value in found:
        assert text[value.phrase.start : value.phrase.end] == value.phrase.text


@pytest.mark.parametrize(
    ("question", "text", "shown"),
    [
        ("报告最多写多少字", "报告篇幅控制在5000字以内，配图不超过6张。", ["5000字以内"]),
        ("字数上限是多少", "摘要不超过300字。", ["不超过300字"]),
        ("材料装订不能多于几页", "附件不超过20页，一式三份。", ["不超过20页"]),
        ("要交几份", "纸质材料一式三份，每份不超过20页。", ["三份"]),
        ("年龄上限是多少", "申请人年龄不超过45周岁。", ["不超过45周岁"]),
        ("惠及多少户", "改造老旧小区惠及居民1.2万户。", ["1.2万户"]),
        ("培训多少人", "每年培训从业人员2000人次以上。", ["2000人次以上"]),
        ("培训多少人次", "培训从业人员2000人次以上，其中骨干300人。", ["2000人次以上"]),
        ("要占多少亩地", "用地规模不少于150亩，总投资3亿元。", ["不少于150亩"]),
        ("面积要求多大", "建筑面积不低于800平方米。", ["不低于800平方米"]),
        ("场地面积得多大", "建筑面积不低于800平方米。", ["不低于800平方米"]),
        ("共享几类信息", "共享行政许可、行政处罚等8类公共信用信息。", ["8类"]),
        ("要建多少个床位", "新增托育床位1200张。", ["1200张"]),
        ("要开通几条航线", "年飞行2000架次以上的企业，开通航线5条。", ["5条"]),
        ("开几场招聘会", "全年举办专场招聘会不少于12场。", ["不少于12场"]),
        ("多少天内办结", "自受理之日起15日内办结，2024年起执行。", ["15日内"]),
        ("几日内告知", "应当在收到申请后5个工作日内一次性告知。", ["5个工作日内"]),
        ("几小时内响应", "接到报告后2小时内响应。", ["2小时内"]),
        ("要几个月", "试用期不超过6个月。", ["不超过6个月"]),
        ("得等几天", "备案后按即办件办理。", ["即办件"]),
        ("多久办完", "对材料齐全的当场办结。", ["当场办结"]),
        ("最晚什么时候报", "各区于每月底前报送进展，8月底前报送总结。", ["每月底前", "8月底前"]),
        ("清理了多少项", "应于10个工作日内更新目录。", []),
        ("罚款多少", "处10万元以上100万元以下的罚款。", ["10万元以上100万元以下"]),
        ("罚款多少", "处上一年年收入60%至100%的罚款。", ["60%至100%"]),
        ("罚款是货值的几倍", "并处货值金额2倍以上5倍以下的罚款。", ["2倍以上5倍以下"]),
        ("罚款多少钱", "并处货值金额2倍以上5倍以下的罚款。", ["2倍以上5倍以下"]),
        ("奖励多少钱", "按投资额的2倍计算。", []),
        ("税率是多少", "税率为3—5%。", ["3—5%"]),
        ("招待费能扣多少", "按发生额的60%扣除，最高不超过收入的5‰。", ["60%", "5‰"]),
        ("滞纳金收多少", "按日加收税款万分之五的滞纳金。", ["万分之五"]),
        ("要扣多长时间", "暂扣证件3至6个月。", ["3至6个月"]),
        ("死亡多少人算大型", "死亡10人以上30人以下的。", ["10人以上30人以下"]),
        ("储备多少个项目", "积极储备一批重大项目。", []),
        # A rhythm where one asks how often; who asks when it is due asks for none.
        ("执行情况多久公开一次", "按季度向社会公开重点任务执行情况。", ["按季度"]),
        ("进度多长时间报一次", "牵头部门逐月报送进度。", ["逐月"]),
        ("设备多久检查一次", "设备每半年检查一次。", ["每半年"]),
        ("进度什么时候报", "牵头部门按季度报送进度。", []),
    ],
)
def test_a_value_is_asked_for_and_written_in_any_unit(
    question: str, text: str, shown: list[str], clause: Callable[[str], Clause]
) -> None:
    pattern = pattern_of(understand(question))
    assert pattern is not None
    assert [v.shown for s in sentences(clause(text)) for v in values_in(s, pattern)] == shown


@pytest.mark.parametrize(
    ("question", "unit"),
    [
        ("多少字", "字"),
        ("培育多少家企业", "家"),
        ("惠及几户", "户"),
        ("服务多少人次", "人次"),
        ("改造多少公里", "公里"),
        ("人数要多少", "人"),
        ("里程是多少", "公里"),
        ("建多少项目", None),
        ("有多少场景", None),
        ("多少方案", None),
        ("一共几个", None),
        ("规定有几条", None),
        ("要几个工作日", None),
        ("要多少天", None),
    ],
)
def test_the_unit_that_is_asked_for(question: str, unit: str | None) -> None:
    assert understand(question).unit == unit


@pytest.mark.parametrize(
    ("text", "around"),
    [
        (
            "甲应当自受理之日起30日内，作出决定。",
            ["甲应当自受理之日起30日内，作出决定"],
        ),
        (
            "甲应当在5日内签收，乙应当自签收之日起20日内，作出决定，并通知甲。",
            ["甲应当在5日内签收", "乙应当自签收之日起20日内，作出决定，并通知甲"],
        ),
        (
            "没有取得本办法第三条规定的经营许可证，擅自从事第二条所列的经营活动的，由县级主管部门责令改正；情节严重的，停业10日以上30日以下。",
            ["情节严重的，停业10日以上30日以下"],
        ),
    ],
)
def test_what_is_to_be_done_within_a_time_stands_behind_it(
    text: str, around: list[str], clause: Callable[[str], Clause]
) -> None:
    pattern = pattern_of(understand("要多少天"))
    assert pattern is not None
    found = [v for s in sentences(clause(text)) for v in values_in(s, pattern)]
    own = [value.around.removeprefix(value.matter) for value in found]
    assert own == around[-len(own) :]


def test_a_case_stands_under_the_matter_that_opens_its_paragraph(
    clause: Callable[[str], Clause],
) -> None:
    first = "没有取得本办法第三条规定的经营许可证，擅自从事第二条所列的经营活动的，处1万元的罚款"
    text = f"{first}；情节严重的，处5万元的罚款。逾期的，处2万元的罚款。"
    pattern = pattern_of(understand("罚款多少"))
    assert pattern is not None
    found = [v for s in sentences(clause(text)) for v in values_in(s, pattern)]
    assert [value.shown for value in found] == ["1万元", "5万元", "2万元"]
    assert [value.matter for value in found] == ["", first, ""]


@pytest.mark.parametrize(
    ("asked", "said", "better"),
    [
        ("多少日内提出申请", "甲应当自事故发生之日起30日内提出", "甲未按规定提出的，1年内提出"),
        ("一直没报，什么时候还能申请", "未按规定提出的，1年内可以提出", "应当在30日内提出"),
        ("没有违法所得的罚多少", "没有违法所得的，处2万元", "处违法所得5倍"),
        ("有违法所得的罚多少", "处违法所得5倍", "没有违法所得的，处2万元"),
        ("多久作出决定", "应当在60日内作出决定", "情况复杂的，可以延长30日"),
        ("能延长多久", "情况复杂的，可以延长30日", "应当在60日内作出决定"),
        ("屡教不改、情节严重的罚多少", "情节严重的，处10万元", "处2万元"),
        ("不是企业违规的多久内补征", "自放行之日起1年内补征", "企业违规造成的，3年内追征"),
    ],
)
def test_the_case_that_is_asked_for_fits_better(asked: str, said: str, better: str) -> None:
    assert case_fit(asked, said) > case_fit(asked, better)


@pytest.mark.parametrize(
    ("text", "lasting"),
    [("续展期为3年。", True), ("应当在期满前60日内办理。", False), ("施行后2年起算。", False)],
)
def test_a_span_that_something_lasts_is_no_day(
    text: str, lasting: bool, clause: Callable[[str], Clause]
) -> None:
    pattern = pattern_of(understand("什么时候办"))
    assert pattern is not None
    (value,) = values_in(sentences(clause(text))[0], pattern)
    assert lasts(value) is lasting


@pytest.mark.parametrize("text", ["第十八条 登记结果有效。", "2022年建设5G规模组网。"])
def test_numbers_of_articles_and_years_count_nothing(
    text: str, clause: Callable[[str], Clause]
) -> None:
    pattern = pattern_of(understand("要建多少个"))
    assert pattern is not None
    assert values_in(sentences(clause(text))[0], pattern) == []


def test_which_ones_asks_for_no_number() -> None:
    assert pattern_of(understand("建设哪几个基地")) is None


@pytest.mark.parametrize(
    ("text", "base"),
    [("1.7万亿", 1_700_000_000_000), ("17000亿元", 1_700_000_000_000), ("两千万元", 20_000_000)],
)
def test_quantities_of_one_size_compare_equal(text: str, base: int) -> None:
    (quantity,) = quantities(text)
    assert quantity.base == base


@pytest.mark.parametrize(
    ("question", "text", "verdict"),
    [
        ("收入目标是4000亿元吧？", "收入达到3100亿元以上。", "不是"),
        ("收入目标是1.7万亿吗", "收入达到17000亿元。", "是"),
        ("收入超过2000亿元吗", "收入达到2200亿元以上。", "是"),
        ("收入低于2000亿元吗", "收入达到2200亿元以上。", "不是"),
    ],
)
def test_a_claim_is_held_against_the_number_written(
    question: str, text: str, verdict: str, clause: Callable[[str], Clause]
) -> None:
    query = understand(question)
    claim = claim_of(query)
    assert claim is not None
    pattern = pattern_of(about_number(query, claim))
    assert pattern is not None
    (value,) = values_in(sentences(clause(text))[0], pattern)
    assert claim.verdict(value) == verdict


def test_a_claim_without_a_comparable_number_has_no_verdict(
    clause: Callable[[str], Clause],
) -> None:
    claim = claim_of(understand("收入目标是4000亿元吧"))
    pattern = pattern_of(understand("建多少家"))
    assert claim is not None
    assert pattern is not None
    (value,) = values_in(sentences(clause("建设平台50家。"))[0], pattern)
    assert claim.verdict(value) is None


@pytest.mark.parametrize(
    ("question", "shown", "otherwise"),
    [
        ("每年最多认定几家", "不少于20家", True),
        ("每年最多认定几家", "不超过20家", False),
        ("每个小区最少建几个", "不超过6个", True),
        ("每个小区最少建几个", "不少于6个", False),
        ("一共评出了多少家", "不少于20家", True),
        ("服务企业要多少家", "不少于20家", False),
    ],
)
def test_a_limit_of_the_other_sort_is_no_answer(question: str, shown: str, otherwise: bool) -> None:
    assert bounded_otherwise(understand(question), shown) is otherwise


@pytest.mark.parametrize(
    ("text", "back"),
    [
        ("申报单位近3年无严重失信记录。", True),
        ("申报单位在过去五年内未受处罚。", True),
        ("项目实施周期不超过3年。", False),
        ("最近一次认定的有效期为三年。", False),
    ],
)
def test_record_of_years_past_is_no_time_that_something_takes(
    text: str, back: bool, clause: Callable[[str], Clause]
) -> None:
    pattern = pattern_of(understand("最长多久"))
    assert pattern is not None
    (value,) = values_in(sentences(clause(text))[0], pattern)
    assert looks_back(value) is back
