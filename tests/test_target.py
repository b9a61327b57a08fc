"""Targets from invented sentences: metric, comparator, value, unit, by; and what is no target."""

import pytest

from corpus.document import Source
from corpus.outline import outline
from corpus.read.plain import lines_as_blocks
from corpus.target import Target, read_targets


def _targets(text: str) -> tuple[Target, ...]:
    return read_targets(outline(Source(text, lines_as_blocks(text)), "d"))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("到2027年，工业总产值达到300亿元。", ("工业总产值", ">=", 300, "亿元", "2027")),
        ("到2027年，工业总产值力争达到300亿元以上。", ("工业总产值", ">=", 300, "亿元", "2027")),
        ("到2027年，规上企业突破200家。", ("规上企业", ">", 200, "家", "2027")),
        ("到2027年，垃圾回收率超过37.5%。", ("垃圾回收率", ">", 37.5, "%", "2027")),
        ("到2027年，绿电占比不低于30%。", ("绿电占比", ">=", 30, "%", "2027")),
        (
            "到2027年，单位产值能耗下降到0.4吨标煤以下。",
            ("单位产值能耗", "<=", 0.4, "吨标煤", "2027"),
        ),
        ("到2027年，失业率控制在5%以内。", ("失业率", "<=", 5, "%", "2027")),
        ("到2027年，营收年均增长10%以上。", ("营收年均增长", ">=", 10, "%", "2027")),
        ("到2027年6月底，建成公共实验室20个。", ("公共实验室", "=", 20, "个", "2027-06-30")),
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
    ],
)
def test_no_target(sentence: str) -> None:
    assert _targets("一、发展。" + sentence) == ()
