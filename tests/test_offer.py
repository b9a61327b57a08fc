"""What clauses ask: bounds, standings, conditions and whom they govern, worked out by hand."""

from decimal import Decimal
from pathlib import Path

import pytest

from corpus.bound import Inclusion, read_bounds, read_inclusion
from corpus.filing import read_filing
from corpus.load import load_document
from corpus.offer import Offer, read_offers
from corpus.qualification import implied, read_qualifications


def offers(tmp_path: Path, text: str) -> tuple[Offer, ...]:
    """The offers of a document with this text."""
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    return read_offers(load_document(path, tmp_path))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("营业收入在2000万元以上", [("营业收入", ">=", 20_000_000, "元")]),
        ("营业收入超过1.2亿元", [("营业收入", ">", 120_000_000, "元")]),
        ("职工人数不足20人", [("职工人数", "<", 20, "人")]),
        ("注册满2年", [("注册", ">=", 24, "月")]),
        ("面积不超过1000平方米", [("面积", "<=", 1000, "平方米")]),
        (
            "研发费用占营业收入比重为3%以上不足5%",
            [("研发费用占营业收入比重", ">=", 3, "%"), ("研发费用占营业收入比重", "<", 5, "%")],
        ),
        (
            "营业收入在2000万元至1亿元之间",
            [("营业收入", ">=", 20_000_000, "元"), ("营业收入", "<=", 100_000_000, "元")],
        ),
        ("拥有不少于800平方米的生产场地", [("生产场地", ">=", 800, "平方米")]),
        ("软件企业年度研发投入超过500万元", [("研发投入", ">", 5_000_000, "元")]),
        ("近两年参加展会3次", []),
    ],
)
def test_bounds(text: str, expected: list[tuple[str, str, int, str]]) -> None:
    found = [(b.metric, b.comparator, b.value, b.unit) for b in read_bounds(text)]
    assert found == [(m, c, Decimal(v), u) for m, c, v, u in expected]


def test_tiers_of_a_list_follow_their_bound() -> None:
    (bound,) = read_bounds("主营业务收入首次突破1亿元、5亿元、10亿元")
    assert bound.value == 100_000_000
    assert bound.tiers == (Decimal(500_000_000), Decimal(1_000_000_000))


def test_what_a_document_says_of_above_counts() -> None:
    assert read_inclusion("本办法所称“以上”包括本数。") == Inclusion(True)
    assert read_inclusion("本办法所称“以上”不包括本数。") == Inclusion(False)
    assert read_inclusion("没有规定。") == Inclusion(True)
    (bound,) = read_bounds("营业收入2000万元以上", Inclusion(False))
    assert bound.comparator == ">"


def test_standings_with_how_they_were_come_by_and_their_level() -> None:
    (found,) = read_qualifications("新认定的国家级专精特新“小巨人”企业")
    assert (found.name, found.manner, found.level) == ("专精特新“小巨人”企业", "new", "国家")
    (again,) = read_qualifications("资质到期后重新通过认定的高企")
    assert (again.name, again.manner) == ("高新技术企业", "renewed")
    (either,) = read_qualifications("首次认定的国家级、省级农业产业化龙头企业")
    assert either.level is None


def test_a_little_giant_is_specialised_too() -> None:
    assert "专精特新中小企业" in implied("专精特新“小巨人”企业")
    assert "专精特新“小巨人”企业" not in implied("专精特新中小企业")


def test_each_grant_of_a_sentence_has_its_own_conditions(tmp_path: Path) -> None:
    first, second = offers(
        tmp_path,
        "某市若干措施\n一、奖励\n"
        "对获得国家级绿色工厂称号的企业给予60万元奖励，获得省级绿色工厂称号的给予20万元奖励。\n",
    )
    assert [b.amount for b in first.benefits] == [60]
    assert [b.amount for b in second.benefits] == [20]
    assert first.own[0].levels == ("国家",)
    assert second.own[0].levels == ("省",)


