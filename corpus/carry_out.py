"""An order carried out on a text: words and passages replaced, taken out, put in."""

import re
from collections.abc import Sequence

from corpus.article import add_article
from corpus.inside import behind, find, inside_of, is_paragraph
from corpus.piece import AmendedPassage, Applied, piece_of, spliced
from corpus.quoted import quoted
from corpus.reference import Place, step_of
from corpus.squeeze import squeeze


def carry_out(live: list[AmendedPassage], applied: Applied, through: bool) -> bool:
    """Whether an order could be carried out; `through` says that articles are counted through."""
    order = applied.order
    found = [place for steps in order.places if (place := find(live, steps))]
    if len(found) < len(order.places):
        return False
    if order.kind == "swap":
        # Words that are others everywhere are so in what the same amendment puts in, too.
        inside = [c for place in found for c in inside_of(live, place)] if found else live
        return _swap(inside, applied)
    if order.kind == "add" and order.becomes[-1].unit == "条":
        return add_article(live, found[0] if found else None, applied, through)
    if order.kind == "delete":
        return bool(found) and all([_delete(inside_of(live, p), applied) for p in found])
    if len(found) != 1:
        return False
    if order.kind == "reword":
        return _reword(live, found[0], applied)
    if order.becomes[-1].unit == "款":
        return _add_paragraph(live, found[0], applied)
    return _add_item(live, found[0], applied)


def _swap(inside: Sequence[AmendedPassage], applied: Applied) -> bool:
    order, amendment = applied.order, applied.amendment
    if order.old is None:
        return False
    wanted = squeeze(amendment.text[order.old.start : order.old.end]).text
    new = [piece_of(amendment, quote.start, quote.end) for quote in order.new]
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
            clause.pieces = spliced(clause.pieces, start, end, new)
        if hits:
            clause.changes.append(applied)
            done = True
    return done


def _delete(inside: Sequence[AmendedPassage], applied: Applied) -> bool:
    for clause in inside:
        clause.pieces = []
        clause.changes.append(applied)
    return bool(inside)


def _reword(live: list[AmendedPassage], place: Place, applied: Applied) -> bool:
    """Puts what is quoted in the place of a passage; the responsibility line behind it stays."""
    old = [c for c in inside_of(live, place) if c.kind != "responsibility"]
    if not old:
        return False
    new = quoted(applied, place.section)
    if place.paragraph is not None:
        new = [AmendedPassage(place.section, "paragraph", c.pieces, None, c.changes) for c in new]
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


def _add_paragraph(live: list[AmendedPassage], place: Place, applied: Applied) -> bool:
    own = inside_of(live, Place(place.section))
    count = sum(is_paragraph(c, place.section) for c in own)
    wanted = applied.order.becomes[-1].number or count + 1
    if not own or not 1 <= wanted <= count + 1:
        return False
    before = inside_of(live, Place(place.section, wanted - 1)) if wanted > 1 else []
    before = [c for c in before if c.kind != "responsibility"] or before
    row = live.index(before[-1]) + 1 if before else live.index(own[0])
    live[row:row] = [
        AmendedPassage(place.section, "paragraph", c.pieces, None, c.changes, fresh=True)
        for c in quoted(applied, place.section)
    ]
    return True


def _add_item(live: list[AmendedPassage], place: Place, applied: Applied) -> bool:
    """Puts a new item of `place` before the one that has its number, or behind the last one."""
    new = quoted(applied, f"{place.section}/")
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
        row = behind(live, items[-1][0] if items else place.section)
    live[row:row] = new
    return True
