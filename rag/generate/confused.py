"""A number, a date or a body that a sentence takes from another matter of its source."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from rag.generate.body import names_in, places_of
from rag.generate.contrast import (
    Anchor,
    Placed,
    belongs,
    day_anchors,
    features,
    figure_anchors,
    placed,
)
from rag.generate.figure import Day, Figure, day_agrees, days_in, figures_agree, figures_in
from rag.generate.reference import without_pointers
from rag.generate.source import Source
from rag.generate.words import held, stated, words_for

_LABELS = ("级", "类", "档")  # 二级能效: a number that names a kind
_SUBJECTLESS = re.compile(r"(?:年满|得分|其中|达到|超过|不足|满|在)?[^,，。;；对]{0,24}的[,，]")
_FIRST = re.compile(r"[\u4e00-\u9fff]{2}")
_BEFORE_NUMBER = re.compile(r"(?:低于|高于|达到|超过|不足)?\d")


def confused(
    said: str, figures: Sequence[Figure], days: Sequence[Day], source: Source, *, wide: bool
) -> str | None:
    """What of a sentence stands in its source for another matter; None where nothing does.

    `wide` where the sentence draws on several of the source: then a number needs the whole
    sentence to be nearer to its own place, or its subject may be from another.
    """
    there = _matters(source.texts)
    text, places = there.text, there.places
    here = [
        *figure_anchors(said, [figure for figure in figures if figure.unit not in _LABELS]),
        *day_anchors(days),
        *_name_anchors(there.names, said),
    ]
    by_start, by_start_there = _by_start(figures, days), there.by_start
    meant = _meant(said, text)

    def same(one: Anchor, other: Anchor) -> bool:
        left, right = by_start.get(one.start), by_start_there.get(other.start)
        if isinstance(left, Day) and isinstance(right, Day):
            return day_agrees(left, right)
        if isinstance(left, Figure) and isinstance(right, Figure):
            return figures_agree(left, right, text)
        if isinstance(one.key, str) and isinstance(other.key, str):
            return one.key.endswith(other.key) or other.key.endswith(one.key)
        return one.key == other.key

    for place in placed(said, here, days):
        own = Placed(place.anchor, {**place.own, **meant_in(place, meant)}, place.inherited)
        alike = [p for p in places if p.anchor.rival == place.anchor.rival]
        rivals = [p for p in alike if p.anchor.conditional == place.anchor.conditional]
        if rivals and not any(same(place.anchor, p.anchor) for p in rivals):
            if _led_alike(
                said, place.anchor, text, [p.anchor for p in alike if same(place.anchor, p.anchor)]
            ):
                continue
            return said[place.anchor.start : place.anchor.end]  # a condition told as what it gives
        agreeing = [p for p in rivals if same(place.anchor, p.anchor)]
        others = [
            p
            for p in rivals
            if p.anchor.key != place.anchor.key and not same(place.anchor, p.anchor)
        ]
        if not agreeing or not others:
            continue
        if not belongs(own, agreeing, others):
            return said[place.anchor.start : place.anchor.end]
        figure = by_start.get(place.anchor.start)
        if wide and isinstance(figure, Figure) and not _has_parallel(figure, figures):
            whole = Placed(place.anchor, features(said, 0, len(said), days))
            if not belongs(whole, agreeing, others, margin=0.0):
                return said[figure.start : figure.end]
    return None


class _Matters(NamedTuple):
    """What stands in a source: its folded text, names, numbers and dates by place, all placed."""

    text: str
    names: list[str]
    by_start: dict[int, Figure | Day]
    places: list[Placed]


@lru_cache(maxsize=32)
def _matters(texts: tuple[str, ...]) -> _Matters:
    # Every sentence of an answer is held against the same few sources.
    text = "\n".join(map(without_pointers, with_subjects(texts)))
    figures, days = figures_in(text, loose=True), days_in(text)
    names = [name.text for name in names_in(text)]
    anchors = [*figure_anchors(text, figures), *day_anchors(days), *_name_anchors(names, text)]
    return _Matters(text, names, _by_start(figures, days), placed(text, anchors, days))


def _name_anchors(names: list[str], text: str) -> list[Anchor]:
    return [Anchor(n.text, "name", n.start, n.end) for n in places_of(names, text)]


def _led_alike(said: str, anchor: Anchor, text: str, others: Sequence[Anchor]) -> bool:
    """Whether a number stands behind the same two characters, as 10亿元 behind 突破."""
    lead = said[max(0, anchor.start - 2) : anchor.start]
    return bool(lead.strip(",，")) and any(text[: o.start].endswith(lead) for o in others)


def _by_start(figures: Sequence[Figure], days: Sequence[Day]) -> dict[int, Figure | Day]:
    found: dict[int, Figure | Day] = {figure.start: figure for figure in figures}
    found.update((day.start, day) for day in days)
    return found


def _has_parallel(figure: Figure, figures: Sequence[Figure]) -> bool:
    return any(
        f is not figure and f.unit == figure.unit and f.bound == figure.bound for f in figures
    )


def _meant(said: str, text: str) -> dict[str, str]:
    """The words of a sentence that stand in the source under another word, with that word."""
    found: dict[str, str] = {}
    for word in stated(said):
        if word not in text and held(word, text):
            for other in words_for(word):
                if other in text:
                    found[word] = other
                    break
    return found


def meant_in(place: Placed, meant: dict[str, str]) -> dict[str, float]:
    """What the words around an anchor mean in the source's own words."""
    found: dict[str, float] = {}
    for word, other in meant.items():
        if all(word[at : at + 2] in place.own for at in range(max(1, len(word) - 1))):
            found |= features(other, 0, len(other), ())
    return found


def with_subjects(texts: Sequence[str]) -> list[str]:
    """Folded sentences, each that does not say of whom with the opening of the one before it."""
    return [text if not at else _with_subject(text, texts[at - 1]) for at, text in enumerate(texts)]


def _with_subject(text: str, before: str) -> str:
    """A sentence that opens without saying of whom, with the opening of the one before it.

    Example: `对80岁以上的独居老人,每月100元;` before `年满90岁的,每月200元`.
    """
    if not before.endswith((";", "；")) or not _SUBJECTLESS.match(text):
        return text
    opening = re.split("[,，]", before)[0]
    verb = _FIRST.match(text)
    if verb and (at := opening.find(verb[0])) > 1:
        return f"{opening[:at]}{text}"  # 报废旧车并购买甲的,…;购买乙的
    if "的" in opening[:-1]:
        return f"{opening[:-1].split('的')[-1]}{opening[-1]}{text}"
    return f"{_BEFORE_NUMBER.split(opening)[0]}{text}"