def test_items_take_what_the_line_that_they_hang_on_asks(tmp_path: Path) -> None:
    found = offers(
        tmp_path,
        "某市若干措施\n一、奖励\n对规模以上企业，按照下列标准给予补助：\n"
        "1.营业收入1亿元以上的，给予10万元补助；\n2.营业收入5亿元以上的，给予50万元补助。\n",
    )
    assert [[r.kind for r in offer.own] for offer in found] == [["qualification", "threshold"]] * 2


def test_conditions_of_one_part_do_not_govern_the_other(tmp_path: Path) -> None:
    found = offers(
        tmp_path,
        "某市若干措施\n一、设备\n对购置设备的企业，给予10万元补助。\n"
        "二、展会\n（一）参展。对参加展会的企业，给予5万元补助。\n"
        "（二）条件。申请前述支持的企业应当同时符合下列条件：\n1.成立满2年；\n"
        "三、其他\n有下列情形之一的，不予支持：\n1.被列入失信名单的。\n",
    )
    by_section = {offer.section: offer for offer in found}
    assert [r.text for r in by_section["一"].general] == ["被列入失信名单"]
    assert all(r.excludes for r in by_section["一"].general)
    assert [r.kind for r in by_section["一"].own] == ["deed"]
    assert [r.kind for r in by_section["二/(一)"].own] == ["deed", "threshold"]


def test_requirements_are_slices_of_wrapped_lines_too(tmp_path: Path) -> None:
    text = "某市若干措施\n一、奖励\n对设备投资额500万元以\n上的规模以上企\n业，给予10万元补助。\n"
    (offer,) = offers(tmp_path, text)
    document = offer.clause.text
    for asked in offer.own:
        begin = asked.start - offer.clause.start
        slice_ = document[begin : begin + asked.end - asked.start]
        assert slice_.replace("\n", "") == asked.text


def test_how_to_apply_is_read_and_what_an_office_does_is_not(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "某市若干措施\n一、申报\n企业应当于每年3月1日至3月31日向市科技局提交申请表和发票。\n"
        "市科技局应当在20个工作日内完成审核。\n",
        encoding="utf-8",
    )
    filing = read_filing(load_document(path, tmp_path).clauses)
    assert len(filing.deadlines) == 1
    assert "3月1日至3月31日" in filing.deadlines[0].text
    assert [step.text for step in filing.materials] == ["申请表和发票"]


def test_rows_of_a_table_ask_what_their_cells_say(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(
        "# 某市若干措施\n\n## 一、支持成长\n\n"
        "| 年度产值 | 同比增速 | 奖励金额（万元） |\n|---|---|---|\n"
        "| 5亿元以上 | 15%以上 | 50 |\n| 10亿元以上 | 12%以上 | 100 |\n",
        encoding="utf-8",
    )
    document = load_document(path, tmp_path)
    low, high = read_offers(document)
    assert [b.amount for b in high.benefits] == [100]
    assert [document.text[r.start : r.end] for r in low.own] == ["5亿元以上", "15%以上"]
    assert [(b.metric, b.value) for r in high.own for b in r.bounds] == [
        ("产值", Decimal(1_000_000_000)),
        ("同比增速", Decimal(12)),
    ]


def test_labelled_conditions_are_for_their_own_measure(tmp_path: Path) -> None:
    found = offers(
        tmp_path,
        "某市专项资金申报指南\n一、技改补助\n（一）支持对象：在某山市注册的企业。\n"
        "（二）支持条件：设备投资额不低于500万元。\n（三）支持标准：按设备投资额的8%给予补助。\n"
        "二、参展补贴\n（一）支持对象：中小企业。\n（二）支持标准：每次给予2万元补贴。\n",
    )
    first = next(offer for offer in found if offer.section == "一/(三)")
    assert [r.kind for r in first.own] == ["place", "threshold"]
    second = next(offer for offer in found if offer.section == "二/(二)")
    assert [r.text for r in second.own] == ["中小企业"]
