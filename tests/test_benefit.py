"""Benefits from invented sentences: what, how much, up to how much, to whom; and what is none."""

import pytest

from corpus.benefit import Benefit, read_benefits
from corpus.document import Source
from corpus.outline import outline
from corpus.read.plain import lines_as_blocks


def _benefits(text: str) -> tuple[Benefit, ...]:
    return read_benefits(outline(Source(text, lines_as_blocks(text)), "d"))


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
    ],
)
def test_a_benefit(sentence: str, expected: tuple[object, ...]) -> None:
    text = "一、扶持。" + sentence
    (found,) = _benefits(text)
    assert (found.what, found.amount, found.unit, found.cap, found.condition) == expected
    assert found.section == "一"
    assert text[found.start : found.end] == sentence.removesuffix("。")


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
    ],
)
def test_no_benefit(sentence: str) -> None:
    assert _benefits("一、扶持。" + sentence) == ()
