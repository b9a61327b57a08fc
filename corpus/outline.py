"""Source into clauses: every character that is not blank in exactly one, at its section's address.

Three steps: the frame (title block, addressee, preamble, contents, list of annexes, signature),
the numbered sections (`corpus.tree`), then each unnumbered line to the level that it belongs to.
"""

import re
from dataclasses import dataclass

from corpus.document import Clause, ClauseKind, Source
from corpus.tree import Node, number_lines

_HANZI_DAY = "[一二三四五六七八九十]+"
_DATE = (
    r"(?:\d{4}|[〇○Ｏ零一二三四五六七八九]{4})年"
    rf"(?:\d{{1,2}}|{_HANZI_DAY})月(?:\d{{1,2}}|{_HANZI_DAY})日"
)
_DATE_LINE = re.compile(rf"\s*{_DATE}\s*")
_BODY_NAME = re.compile(
    r"[^。；;，,：:!！?？]{2,40}(?:政府|局|委|委员会|办公室|办公厅|厅|部|院|会|署|行|公司|中心|组|社|处)"
    r"(?:[ 　(（].*)?"
)
_ADDRESSEE = re.compile(r"[^。；;!！?？]{2,400}[:：]")
_ADDRESSED_TO = re.compile(r"各|政府|部门|单位|公司|企业|机构|局|委|院|同志|同胞")
_HEADER_LINE = re.compile(
    r"\s*(?:(?:发布|成文|印发|公布|发文|生效)(?:日期|时间)|来源|索引号|发布机构|发文机关|发文字号|文号"
    r"|信息来源|作者|主题分类|有效性|字体|浏览次数|标题)\s*[:：]"
)
_NUMBER_LINE = re.compile(r"\S{1,20}[〔\[（(【]\s*\d{4}\s*[〕\]）)】]\s*(?:第\s*)?\d+\s*号\s*")
_SENTENCE_END = re.compile(r"[。；;!！?？]")
_CONTENTS = re.compile(r"\s*目\s*录\s*")
_PAGE_NUMBER = re.compile(r"[\s.…·・_\-—]*\d{0,4}\s*$")
_ANNEX_LIST = re.compile(r"附件?\s*[:：]|附件\s*\d*\s*[:：.．、]\s*\S")
_LEAD = r"(?:牵头|责任|配合|主办|协办|实施|落实|主管|承办|参与|联系|支持)(?:单位|部门|机构|处室)?"
_RESPONSIBILITY = re.compile(
    rf"[(（\[【](?={_LEAD}[^()（）]{{0,12}}[:：])(?:[^()（）]|[(（][^()（）]*[)）])*[)）\]】][。;；]?\s*$"
)
_RESPONSIBILITY_LINE = re.compile(rf"\s*{_LEAD}[:：]\S")


@dataclass
class _Line:
    """One passage on its way to becoming a clause."""

    start: int
    end: int
    text: str
    section: str = ""
    label: str = ""
    path: tuple[str, ...] = ()
    kind: ClauseKind = "paragraph"
    table: bool = False
    inline: bool = False  # cut off the end of the line before it

    def frame(self, section: str, kind: ClauseKind) -> None:
        """Put the line into a part of the frame, whose name is its address."""
        self.section = self.label = section
        self.path = (section,)
        self.kind = kind

    def place(self, node: Node, kind: ClauseKind) -> None:
        """Put the line into a numbered section."""
        self.section, self.label, self.path = node.address, node.label, node.heading_path
        self.kind = kind


def outline(source: Source, doc_id: str) -> tuple[Clause, ...]:
    """The clauses of a document in reading order.

    Each is a slice of `source.text`; blanks between clauses belong to none.
    """
    lines = _split(source)
    _frame_end(lines)
    _frame_contents(lines)
    nodes = number_lines([None if line.section or line.table else line.text for line in lines])
    _frame_start(lines, nodes)
    _fill(lines, nodes)
    return tuple(
        Clause(
            doc_id, line.section, line.label, line.path, line.kind,
            source.text[line.start : line.end], line.start, line.end,
        )
        for line in lines
    )  # fmt: skip


