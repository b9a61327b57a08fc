"""Calendar dates as documents write them: `2024年5月6日`, `二〇二四年五月六日`, `2024.05.06`."""

import re
from datetime import date

from corpus.numeral import number_of

_YEAR = r"(?:[12０-９\d][\d０-９]{3}|[〇○ＯO零一二三四五六七八九]{4})"
_PART = r"(?:[\d０-９]{1,2}|[一二三四五六七八九十]{1,3})"
# subtle: typists put blanks around the digits (2024年4月22 日); a line break is not one of them.
_GAP = r"[ \u3000]{0,3}"
_FIRST = re.compile(
    rf"(?P<y>{_YEAR}){_GAP}年{_GAP}(?P<m>{_PART}){_GAP}月{_GAP}(?P<d>{_PART}){_GAP}日"
    r"|(?<!\d)(?P<y2>\d{4})(?P<sep>[.\-/])(?P<m2>\d{1,2})(?P=sep)(?P<d2>\d{1,2})(?!\d)"
)
_ZERO = str.maketrans("○ＯO", "〇〇〇")


def find_date(text: str) -> re.Match[str] | None:
    """Where the first date of `text` stands, or None."""
    return _FIRST.search(text)


def find_dates(text: str) -> list[re.Match[str]]:
    """All dates of `text` in order."""
    return list(_FIRST.finditer(text))


def day_of(found: re.Match[str]) -> str | None:
    """A found date as `YYYY-MM-DD`; None for one that no calendar has (31 February)."""
    parts = [found["y"] or found["y2"], found["m"] or found["m2"], found["d"] or found["d2"]]
    year, month, day = (number_of(part.translate(_ZERO)) for part in parts)
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def iso_date(text: str) -> str | None:
    """The first date in `text` as `YYYY-MM-DD`, or None: `二〇一九年十一月七日` -> `2019-11-07`."""
    found = find_date(text)
    return day_of(found) if found else None


def is_date(text: str) -> bool:
    """Whether `text` is a date and nothing else, brackets aside."""
    text = text.strip().strip("（）()").strip()
    found = _FIRST.fullmatch(text)
    return found is not None
