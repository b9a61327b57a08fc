"""Which lines open a section, and under which parent: markers resolved by sequence.

A marker continues the nearest open section of its style; a new style opens below what is open
unless the usual nesting says otherwise. Doubtful markers need a sequence that expects them.
Knows nothing of unnumbered lines; `corpus.outline` puts those in.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.marker import RANK, Marker, Style, read_marker

_MAX_NAME = 40  # characters; what stands before the first full stop counts as a name up to here
_DECIMAL = re.compile(r"\d+(?:\.\d+)?(?:[万亿千百]|元|%|％|版|倍|个|吨|公里|平方|米|年以)")
_STOP = re.compile(r"[。;；!！?？]")


@dataclass(frozen=True, eq=False)
class Node:
    """A numbered section. `name` is its heading without marker; `line` the row that opens it."""

    style: Style
    number: int
    address: str
    label: str
    heading: str
    parent: "Node | None"
    line: int
    bare: bool

    @property
    def chain(self) -> tuple["Node", ...]:
        """This section and those that hold it, innermost first."""
        return (self, *(self.parent.chain if self.parent else ()))

    @property
    def heading_path(self) -> tuple[str, ...]:
        """The headings from the outermost level down to this one."""
        return tuple(node.heading for node in reversed(self.chain))


def _is_legal(style: Style) -> bool:
    return style in ("part", "chapter", "division", "article")


def _label(marker: Marker, parent: Node | None) -> str:
    """The section in the document's own style; an article is named without its chapter."""
    if marker.style == "article":
        holder = next((n for n in (parent.chain if parent else ()) if n.style == "annex"), None)
        return f"{holder.label} {marker.label}" if holder else marker.label
    if parent is None:
        return marker.label
    article = next((n for n in parent.chain if n.style == "article"), None)
    if article and marker.style == "hanzi_paren":
        return f"{parent.label}第{marker.label}项"
    if article and marker.style == "digit":
        return f"{parent.label}第{marker.token}目"
    gap = " " if parent.style == "annex" else ""
    return f"{parent.label}{gap}{marker.label}"


def _heading(line: str, marker: Marker) -> tuple[str, bool]:
    """The heading (marker and name), and whether the line holds nothing else."""
    rest = line[marker.length :].strip()
    stop = _STOP.search(rest)
    bare = stop is None and not rest.endswith((":", "：", ",", "，"))
    name = rest if stop is None else rest[: stop.start()]
    if marker.style == "article":
        return line[: marker.length].strip(), False
    if len(name) > _MAX_NAME:
        return line[: marker.length].strip(), False
    return line[: marker.length] + name, bare


class _Sequence:
    """The open sections while a document's lines go by, and how often each address was used."""

    def __init__(self, markers: Sequence[Marker | None]) -> None:
        self.markers = markers
        self.open: list[Node] = []
        self.used: dict[tuple[int, str], int] = {}
        self.last_article = 0
        self.n_questions = 0

    def find(self, style: Style) -> int | None:
        """The depth at which a section of this style is open."""
        return next((d for d, node in enumerate(self.open) if node.style == style), None)

    def next_number(self, style: Style, row: int) -> int | None:
        """The number of the next marker of this style, before one that closes all around it."""
        for marker in self.markers[row + 1 :]:
            if marker is None:
                continue
            if marker.style == style:
                return marker.number
            if RANK[marker.style] < RANK[style] and marker.style in ("annex", "chapter", "part"):
                return None
        return None

    def expected(self, marker: Marker, row: int, line: str) -> bool:
        """Whether the lines around a doubtful marker make it an item."""
        if marker.style == "article":
            # `第三条 …` without a space, or 第X条之一: only where it carries the count on.
            return marker.number in (self.last_article, self.last_article + 1)
        depth = self.find(marker.style)
        if depth is not None:
            return marker.number == self.open[depth].number + 1
        if marker.number != 1 or _DECIMAL.match(line[marker.length :]):
            return False
        return self.next_number(marker.style, row) == 2

    def parent_depth(self, marker: Marker, row: int) -> int:
        """How many of the open sections stay open around the new one."""
        style = marker.style
        depth = self.find(style)
        if depth is not None:
            return depth
        if _is_legal(style) or style == "annex":
            return sum(1 for node in self.open if RANK[node.style] < RANK[style])
        keep = len(self.open)
        while keep and RANK[self.open[keep - 1].style] > RANK[style]:
            # An unusual nesting, such as (一) below 1.: believed where the outer count goes on.
            outer = self.open[keep - 1]
            if self.next_number(outer.style, row) == outer.number + 1 and marker.number == 1:
                break
            keep -= 1
        return keep

    def enter(self, marker: Marker, row: int, line: str) -> Node:
        """Close what the marker closes and open its section."""
        keep = self.parent_depth(marker, row)
        del self.open[keep:]
        parent = self.open[-1] if self.open else None
        token, number, label = marker.token, marker.number, _label(marker, parent)
        if marker.style == "question":
            self.n_questions += 1
            number = self.n_questions
            token = label = f"问{number}"
        if marker.style == "article":
            self.last_article = number
        if marker.style == "annex":
            self.last_article = 0
        address = f"{parent.address}/{token}" if parent else token
        times = self.used[(id(parent), token)] = self.used.get((id(parent), token), 0) + 1
        if times > 1:
            address = f"{address}@{times}"
        heading, bare = _heading(line, marker)
        node = Node(marker.style, number, address, label, heading, parent, row, bare)
        self.open.append(node)
        return node


def number_lines(lines: Sequence[str | None]) -> list[Node | None]:
    """For each line the section that it opens, or None.

    A line of None (a table, a line that another rule has taken) opens nothing.
    """
    markers = [read_marker(line) if line else None for line in lines]
    sequence = _Sequence(markers)
    nodes: list[Node | None] = []
    for row, (line, marker) in enumerate(zip(lines, markers, strict=True)):
        if line is None or marker is None:
            nodes.append(None)
        elif marker.doubtful and not sequence.expected(marker, row, line):
            nodes.append(None)
        else:
            nodes.append(sequence.enter(marker, row, line))
    return nodes