def _split(source: Source) -> list[_Line]:
    """One line a block, a responsibility at the end of a paragraph apart."""
    lines: list[_Line] = []
    for block in source.blocks:
        text = source.text[block.start : block.end]
        found = None if block.kind == "table" else _RESPONSIBILITY.search(text)
        cut = len(text) if found is None or not text[: found.start()].strip() else found.start()
        if cut < len(text):
            head = text[:cut].rstrip()
            lines.append(_Line(block.start, block.start + len(head), head))
            tail = text[cut:].rstrip()
            start = block.start + cut
            lines.append(_Line(start, start + len(tail), tail, kind="responsibility", inline=True))
        elif found or (block.kind == "paragraph" and _RESPONSIBILITY_LINE.match(text)):
            lines.append(_Line(block.start, block.end, text, kind="responsibility"))
        else:
            lines.append(_Line(block.start, block.end, text, table=block.kind == "table"))
    return lines


def _frame_end(lines: list[_Line]) -> None:
    """Mark signatures (names of bodies, then a date alone on its line) and the list of annexes."""
    for row in range(1, len(lines)):
        if lines[row].table or not _DATE_LINE.fullmatch(lines[row].text):
            continue
        first = row
        while first > 1 and _BODY_NAME.fullmatch(lines[first - 1].text.strip()):
            first -= 1
        later = any(not _is_annex(line.text) for line in lines[row + 1 : row + 2])
        if first == row and later:
            continue  # a date in the title block or in running text
        for line in lines[first : row + 1]:
            line.frame("落款", "signature")
        _frame_annex_list(lines, first)


def _is_annex(text: str) -> bool:
    return text.strip().startswith("附件")


def _frame_annex_list(lines: list[_Line], signature: int) -> None:
    """Mark the lines `附件：1.…`, `2.…` that stand directly before the signature."""
    for first in range(signature - 1, max(signature - 30, 0), -1):
        text = lines[first].text.strip()
        if _ANNEX_LIST.match(text):
            for line in lines[first:signature]:
                line.frame("附件说明", "annex")
            return
        if _SENTENCE_END.search(text) or len(text) > 80:
            return


def _frame_contents(lines: list[_Line]) -> None:
    """Mark a table of contents: from 目录 to where its first entry comes again as a heading."""
    for row, line in enumerate(lines[:-1]):
        if not _CONTENTS.fullmatch(line.text):
            continue
        entry = _PAGE_NUMBER.sub("", lines[row + 1].text).strip()
        again = next(
            (
                later
                for later in range(row + 2, len(lines))
                if entry and _PAGE_NUMBER.sub("", lines[later].text).strip() == entry
            ),
            row + 1,
        )
        for listed in lines[row:again]:
            listed.frame("目录", "toc")
        return


def _frame_start(lines: list[_Line], nodes: list[Node | None]) -> None:
    """Mark title block, addressee and preamble: all that stands before the first number."""
    first = next((row for row, node in enumerate(nodes) if node), len(lines))
    head = [line for line in lines[:first] if not line.section]
    addressee = next(
        (
            row
            for row, line in enumerate(head)
            if _ADDRESSEE.fullmatch(line.text.strip())
            and _ADDRESSED_TO.search(line.text)
            and not _HEADER_LINE.match(line.text)
        ),
        None,
    )
    for row, line in enumerate(head):
        if row == addressee:
            line.frame("主送", "addressee")
        elif addressee is not None:
            line.frame(*(("题头", "heading") if row < addressee else ("导语", "preamble")))
        elif _in_title_block(line, row, head):
            line.frame("题头", "heading")
        else:
            line.frame("导语", "preamble")


def _in_title_block(line: _Line, row: int, head: list[_Line]) -> bool:
    """Without an addressee: header fields and short lines up to the first full sentence."""
    if any(before.section == "导语" for before in head[:row]):
        return False
    text = line.text.strip()
    known = _HEADER_LINE.match(text) or _NUMBER_LINE.fullmatch(text) or _DATE_LINE.fullmatch(text)
    dated = re.match(r"[(（]?\d{4}\s*年", text) is not None
    return bool(known) or dated or (len(text) <= 80 and not _SENTENCE_END.search(text))


