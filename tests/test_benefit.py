"""Benefits from invented sentences: what, how much, up to how much, to whom; and what is none."""

import pytest

from corpus.benefit import Benefit, read_benefits
from corpus.document import Block, Clause, SourceText
from corpus.outline import outline
from corpus.read.plain import lines_as_blocks


def _benefits(text: str) -> tuple[Benefit, ...]:
    return read_benefits(outline(SourceText(text, lines_as_blocks(text)), "d"))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "对首次认定为示范工厂的，给予最高500万元奖励。",
            ("奖励", 500, "万元", "500万元", "首次认定为示范工厂"),
        ),
        (
            "对实施改造的企业，按实际投入的20%给予补贴，最高不超过300万元。",
            ("补贴", 20, "%", "300万元", "实施改造的企业"),
        ),
        ("新认定的平台，一次性奖励100万元。", ("奖励", 100, "万元", None, "新认定的平台")),
        (
            "给予企业不超过贷款利息50%的贴息支持，单个企业每年最高200万元。",
            ("贴息", 50, "%", "200万元", None),
        ),
        ("对博士给予每人每年3万元生活补助。", ("生活补助", 3, "万元/人/年", None, "博士")),
        ("对上市企业给予1.5亿元奖励。", ("奖励", 1.5, "亿元", None, "上市企业")),
        (
            "对入库企业，在省级奖励之外，给予一次性奖励10万元。",
            ("奖励", 10, "万元", None, "入库企业"),
        ),
        (
            "对首台装备，按销售价格的20%给予研制企业奖励，最高不超过200万元。",
            ("奖励", 20, "%", "200万元", "首台装备"),
        ),
        (
            "租用国有园区用房，面积不超过1000平方米的，按照每月每平方米15元的标准给予租金补贴。",
            ("租金补贴", 15, "元/月/平方米", None, "租用国有园区用房，面积不超过1000平方米"),
        ),
        (
            "对储能电站，按放电量给予0.2元/千瓦时补贴。",
            ("补贴", 0.2, "元/千瓦时", None, "储能电站"),
        ),
        ("对设备投资额的15%给予补助。", ("补助", 15, "%", None, None)),
        (
            "对规上企业，按设备投资额的10%给予最高500万元补助。",
            ("补助", 10, "%", "500万元", "规上企业"),
        ),
        (
            "对展会给予场租费用30%、不超过50万元的补贴。",
            ("补贴", 30, "%", "50万元", "展会"),
        ),
        (
            "前款企业属于医药产业的，补助比例提高至3%。",
            ("补助", 3, "%", None, "前款企业属于医药产业"),
        ),
        ("企业首次上云的，补助比例按60%执行。", ("补助", 60, "%", None, "企业首次上云")),
        ("对机构给予每个项目10—30万元奖励。", ("奖励", 10, "万元/个项目", "30万元", "机构")),
        ("对平台给予补助，补贴标准为租金的30%，最高50万元。", ("补贴", 30, "%", "50万元", "平台")),
        (
            "对续贷机构，按贷款金额的1%予以补贴，对单家机构的补贴上限为100万元。",
            ("补贴", 1, "%", "100万元", "续贷机构"),
        ),
        (
            "对失业人员，按照每人每月1000元的标准发放失业补助金。",
            ("失业补助金", 1000, "元/人/月", None, "失业人员"),
        ),
        (
            "对复工企业，检验项目收费减免50%。",
            ("检验项目收费减免", 50, "%", None, "复工企业"),
        ),
        ("对承租的企业，免收2个月房租。", ("免收2个月房租", None, None, None, "承租的企业")),
        ("创新团队项目资助最高300万元。", ("项目资助", 300, "万元", "300万元", None)),
        ("一等奖，奖励五万元。", ("奖励", 5, "万元", None, "一等奖")),
        (
            "对引进的博士，给予最长3年、每年最高10万元的房租补贴。",
            ("房租补贴", 10, "万元/年", "10万元", "引进的博士"),
        ),
        (
            "获得省级立项的项目，按拨款额1:0.5给予配套，最高200万元。",
            ("1:0.5配套", None, None, "200万元", "获得省级立项的项目"),
        ),
        ("单人家庭每月补贴600元。", ("补贴", 600, "元/月", None, "单人家庭")),
        (
            "失业人员创业的，可申领一次性创业补贴8000元。",
            ("创业补贴", 8000, "元", None, "失业人员创业"),
        ),
        ("资助金额不超过总投资的30%，最高500万元。", ("资助", 30, "%", "500万元", None)),
        (
            "单个企业每年最高可享受100万元的算力券补贴。",
            ("算力券补贴", 100, "万元/年", "100万元", "单个企业"),
        ),
        (
            "对新建冷库，按每立方米50元给予补贴，单个主体不超过100万元。",
            ("补贴", 50, "元/立方米", "100万元", "新建冷库"),
        ),
        (
            "对规上企业，每增长100万美元奖励2万元，最高奖励60万元。",
            ("奖励", 2, "万元", "60万元", "规上企业，每增长100万美元"),
        ),
        (
            "从事家政的人员参加保险，政府按保费的80%补贴，每人每年不超过120元。",
            ("补贴", 80, "%", "120元", "从事家政的人员参加保险"),
        ),
        ("按照节能量每吨标准煤300元给予奖励。", ("奖励", 300, "元/吨标准煤", None, None)),
        (
            "租赁国有房产的个体工商户，免收3个月租金。",
            ("免收3个月租金", None, None, None, "租赁国有房产的个体工商户"),
        ),
        (
            "对企业在主板上市的，给予累计不超过800万元奖励。",
            ("奖励", 800, "万元", "800万元", "企业在主板上市"),
        ),
        ("对脱贫人口，发放一次性求职补贴500元。", ("求职补贴", 500, "元", None, "脱贫人口")),
        (
            "资金支持额度不超过实际投入的40%，且不超过100万元。",
            ("资金支持", 40, "%", "100万元", None),
        ),
        (
            "被征地农民养老保险补贴标准为每人每年1200元。",
            ("被征地农民养老保险补贴", 1200, "元/人/年", None, None),
        ),
        (
            "见习单位可享受就业见习补贴，标准为每人每月1600元。",
            ("就业见习补贴", 1600, "元/人/月", None, None),
        ),
    ],
)
def test_a_benefit(sentence: str, expected: tuple[object, ...]) -> None:
    text = "一、扶持。" + sentence
    (found,) = _benefits(text)
    assert (found.what, found.amount, found.unit, found.cap, found.condition) == expected
    assert found.section == "一"
    assert text[found.start : found.end] == sentence.removesuffix("。")


