"""Whether a number, a date or a body in a sentence belongs to the same matter as in its source.

In `首次认定的奖励20万元，重新认定的奖励10万元` both amounts stand in the source; a sentence that
gives 10万元 for 首次认定 shares more words with what surrounds 20万元, and is caught by that.
"""

import re
from bisect import bisect_right
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rag.generate.figure import Day, Figure
from rag.generate.stop import SENTENCE_END

_PHRASE_END = re.compile(r"[,，。;；\n\t]")
_BETWEEN = re.compile(
    r"[、和及与或,，\s]*(?:以及|会同|联合)?[、和及与或,，\s]*|\s*(?:至|到|[-–—−~～])\s*"
)
_SET_OFF = re.compile(r"(?:年?底|末)?(?:之?前|起|后)?")
_CAP = re.compile(
    r"(?:(?:单[\u4e00-\u9fff]|同一|每[年月]?)[^,，]{0,6})?(?:最高|最多|上限|不超过|累计)"
)
_MARK = re.compile(r"[、和及与或,，]")
_JOINT = re.compile(r"[、和及与或]")
_EACH_ITS_OWN = ("分别", "依次", "各")
_RUN = re.compile(r"[\u4e00-\u9fff]+|[a-z0-9]*[a-z][a-z0-9]*")
# Bounds are compared with their numbers, and say nothing of what these are of.
_BOUND = re.compile(r"以上|以下|以内|不满|不足|不超过|不低于|不少于")
_CONDITION = re.compile(
    r"\s*(?:增加|提高|上升|增长|降低|下降|减少|调整|修改|变更|延长|缩短|扩大|[上下]调)[到至为]|"
    r"\s*(?:[(（]含[^)）]*[)）])?(?:及?以上|以下|以内|左右|后)?(?:时|的(?!补|奖|资|标准|贴|运|安|生)|[,，]?且|[、,，]?但?(?:不足|不到|不满|低于)|[,，]?并|、?与|、[^,，。;；、]{1,30}的(?!\d))"
)
_TIMES = ("年", "季度", "月", "周", "日", "工作日", "小时")  # 3年 and 6个月 are confused as well
_TIME = ("figure", "时")
_WHO = re.compile(r"[\u4e00-\u9fff]{2,16}?(?=应当?|须|需|在|自|于|要)")
_DATE_WEIGHT = 4.0
_INHERITED = 0.5  # for what stands earlier in the sentence, before another value
_CARRIED = 0.1  # the same in the sentence itself, which says anew what it is about
_MARGIN = 0.45

Features = Mapping[str, float]
Span = tuple[int, int]


@dataclass(frozen=True)
class Anchor:
    """Something that stands at `[start:end]` and could be confused with another of its `rival`.

    `conditional` is a number that says of whom, not what: 突破10亿元的企业.
    """

    key: Hashable
    rival: Hashable
    start: int
    end: int
    conditional: bool = False


@dataclass(frozen=True)
class Placed:
    """An anchor with the words around it: its own, and those it inherits from before."""

    anchor: Anchor
    own: Features
    inherited: Features = field(default_factory=dict)


def placed(text: str, anchors: Sequence[Anchor], days: Sequence[Day]) -> list[Placed]:
    """The anchors of a folded text with their surroundings, in order."""
    ordered = sorted(anchors, key=lambda anchor: anchor.start)
    found: list[Placed] = []
    sentences = [0, *(match.end() for match in SENTENCE_END.finditer(text))]
    for rival in dict.fromkeys(anchor.rival for anchor in ordered):
        same = [anchor for anchor in ordered if anchor.rival == rival]
        runs = _runs(text, same)
        left = 0
        for at, run in enumerate(runs):
            right = runs[at + 1][0].start if at + 1 < len(runs) else len(text)
            sentence = sentences[bisect_right(sentences, run[0].start) - 1]
            found += _of_run(text, run, (left, right, sentence), days)
            # subtle: what a condition says belongs to what follows it as well.
            left = left if run[-1].conditional else run[-1].end
    return found


def _runs(text: str, anchors: Sequence[Anchor]) -> list[list[Anchor]]:
    """Neighbours that only 、 or 和 parts: they share what surrounds them."""
    runs: list[list[Anchor]] = []
    for anchor in anchors:
        between = text[runs[-1][-1].end : anchor.start] if runs else "."
        if runs and _BETWEEN.fullmatch(between):
            runs[-1].append(anchor)
        else:
            runs.append([anchor])
    return runs


