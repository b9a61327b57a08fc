"""What an amendment orders to be changed in another document, each order with its slice.

    将第一部分第（二）项中的“甲”修改为“乙”      the words read otherwise
    删去第四条中的“甲”；在“甲”后增加“乙”          they are gone; others stand beside them
    将第三条修改为：“第三条 …”                  the passage reads as quoted
    删去第五条；增加一项，作为第（五）项：“…”     the passage is gone; a new one stands there
    第七条改为第八条                            it is called otherwise

Only what stands in so many words; who changes whom is `corpus.legal_status`'s.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from corpus.document import NO_PROVISION, Clause, Document
from corpus.identity import names
from corpus.marker import read_marker
from corpus.reference import UNITS, Step, references

OrderKind = Literal["swap", "reword", "delete", "add", "renumber"]
_OPEN, _CLOSE = "“「", "”」"
_Q = "⟦"  # stands for a quotation in the skeleton of a sentence; its number follows
_A, _B = r"⟦(?P<{0}>\d+)⟧", r"⟦(?P<{0}>\d+)⟧"
_TURNS = r"[,，]?(?:统一|分别|均|相应)?(?:修改|修订|调整|更改|替换|改)(?:为|成)"
_COUNT = r"[一二两三四五六七八九十\d]{1,2}"
_ARTICLE = r"第[^⟦⟧，；。]{1,8}条(?:之.)?"
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("swap", re.compile(rf"{_A.format('old')}{_TURNS}{_B.format('new')}")),
    ("beside", re.compile(
        rf"{_A.format('old')}(?:一词|字样|等?内容)?之?(?P<side>[前后])面?(?:增加|加上|添加|插入){_B.format('new')}"
    )),
    ("cut", re.compile(
        rf"删[去除掉](?P<where>[^⟦⟧，；。]*?){_A.format('old')}(?P<more>(?:[、和及]⟦\d+⟧)*)"
    )),
    ("cut", re.compile(
        rf"{_A.format('old')}(?P<more>(?:[、和及]⟦\d+⟧)*)(?:一词|字样)?(?:予以)?删[去除掉]"
    )),
    ("reword", re.compile(
        rf"(?:修改|修订|调整|改)为(?:{_COUNT}[款条项](?:[,，]?作为第[^:：⟦，。；]{{1,40}})?)?\s*[:：]?\s*{_A.format('old')}"
    )),
    ("add", re.compile(
        rf"增加(?P<count>{_COUNT})(?P<unit>条|款|项|目)(?:[,，]?\s*(?:分别)?作为(?P<place>第[^:：⟦，。；]{{1,40}}))?"
        rf"[,，]?(?:内容为)?\s*[:：]?\s*(?P<all>(?:⟦\d+⟧\s*[、，]?\s*)+)"
    )),
    ("delete", re.compile(r"删[去除掉](?P<where>[^⟦⟧，；。]*第[^⟦⟧，；。]+)")),
    ("delete", re.compile(r"(?P<where>第[^⟦⟧，；。]+?)(?:予以)?(?:删[去除掉]|废止)(?=$|[，；。])")),
    ("renumber", re.compile(rf"(?P<where>{_ARTICLE})(?:相应|顺次)?改为(?P<place>{_ARTICLE})")),
)  # fmt: skip
_REORDERED = re.compile(r"(?:序号|顺序|编号)[^。]{0,8}(?:调整|顺延|修改)")
_REWORDED_BARE = re.compile(r"(?:修改|修订|调整)为[:：](?=.)")
_NAMED = re.compile(r"《((?:[^《》]|《[^《》]*》)+)》")


@dataclass(frozen=True)
class Quote:
    """The slice `[start:end]` of the amendment inside a pair of quotation marks."""

    start: int
    end: int


@dataclass(frozen=True)
class Order:
    """One change that `amendment.text[start:end]` states, in the amendment's section `section`.

    `places` are where; empty for everywhere. `swap` puts the quotes `new` (none: nothing) where the
    words `old` stand. `reword` puts `new` in the place of a passage, `add` puts it in as what
    `becomes` names (a unit alone where no number is given), `renumber` calls a place `becomes`.
    """

    kind: OrderKind
    section: str
    start: int
    end: int
    places: tuple[tuple[Step, ...], ...] = ()
    old: Quote | None = None
    new: tuple[Quote, ...] = ()
    becomes: tuple[Step, ...] = ()


def read_orders(amendment: Document, amended: Document) -> tuple[Order, ...]:
    """The orders of `amendment` that are about `amended`, in reading order.

    An item under one that names a place (`三、对第五条作如下修改：`) is about that place; one under
    one that names another document is passed over.
    """
    found: list[Order] = []
    about: dict[str, tuple[tuple[tuple[Step, ...], ...], bool]] = {"": ((), True)}
    for section, group in groupby(amendment.clauses, key=lambda clause: clause.section):
        clauses = [clause for clause in group if clause.kind not in ("toc", "signature")]
        parent = next((about[up] for up in _outwards(section) if up in about), ((), True))
        if not clauses or section in NO_PROVISION:
            continue
        places, ours = parent
        orders, places, ours = _orders_of(amendment, amended, clauses, places, ours)
        about[section] = (places, ours)
        found += orders
    return tuple(found)


def reorders(amendment: Document) -> bool:
    """Whether the amendment says that numbers are adjusted to what it adds and deletes."""
    return _REORDERED.search(amendment.text) is not None


def _outwards(section: str) -> Iterator[str]:
    while "/" in section:
        section = section.rpartition("/")[0]
        yield section
    yield ""


def _orders_of(
    amendment: Document,
    amended: Document,
    clauses: Sequence[Clause],
    places: tuple[tuple[Step, ...], ...],
    ours: bool,
) -> tuple[list[Order], tuple[tuple[Step, ...], ...], bool]:
    """The orders of one section; places, and whether they are ours, for the sections in it."""
    first = clauses[0]
    marker = read_marker(first.text)
    begin = first.start + (marker.length if marker and first.kind != "preamble" else 0)
    skeleton, at, quotes = _skeleton(amendment.text, begin, clauses[-1].end)
    found: list[Order] = []
    for sentence in re.finditer(r"[^。；;]+", skeleton):
        said = sentence[0]
        if named := _NAMED.search(said.split(_Q)[0]):
            ours = names(named[1], amended) or not _NAMED_AS_TARGET.search(said)
        pos = 0
        while match := _next(said, pos):
            kind, hit = match
            groups = hit.groupdict()
            # What is quoted behind 为： belongs to it, so the words before the verb name the place.
            before = said[pos : hit.start()] + (groups.get("where") or "")
            places = _completed(references(_NAMED.sub("", before)), places) or places
            slice_ = (at[sentence.start() + pos], at[sentence.start() + hit.end() - 1] + 1)
            order = _order(kind, groups, first.section, slice_, places, quotes)
            found += order if ours else []
            pos = hit.end()
        bare = None if _Q in said else _REWORDED_BARE.search(said)
        lead = said[: bare.start()] if bare else said.split(_Q)[0]
        if pos == 0 and (where := references(_NAMED.sub("", lead))):
            places = _completed(where, places)
        if bare and ours and places:
            # Without quotation marks the new wording is all that follows in the item.
            start = at[sentence.start() + bare.end() - 1] + 1
            own = [c for c in clauses if c.kind != "tail"]
            new = (Quote(start, own[-1].end),)
            found.append(
                Order("reword", first.section, at[sentence.start()], new[0].end, places, None, new)
            )
            break
    return found, places, ours


def _completed(
    where: Sequence[tuple[Step, ...]], before: Sequence[tuple[Step, ...]]
) -> tuple[tuple[Step, ...], ...]:
    """The places, what they leave out taken from the one named before: `第二款` of its article."""
    found: list[tuple[Step, ...]] = []
    for steps in where:
        rank = UNITS.index(steps[0].unit)
        if rank <= UNITS.index("条") or not before:
            found.append(steps)
        else:
            found.append((*(s for s in before[-1] if UNITS.index(s.unit) < rank), *steps))
    return tuple(found)


_NAMED_AS_TARGET = re.compile(r"(?:将|对|《[^》]*》).{0,60}(?:修改|修订|删|增加|改为|第)")


def _next(said: str, pos: int) -> tuple[str, re.Match[str]] | None:
    """The pattern that begins first from `pos` on; of two at one place the one named first."""
    hits = [(kind, hit) for kind, pattern in _PATTERNS if (hit := pattern.search(said, pos))]
    return min(hits, key=lambda each: each[1].start(), default=None)


def _order(
    kind: str,
    groups: dict[str, str | None],
    section: str,
    slice_: tuple[int, int],
    places: tuple[tuple[Step, ...], ...],
    quotes: Sequence[Quote],
) -> list[Order]:
    start, end = slice_
    first = quotes[int(groups["old"] or 0)] if groups.get("old") else None
    if kind == "swap" and first:
        new = quotes[int(groups["new"] or 0)]
        return [Order("swap", section, start, end, places, first, (new,))]
    if kind == "beside" and first:
        new = quotes[int(groups["new"] or 0)]
        both = (first, new) if groups["side"] == "后" else (new, first)
        return [Order("swap", section, start, end, places, first, both)]
    if kind == "cut" and first:
        more = [quotes[int(n)] for n in re.findall(r"\d+", groups.get("more") or "")]
        base = Order("swap", section, start, end, places)
        return [replace(base, old=quote) for quote in (first, *more)]
    if kind == "reword" and first:
        return [Order("reword", section, start, end, places, None, (first,))]
    if kind == "add":
        new_ones = tuple(quotes[int(n)] for n in re.findall(r"\d+", groups["all"] or ""))
        named = references(groups.get("place") or "")
        becomes = named[0] if named else (Step(groups["unit"] or "条", 0),)
        return [Order("add", section, start, end, places, None, new_ones, becomes)]
    if kind == "delete":
        return [Order("delete", section, start, end, places)] if places else []
    if kind == "renumber":
        to = references(groups.get("place") or "")
        return [Order("renumber", section, start, end, places, None, (), to[0])] if to else []
    return []


def _skeleton(text: str, begin: int, end: int) -> tuple[str, list[int], list[Quote]]:
    """The text with each outermost quotation as `⟦n⟧`; the offset of each character; the quotes.

    A paragraph of a quotation may open it anew without closing it; ASCII marks open and close in
    turn. What follows one that is never closed is left unread.
    """
    kept: list[str] = []
    at: list[int] = []
    quotes: list[Quote] = []
    depth, opened = 0, begin
    for offset in range(begin, end):
        c = text[offset]
        opens = c in _OPEN or (c == '"' and not depth)
        closes = c in _CLOSE or (c == '"' and depth == 1)
        if opens and not (depth and _opens_anew(text, offset)):
            depth += 1
            if depth == 1:
                opened = offset + 1
        elif closes and depth:
            depth -= 1
            if not depth:
                mark = f"⟦{len(quotes)}⟧"
                quotes.append(Quote(opened, offset))
                kept.append(mark)
                # subtle: the mark stands for the whole quotation, so its last character is there.
                at += [opened - 1] * (len(mark) - 1) + [offset]
        elif not depth and not c.isspace():
            kept.append(c)
            at.append(offset)
    return "".join(kept), at, quotes


def _opens_anew(text: str, offset: int) -> bool:
    """Whether the mark at `offset`, inside a quotation, only begins its next paragraph.

    One that begins a paragraph may as well quote a word: `“以上”包含本数`.
    """
    line_start = text.rfind("\n", 0, offset) + 1
    if text[line_start:offset].strip():
        return False
    line = text[offset:].partition("\n")[0].rstrip(" \u3000。；;，,")
    opened = sum(c in _OPEN for c in line)
    closed = sum(c in _CLOSE for c in line)
    return opened > closed or (opened == closed and line[-1:] in _CLOSE)
