"""From when until when a document is in force, as its own closing words say.

What has a term of its own inside a document (a permit, a registration, a benefit) is passed over:
the subject must be 本办法 and the like, or the words must stand alone at the head of a clause.
A day counts from the day named: three years from 2024-01-01 end on 2026-12-31, 30 days after
2024-05-01 (自印发之日起30日后) begin on 2024-05-31.
"""

import calendar
import re
from collections.abc import Sequence
from datetime import date, timedelta

from corpus.date import day_of, find_dates
from corpus.document import Clause
from corpus.marker import read_marker
from corpus.numeral import number_of
from corpus.statement import Line, Stated, sentences

_NAME = (
    r"(?:若干|实施|暂行|管理|试行|支持|扶持|优惠)*(?:办法|细则|意见|规定|措施|政策|方案|通知|文件|规范|条例|决定|规则|公告|"
    r"通告|规程|计划|指南|指引|清单|目录|标准|要点|解释|法|举措|条款|制度|预案|章程|规划)"
)
_OWN = rf"(?:本{_NAME}|(?:以上|上述|各项){_NAME})(?:[（(](?:试行|暂行)[)）])?"
_HEAD = rf"(?:{_OWN}(?:的)?(?:自|从|于)?|(?:自|从|于))"
_HANZI = "[一二三四五六七八九十]{1,3}"
_SPAN = (
    r"(?:\d{4}年\d{1,2}月\d{1,2}日|"
    rf"[一二三四五六七八九〇○零]{{4}}年{_HANZI}月{_HANZI}日)"
)
_N = r"(?:\d{1,3}|[一二两三四五六七八九十]{1,3})"
_FORCE = r"(?:正式|开始|起)*(?:施行|实施|生效|执行|试行)"
_STOP = rf"(?=[,，。;；、)）\s]|$|至|到|[,，]?有效期|并|，|{_N}(?:年|个月))"
_BEFORE = r"(?:^|[,，。;；:：\s)）]|并|且)"
_FROM_DAY = re.compile(
    rf"{_BEFORE}(?P<own>{_HEAD})\s*(?P<day>{_SPAN})\s*(?:之日)?起?{_FORCE}{_STOP}"
)
_FROM_ISSUE = re.compile(
    rf"{_BEFORE}(?P<own>{_HEAD})\s*(?:发布|公布|印发|颁布|下发|发文)之?日(?:起)?"
    rf"(?:满?(?P<n>{_N})(?:个)?(?P<unit>日|天|月|个月|工作日)[之以]?后)?(?:，)?{_FORCE}{_STOP}"
)
_TERM_NAME = (
    r"(?:(?:有效期|执行期|实施期|试行期|施行期|政策期|执行|实施|试行|施行|暂行)(?:限|间)?|期限)"
)
_TERM = re.compile(
    rf"{_BEFORE}(?:{_OWN}(?:的)?)?(?:自\S{{2,20}}起?)?(?P<name>{_TERM_NAME})\s*(?:暂定|原则上)?(?:为|是|[:：])?\s*"
    rf"(?:自(?:发布|公布|印发|施行|实施)之日起(?:算|计算)?[,，]?)?"
    rf"(?:(?P<n>{_N})\s*(?P<unit>年|个月)(?!\d)|"
    rf"(?:[自从]?(?P<from>{_SPAN})\s*起?(?:开始)?)?\s*(?:延长|截止|截至|截|止)?\s*(?:至|到|于|[-—~～－])?\s*(?P<to>{_SPAN})(?:止|为止)?)"
)
_FROM_TO = re.compile(rf"{_FORCE}[,，]?(?:有效期)?(?:截止|截)?(?:至|到)\s*(?P<to>{_SPAN})")
_ENDS_ON = re.compile(
    rf"{_BEFORE}{_OWN}[^,，。;；]{{0,10}}?于?\s*(?P<to>{_SPAN})(?:起)?(?:自动|自行)?(?:失效|废止|终止)"
)
_CLOSING = re.compile(r"附\s*则|施行|实施|执行|有效|生效|其他")
_ALONE = ("有效期", "试行期", "执行期", "实施期", "施行期", "政策期")


