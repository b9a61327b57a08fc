"""Source into clauses: every character that is not blank in exactly one, at its section's address.

The steps, each a module: wrapped lines joined (`wrap`), lines cut where sections begin inside them
(`inline`), the frame marked (`frame`), quotes of amendments set aside (`quotation`), the numbered
sections found (`tree`); here each unnumbered line goes to the level that it belongs to.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.document import Clause, ClauseKind, Source
from corpus.frame import frame_document, frame_heads
from corpus.inline import cut, glue
from corpus.line import Line
from corpus.marker import Style
from corpus.quotation import quoted_rows
from corpus.section import Node
from corpus.tree import number_lines
from corpus.wrap import logical_lines

_HEADED: frozenset[Style] = frozenset(("part", "chapter", "division", "annex"))
_KEEPS_PARAGRAPHS = _HEADED | {"article", "question"}
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
# 上述奖励不重复享受: a sentence that speaks of all the sections before it.
_CLOSING = re.compile(
    r"(?:上述|以上|前述)(?:各|所有|政策|奖励|奖补|补助|补贴|资金|扶持|支持|优惠|条款|措施|项目|事项|任务|标准|两|[二三四五六七八九十]|\d)"
    r"|(?:同一|同时符合).{0,40}(?:不重复|就高|从高)"
)
_PAGE_NUMBER = re.compile(r"[-—–－一\s·]{0,3}\d{1,4}[-—–－一\s·]{0,3}")
_ENDS_ALL = re.compile(
    r"本(?:意见|办法|通知|措施|方案|规定|政策|细则|决定|条例|计划|要点|公告|规划|指南)(?:若干)?(?:措施)?.{0,12}"
    r"(?:自|由|有效期|施行|实施|未尽)|特此(?:通知|公告|通告|批复|函告|函复|报告)"
)


@dataclass(frozen=True)
class _Part:
    """A line with the section that it opens, if any; `inline` where cut off the line before it."""

    line: Line
    node: Node | None = None
    quoted: bool = False
    inline: bool = False


def outline(source: Source, doc_id: str) -> tuple[Clause, ...]:
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


def _parts(source: Source) -> list[_Part]:
    """The document's lines with the sections that they open, responsibilities apart."""
    lines, lost = cut(logical_lines(source))
    ends = frame_document(lines)
    framed = {row for row, line in enumerate(lines) if line.section or line.table}
    quoted = quoted_rows([line.text for line in lines])
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
    leaf: Node | None = None
    tail: Node | None = None
    for row, part in enumerate(parts):
        line, node = part.line, part.node
        if node is not None:
            leaf, tail = node, None
            heading = node.style in _HEADED or (node.bare and node.address in has_content)
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
            owner = (tail or leaf) if part.inline else _responsible(leaf, following[row], answered)
            answered.update(n.address for n in owner.chain[1:])
            _place(line, owner, "responsibility")
        else:
            owner = tail or _owner(line.text, leaf, following[row], continued)
            if owner is leaf.parent and _introduces(leaf, following[row]):
                _place(line, owner, "paragraph")
            elif owner is leaf and tail is None and not _closes(line.text, leaf, following[row]):
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


def _closed(leaf: Node, upcoming: Node | None) -> tuple[Node, ...]:
    """The open sections that end before the next numbered one, innermost first."""
    kept = upcoming.parent.chain if upcoming and upcoming.parent else ()
    return tuple(node for node in leaf.chain if node not in kept)


def _responsible(leaf: Node, upcoming: Node | None, answered: set[str]) -> Node:
    """The section that a responsibility alone on its line closes.

    The outermost that ends here and whose subsections have no responsibilities of their own; an
    article's never climbs to its chapter, which no body answers for.
    """
    article = next((row for row, n in enumerate(leaf.chain) if n.style == "article"), None)
    own = leaf.chain if article is None else leaf.chain[: article + 1]
    closed = [n for n in _closed(leaf, upcoming) if n in own and n.style != "annex"]
    free = [node for node in closed if node.address not in answered]
    return free[-1] if free else leaf


def _ends_all(text: str, upcoming: Node | None) -> bool:
    """Whether a sentence speaks of the whole document, as its last: 本决定自…起施行."""
    return upcoming is None and _ENDS_ALL.match(text) is not None


def _closes(text: str, leaf: Node, upcoming: Node | None) -> bool:
    """Whether a sentence that ends the document stands behind an item that is complete."""
    complete = not leaf.bare and leaf.style not in _KEEPS_PARAGRAPHS
    return complete and _ends_all(text, upcoming)


def _introduces(leaf: Node, upcoming: Node | None) -> bool:
    """Whether numbers begin anew behind the paragraph, which then speaks of those to come."""
    if upcoming is None or upcoming.parent is not leaf.parent:
        return False
    return upcoming.style != leaf.style or upcoming.number <= leaf.number


def _owner(text: str, leaf: Node, upcoming: Node | None, continued: set[str]) -> Node:
    """The section of an unnumbered paragraph: the leaf itself, or the level that it closes.

    An article keeps its paragraphs (款), a bare heading its text. After an item with its text on
    the line, a paragraph closes the items' parent where no further item of theirs follows, unless
    items before it were continued in the same way. A sentence that speaks of all the measures
    closes their parent whatever they look like, one that ends the document its last section.
    """
    parent = leaf.parent
    if _PAGE_NUMBER.fullmatch(text):
        return leaf
    if leaf.style in _KEEPS_PARAGRAPHS:
        return leaf
    if _ends_all(text, upcoming):
        return [node for node in leaf.chain if node.style not in _HEADED][-1]
    if parent and not leaf.bare and _introduces(leaf, upcoming):
        return parent
    inside = parent is None or parent.style == "annex"
    last = upcoming is None or upcoming.parent not in (leaf, parent)
    if not inside and last and leaf.number > 1 and _CLOSING.match(text):
        return parent or leaf
    if inside or leaf.bare or not last or (parent and parent.address in continued):
        return leaf
    article = next((n for n in _closed(leaf, upcoming) if n.style == "article"), None)
    return article or parent or leaf