def _of_run(
    text: str, run: Sequence[Anchor], around: tuple[int, int, int], days: Sequence[Day]
) -> list[Placed]:
    """The anchors of a run; `around`: where that before ends, the next and its sentence begin."""
    left, right, sentence = around
    start, end = run[0].start, run[-1].end
    stop = _PHRASE_END.search(text, left, start) if left else None
    begin = stop.end() if stop else left
    begin = max(begin, sentence)
    after = _PHRASE_END.search(text, end)
    if run[0].rival == "day" and after and _SET_OFF.fullmatch(text, end, after.start()):
        after = SENTENCE_END.search(text, end)  # `到2028年，` holds for all that follows
    close = min(after.start() if after else len(text), right)
    inherited = features(text, sentence, begin, days)
    if len(run) > 1 and (shares := _in_turn(text, run, begin, start)):
        common, items = shares
        beside = [*common, (end, close)]
        return [
            Placed(anchor, _of_spans(text, [item, *beside], days))
            for anchor, item in zip(run, items, strict=True)
        ]
    behind = features(text, end, close, days)
    phrase = max(begin, *(text.rfind(mark, begin, start) + 1 for mark in ",，"))
    if run[0].rival != "name" and _CAP.match(text[phrase:start]):
        begin, inherited = sentence, {}  # `每年最高不超过15万元` is of all that stands before it
    own = {**features(text, begin, start, days), **behind}
    if run[0].rival == _TIME and begin == left:
        # `甲应在10日内完成复核并公示7日`: one phrase, and 甲 does both.
        phrase = max(text.rfind(mark, sentence, start) for mark in ",，;；。\n") + 1
        if who := _WHO.match(text, max(phrase, sentence), start):
            own |= features(text, who.start(), who.end(), days)
    if run[0].rival == "name":
        # What a body does is said right behind it, and is no other body's.
        own |= {f">{feature}": weight for feature, weight in behind.items()}
        inherited = {}
    return [Placed(anchor, own, inherited) for anchor in run]


def _in_turn(
    text: str, run: Sequence[Anchor], begin: int, start: int
) -> tuple[list[Span], list[Span]] | None:
    """What all of a run share, and which of the things before `分别` each belongs to.

    Example: `对新获批的甲室、乙室，分别给予10元、5元`: 对新获批的 and 给予; 甲室, 乙室.
    None where there are fewer things than numbers.
    """
    at = max(text.rfind(word, begin, start) for word in _EACH_ITS_OWN)
    if at < 0:
        return None
    last = max(text.rfind(",", begin, at), begin)
    # `…证书的,标准依次为`: the phrase of 依次 itself lists nothing.
    listed = at if last == begin or _JOINT.search(text, last + 1, at) else last
    marks = [match.start() for match in _MARK.finditer(text, begin, listed)]
    bounds = zip([begin, *(mark + 1 for mark in marks)], [*marks, listed], strict=True)
    items = [(a, b) for a, b in bounds if text[a:b].strip("的 ")][-len(run) :]
    if len(items) < len(run):
        return None
    (first, first_end), (last, last_end) = items[0], items[-1]
    # `国家级、省级节水型企业`: what follows the sign that ends the first is said of all.
    alike = text.find(text[first_end - 1], last + 1, last_end)
    before = list(re.finditer(r"[的为对]", text[first : first_end - 1]))
    after = text.find("的", last + 1, last_end)
    shared = [(begin, first), (listed, start)]
    if 0 < alike + 1 < last_end:
        after = alike + 1
    if after > 0:
        shared.append((after, last_end))
        items[-1] = (last, after)
    # What is said of all stands before the first: up to 的, or all that is longer than the others.
    longest = max(b - a for a, b in items[1:])
    own = max(first_end - longest, first + before[-1].end() if before else first)
    shared.append((first, own))
    items[0] = (own, first_end)
    return shared, items


def _of_spans(text: str, spans: Iterable[Span], days: Sequence[Day]) -> dict[str, float]:
    found: dict[str, float] = {}
    for start, end in spans:
        found |= features(text, start, end, days)
    return found


def features(text: str, start: int, end: int, days: Sequence[Day]) -> dict[str, float]:
    """The pairs of characters of a stretch, its Latin words, and its dates, with their weights."""
    stretch = list(text[start:end])
    found: dict[str, float] = {}
    for day in days:
        if start <= day.start and day.end <= end:
            found[f"@{day.year}-{day.month}-{day.day}"] = _DATE_WEIGHT
            stretch[day.start - start : day.end - start] = "," * (day.end - day.start)
    for run in _RUN.finditer(_BOUND.sub(lambda m: "," * len(m[0]), "".join(stretch))):
        word = run[0]
        if word[0] <= "z":
            found[word] = 1.0
        for at in range(len(word) - 1):
            if word[0] > "z":
                found[word[at : at + 2]] = 1.0
    return found


def belongs(
    said: Placed, agreeing: Iterable[Placed], rivals: Iterable[Placed], margin: float = _MARGIN
) -> bool:
    """Whether what surrounds an anchor in a sentence is nearer to its own place than to another's.

    `margin` is how many shared pairs of characters nearer another's place may be.
    """
    best = max((_shared(said, place) for place in agreeing), default=-1.0)
    other = max((_shared(said, place) for place in rivals), default=-1.0)
    return best >= other - margin


def _shared(said: Placed, place: Placed) -> float:
    def weight_in(feature: str) -> float:
        if feature in place.own:
            return 1.0
        return _INHERITED if feature in place.inherited else 0.0

    own = sum(weight * weight_in(f) for f, weight in said.own.items())
    before = sum(w * weight_in(f) for f, w in said.inherited.items() if f not in said.own)
    return own + _CARRIED * before


def figure_anchors(text: str, figures: Sequence[Figure]) -> list[Anchor]:
    """The numbers of a folded text; they rival those of the same unit."""
    return [
        Anchor(
            (f.value, f.unit), _TIME if f.unit in _TIMES else ("figure", f.unit), f.start, f.end,
            conditional=bool(_CONDITION.match(text, f.end)),
        )
        for f in figures
    ]  # fmt: skip


def day_anchors(days: Sequence[Day]) -> list[Anchor]:
    """Dates rival dates."""
    return [Anchor((d.year, d.month, d.day), "day", d.start, d.end) for d in days]
