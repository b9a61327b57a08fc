"""Stretches of time as documents and firms name them."""

from datetime import date

import pytest

from corpus.window import Window, read_window

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("对2024年1月1日至2025年12月31日期间竣工的", date(2024, 1, 1), date(2025, 12, 31)),
        ("2025年2月竣工", date(2025, 2, 1), date(2025, 2, 28)),
        ("2024年以来新建", date(2024, 1, 1), TODAY),
        ("近三年获得", date(2023, 11, 24), TODAY),
        ("近18个月内获得", date(2025, 5, 24), TODAY),
        ("2025年6月30日前竣工", date.min, date(2025, 6, 30)),
    ],
    ids=["from-to", "month", "since", "years", "months", "until"],
)
def test_a_window_has_its_first_and_its_last_day(text: str, first: date, last: date) -> None:
    window = read_window(text, TODAY)
    assert window is not None
    assert (window.first, window.last) == (first, last)


def test_last_year_is_a_window_only_of_what_firms_say() -> None:
    assert read_window("去年投产", TODAY) is None
    window = read_window("去年投产", TODAY, relative=True)
    assert window is not None
    assert (window.first, window.last) == (date(2025, 1, 1), date(2025, 12, 31))


def test_a_month_that_does_not_exist_is_no_window() -> None:
    assert read_window("2025年13月竣工", TODAY) is None


def test_a_window_that_overlaps_in_part_tells_nothing() -> None:
    asked = Window(date(2024, 7, 1), date(2025, 6, 30), 0, 0)
    assert asked.holds(Window(date(2024, 8, 1), date(2024, 8, 31), 0, 0)) is True
    assert asked.holds(Window(date(2025, 7, 1), date(2025, 7, 31), 0, 0)) is False
    assert asked.holds(Window(date(2025, 1, 1), date(2025, 12, 31), 0, 0)) is None
