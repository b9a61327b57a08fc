"""What an order quotes as new text, line by line, with the addresses that it has."""

import re
from collections.abc import Iterator, Sequence

from corpus.amendment import Quote
from corpus.document import Document
from corpus.marker import RANK, Marker, read_marker
from corpus.piece import AmendedPassage, Applied, Piece, piece_of


def quoted(applied: Applied, section: str) -> list[AmendedPassage]:
    """What an order quotes, line by line, at the section that it words or under `section` (`…/`).

    The first number of the quotation is that of the section itself; deeper numbers are inside it,
    an unnumbered line belongs to it.
    """
    found: list[AmendedPassage] = []
    adds = section.endswith("/") or not section
    parent = section.rstrip("/") if adds else section.rpartition("/")[0]
    open_: list[tuple[Marker, str]] = []
    top = section.rstrip("/")
    for line in quoted_lines(applied.amendment, applied.order.new):
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
        found.append(AmendedPassage(at, kind, [line], None, [applied], fresh=adds))
    return found


def quoted_lines(amendment: Document, quotes: Sequence[Quote]) -> Iterator[Piece]:
    """The lines of quotations that are not blank, without blanks around them."""
    for quote in quotes:
        for line in re.finditer(r"[^\n]+", amendment.text[quote.start : quote.end]):
            if kept := line[0].strip():
                start = quote.start + line.start() + line[0].index(kept[0])
                # A paragraph of a quotation may begin with the mark anew.
                start += kept[0] in "“「" and _unbalanced(kept)
                yield piece_of(amendment, start, quote.start + line.start() + len(line[0].rstrip()))


def _unbalanced(line: str) -> bool:
    return sum(c in "“「" for c in line) > sum(c in "”」" for c in line)
