"""Which lines open a section, and under which parent: markers resolved by sequence.

A marker continues the nearest open section of its style; a new style opens below what is open
unless the usual nesting says otherwise. Doubtful markers, and markers inside a line, need a
sequence that expects them. Knows nothing of unnumbered lines; `corpus.outline` puts those in.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from corpus.asked import with_questions
from corpus.line import STOP, Break, Line
from corpus.marker import DECIMALS, LEGAL, RANK, Marker, Style, read_markers
from corpus.section import Node, section_label

_MAX_ANNEX_LINE = 40  # characters; a name behind 附件1 without a blank between
_MAX_MISSED = 5  # articles of a run-together text that may not be found in a row
_SHORT_NAME = 30  # characters; a heading of at most this length may run into the next marker
# `1.5亿元`, `2.0版`: an amount or a version, where no sequence needs an item.
_AMOUNT = re.compile(
    r"0|\d+(?:\.\d+)?\s*(?:[万亿千百]|元|%|％|‰|版|倍|个|吨|公里|千米|平方|立方|米|毫|年以|小时|折|级|度|人|名|家)"
)
_BREAKS_NAME = re.compile(r"[，,。；;：:！!？?]")
_REFERRED = re.compile(
    r"(?:依照|按照|根据|依据|违反|符合|本(?:办法|条例|法|规定|细则|通知|意见)|》|前款|的|和|与|及)$"
)


@dataclass(frozen=True)
class _Next:
    """The next marker of a style in the lines to come, and how it is set off."""

    number: int
    opening: Break
    doubtful: bool
    prefix: tuple[int, ...]


class _Sequence:
    """The open sections while a document's lines go by, and how often each address was used."""

    def __init__(
        self, lines: Sequence[Line], readings: Sequence[tuple[Marker, ...]],
        resets: Collection[int], lost: bool,
    ) -> None:  # fmt: skip
        self.lines = lines
        self.lost = lost
        self.following = _look_ahead(lines, readings, resets)
        self.next_part = _next_parts(lines, readings, resets)
        self.open: list[Node] = []
        self.used: dict[tuple[int, str], int] = {}
        self.last: dict[Style, int] = {}  # the number last given in each style, open or not
        self.last_article = 0
        self.n_questions = 0
        self.divides = False  # whether articles stand below 一、 in this text

    def find(self, style: Style) -> int | None:
        """The depth at which a section of this style is open."""
        return next((d for d, node in enumerate(self.open) if node.style == style), None)

    def accepts(self, marker: Marker, row: int) -> bool:
        """Whether this reading of the beginning of line `row` opens a section."""
        line = self.lines[row]
        if line.opening != "line" and not self.expected_inside(marker, row):
            return False
        return not marker.doubtful or self.expected(marker, row, line.text)

    def expected(self, marker: Marker, row: int, line: str) -> bool:
        """Whether the lines around a doubtful marker make it an item."""
        if marker.style == "article":
            # `第三条 …` without a space, or 第X条之一: only where it carries the count on.
            return marker.number in (self.last_article, self.last_article + 1)
        if marker.style == "annex":
            return len(line) <= _MAX_ANNEX_LINE
        upcoming = self.following[row].get(marker.style)
        if upcoming and not upcoming.doubtful:
            if (upcoming.prefix, upcoming.number) == (marker.prefix, marker.number):
                return False
        depth = self.find(marker.style)
        if marker.prefix:
            return self._expected_decimal(marker, depth, upcoming)
        # The count goes on in the same section, or over several as in 一、1. 2. 二、3. 4.
        before = self.open[depth].number if depth is not None else self.last.get(marker.style, 0)
        continues = before > 0 and marker.number == before + 1
        goes_on = upcoming is not None and upcoming.number == marker.number + 1
        below = self.following[row].get("decimal2")
        if below and marker.style == "digit" and below.prefix == (marker.number,):
            # `1 总则`, then 1.1: a heading that the points below it vouch for.
            return below.number == 1 and not line[marker.length :][:1].isdigit()
        if _AMOUNT.match(line[marker.length :]) and marker.style == "digit":
            return continues and (goes_on or self._after_sentence(row))
        if depth is not None:
            return continues
        return (marker.number == 1 or continues) and goes_on

    def _after_sentence(self, row: int) -> bool:
        """Whether the line before is at its end, so that this one cannot be the rest of it."""
        before = self.lines[row - 1].text.rstrip() if row else ""
        return self.lines[row].opening == "line" and before.endswith(("。", "；", ";", "！"))

    def _expected_decimal(self, marker: Marker, depth: int | None, upcoming: _Next | None) -> bool:
        if depth is not None and self.open[depth].prefix == marker.prefix:
            return marker.number == self.open[depth].number + 1
        if marker.number != 1:
            return False
        holder = self.find(DECIMALS[len(marker.prefix) - 1])
        if holder is not None and self.open[holder].number == marker.prefix[-1]:
            return True
        goes_on = upcoming is not None and upcoming.number == 2
        return goes_on and (holder is None or depth is not None)

    def expected_inside(self, marker: Marker, row: int) -> bool:
        """Whether a marker inside a line carries a count on or begins one."""
        opening = self.lines[row].opening
        if marker.style == "article":
            set_off = opening == "sentence" or (opening == "list" and self.lost)
            headed = bool(self.open) and self.open[-1].style != "article" and self._after_name(row)
            if marker.number == self.last_article + 1:
                return set_off or headed or self._begins(marker, row)
            # One that was not found must not cost all those behind it.
            upcoming = self.following[row].get("article")
            counted = upcoming is not None and upcoming.number == marker.number + 1
            missed = self.last_article < marker.number <= self.last_article + _MAX_MISSED
            return self.lost and set_off and missed and counted
        if marker.style == "question" and not marker.number:
            asked = self.find("question") is not None or "question" in self.following[row]
            return opening == "sentence" and asked
        in_article = marker.style == "hanzi_paren" and self.find("article") is not None
        listed = opening == "list" and not self.lost and not in_article
        depth = self.find(marker.style)
        upcoming = self.following[row].get(marker.style)
        if depth is not None:
            last = self.open[depth]
            if marker.prefix != last.prefix:
                return False
            step = marker.number - last.number
            if marker.number == 1 and last.number > 1 and self.lost and opening == "sentence":
                return upcoming is not None and upcoming.number == 2
            skips = step == 2 and self.lost and bool(upcoming and upcoming.number > marker.number)
            return (step == 1 or skips) and not listed and opening != "tight"
        if marker.number != 1:
            goes_on = marker.number == self.last.get(marker.style, 0) + 1 > 1
            if opening == "tight":
                return goes_on and self._after_name(row)
            return goes_on and (opening == "sentence" or self.lost)
        if upcoming is None or upcoming.number not in ((2, 3) if self.lost else (2,)):
            # A lone part of a text that begins inside a line: 一 without 二 is prose.
            return self.lost and marker.style in ("chapter", "part", "question")
        if opening == "tight":
            return self._after_name(row) or self._begins(marker, row)
        if opening == "list":
            return not listed or (upcoming.opening != "list" and marker.style != "circled")
        return upcoming.opening != "list" or self.lost or in_article

    def _begins(self, marker: Marker, row: int) -> bool:
        """Whether the text's first number runs on from a title whose line break was lost."""
        annex = len(self.open) == 1 and self.open[0].style == "annex"
        annexed = annex and self.open[0].row == row - 1
        if not self.lost or marker.number != 1 or marker.style in self.last:
            return False
        if self.open and not annexed:
            return False
        before = self.lines[row - 1].text if row else ""
        upcoming = self.following[row].get(marker.style)
        counted = upcoming is not None and upcoming.number == 2 and upcoming.opening == "sentence"
        titled = (row == 1 or annexed) and STOP.search(before) is None
        return counted and (titled or _REFERRED.search(before) is None)

    def _after_name(self, row: int) -> bool:
        """Whether the line before is a short heading with a marker, and nothing else."""
        text = self.lines[row - 1].text if row else ""
        node = self.open[-1] if self.open else None
        named = len(text) <= _SHORT_NAME and not _BREAKS_NAME.search(text)
        return node is not None and node.row == row - 1 and named

    def parent_depth(self, marker: Marker, row: int) -> int:
        """How many of the open sections stay open around the new one."""
        style = marker.style
        if marker.prefix:
            return self._decimal_depth(marker)
        depth = self.find(style)
        if depth is not None:
            return depth
        if style == "question":
            return len(self.open)
        if style in LEGAL or style == "annex":
            part = self._part_of_articles(row) if style == "article" else None
            if part is not None:
                return part + 1
            return sum(1 for node in self.open if RANK[node.style] < RANK[style])
        keep = len(self.open)
        if marker.number == 1 and self._after_closed_list(row):
            keep -= 1
        while keep and RANK[self.open[keep - 1].style] > RANK[style]:
            # An unusual nesting, such as (一) below 1.: believed where the outer count goes on.
            outer = self.open[keep - 1]
            upcoming = self.following[row].get(outer.style)
            if upcoming and upcoming.number == outer.number + 1 and marker.number == 1:
                break
            # The last of them holds such a list too, where its line announces one.
            announced = outer.row == row - 1 and self.lines[row - 1].text.rstrip()[-1:] in ":："
            if announced and marker.number == 1:
                break
            keep -= 1
        return keep

    def _after_closed_list(self, row: int) -> bool:
        """Whether a colon sentence follows （一）…；（二）…。, to begin another list."""
        leaf = self.open[-1] if self.open else None
        if leaf is None or leaf.number < 2 or leaf.row != row - 2:
            return False
        before, last, colon = (self.lines[n].text.rstrip() for n in range(row - 3, row))
        return before.endswith(("；", ";")) and last.endswith("。") and colon.endswith(("：", ":"))

    def _part_of_articles(self, row: int) -> int | None:
        """The depth of the open 一、 that articles divide: its count goes on after articles."""
        depth = self.find("hanzi")
        if depth is None:
            return None
        if self.next_part[row] == self.open[depth].number + 1:
            self.divides = True
        return depth if self.divides else None

    def _decimal_depth(self, marker: Marker) -> int:
        """1.2.3 stands below 1.2 where that is open, else below what is open and not decimal."""
        for depth in range(len(self.open) - 1, -1, -1):
            node = self.open[depth]
            if node.style in DECIMALS and len(node.prefix) < len(marker.prefix):
                if (*node.prefix, node.number) == marker.prefix[: len(node.prefix) + 1]:
                    return depth + 1
        first = next((d for d, n in enumerate(self.open) if n.style in DECIMALS), None)
        if first is not None:
            return first
        return sum(1 for node in self.open if RANK[node.style] < RANK[marker.style])

    def enter(self, marker: Marker, row: int) -> Node:
        """Close what the marker closes and open its section."""
        keep = self.parent_depth(marker, row)
        del self.open[keep:]
        parent = self.open[-1] if self.open else None
        token, number, label = marker.token, marker.number, section_label(marker, parent)
        if marker.style == "question":
            self.n_questions = number = number or self.n_questions + 1
            token = f"问{number}"
            label = f"{parent.label}{token}" if parent else token
        if marker.style == "article":
            self.last_article = number
        if marker.style == "annex":
            self.last.clear()
            self.last_article = 0
            self.divides = False
        address = f"{parent.address}/{token}" if parent else token
        times = self.used[(id(parent), token)] = self.used.get((id(parent), token), 0) + 1
        if times > 1:
            address = f"{address}@{times}"
        self.last[marker.style] = number
        node = Node(marker, number, address, label, parent, row)
        self.open.append(node)
        return node

    def close(self) -> None:
        """A signature ends all sections; a law that follows counts its articles anew."""
        self.open.clear()
        self.last.clear()
        self.last_article = 0
        self.divides = False


