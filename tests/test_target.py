"""Targets from invented sentences: metric, comparator, value, unit, by; and what is no target."""

import pytest

from corpus.document import Block, Clause, SourceText
from corpus.outline import outline
from corpus.read.plain import lines_as_blocks
from corpus.target import Target, read_targets


def _targets(text: str) -> tuple[Target, ...]:
    return read_targets(outline(SourceText(text, lines_as_blocks(text)), "d"))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("到2027年，工业总产值达到300亿元。", ("工业总产值", ">=", 300, "亿元", "2027")),
        ("到2027年，工业总产值力争达到300亿元以上。", ("工业总产值", ">=", 300, "亿元", "2027")),
        ("到2027年，规上企业突破200家。", ("规上企业", ">", 200, "家", "2027")),
        ("到2027年，规上企业突破200家大关。", ("规上企业", ">", 200, "家", "2027")),
        ("到2027年，增速保持领先，突破200亿元大关，建成园区2个。", ("园区", "=", 2, "个", "2027")),
        ("到2027年，垃圾回收率超过37.5%。", ("垃圾回收率", ">", 37.5, "%", "2027")),
        (
            "到2027年，粉尘平均浓度控制在28微克/立方米以内。",
            ("粉尘平均浓度", "<=", 28, "微克/立方米", "2027"),
        ),
        ("到2027年，固体废物综合利用率≥75%。", ("固体废物综合利用率", ">=", 75, "%", "2027")),
        ("到2027年，每万人拥有基站数28个以上。", ("每万人拥有基站数", ">=", 28, "个", "2027")),
        ("到2027年，平均预期寿命达到81.5岁。", ("平均预期寿命", ">=", 81.5, "岁", "2027")),
        ("“十五五”期间，新增绿地面积500公顷。", ("绿地面积", "=", 500, "公顷", None)),
        ("到2027年，每千名老人拥有床位40张。", ("每千名老人拥有床位", "=", 40, "张", "2027")),
        ("力争三年内，引育人才团队20个。", ("人才团队", "=", 20, "个", None)),
        ("到2027年，绿电占比不低于30%。", ("绿电占比", ">=", 30, "%", "2027")),
        (
            "到2027年，单位产值能耗下降到0.4吨标煤以下。",
            ("单位产值能耗", "<=", 0.4, "吨标煤", "2027"),
        ),
        ("到2027年，失业率控制在5%以内。", ("失业率", "<=", 5, "%", "2027")),
        ("到2027年，营收年均增长10%以上。", ("营收年均增长", ">=", 10, "%", "2027")),
        ("到2027年6月底，建成公共实验室20个。", ("公共实验室", "=", 20, "个", "2027-06-30")),
        ("到2027年，产值达到300亿元左右。", ("产值", "≈", 300, "亿元", "2027")),
        ("到2027年，建成50个以上公共数据专区。", ("公共数据专区", ">=", 50, "个", "2027")),
        ("2026年7月底前，80%以上的社区完成改造。", ("社区完成改造", ">=", 80, "%", "2026-07-31")),
        ("2026年底前，实现进驻事项100%委托受理。", ("进驻事项", "=", 100, "%", "2026")),
        ("2026年9月15日前，开通航线40条。", ("航线", "=", 40, "条", "2026-09-15")),
        ("到2027年，全市飞行量突破90万架次。", ("全市飞行量", ">", 90, "万架次", "2027")),
        ("到2027年，能耗比2020年下降13.5%。", ("能耗比2020年下降", "=", 13.5, "%", "2027")),
        ("到“十五五”末，产值达到300亿元。", ("产值", ">=", 300, "亿元", None)),
        ("每个园区至少引进3名首席工程师。", ("每个园区引进首席工程师", ">=", 3, "名", None)),
    ],
)
def test_a_target(sentence: str, expected: tuple[object, ...]) -> None:
    text = "一、发展。" + sentence
    (found,) = _targets(text)
    assert (found.metric, found.comparator, found.value, found.unit, found.by) == expected
    assert found.section == "一"
    assert str(found.value) in text[found.start : found.end]


def test_the_year_holds_for_the_clause_and_stands_in_the_slice() -> None:
    text = "一、目标。到2028年，产值达到9亿元。培育甲类企业30家；利用率超过93%。"
    found = _targets(text)
    assert [(t.metric, t.by) for t in found] == [
        ("产值", "2028"),
        ("甲类企业", "2028"),
        ("利用率", "2028"),
    ]
    assert all("2028" in text[t.start : t.end] for t in found)


@pytest.mark.parametrize(
    "sentence",
    [
        "2023年，全市产值达到2万亿元。",
        "申报企业上年度营业收入应达到2000万元。",
        "到2027年，营业收入达到1亿元的企业给予奖励50万元。",
        "到2027年，实现超过百万只的规模化应用。",
        "重点开发25Gb/s速率以上的光电子芯片。",
        "加强二级以上综合医院建设。",
        "截至2027年底，目前已建成平台50个。",
        "2026年4月底前，各单位报送材料一式3份。",
        "到2027年，产值同比增长10%。",
        "循环寿命达到1万次以上。",
    ],
)
def test_no_target(sentence: str) -> None:
    assert _targets("一、发展。" + sentence) == ()