def read_effective(clauses: Sequence[Clause], issued: str | None) -> Stated | None:
    """The day from which the document counts, or None.

    From the day of issue or some days after it where the text says so and `issued` is known.
    """
    for line in reversed(list(sentences(clauses))):
        text, skipped = _body(line)
        for found in _FROM_DAY.finditer(text):
            if not _is_own(found, text, line):
                continue
            day = _iso(found["day"])
            if day:
                return line.part(day, skipped + found.start("own"), skipped + found.end())
        for found in _FROM_ISSUE.finditer(text):
            if not _is_own(found, text, line) or issued is None:
                continue
            day = _later(issued, found["n"], found["unit"])
            if day:
                return line.part(day, skipped + found.start("own"), skipped + found.end())
        if (ranged := _ranged(line)) and ranged[0]:
            return ranged[0]
    return None


def read_expires(clauses: Sequence[Clause], effective: str | None) -> Stated | None:
    """The last day on which the document counts, or None; a term in years needs `effective`."""
    for line in reversed(list(sentences(clauses))):
        text, skipped = _body(line)
        carried = bool(_FROM_DAY.search(text) or _FROM_ISSUE.search(text))
        if found := _ENDS_ON.search(text):
            day = _iso(found["to"])
            if day:
                return line.part(day, skipped + found.start(), skipped + found.end())
        if carried and (found := _FROM_TO.search(text)):
            day = _iso(found["to"])
            if day:
                return line.part(day, skipped + found.start(), skipped + found.end())
        for found in _TERM.finditer(text):
            if not _is_own_term(found, text, carried):
                continue
            if found["to"]:
                day = _iso(found["to"])
            elif effective:
                day = _last_day(effective, number_of(found["n"]), found["unit"])
            else:
                continue
            if day:
                return line.part(day, skipped + found.start("name"), skipped + found.end())
    return None


def _ranged(line: Line) -> tuple[Stated | None, Stated | None] | None:
    """`执行期限：2024年1月1日至2026年12月31日` states both days."""
    text, skipped = _body(line)
    for found in _TERM.finditer(text):
        if found["to"] and found["from"] and _is_own_term(found, text, False):
            first, last = _iso(found["from"]), _iso(found["to"])
            slice_ = (skipped + found.start("name"), skipped + found.end())
            return (line.part(first, *slice_) if first else None,
                    line.part(last, *slice_) if last else None)  # fmt: skip
    return None


def _body(line: Line) -> tuple[str, int]:
    """The line without its marker, and how many characters that took off."""
    marker = read_marker(line.text)
    skipped = marker.length if marker and not marker.doubtful else 0
    rest = line.text[skipped:]
    return rest.lstrip(), skipped + len(rest) - len(rest.lstrip())


def _is_own(found: re.Match[str], text: str, line: Line) -> bool:
    """Whether the sentence is about the document: 本办法自…, or 自… alone at a clause's head."""
    if re.match(rf"{_OWN}", found["own"]):
        return True
    before = text[: found.start("own")]
    if re.search(rf"{_OWN}[^。]{{0,30}}$", before):
        return True
    outermost = line.clause.section.rpartition("/")[0] in ("", "附则")
    return not before.strip() and (outermost or bool(_CLOSING.search(_path(line))))


def _path(line: Line) -> str:
    return "".join(line.clause.heading_path)


def _is_own_term(found: re.Match[str], text: str, carried: bool) -> bool:
    named = re.search(_OWN, text[: found.end("name")])
    if named or carried:
        return True
    return found["name"].startswith(_ALONE) and not text[: found.start("name")].strip(" ,，自从")


def _iso(text: str) -> str | None:
    dates = find_dates(text)
    return day_of(dates[0]) if dates else None


def _later(issued: str, n: str | None, unit: str | None) -> str | None:
    day = date.fromisoformat(issued)
    if n is None:
        return issued
    if unit == "工作日":
        return None  # depends on the year's holidays
    count = number_of(n)
    if unit in ("月", "个月"):
        return _add_months(day, count).isoformat()
    return (day + timedelta(days=count)).isoformat()


def _last_day(first: str, count: int, unit: str) -> str | None:
    begins = date.fromisoformat(first)
    try:
        after = _add_months(begins, count * (12 if unit == "年" else 1))
    except ValueError:
        return None
    # subtle: a term from 29 February ends on 28 February of a year without a 29th.
    clipped = after.day < begins.day
    return (after if clipped else after - timedelta(days=1)).isoformat()


def _add_months(day: date, count: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