def _fill(lines: list[_Line], nodes: list[Node | None]) -> None:
    """Give every line that is left its section and kind."""
    following = _following(lines, nodes)
    has_content = _sections_with_content(lines, nodes)
    answered: set[str] = set()  # sections whose subsections carry responsibilities of their own
    continued: set[str] = set()  # sections whose subsections go on over several paragraphs
    n_tables: dict[str, int] = {}
    leaf: Node | None = None
    tail: Node | None = None
    for row, line in enumerate(lines):
        node = nodes[row]
        if node is not None:
            leaf, tail = node, None
            heading = node.style in ("part", "chapter", "division", "annex") or (
                node.bare and node.address in has_content
            )
            line.place(node, "heading" if heading else "item")
        elif line.section:
            continue
        elif leaf is None:
            line.frame("导语", "preamble")
        elif line.table:
            owner = tail or leaf
            times = n_tables[owner.address] = n_tables.get(owner.address, 0) + 1
            line.place(owner, "table")
            line.section += "/表" if times == 1 else f"/表@{times}"
            line.label += f" 表{times}" if times > 1 else " 表"
        elif line.kind == "responsibility":
            owner = (tail or leaf) if line.inline else _responsible(leaf, following[row], answered)
            answered.update(n.address for n in owner.chain[1:])
            line.place(owner, "responsibility")
        else:
            owner = tail or _owner(leaf, following[row], continued)
            if owner is leaf:
                if leaf.parent and not leaf.bare:
                    continued.add(leaf.parent.address)
                line.place(leaf, "paragraph")
            else:
                tail = owner
                line.place(owner, "tail")


def _following(lines: list[_Line], nodes: list[Node | None]) -> list[Node | None]:
    """For each line the next numbered section, None where the text around it ends first."""
    following: list[Node | None] = []
    upcoming: Node | None = None
    for row in range(len(lines) - 1, -1, -1):
        following.append(upcoming)
        if nodes[row] is not None:
            upcoming = nodes[row]
        elif lines[row].section == "落款":
            upcoming = None
    return following[::-1]


def _sections_with_content(lines: list[_Line], nodes: list[Node | None]) -> set[str]:
    """Addresses of the sections whose opening line is followed by something inside them."""
    found: set[str] = set()
    for row, node in enumerate(nodes[:-1]):
        if node is None:
            continue
        after = nodes[row + 1]
        inside = after.parent is node if after else not lines[row + 1].section
        if inside:
            found.add(node.address)
    return found


def _closed(leaf: Node, upcoming: Node | None) -> tuple[Node, ...]:
    """The open sections that end before the next numbered one, innermost first."""
    kept = upcoming.parent.chain if upcoming and upcoming.parent else ()
    return tuple(node for node in leaf.chain if node not in kept)


def _responsible(leaf: Node, upcoming: Node | None, answered: set[str]) -> Node:
    """The section that a responsibility alone on its line closes.

    The outermost that ends here and whose subsections have no responsibilities of their own.
    """
    closed = [node for node in _closed(leaf, upcoming) if node.style != "annex"]
    free = [node for node in closed if node.address not in answered]
    return free[-1] if free else leaf


def _owner(leaf: Node, upcoming: Node | None, continued: set[str]) -> Node:
    """The section of an unnumbered paragraph: the leaf itself, or the level that it closes.

    An article keeps its paragraphs (款), a bare heading its text. After an item with its text on
    the line, a paragraph closes the items' parent where no further item of theirs follows, unless
    items before it were continued in the same way.
    """
    parent = leaf.parent
    if leaf.style in ("article", "annex", "chapter", "division", "question") or leaf.bare:
        return leaf
    if parent is None or parent.style == "annex" or parent.address in continued:
        return leaf
    if upcoming is not None and upcoming.parent in (leaf, parent):
        return leaf
    return parent