def test_a_condition_keeps_a_number_that_is_no_marker() -> None:
    (found,) = _benefits("一、扶持。\n2.0版改造项目按实际投入的20%给予补助。")
    assert found.condition == "2.0版改造项目"


def test_each_amount_counts() -> None:
    found = _benefits("一、扶持。对达标企业，分别给予50万元、100万元奖励；对平台给予20万元补助。")
    assert [(b.what, b.amount, b.condition) for b in found] == [
        ("奖励", 50, "达标企业"),
        ("奖励", 100, "达标企业"),
        ("补助", 20, "平台"),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "骗取奖励的，收回已给予的50万元奖励。",
        "不再给予50万元奖励。",
        "项目总投资不低于500万元。",
        "给予重点支持。",
        "违反规定的，处5万元罚款。",
        "同一企业年度奖补总额不超过1000万元。",
        "例如，甲公司补助金额为800万元乘以5%。",
        "截至目前，累计发放补贴300万元。",
        "市财政每年安排专项资金1亿元。",
        "鼓励房东免收租金。",
        "每户收取服务费200元。",
    ],
)
def test_no_benefit(sentence: str) -> None:
    assert _benefits("一、扶持。" + sentence) == ()


def test_amounts_granted_in_turn_have_their_own_conditions() -> None:
    text = (
        "一、扶持。对首次认定的国家级、省级、市级中心，分别给予100万元、50万元、30万元奖励。"
        "对年营收首次突破1亿元、5亿元的企业，分别奖励10万元、50万元。"
        "对新认定的智能工厂、数字车间，分别给予20万元、10万元补助。"
    )
    assert [(b.amount, b.condition) for b in _benefits(text)] == [
        (100, "首次认定的国家级中心"),
        (50, "首次认定的省级中心"),
        (30, "首次认定的市级中心"),
        (10, "年营收首次突破1亿元的企业"),
        (50, "年营收首次突破5亿元的企业"),
        (20, "新认定的智能工厂"),
        (10, "新认定的数字车间"),
    ]


