"""A numbered section: its place in the tree, its label in the document's style, its heading."""

import re
from dataclasses import dataclass

from corpus.line import STOP
from corpus.marker import DECIMALS, Marker, Style

_MAX_NAME = 40  # characters; what stands before the first full stop counts as a name up to here
_BLANKS = re.compile(r"\s*\n\s*")


def is_within(section: str, other: str) -> bool:
    """Whether an address is `other`'s or lies below it: `二/(三)/1` within `二/(三)`."""
    return section == other or is_below(section, other)


def is_below(section: str, other: str) -> bool:
    """Whether an address lies below `other`'s and is not the same: `二/(三)/1` below `二/(三)`."""
    return section.startswith(f"{other}/")


@dataclass(eq=False)
class Node:
    """A numbered section; `row` is the line that opens it.

    `heading` is its marker and name, `bare` whether that is all that the line holds; both are read
    by `name`, once it is known where the line ends.
    """

    marker: Marker
    number: int
    address: str
    label: str
    parent: "Node | None"
    row: int
    heading: str = ""
    bare: bool = False

    @property
    def style(self) -> Style:
        """The kind of its number."""
        return self.marker.style

    @property
    def prefix(self) -> tuple[int, ...]:
        """The numbers before the last of a decimal one."""
        return self.marker.prefix

    def name(self, line: str) -> None:
        """Read heading and bareness off the line that opens the section."""
        self.heading, self.bare = _heading(line, self.marker)

    @property
    def chain(self) -> tuple["Node", ...]:
        """This section and those that hold it, innermost first."""
        return (self, *(self.parent.chain if self.parent else ()))

    @property
    def heading_path(self) -> tuple[str, ...]:
        """The headings from the outermost level down to this one."""
        return tuple(node.heading for node in reversed(self.chain))


def section_label(marker: Marker, parent: Node | None) -> str:
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
    if marker.prefix and parent.style in DECIMALS:
        holder = parent
        while holder.parent and holder.style in DECIMALS:
            holder = holder.parent
        return marker.label if holder.style in DECIMALS else f"{holder.label}{marker.label}"
    gap = " " if parent.style in ("annex", "question") else ""
    return f"{parent.label}{gap}{marker.label}"


def _heading(line: str, marker: Marker) -> tuple[str, bool]:
    """The heading (marker and name), and whether the line holds nothing else."""
    line = _BLANKS.sub("", line)
    rest = line[marker.length :].strip()
    stop = STOP.search(rest)
    bare = stop is None and not rest.endswith((":", "：", ",", "，"))
    name = rest if stop is None else rest[: stop.start()]
    if marker.style == "article":
        return line[: marker.length].strip(), False
    if len(name) > _MAX_NAME:
        return line[: marker.length].strip(), False
    return line[: marker.length] + name, bare