def test_a_list_shares_its_verb_and_year() -> None:
    text = "一、目标。到2028年，建成工作站10个、平台20个，培育5家龙头企业、30家小巨人企业。"
    assert [(t.metric, t.value, t.unit, t.by) for t in _targets(text)] == [
        ("工作站", 10, "个", "2028"),
        ("平台", 20, "个", "2028"),
        ("龙头企业", 5, "家", "2028"),
        ("小巨人企业", 30, "家", "2028"),
    ]


def test_a_goal_of_the_same_metric_for_a_later_year() -> None:
    text = "一、目标。到2025年，创新平台达到300家；到2027年，达到400家左右。"
    found = _targets(text)
    assert [(t.metric, t.comparator, t.value, t.by) for t in found] == [
        ("创新平台", ">=", 300, "2025"),
        ("创新平台", "≈", 400, "2027"),
    ]
    assert "创新平台" in text[found[1].start : found[1].end]


def test_numbers_for_two_metrics_in_turn() -> None:
    text = "一、目标。到2025年，甲类企业和乙类企业数量分别达到600家和1000家。"
    assert [(t.metric, t.comparator, t.value) for t in _targets(text)] == [
        ("甲类企业", ">=", 600),
        ("乙类企业", ">=", 1000),
    ]


def test_numbers_before_and_after_their_metric() -> None:
    text = (
        "一、目标。到2025年，全市首批100个示范社区全面建成，培育2个千亿级集群和6个百亿级集群，"
        "规模过亿元的园区5个，确保50%的社区建成服务站，培育8—10个龙头企业。"
    )
    assert [(t.metric, t.comparator, t.value) for t in _targets(text)] == [
        ("示范社区", "=", 100),
        ("千亿级集群", "=", 2),
        ("百亿级集群", "=", 6),
        ("规模过亿元的园区", "=", 5),
        ("社区建成服务站", "=", 50),
        ("龙头企业", ">=", 8),
        ("龙头企业", "<=", 10),
    ]


def test_a_range_has_a_lower_and_an_upper_end() -> None:
    text = "一、目标。到2028年，增速保持在6%—8%。"
    assert [(t.comparator, t.value, t.unit) for t in _targets(text)] == [
        (">=", 6, "%"),
        ("<=", 8, "%"),
    ]


def test_values_for_two_years_in_turn() -> None:
    text = "一、目标。到2025年、2030年，绿电占比分别达到10%、15%以上。"
    assert [(t.metric, t.value, t.by) for t in _targets(text)] == [
        ("绿电占比", 10, "2025"),
        ("绿电占比", 15, "2030"),
    ]


def test_the_rows_of_a_table_of_indicators() -> None:
    head = "一、目标\n"
    table = (
        "序号\t指标名称\t单位\t2023年现状\t2027年目标值\n"
        "1\t产值（亿元）\t亿元\t80\t≥120\n2\t覆盖率\t%\t50\t90以上\n3\t机制\t—\t无\t健全"
    )
    blocks = (*lines_as_blocks(head), Block(len(head), len(head + table), "table"))
    found = read_targets(outline(SourceText(head + table, blocks), "d"))
    assert [(t.section, t.metric, t.comparator, t.value, t.unit, t.by) for t in found] == [
        ("一/表", "产值", ">=", 120, "亿元", "2027"),
        ("一/表", "覆盖率", ">=", 90, "%", "2027"),
    ]


def test_a_wrapped_line_hides_no_target() -> None:
    text = "一、目标。到2028 年，全市产\n值达到 9 亿\n元。"
    clause = Clause("d", "一", "一、", ("一、目标",), "item", text, 0, len(text))
    (found,) = read_targets([clause])
    assert (found.metric, found.value, found.unit, found.by) == ("全市产值", 9, "亿元", "2028")
    assert text[found.start : found.end] == "到2028 年，全市产\n值达到 9 亿\n元"


def test_two_metrics_that_fall_by_their_own_shares() -> None:
    found = _targets("一、目标。到2027年，单位产值能耗、碳排放分别降低13%、18%。")
    assert [(t.metric, t.comparator, t.value, t.unit) for t in found] == [
        ("单位产值能耗降低", "=", 13, "%"),
        ("碳排放降低", "=", 18, "%"),
    ]


def test_the_later_year_of_a_table_of_indicators_is_the_goal() -> None:
    rows = ["指标\t单位\t2024年\t2027年", "增加值\t亿元\t120\t180", "改造比例\t%\t45\t≥80"]
    head, table = "一、主要指标\n", "\n".join(rows)
    text = head + table
    blocks = (*lines_as_blocks(head), Block(len(head), len(text), "table"))
    found = read_targets(outline(SourceText(text, blocks), "d"))
    assert [(t.metric, t.comparator, t.value, t.unit, t.by) for t in found] == [
        ("增加值", "=", 180, "亿元", "2027"),
        ("改造比例", ">=", 80, "%", "2027"),
    ]