def test_conditions_that_cannot_be_told_apart_stay_whole() -> None:
    text = "一、扶持。对新认定的市级以上智能工厂、车间，分别给予20万元、10万元补助。"
    assert {b.condition for b in _benefits(text)} == {"新认定的市级以上智能工厂、车间"}


def test_tiers_of_a_list() -> None:
    text = "一、扶持。对服务机构给予补助：推荐50人以上的，补助2万元；推荐100人以上的，补助4.5万元。"
    assert [(b.amount, b.condition) for b in _benefits(text)] == [
        (2, "服务机构，推荐50人以上"),
        (4.5, "推荐100人以上"),
    ]


def test_a_ceiling_in_the_next_part_of_the_sentence() -> None:
    text = "一、扶持。对企业按投资额的20%给予补贴；单个企业最高不超过300万元。"
    (found,) = _benefits(text)
    assert (found.amount, found.cap) == (20, "300万元")


def test_a_ceiling_is_no_grant_of_its_own() -> None:
    text = (
        "一、扶持。对种植大户，按新投资的50%给予补贴，单个项目最高补贴10万元。"
        "对机构按贷款额的1%给予补助，单个项目投资1亿元以下的补助不超过500万元，1亿元以上的不超过1000万元。"
        "对大户的贷款给予利息70%的贴息，单个经营者最高贴息额度为15万元。"
    )
    assert [(b.amount, b.unit, b.cap) for b in _benefits(text)] == [
        (50, "%", "10万元"),
        (1, "%", "500万元"),
        (70, "%", "15万元"),
    ]


def test_whom_and_per_what_stand_in_several_places() -> None:
    text = (
        "一、扶持。对新引进的项目，一次性奖励引进县区（园区）100万元。"
        "对升规企业，分3年给予最高20万元的奖励。面积4000亩以下的，每亩给予补贴230元。"
    )
    assert [(b.amount, b.unit, b.condition) for b in _benefits(text)] == [
        (100, "万元", "新引进的项目"),
        (20, "万元", "升规企业"),
        (230, "元/亩", "面积4000亩以下"),
    ]


def test_costs_shared_among_governments_are_none() -> None:
    assert _benefits("一、扶持。省财政对北部三市补助70%，其余由市县配套。") == ()


def test_rent_that_is_waived_at_first() -> None:
    text = "一、扶持。对入驻企业的租金，前三年全额补贴，后两年减半。"
    assert [(b.what, b.amount, b.condition) for b in _benefits(text)] == [
        ("前三年全额补贴", None, "入驻企业的租金"),
        ("后两年减半", None, "入驻企业的租金"),
    ]


def test_only_the_new_wording_of_an_amendment_counts() -> None:
    text = "一、修改。将“给予奖励60万元”修改为“给予奖励80万元”，“给予奖励15万元”修改为“给予奖励20万元”。"
    assert [(b.amount, b.condition) for b in _benefits(text)] == [(80, None), (20, None)]


