"""A document as amendments have it read: each passage made of slices of both, nothing of its own.

Orders are carried out one by one, in the order of the amendments' days. One that cannot be carried
out to the letter (a place or words that the document does not have) is left out and said.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from corpus.amendment import Order, Quote, read_orders, reorders
from corpus.document import Clause, Document
from corpus.marker import RANK, Marker, read_marker
from corpus.reference import Place, Step, place_of, sections_below, step_of
from corpus.squeeze import squeeze
from corpus.standing import Relation, first_day

_FRAME = ("题头", "主送", "落款", "目录")


@dataclass(frozen=True)
class Piece:
    """The slice `[start:end]` of a document's text, and that slice."""

    doc_id: str
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Applied:
    """An order carried out, and the document that gives it."""

    amendment: Document
    order: Order

    @property
    def quote(self) -> str:
        """The words of the order."""
        return self.amendment.text[self.order.start : self.order.end]


@dataclass(frozen=True)
class ConsolidatedClause:
    """A passage as it reads now; `text` is its pieces joined.

    `original` is the clause that it comes from, None for one that was added; `changes` what made
    it read so, empty for one that reads as ever. One that was deleted has no pieces.
    """

    section: str
    kind: str
    pieces: tuple[Piece, ...]
    original: Clause | None
    changes: tuple[Applied, ...] = ()

    @property
    def text(self) -> str:
        """What it says."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def deleted(self) -> bool:
        """Whether nothing is left of it."""
        return not self.pieces


@dataclass(frozen=True)
class Consolidated:
    """A document as it reads by `amendments`; clauses in reading order, deleted ones in place.

    `unapplied` are orders that could not be carried out to the letter.
    """

    document: Document
    amendments: tuple[Document, ...]
    clauses: tuple[ConsolidatedClause, ...]
    unapplied: tuple[Applied, ...]


@dataclass(eq=False)
class _Live:
    section: str
    kind: str
    pieces: list[Piece]
    original: Clause | None
    changes: list[Applied] = field(default_factory=list)
    fresh: bool = False  # Put in by the amendment at work, whose orders mean the text before it.
    new_article: bool = False  # Of an article put in by it, called as another one may still be.

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


def amending(
    document: Document, documents: Mapping[str, Document], known: Sequence[Relation], day: str
) -> tuple[Document, ...]:
    """The amendments of a document that count on `day`, in the order of their first days."""
    later = [
        documents[r.later]
        for r in known
        if r.kind == "amends" and r.earlier == document.doc_id and r.later in documents
    ]
    counting = [each for each in later if (first_day(each) or "") <= day]
    return tuple(sorted(counting, key=lambda each: (first_day(each) or "", each.doc_id)))


def consolidate(document: Document, amendments: Sequence[Document]) -> Consolidated:
    """The document with the orders of `amendments` carried out in this sequence."""
    live = [_Live(c.section, c.kind, [_piece(document, c.start, c.end)], c)
            for c in document.clauses]  # fmt: skip
    unapplied: list[Applied] = []
    for amendment in amendments:
        orders = [Applied(amendment, order) for order in read_orders(amendment, document)]
        renamed: dict[str, str] = {}
        for applied in orders:
            if applied.order.kind == "renumber":
                done = _rename(live, applied, renamed)
            else:
                done = _carry_out(live, applied, reorders(amendment))
            if not done:
                unapplied.append(applied)
        _address_anew(live, renamed, reorders(amendment))
    clauses = tuple(
        ConsolidatedClause(c.section, c.kind, tuple(c.pieces), c.original, tuple(c.changes))
        for c in live
    )
    return Consolidated(document, tuple(amendments), clauses, tuple(unapplied))


def _carry_out(live: list[_Live], applied: Applied, through: bool) -> bool:
    """Whether an order could be carried out; `through` says that articles are counted through."""
    order = applied.order
    found = [place for steps in order.places if (place := _find(live, steps))]
    if len(found) < len(order.places):
        return False
    if order.kind == "swap":
        inside = [c for place in found for c in _inside(live, place)] if found else live
        return _swap([c for c in inside if not c.fresh], applied)
    if order.kind == "add" and order.becomes[-1].unit == "条":
        return _add_article(live, found[0] if found else None, applied, through)
    if order.kind == "delete":
        return bool(found) and all([_delete(_inside(live, p), applied) for p in found])
    if len(found) != 1:
        return False
    if order.kind == "reword":
        return _reword(live, found[0], applied)
    if order.becomes[-1].unit == "款":
        return _add_paragraph(live, found[0], applied)
    return _add_item(live, found[0], applied)


def _find(live: Sequence[_Live], steps: Sequence[Step]) -> Place | None:
    known = (c.section for c in live if c.pieces and not c.fresh and c.section not in _FRAME)
    return place_of(steps, known)


def _inside(live: Sequence[_Live], place: Place) -> list[_Live]:
    """What stands at a place: a section with all inside it, or one paragraph with its items."""
    sections = set(sections_below(place.section, (c.section for c in live)))
    own = [c for c in live if c.section in sections and c.pieces and not c.fresh]
    if place.paragraph is None:
        return own
    starts = [row for row, c in enumerate(own) if _is_paragraph(c, place.section)]
    if not 0 < place.paragraph <= len(starts):
        return []
    ends = [*starts[1:], len(own)]
    return own[starts[place.paragraph - 1] : ends[place.paragraph - 1]]


def _is_paragraph(clause: _Live, section: str) -> bool:
    return clause.section == section and clause.kind not in ("heading", "responsibility", "table")


def _swap(inside: Sequence[_Live], applied: Applied) -> bool:
    order, amendment = applied.order, applied.amendment
    if order.old is None:
        return False
    wanted = squeeze(amendment.text[order.old.start : order.old.end]).text
    new = [_piece(amendment, quote.start, quote.end) for quote in order.new]
    done = False
    for clause in inside:
        squeezed = squeeze(clause.text)
        hits = [m.start() for m in re.finditer(re.escape(wanted), squeezed.text)] if wanted else []
        for at in reversed(hits):
            start, end = squeezed.slice(at, at + len(wanted))
            # Words taken out between two stops take the first stop along.
            if (
                not new
                and clause.text[start - 1 : start] in "，、；"
                and clause.text[end:][:1] in "，。；、"
            ):
                start -= 1
            clause.pieces = _spliced(clause.pieces, start, end, new)
        if hits:
            clause.changes.append(applied)
            done = True
    return done


def _delete(inside: Sequence[_Live], applied: Applied) -> bool:
    for clause in inside:
        clause.pieces = []
        clause.changes.append(applied)
    return bool(inside)


def _reword(live: list[_Live], place: Place, applied: Applied) -> bool:
    """Puts what is quoted in the place of a passage; the responsibility line behind it stays."""
    old = [c for c in _inside(live, place) if c.kind != "responsibility"]
    if not old:
        return False
    new = _quoted(applied, place.section)
    if place.paragraph is not None:
        new = [_Live(place.section, "paragraph", c.pieces, None, c.changes) for c in new]
    row = live.index(old[0])
    for clause in old:
        # Shown as one with what stood there before, where there is something new at its address.
        heir = next((c for c in new if c.section == clause.section and not c.original), None)
        if heir and clause.original:
            heir.original, heir.kind = clause.original, clause.kind
            live.remove(clause)
        else:
            clause.pieces = []
            clause.changes.append(applied)
    live[row:row] = new
    return True


def _add_paragraph(live: list[_Live], place: Place, applied: Applied) -> bool:
    own = _inside(live, Place(place.section))
    count = sum(_is_paragraph(c, place.section) for c in own)
    wanted = applied.order.becomes[-1].number or count + 1
    if not own or not 1 <= wanted <= count + 1:
        return False
    before = _inside(live, Place(place.section, wanted - 1)) if wanted > 1 else []
    before = [c for c in before if c.kind != "responsibility"] or before
    row = live.index(before[-1]) + 1 if before else live.index(own[0])
    live[row:row] = [
        _Live(place.section, "paragraph", c.pieces, None, c.changes, fresh=True)
        for c in _quoted(applied, place.section)
    ]
    return True


def _add_item(live: list[_Live], place: Place, applied: Applied) -> bool:
    """Puts a new item of `place` before the one that has its number, or behind the last one."""
    new = _quoted(applied, f"{place.section}/")
    own = step_of(new[0].section.rpartition("/")[2])
    number = applied.order.becomes[-1].number or (own.number if own else 0)
    items = [
        (c.section, found.number)
        for c in live
        if c.section.rpartition("/")[0] == place.section
        and c.pieces
        and (found := step_of(c.section.rpartition("/")[2]))
    ]
    later = [section for section, n in items if n >= number > 0]
    if later:
        row = next(row for row, c in enumerate(live) if c.section == later[0])
    else:
        row = _behind(live, items[-1][0] if items else place.section)
    live[row:row] = new
    return True


def _add_article(live: list[_Live], place: Place | None, applied: Applied, through: bool) -> bool:
    """Puts a new article where its number belongs.

    `through` says that articles are counted through afterwards: then its number is its place in
    the new order; else it goes before the first that has a number as high.
    """
    articles = list(
        dict.fromkeys(c.section for c in live if c.pieces and _article(c.section) is not None)
    )
    beside = place.section if place and _article(place.section) else None
    quoted = read_marker(_first_line(applied))
    step = applied.order.becomes[-1]
    own = step_of(quoted.token) if quoted and quoted.style == "article" else None
    number = (step.number, step.sub) if step.number else (own.number, own.sub) if own else None
    if beside:
        before: str | None = beside
    elif number is None or not articles:
        return False
    elif number[1]:
        before = next((s for s in reversed(articles) if (_article(s) or number) < number), None)
    elif through:
        before = articles[min(number[0] - 2, len(articles) - 1)] if number[0] > 1 else None
    else:
        before = next((s for s in reversed(articles) if (_article(s) or number) < number), None)
    holder = place.section if place and not beside else None
    if holder and (before is None or not before.startswith(f"{holder}/")):
        row = next(row for row, c in enumerate(live) if c.section == holder) + 1
        parent = holder
    else:
        row = _behind(live, before) if before else _first_row(live, articles[0])
        parent = (before or articles[0]).rpartition("/")[0]
    new = _quoted(applied, f"{parent}/" if parent else "")
    if not _article(new[0].section):  # A quotation without its number.
        return False
    for clause in new:
        clause.new_article = True
    live[row:row] = new
    return True


def _article(section: str) -> tuple[int, int] | None:
    """The number of the article that an address ends in: `第一章/第十条之一` -> (10, 1)."""
    step = step_of(section.rpartition("/")[2])
    return (step.number, step.sub) if step and step.unit == "条" else None


def _first_line(applied: Applied) -> str:
    return next((line.text for line in _lines(applied.amendment, applied.order.new)), "")


def _first_row(live: Sequence[_Live], section: str) -> int:
    return next(row for row, c in enumerate(live) if c.section == section)


def _behind(live: Sequence[_Live], section: str) -> int:
    """The row after a section and all inside it."""
    inside = set(sections_below(section, (c.section for c in live)))
    return max(row for row, c in enumerate(live) if c.section in inside) + 1


def _quoted(applied: Applied, section: str) -> list[_Live]:
    """What an order quotes, line by line, at the section that it words or under `section` (`…/`).

    The first number of the quotation is that of the section itself; deeper numbers are inside it,
    an unnumbered line belongs to it.
    """
    found: list[_Live] = []
    adds = section.endswith("/") or not section
    parent = section.rstrip("/") if adds else section.rpartition("/")[0]
    open_: list[tuple[Marker, str]] = []
    top = section.rstrip("/")
    for line in _lines(applied.amendment, applied.order.new):
        marker = read_marker(line.text.strip())
        while marker and open_ and RANK[open_[-1][0].style] >= RANK[marker.style]:
            open_.pop()
        if marker:
            if not open_:
                first = not found and not adds
                top = section if first else "/".join(filter(None, (parent, marker.token)))
                open_.append((marker, top))
            else:
                open_.append((marker, f"{open_[-1][1]}/{marker.token}"))
        at = open_[-1][1] if marker else top
        kind = "item" if marker else "paragraph"
        found.append(_Live(at, kind, [line], None, [applied], fresh=adds))
    return found


def _lines(amendment: Document, quotes: Sequence[Quote]) -> Iterator[Piece]:
    for quote in quotes:
        for line in re.finditer(r"[^\n]+", amendment.text[quote.start : quote.end]):
            if kept := line[0].strip():
                start = quote.start + line.start() + line[0].index(kept[0])
                # A paragraph of a quotation may begin with the mark anew.
                start += kept[0] in "“「" and _unbalanced(kept)
                yield _piece(amendment, start, quote.start + line.start() + len(line[0].rstrip()))


def _unbalanced(line: str) -> bool:
    return sum(c in "“「" for c in line) > sum(c in "”」" for c in line)


def _rename(live: Sequence[_Live], applied: Applied, renamed: dict[str, str]) -> bool:
    """Notes the new number of an article; all are given at once when the amendment is done."""
    place = _find(live, applied.order.places[-1]) if applied.order.places else None
    if place is None:
        return False
    parent = place.section.rpartition("/")[0]
    step = applied.order.becomes[-1]
    token = f"第{_hanzi(step.number)}条" + (f"之{_hanzi(step.sub)}" if step.sub else "")
    renamed[place.section] = "/".join(filter(None, (parent, token)))
    return True


def _address_anew(live: list[_Live], renamed: Mapping[str, str], through: bool) -> None:
    """Gives articles the addresses that they have after an amendment; texts keep their numbers.

    `through` counts them through. Of two that are called the same the second is `…@2`.
    """
    tokens: dict[tuple[str, bool], str] = {}
    count = 0
    for clause in live:
        if not clause.pieces:
            continue
        key = (_article_part(clause.section), clause.new_article)
        if not key[0] or key in tokens:
            continue
        step = step_of(key[0].rpartition("/")[2])
        if through and step and not step.sub:
            count += 1
            parent = key[0].rpartition("/")[0]
            wanted = "/".join(filter(None, (parent, f"第{_hanzi(count)}条")))
        else:
            wanted = key[0] if clause.new_article else renamed.get(key[0], key[0])
        again = sum(each == wanted for each in tokens.values())
        tokens[key] = f"{wanted}@{again + 1}" if again else wanted
    for clause in live:
        part = _article_part(clause.section)
        if new := tokens.get((part, clause.new_article)):
            clause.section = new + clause.section[len(part) :]
        clause.fresh = clause.new_article = False


def _article_part(section: str) -> str:
    """The address up to its article; empty where it lies in none."""
    parts = section.split("/")
    for row, part in enumerate(parts, start=1):
        step = step_of(part)
        if step and step.unit == "条":
            return "/".join(parts[:row])
    return ""


def _hanzi(number: int) -> str:
    digits = "零一二三四五六七八九"
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    head = f"{digits[hundreds]}百" if hundreds else ""
    middle = f"{digits[tens] if tens > 1 or hundreds else ''}十" if tens else ""
    if hundreds and not tens and ones:
        middle = "零"
    return head + middle + (digits[ones] if ones else "")


def _piece(document: Document, start: int, end: int) -> Piece:
    return Piece(document.doc_id, start, end, document.text[start:end])


def _spliced(pieces: Sequence[Piece], start: int, end: int, new: Sequence[Piece]) -> list[Piece]:
    """The pieces with `[start:end]` of their joined text taken out and `new` in its place."""
    before: list[Piece] = []
    behind: list[Piece] = []
    at = 0
    for piece in pieces:
        size = piece.end - piece.start
        left, right = max(0, min(size, start - at)), max(0, min(size, end - at))
        if left:
            before.append(_cut(piece, 0, left))
        if right < size:
            behind.append(_cut(piece, right, size))
        at += size
    return [*before, *new, *behind]


def _cut(piece: Piece, first: int, last: int) -> Piece:
    return Piece(piece.doc_id, piece.start + first, piece.start + last, piece.text[first:last])
