"""What a sentence may say of a number, a date and a denial of its source, worked out by hand."""

from decimal import Decimal

import pytest

from index.tokenize import fold
from rag.generate.figure import Bound, bounds_agree, day_agrees, days_in, figures_in, units_agree
from rag.generate.polarity import denies_alike


@pytest.mark.parametrize(
    ("said", "stands", "agree"),
    [
        ("most", "most", True),
        ("reach", "exact", True),
        ("least", "reach", True),
        ("least", "exact", False),
        ("most", "least", False),
        ("about", "exact", False),
    ],
)
def test_bounds_that_may_stand_for_each_other(said: Bound, stands: Bound, agree: bool) -> None:
    assert bounds_agree(said, stands) is agree


@pytest.mark.parametrize(
    ("said", "stands", "agree"),
    [
        ("家", "家", True),
        ("个", "家", True),
        ("座", "个", True),
        ("家", "座", False),
        ("个", "元", False),
        ("元", "个", False),
        ("个", "", False),
        ("", "家", False),
    ],
)
def test_units_that_may_stand_for_each_other(said: str, stands: str, agree: bool) -> None:
    assert units_agree(said, stands) is agree


@pytest.mark.parametrize(
    ("said", "stands", "agree"),
    [
        ("2025年", "2025年6月", True),  # says less
        ("2025年6月", "2025年", False),  # says more
        ("2025年6月", "2025年7月", False),
        ("2025年6月3日", "2025年6月4日", False),
        ("2025年6月底前", "2025年6月", True),
        ("2025年6月底前", "自2025年6月起", False),
    ],
)
def test_a_date_says_no_more_than_its_source(said: str, stands: str, agree: bool) -> None:
    assert day_agrees(days_in(said)[0], days_in(stands)[0]) is agree


@pytest.mark.parametrize("text", ["每3月", "2025.13.01", "3月32日", "13月"])
def test_what_only_looks_like_a_date(text: str) -> None:
    assert days_in(text) == []


@pytest.mark.parametrize(
    ("text", "value", "unit", "bound"),
    [
        ("一万二千元", "12000", "元", "exact"),
        ("两亿三千万元", "230000000", "元", "exact"),
        ("一百零五家", "105", "家", "exact"),
        ("二点五倍", "2.5", "倍", "exact"),
        ("千分之三", "3", "‰", "exact"),
        ("30多家", "30", "家", "least"),
        ("5户以下", "5", "家", "most"),
        ("20人左右", "20", "人", "about"),
        ("3个自然日内", "3", "日", "within"),
        ("四分之三以上", "0.75", "分之", "least"),
        ("控制在9%以上", "9", "%", "least"),
        ("0.2元/千瓦时", "0.2", "元", "exact"),
    ],
)
def test_numbers_in_words_and_with_bounds(text: str, value: str, unit: str, bound: str) -> None:
    (figure,) = figures_in(fold(text))
    assert (figure.value, figure.unit, figure.bound) == (Decimal(value), unit, bound)


def test_a_unit_in_brackets_is_no_number() -> None:
    assert figures_in("总投资(亿元):") == []


def test_numbers_stand_where_they_are_read() -> None:
    text = "奖励20万元,补助1,500元"
    assert [text[each.start : each.end] for each in figures_in(text)] == ["20万元", "1,500元"]


@pytest.mark.parametrize(
    ("said", "evidence", "lead", "alike"),
    [
        ("企业可以申报", "企业可以申报", "", True),
        ("企业不得申报", "企业不得申报", "", True),
        ("企业可以申报", "企业不得申报", "", False),
        ("企业不得申报", "企业可以申报", "", False),
        ("违规企业申报", "违规企业申报", "有下列情形的,不得申报", False),
        ("奖励不超过50万元", "奖励50万元", "", True),  # a comparison is no denial
        ("企业不得申报", "企业申报", "有下列情形的,不得申报", True),
        ("企业尚未移出的,给予支持", "企业尚未移出的", "有下列情形之一的,不予支持", False),
        ("企业尚未移出的,不予支持", "企业尚未移出的", "有下列情形之一的,不予支持", True),
        ("办法不适用于别墅", "别墅不适用本办法", "", True),
        ("办法不适用于别墅", "住宅不适用本办法,别墅适用", "", False),
        ("老人不得享受,入住机构的除外", "适用于老人,入住机构的除外", "", False),
    ],
)
def test_a_sentence_keeps_the_denials_of_its_source(
    said: str, evidence: str, lead: str, alike: bool
) -> None:
    assert denies_alike(said, evidence, lead) is alike
