"""Chinese numerals in both directions."""

import pytest

from corpus.numeral import hanzi_number, in_hanzi, number_of


@pytest.mark.parametrize(
    ("text", "value"), [("十", 10), ("二〇", 20), ("一百零三", 103), ("两百", 200), ("九十九", 99)]
)
def test_a_numeral_is_read(text: str, value: int) -> None:
    assert hanzi_number(text) == value


def test_digits_of_either_width_are_read_too() -> None:
    assert [number_of(text) for text in ("12", "１２", "十二", "二〇二二")] == [12, 12, 12, 2022]


@pytest.mark.parametrize(
    ("number", "written"),
    [(0, "零"), (10, "十"), (12, "十二"), (103, "一百零三"), (110, "一百一十"), (2005, "二千零五")],
)
def test_a_number_is_written(number: int, written: str) -> None:
    assert in_hanzi(number) == written


def test_what_is_written_is_read_as_it_was() -> None:
    assert [hanzi_number(in_hanzi(n)) for n in range(1, 10000)] == list(range(1, 10000))
