"""Targets: what is to be reached, by how much, by when.

Comparators: `>=` 达到 · 不低于 · 不少于 · 至少 · 以上; `>` 超过 · 突破 · 高于; `<=` 以下 · 以内 ·
不超过 · 下降到 · 控制在; `<` 低于; `=` a plain number (建设平台50家, 下降15%).
Precision before recall: a number counts only in a sentence that plans (a year to come in the same
clause, a heading that says 目标, or 至少引进), and never in a condition or a benefit.
"""

import calendar
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.document import Clause

_YEAR = re.compile(
    r"(?:到|至|力争|截至)\s*(20\d\d)年(?:(\d{1,2})月)?(?:底|末|年底)?(?:前)?|(20\d\d)年(?:(\d{1,2})月)?(?:底|末|底之)前"
)
_AIM = re.compile(r"(?:发展|工作|总体|主要|预期|具体|建设|阶段)?目标")
# A sentence that sets a condition, grants something or looks back states no target.
_NO_TARGET = re.compile(
    r"给予|奖励|补贴|补助|资助|贴息|罚款|申报|申请|应当|不得|符合|条件|已达|已经|累计完成|截至目前"
)
_UNIT = (
    r"(?:万|亿|千|百|万亿)?(?:元|美元|人民币)|%|％|个百分点|吨标准?煤|(?:万|亿)?(?:千瓦时|千瓦|吨|"
    r"立方米|平方米|平方公里|公里|公顷|亩|人次|人|家|个|名|项|件|套|台|辆|张|座|户|所|位|条|处|只|"
    r"倍|天|小时)"
)
_VALUE = rf"(?P<value>\d+(?:\.\d+)?)\s*(?P<unit>{_UNIT})|(?P<word>万亿|千亿|百亿)(?P<yuan>元)"
# subtle: `超过百万只的规模化应用` describes a use; a target's value ends its phrase.
_END = r"(?P<after>以上|以下|以内|左右)?(?=[,，。;；、\s]|$)"
_COMPARE = (
    r"(?P<word_for>不低于|不少于|不小于|至少达到|达到或超过|达到|突破|超过|高于|不超过|不高于|低于|"
    r"(?:下降|降低|降)(?:到|至)|控制在|(?:提高|提升|增加|增长|扩大|上升)(?:到|至)|增至|稳定在|保持在|达)"
)
_STATED = re.compile(
    rf"(?P<metric>[^,，。;；]{{2,60}}?)(?P<hope>力争|争取|预计|将|要|实现|均|总体)*{_COMPARE}"
    rf"(?P<base>[\u4e00-\u9fff]{{1,12}}的)?(?:{_VALUE}){_END}"
)
_GROWS = re.compile(
    rf"^(?P<metric>[^,，。;；]{{2,40}}?(?:增长|下降|降低|提高|提升))(?:{_VALUE}){_END}$"
)
_VERB = (
    r"(?:重点|累计|力争|争取|新)?(?:建设|建成|新建|培育|引进|打造|新增|组建|创建|设立|认定|实施|"
    r"培养|发展|形成|布局|集聚)"
)
_COUNTED = re.compile(
    rf"^(?P<verb>{_VERB})(?P<metric>[\u4e00-\u9fffA-Za-z“”\"()（）、]{{2,30}}?)(?:{_VALUE}){_END}$"
)
_AT_LEAST = re.compile(
    rf"^(?P<subject>[^,，。;；]{{0,30}}?)(?:至少|不少于)(?P<verb>{_VERB})(?P<list>\d.*)$"
)
_COUNTED_FIRST = re.compile(
    r"^(?P<value>\d+)(?P<unit>名|家|个|项|位|座)(?P<metric>[^,，。;；、]{2,30})$"
)
_ABOVE = {"突破": ">", "超过": ">", "高于": ">", "低于": "<", "不超过": "<=", "不高于": "<="}
_LEADING_VERB = re.compile(rf"^{_VERB}(?=.{{2}})")
_WORDS = {"万亿": (1, "万亿元"), "千亿": (1000, "亿元"), "百亿": (100, "亿元")}


@dataclass(frozen=True)
class Target:
    """One target; `document.text[start:end]` holds its year, metric and value.

    `by` is `YYYY`, or `YYYY-MM-DD` (the month's last day) where the text names a month.
    """

    clause: Clause
    metric: str
    comparator: str
    value: int | float
    unit: str
    by: str | None
    start: int
    end: int

    @property
    def section(self) -> str:
        """The address of the section that states the target."""
        return self.clause.section


def read_targets(clauses: Iterable[Clause]) -> tuple[Target, ...]:
    """The targets that the clauses state, in reading order."""
    kinds = ("item", "paragraph", "tail", "preamble", "annex")
    return tuple(t for clause in clauses if clause.kind in kinds for t in _read(clause))


def _read(clause: Clause) -> Iterator[Target]:
    by, since = None, None
    aims = any(_AIM.search(heading) for heading in clause.heading_path)
    for sentence in re.finditer(r"[^。\n]+", clause.text):
        if _NO_TARGET.search(sentence[0]):
            continue
        for phrase in re.finditer(r"[^,，;；]+", sentence[0]):
            start, text = sentence.start() + phrase.start(), phrase[0]
            year = _YEAR.search(text)
            if year:
                by, since = _day(year), start + year.start()
                start, text = start + year.end(), text[year.end() :]
            planned = by is not None or aims
            for metric, comparator, value, unit in _targets(text, planned):
                stated = _YEAR.search(sentence[0]) or aims or "至少" not in text
                own = by if stated else None
                begin = start if own is None or since is None else since
                yield Target(
                    clause, metric, comparator, value, unit, own,
                    clause.start + begin, clause.start + start + len(text),
                )  # fmt: skip


def _day(year: re.Match[str]) -> str:
    number, month = year[1] or year[3], year[2] or year[4]
    if not month or not 1 <= int(month) <= 12:
        return number
    return f"{number}-{int(month):02d}-{calendar.monthrange(int(number), int(month))[1]:02d}"


def _targets(text: str, planned: bool) -> Iterator[tuple[str, str, int | float, str]]:
    text = text.strip()
    if found := _AT_LEAST.match(text):
        subject = found["subject"].strip()
        each = subject + found["verb"] if subject.startswith("每") else ""
        for part in found["list"].split("、"):
            if counted := _COUNTED_FIRST.match(part):
                yield each + counted["metric"], ">=", int(counted["value"]), counted["unit"]
        return
    if not planned:
        return
    if found := _STATED.match(text):
        metric = _LEADING_VERB.sub("", found["metric"].strip())
        value, unit = _amount(found)
        yield metric, _comparator(found["word_for"], found["after"]), value, unit
    elif found := _COUNTED.match(text) or _GROWS.match(text):
        value, unit = _amount(found)
        yield found["metric"], _comparator("", found["after"]), value, unit


def _amount(found: re.Match[str]) -> tuple[int | float, str]:
    if found["word"]:
        return _WORDS[found["word"]]
    value = found["value"]
    return (float(value) if "." in value else int(value)), found["unit"].replace("％", "%")


def _comparator(word: str, after: str | None) -> str:
    if after in ("以下", "以内"):
        return "<="
    if word in _ABOVE:
        return _ABOVE[word]
    if word.startswith(("下降", "降", "控制")):
        return "<="
    return ">=" if word or after == "以上" else "="