def _look_ahead(
    lines: Sequence[Line], readings: Sequence[tuple[Marker, ...]], resets: Collection[int]
) -> list[dict[Style, _Next]]:
    """For each row with a marker the next marker of each style, as far as its sections reach."""
    ahead: dict[Style, _Next] = {}
    found: list[dict[Style, _Next]] = []
    for row in range(len(lines) - 1, -1, -1):
        found.append(dict(ahead) if readings[row] else {})
        if row in resets:
            ahead.clear()
        for marker in readings[row]:
            if marker.style in ("annex", "chapter", "part") and not marker.doubtful:
                for style in [s for s in ahead if RANK[s] > RANK[marker.style] and s != "article"]:
                    del ahead[style]
        for marker in reversed(readings[row]):
            if marker.doubtful and lines[row].opening == "tight":
                continue  # 依照第二条办理
            ahead[marker.style] = _Next(
                marker.number, lines[row].opening, marker.doubtful, marker.prefix
            )
    return found[::-1]


def _next_parts(
    lines: Sequence[Line], readings: Sequence[tuple[Marker, ...]], resets: Collection[int]
) -> list[int | None]:
    """For each row the number of the next line that 一、 surely opens, before an annex."""
    upcoming: int | None = None
    found: list[int | None] = []
    for row in range(len(lines) - 1, -1, -1):
        found.append(upcoming)
        first = next(iter(readings[row]), None)
        if row in resets or (first and first.style == "annex"):
            upcoming = None
        elif first and first.style == "hanzi" and not first.doubtful:
            upcoming = first.number if lines[row].opening == "line" else upcoming
    return found[::-1]


def number_lines(
    lines: Sequence[Line], skipped: Collection[int], resets: Collection[int], lost: bool
) -> list[Node | None]:
    """For each line the section that it opens, not yet named, or None.

    `skipped` rows (tables, quotes, what another rule has taken) open nothing; all sections end
    before a row of `resets`. `lost` says that the document has lost its line breaks.
    """
    readings = [() if row in skipped else read_markers(line.text) for row, line in enumerate(lines)]
    readings = with_questions(lines, readings)
    sequence = _Sequence(lines, readings, resets, lost)
    nodes: list[Node | None] = []
    for row in range(len(lines)):
        if row in resets:
            sequence.close()
        marker = next((m for m in readings[row] if sequence.accepts(m, row)), None)
        nodes.append(sequence.enter(marker, row) if marker else None)
    return nodes