def test_lines_that_are_wrapped_inside_a_sentence() -> None:
    text = "一、扶持。对新认定的平台，按投资额的20%给予补\n助，最高不超过 300 万\n元。"
    clause = Clause("d", "一", "一、", ("一、扶持",), "item", text, 0, len(text))
    (found,) = read_benefits([clause])
    assert (found.what, found.cap, found.condition) == ("补助", "300万元", "新认定的平台")
    assert text[found.start : found.end].startswith("对新认定的平台")


def test_the_rows_of_a_table() -> None:
    head = "一、奖励\n"
    table = "序号\t等次\t奖励标准（万元）\n1\t一等奖\t50\n2\t二等奖\t最高20万元\n3\t三等奖\t另定"
    blocks = (*lines_as_blocks(head), Block(len(head), len(head + table), "table"))
    found = read_benefits(outline(SourceText(head + table, blocks), "d"))
    assert [(b.section, b.what, b.amount, b.unit, b.cap, b.condition) for b in found] == [
        ("一/表", "奖励", 50, "万元", None, "一等奖"),
        ("一/表", "奖励", 20, "万元", "20万元", "二等奖"),
    ]


def test_levels_of_the_last_part_go_to_their_amounts() -> None:
    text = "一、扶持。对孵化器，根据考核结果为优秀、良好的，分别给予60万元、40万元运营补贴。"
    found = [(b.amount, b.condition) for b in _benefits(text)]
    assert found == [(60, "孵化器，考核结果为优秀"), (40, "孵化器，考核结果为良好")]


def test_a_price_that_sets_a_tier_is_no_amount() -> None:
    text = "一、扶持。购车的，按车价分档补贴：10万元以下的补贴3000元，10万元以上的补贴5000元。"
    assert [b.amount for b in _benefits(text)] == [3000, 5000]


def test_amounts_listed_under_the_sentence_that_grants() -> None:
    text = "一、租房。人才租房的，按下列标准给予租房补贴：\n（一）博士：每月2500元；\n（二）硕士：最高每月1500元。\n"
    found = _benefits(text)
    assert [(b.section, b.what, b.amount, b.unit, b.cap, b.condition) for b in found] == [
        ("一/(一)", "租房补贴", 2500, "元/月", None, "博士"),
        ("一/(二)", "租房补贴", 1500, "元/月", "1500元", "硕士"),
    ]
    assert text[found[0].start : found[0].end].startswith("人才租房的，按")
    assert text[found[0].start : found[0].end].endswith("（一）博士：每月2500元；")


def test_the_column_of_a_table_that_holds_the_amounts() -> None:
    rows = ["奖补事项\t条件\t奖补标准（万元）", "智能工厂\t国家级\t100", "平台\t省级\t最高200"]
    head, table = "一、甲\n", "\n".join(rows)
    text = head + table
    blocks = (*lines_as_blocks(head), Block(len(head), len(text), "table"))
    found = read_benefits(outline(SourceText(text, blocks), "d"))
    assert [(b.what, b.amount, b.unit, b.cap, b.condition) for b in found] == [
        ("奖补", 100, "万元", None, "智能工厂，国家级"),
        ("奖补", 200, "万元", "200万元", "平台，省级"),
    ]


def test_each_of_a_list_has_its_amount() -> None:
    found = _benefits("一、扶持。优秀毕业生一次性生活补助博士8万元、硕士5万元。")
    assert [(b.what, b.amount, b.condition) for b in found] == [
        ("生活补助", 8, "优秀毕业生，博士"),
        ("生活补助", 5, "优秀毕业生，硕士"),
    ]


def test_his_teacher_is_somebody_else() -> None:
    found = _benefits("一、扶持。学生获得金牌的，奖励30万元，其指导教师奖励10万元。")
    assert [(b.amount, b.condition) for b in found] == [(30, "学生获得金牌"), (10, "其指导教师")]


def test_a_limit_of_a_benefit_stated_elsewhere_is_none() -> None:
    assert not _benefits("一、扶持。每家企业每年补贴金额不超过20万元。")
