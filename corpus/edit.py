"""What of a passage's wording changed: what was kept and replaced, and the values among it.

An amount, a date, a share, a term or a word that sets a condition is one part: `100万元` does not
become `200万元` by one character.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from corpus.amount import MONEY, MONEY_RANGE, NUMBER, PERCENT, PERCENT_RANGE

ValueKind = Literal["amount", "percent", "date", "term", "quantity", "condition"]

_N = r"(?:\d{1,4}|[〇零一二三四五六七八九十两]{1,4})"
_YEAR = r"(?:\d{4}|[〇零一二三四五六七八九]{4})年"
_UNITS = (
    "人次 人 名 家 户 个 项 件 台 辆 套 亩 平方米 公顷 公里 千米 米 吨 千瓦时 万千瓦 千瓦 "
    "次 门 张 倍 分 条 座 所 万 亿"
).split()
_BOUNDS = (
    "不低于 不少于 不高于 不超过 不多于 不大于 不小于 不足 不满 不得 不予 以上 以下 以内 以外 "
    "之内 超过 低于 高于 少于 多于 大于 小于 至少 至多 最高 最低 应当 必须 可以 方可 除外 或者 "
    "并且 同时 任一 之一"
).split()
_PATTERNS: dict[ValueKind, str] = {
    "date": rf"(?:{_YEAR})?{_N}月(?:{_N}日|底|末)|{_YEAR}(?:{_N}月|底|末)?",
    "amount": rf"{MONEY_RANGE}|{MONEY}",
    "percent": rf"{PERCENT_RANGE}|{PERCENT}",
    "term": rf"{NUMBER}个?(?:年|月|日|天|周|小时|工作日|自然日)(?:以?内)?",
    # subtle: 第三项 and 第五条 are references, not counts.
    "quantity": rf"(?<!第)(?<!\d){NUMBER}\s*[多余]?(?:{'|'.join(_UNITS)})|\d+(?:\.\d+)?",
    "condition": "|".join(_BOUNDS),
}
_VALUE = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _PATTERNS.items()))
_WORD = re.compile(r"[A-Za-z]+|\s+|.", re.DOTALL)
_LONG = 3000  # parts; texts of more are first compared line by line
_LEAD = 12  # characters before a value that tell what it is about


@dataclass(frozen=True)
class Segment:
    """A part of both texts: kept (`old == new`), or replaced (either may be empty)."""

    old: str
    new: str

    @property
    def kept(self) -> bool:
        """Whether both texts have it."""
        return self.old == self.new


@dataclass(frozen=True)
class ValueChange:
    """A value that changed; None where one of the texts has none in its place.

    `about` is what stands right before it in the newer text, or in the older where it is gone.
    """

    kind: ValueKind
    old: str | None
    new: str | None
    about: str


@dataclass(frozen=True)
class _Part:
    text: str
    kind: ValueKind | None = None


def segments(old: str, new: str) -> tuple[Segment, ...]:
    """Both texts cut where they differ; joined, the `old` parts are `old`, the `new` ones `new`."""
    found: list[Segment] = []
    for mine, theirs in _aligned(_parts(old), _parts(new)):
        found.append(Segment(_joined(mine), _joined(theirs)))
    return tuple(found)


def value_changes(old: str, new: str) -> tuple[ValueChange, ...]:
    """The values that changed, by the newer text's order; one that only moved did not.

    Values are paired where the same words lead to them, then where both texts have the same, then
    within one replaced part; what is left over was taken out or put in.
    """
    mine, theirs = _values(old, new)
    pairs: list[tuple[_Value | None, _Value | None]] = []

    def pair(alike: Callable[[_Value, _Value], bool]) -> None:
        for other in list(theirs):
            if one := next((v for v in mine if v.kind == other.kind and alike(v, other)), None):
                mine.remove(one)
                theirs.remove(other)
                pairs.append((one, other))

    pair(lambda one, other: one.lead == other.lead and one.text == other.text)
    pair(lambda one, other: one.lead == other.lead != "")
    pair(lambda one, other: one.text == other.text)
    pair(lambda one, other: one.block == other.block)
    pairs += [(one, None) for one in mine] + [(None, other) for other in theirs]
    found: list[tuple[int, int, ValueChange]] = []
    for one, other in pairs:
        value = other or one
        if value and not (one and other and one.text == other.text):
            texts = (one.text if one else None, other.text if other else None)
            found.append((value.block, value.at, ValueChange(value.kind, *texts, value.lead)))
    return tuple(change for *_, change in sorted(found, key=lambda each: each[:2]))


@dataclass(frozen=True)
class _Value:
    """A value of one text; `block` numbers the aligned parts, `at` the values of the text."""

    kind: ValueKind
    text: str
    lead: str
    block: int
    at: int


def _values(old: str, new: str) -> tuple[list[_Value], list[_Value]]:
    """The values of both texts in reading order."""
    found: tuple[list[_Value], list[_Value]] = ([], [])
    before = ["", ""]
    for block, sides in enumerate(_aligned(_parts(old), _parts(new))):
        for side, parts in enumerate(sides):
            for part in parts:
                if part.kind:
                    lead = re.split(r"[,，。;；:：、\n\t]", before[side])[-1][-_LEAD:].strip()
                    text = "".join(part.text.split())
                    found[side].append(_Value(part.kind, text, lead, block, len(found[side])))
                before[side] += part.text
    return found


def _parts(text: str) -> list[_Part]:
    found: list[_Part] = []
    at = 0
    for value in _VALUE.finditer(text):
        found += (_Part(word[0]) for word in _WORD.finditer(text, at, value.start()))
        kind: ValueKind = value.lastgroup  # type: ignore[assignment]  # the groups are the kinds
        found.append(_Part(value[0], kind))
        at = value.end()
    found += (_Part(word[0]) for word in _WORD.finditer(text, at))
    return found


def _aligned(
    old: Sequence[_Part], new: Sequence[_Part]
) -> Iterator[tuple[Sequence[_Part], Sequence[_Part]]]:
    if len(old) + len(new) <= _LONG:
        for _, i, j, k, n in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            yield old[i:j], new[k:n]
        return
    mine, theirs = _lines(old), _lines(new)
    matcher = SequenceMatcher(None, [_joined(x) for x in mine], [_joined(x) for x in theirs])
    for tag, i, j, k, n in matcher.get_opcodes():
        one = [part for line in mine[i:j] for part in line]
        other = [part for line in theirs[k:n] for part in line]
        if tag == "replace" and len(one) + len(other) <= _LONG:
            yield from _aligned(one, other)
        else:
            yield one, other


def _lines(parts: Sequence[_Part]) -> list[list[_Part]]:
    lines: list[list[_Part]] = [[]]
    for part in parts:
        lines[-1].append(part)
        if "\n" in part.text:
            lines.append([])
    return [line for line in lines if line]


def _joined(parts: Sequence[_Part]) -> str:
    return "".join(part.text for part in parts)
