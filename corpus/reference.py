"""Places of a document as another text calls them: `第五条第二款`, `第一部分第（二）项`.

Reads and finds; a place that the document does not have is None, never the nearest one.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.numeral import number_of
from corpus.section import is_below, is_within

_N = r"[〇零一二三四五六七八九十百千两\d]{1,7}"
_STEP = re.compile(
    rf"附件\s*(?P<annex>{_N})?|第?\s*[（(]\s*(?P<paren>{_N})\s*[）)]\s*(?P<after>项|目|款|点)?"
    rf"|第\s*(?P<number>{_N})\s*(?P<unit>编|部分|章|节|条|款|项|目|点)(?:之(?P<sub>{_N}))?"
)
_BETWEEN = re.compile(r"\s*(?:的|中的?|[、，,和及与]|以及|中|第)?\s*")
UNITS = ("附件", "编", "部分", "章", "节", "条", "款", "项", "目")  # The outermost first.
_RANKS = {unit: rank for rank, unit in enumerate(UNITS)}
_TOKEN = re.compile(
    rf"第(?P<legal>{_N})(?P<unit>编|部分|章|节|条)(?:之(?P<sub>{_N}))?|附件(?P<annex>{_N})?"
    rf"|[（(](?P<paren>{_N})[）)]|(?P<plain>{_N})"
)


@dataclass(frozen=True)
class Step:
    """One level of a place: `第五条` is (条, 5), `第十条之一` (条, 10, 1), `（二）` (项, 2)."""

    unit: str
    number: int
    sub: int = 0


@dataclass(frozen=True)
class Place:
    """A section, and in it the n-th unnumbered paragraph (款, from 1) if one is meant."""

    section: str
    paragraph: int | None = None


def references(text: str) -> list[tuple[Step, ...]]:
    """The places that a text names, in its order; what is left out is that of the one before.

    Example: `第五条第一款、第三款` -> (条 5, 款 1), (条 5, 款 3).
    """
    found: list[tuple[Step, ...]] = []
    current: tuple[Step, ...] = ()
    last_end: int | None = None
    for match in _STEP.finditer(text):
        step = _step(match)
        if last_end is None or not _BETWEEN.fullmatch(text[last_end : match.start()]):
            current = (step,)
            found.append(current)
        elif text[last_end : match.start()].strip() in ("", "的", "中", "中的"):
            deeper = bool(current) and _RANKS[step.unit] > _RANKS[current[-1].unit]
            current = (*current, step) if deeper else (step,)
            found = [*found[:-1], current] if deeper else [*found, current]
        else:
            kept = tuple(s for s in current if _RANKS[s.unit] < _RANKS[step.unit])
            current = (*kept, step)
            found.append(current)
        last_end = match.end()
    return found


def place_of(steps: Sequence[Step], sections: Iterable[str]) -> Place | None:
    """The one section of a document that the steps mean; None for none, or for several.

    `sections` are the addresses that it has. 第二条 of a document without articles is its 二、.
    """
    known = tuple(dict.fromkeys(sections))
    current: str | None = None
    paragraph: int | None = None
    for step in steps:
        if step.unit == "款":
            paragraph = step.number
            continue
        below = [s for s in known if current is None or is_below(s, current)]
        fits = [s for s in below if _is(step, s.rpartition("/")[2])]
        if not fits and step.unit == "条":
            fits = [s for s in below if "/" not in s and _number(s) == step.number]
        depth = min((s.count("/") for s in fits), default=0)
        fits = [s for s in fits if s.count("/") == depth]
        if len(fits) != 1:
            return None
        current = fits[0]
    return None if current is None else Place(current, paragraph)


def step_of(token: str) -> Step | None:
    """The step that an address's last part is: `第五条`, `(二)`, `3`; None for 导语 and such."""
    found = _TOKEN.fullmatch(token.partition("@")[0])
    if found is None:
        return None
    if found["legal"]:
        return Step(found["unit"], number_of(found["legal"]), _sub(found["sub"]))
    if found["paren"]:
        return Step("项", number_of(found["paren"]))
    if found["plain"]:
        return Step("部分" if not found["plain"].isdigit() else "目", number_of(found["plain"]))
    return Step("附件", number_of(found["annex"] or "1"))


def _is(step: Step, token: str) -> bool:
    own = step_of(token)
    if own is None or (own.number, own.sub) != (step.number, step.sub):
        return False
    # 项 and 目 are (一), 1. or (1), by how deep the document goes.
    return own.unit == step.unit or {own.unit, step.unit} <= {"项", "目"}


def _number(token: str) -> int | None:
    own = step_of(token)
    return own.number if own and own.unit in ("部分", "条") else None


def _step(found: re.Match[str]) -> Step:
    if found["paren"]:
        unit = found["after"] or "项"
        return Step("项" if unit == "点" else unit, number_of(found["paren"]))
    if found["number"]:
        unit = "项" if found["unit"] == "点" else found["unit"]
        return Step(unit, number_of(found["number"]), _sub(found["sub"]))
    return Step("附件", number_of(found["annex"] or "1"))


def _sub(text: str | None) -> int:
    return number_of(text) if text else 0


def sections_below(section: str, sections: Iterable[str]) -> Iterator[str]:
    """The section itself and all inside it."""
    yield from (s for s in sections if is_within(s, section))
