"""The text of a source as clauses: each character not blank in exactly one, at its address.

The steps, each a module: wrapped lines joined (`wrap`), lines cut where sections begin inside them
(`inline`), the frame marked (`frame`), quotes of amendments set aside (`quotation`), the numbered
sections found (`tree`); here each unnumbered line goes to the level that it belongs to.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.document import Clause, ClauseKind, SourceText
from corpus.frame import frame_document, frame_heads
from corpus.inline import cut, glue
from corpus.line import Line
from corpus.owner import (
    HEADED,
    Series,
    ends_all,
    goes_on,
    introduces,
    is_complete,
    owner_of,
    responsible,
)
from corpus.quotation import quoted_rows
from corpus.section import Node
from corpus.tree import number_lines
from corpus.wrap import logical_lines

_LEAD = r"(?:牵头|责任|配合|主办|协办|实施|落实|主管|承办|参与|联系|支持)(?:单位|部门|机构|处室)?"
_RESPONSIBILITY = re.compile(
    rf"[(（\[【](?={_LEAD}[^()（）]{{0,12}}[:：])(?:[^()（）]|[(（][^()（）]*[)）])*[)）\]】][。;；]?\s*$"
)
# （甲局牵头，乙局配合）, （甲局、乙局按职责分工负责）
_SHARED = re.compile(
    r"[(（\[【](?=[^。；;：:]*(?:局|委|办|厅|部|政府|中心|单位|区|公司|院|会))"
    r"(?=[^。；;：:]*(?:牵头|职责|分工|分管|负责))(?:[^()（）。；;：:]|[(（][^()（）]*[)）]){2,300}"
    r"(?:牵头|职责|负责|落实|实施|推进|配合|参与|协助|支持)"
    r"(?:[，,；;]\s*(?:(?:完成|办理)?(?:时限|时间)[:：]?\s*)?"
    r"(?:20\d\d年|\d{1,2}月|长期|持续|每年|年底)[^()（）。；;，,]{0,30})?[)）\]】][。；;]?\s*$"
)
_MAX_RESPONSIBILITY = 400  # characters at the end of a paragraph that are searched for one
_RESPONSIBILITY_LINE = re.compile(rf"\s*{_LEAD}[:：]\S")


@dataclass(frozen=True)
class _Part:
    """A line with the section that it opens, if any; `inline` where cut off the line before it."""

    line: Line
    node: Node | None = None
    quoted: bool = False
    inline: bool = False


def outline(source: SourceText, doc_id: str) -> tuple[Clause, ...]:
    """The clauses of a document in reading order.

    Each is a slice of `source.text`; blanks between clauses belong to none.
    """
    parts = _parts(source)
    frame_heads([part.line for part in parts], [part.node is not None for part in parts])
    _fill(parts)
    return tuple(
        Clause(
            doc_id, line.section, line.label, line.path, line.kind,
            source.text[line.start : line.end], line.start, line.end,
        )
        for line in (part.line for part in parts)
    )  # fmt: skip


def _parts(source: SourceText) -> list[_Part]:
    """The document's lines with the sections that they open, responsibilities apart."""
    lines, lost = cut(logical_lines(source))
    quoted = quoted_rows([line.text for line in lines])
    ends = frame_document(lines, quoted)
    framed = {row for row, line in enumerate(lines) if line.section or line.table}
    nodes = number_lines(lines, framed | quoted, ends, lost)
    parts: list[_Part] = []
    for row in glue(source.text, lines, [node is not None for node in nodes]):
        first, *rest = _split_responsibility(lines[row])
        node = nodes[row]
        if node is not None:
            node.name(first.text)
        parts.append(_Part(first, node, row in quoted))
        parts.extend(_Part(line, inline=True) for line in rest)
    return parts


def _split_responsibility(line: Line) -> list[Line]:
    """The line, a responsibility at its end apart."""
    if line.table or line.section:
        return [line]
    searched = max(0, len(line.text) - _MAX_RESPONSIBILITY)
    found = _RESPONSIBILITY.search(line.text, searched) or _SHARED.search(line.text, searched)
    if found and line.text[: found.start()].strip():
        head = line.part(0, found.start(), line.opening)
        tail = line.part(found.start(), len(line.text), "line")
        tail.kind = "responsibility"
        return [head, tail]
    if found or _RESPONSIBILITY_LINE.match(line.text):
        line.kind = "responsibility"
    return [line]


def _fill(parts: Sequence[_Part]) -> None:
    """Give every line that is left its section and kind."""
    following = _following(parts)
    has_content = _sections_with_content(parts)
    answered: set[str] = set()  # sections whose subsections carry responsibilities of their own
    continued: set[str] = set()  # sections whose subsections go on over several paragraphs
    n_tables: dict[str, int] = {}
    series = Series()
    leaf: Node | None = None
    tail: Node | None = None
    for row, part in enumerate(parts):
        line, node = part.line, part.node
        if node is not None:
            leaf, tail = node, None
            heading = node.style in HEADED or (node.bare and node.address in has_content)
            _place(line, node, "heading" if heading else "item")
        elif line.section:
            if line.section == "落款":
                leaf = tail = None
        elif leaf is None:
            line.frame("导语", "preamble")
        elif part.quoted:
            _place(line, leaf, "table" if line.table else "paragraph")
        elif line.table:
            owner = tail or leaf
            times = n_tables[owner.address] = n_tables.get(owner.address, 0) + 1
            _place(line, owner, "table")
            line.section += "/表" if times == 1 else f"/表@{times}"
            line.label += f" 表{times}" if times > 1 else " 表"
        elif line.kind == "responsibility":
            owner = (tail or leaf) if part.inline else responsible(leaf, following[row], answered)
            answered.update(n.address for n in owner.chain[1:])
            _place(line, owner, "responsibility")
        else:
            before = parts[row - 1].line
            if goes_on(before.text, line.text) and before.section == leaf.address:
                _place(line, leaf, "paragraph")
                continue
            if named := series.place(line.text, leaf):
                tail = None
                _place(line, named, "paragraph")
                continue
            whole = ends_all(line.text, following[row])
            kept = tail if not whole else None
            owner = kept or owner_of(line.text, leaf, following[row], continued)
            if owner is leaf.parent and introduces(leaf, following[row]):
                _place(line, owner, "paragraph")
            elif owner is leaf and tail is None and not (whole and is_complete(leaf)):
                if leaf.parent and not leaf.bare:
                    continued.add(leaf.parent.address)
                _place(line, leaf, "paragraph")
            else:
                tail = owner
                _place(line, owner, "tail")


def _place(line: Line, node: Node, kind: ClauseKind) -> None:
    """Put the line into a numbered section."""
    line.section, line.label, line.path = node.address, node.label, node.heading_path
    line.kind = kind


def _following(parts: Sequence[_Part]) -> list[Node | None]:
    """For each line the next numbered section, None where the text around it ends first."""
    following: list[Node | None] = []
    upcoming: Node | None = None
    for part in reversed(parts):
        following.append(upcoming)
        if part.node is not None:
            upcoming = part.node
        elif part.line.section == "落款":
            upcoming = None
    return following[::-1]


def _sections_with_content(parts: Sequence[_Part]) -> set[str]:
    """Addresses of the sections whose opening line is followed by something inside them."""
    found: set[str] = set()
    for part, after in pairwise(parts):
        if part.node is None:
            continue
        inside = after.node.parent is part.node if after.node else not after.line.section
        if inside:
            found.add(part.node.address)
    return found
