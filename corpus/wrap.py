"""Blocks into logical lines: lines that a text file breaks at a fixed column are joined again.

Joins only where the document shows that it was wrapped: several lines of about the same width that
stop in the middle of a sentence, and hardly any wider ones. The text itself never changes; a joined
line is a longer slice of it.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.document import Block, SourceText
from corpus.line import Line
from corpus.marker import read_markers

_MIN_WIDTH = 30  # columns; a Chinese character takes two. Narrower columns are lists and headings
_MIN_LINES = 3  # lines that stop mid-sentence at the column, before a document counts as wrapped
_KINSOKU = 3  # columns that a line may stay short: no mark may begin the next one
_LOOSE = 8  # the same where a page was set proportionally, or indents were lost
_ENDS = re.compile(
    r"[。；;：:！!？?…][”’）)】》」]*$|\d\s*$|[.·．…]{3,}\s*\d*$"
    r"|(?:修[订正]|公布|发布|通过|施行|批准)[)）]?$"
)
_CONTINUES = re.compile(r"[，。、；：！？）】》”’」％%]")
_HANGS = re.compile(r"(?:[，、第至和及与或照按据“《（(]|依照|按照|根据)\s*$")
_SPEAKS_OF_ALL = re.compile(r"前[两三]?款|上述|以上|前述|本(?:意见|办法|通知|措施|政策|条例)")
_INNER = re.compile(r"[，、；,;]")
_PAGE = re.compile(r"[-—–－一\s·]{0,3}\d{1,4}[-—–－一\s·]{0,3}|第\s*\d+\s*页.{0,12}")
_APART = re.compile(
    r"特此|附件|附[:：]|抄送|主题词|[(（](?:牵头|责任|配合|此件|联系)|(?:牵头|责任|配合)(?:单位|部门)[:：]"
    r"|.{0,30}(?:政府|局|委|委员会|办公室|办公厅|厅|部|院|公司)\s*$|[\d〇○零一二三四五六七八九]{4}\s*年[^，。]{2,8}日\s*$"
    r"|[问答][:：]|[一二三四五六七八九十]{1,2}是"
)
_APART_BY_BLANKS = re.compile(r"^(?:[ \t]{12}|\u3000{6})|\S(?: {4}|\t| ?\u3000{2})[ \u3000]*\S")
_HEADING_LENGTH = 45  # characters; a marker and a name without any mark, on one line


@dataclass(frozen=True)
class _Column:
    """The width at which the document is wrapped, and how much shorter a full line may be."""

    width: int
    slack: int
    usual: int  # the commonest width of a full line; 0 where the lines are only about as wide
    by_characters: bool  # measured in characters instead of columns
    indented: bool  # first lines of paragraphs are set in, so that a flush line continues

    def holds(self, raw: str) -> bool:
        """Whether the line goes to the column's edge."""
        width = self.measure(raw)
        return self.width - self.slack <= width <= self.width + 2

    def had_room(self, raw: str, following: str) -> bool:
        """Whether the next character would have fitted, so that somebody ended the line."""
        return self.measure(raw) + self.measure(following.strip()[:1]) <= self.usual

    def nearly_holds(self, raw: str) -> bool:
        """Whether prose, seen by its marks, stops so far to the right that it was broken."""
        return self.measure(raw) >= 0.75 * self.width and _INNER.search(raw) is not None

    def measure(self, raw: str) -> int:
        """The width of a line in the units of this column."""
        return len(raw) if self.by_characters else _columns(raw)


def logical_lines(source: SourceText) -> list[Line]:
    """One line a block; in a wrapped document the blocks of a paragraph together."""
    blocks = source.blocks
    raws = [_raw(source.text, block) for block in blocks]
    column = _find_column(source.text, blocks, raws)
    lines: list[Line] = []
    row = 0
    while row < len(blocks):
        last = row
        if blocks[row].kind == "paragraph":
            last = _paragraph_end(source.text, blocks, raws, row, column)
        start, end = blocks[row].start, blocks[last].end
        lines.append(
            Line(
                start, end, source.text[start:end], blocks[row].heading, blocks[row].kind == "table"
            )
        )
        row = last + 1
    return lines


def _paragraph_end(
    text: str, blocks: Sequence[Block], raws: Sequence[str], first: int, column: _Column | None
) -> int:
    """The last block of the paragraph that begins with block `first`."""
    row = first
    while row + 1 < len(blocks) and _adjacent(text, blocks, row):
        own, following = raws[row], raws[row + 1]
        if column and _PAGE.fullmatch(following.strip()) and row + 2 < len(blocks):
            stops = not column.holds(own) or _ENDS.search(own)
            if stops or blocks[row + 2].heading or _APART.match(raws[row + 2].strip()):
                break
            row += 2
        elif _CONTINUES.match(following.strip()) and not _PAGE.fullmatch(own.strip()):
            row += 1
        elif column and _continued(own, following, column, row == first):
            row += 1
        else:
            break
    return row


def _adjacent(text: str, blocks: Sequence[Block], row: int) -> bool:
    """Whether the next block is plain text on the next line of the file."""
    after = blocks[row + 1]
    if after.kind == "table" or after.heading or blocks[row].heading:
        return False
    return text.count("\n", blocks[row].end, after.start) <= 1


def _continued(own: str, following: str, column: _Column, single: bool) -> bool:
    """Whether `following` goes on with the paragraph whose line `own` goes to the edge."""
    ended = _ENDS.search(own) is not None and not _breaks_number(own, following)
    full = column.holds(own) or (not ended and column.nearly_holds(own))
    if not full or _APART.match(following.strip()) or _set_apart(own) or _set_apart(following):
        return False
    if column.indented and following[:1].isspace():
        return False
    markers = read_markers(following.strip())
    if ended:
        # A sentence that happens to end at the edge; a short line without an end is a heading.
        goes_on = _ENDS.search(following) is not None or column.holds(following)
        if markers or column.had_room(own, following) or _SPEAKS_OF_ALL.match(following.strip()):
            return False
        return goes_on
    if not markers:
        return True
    # No paragraph ends with a comma; and 第十条第 goes on with (二)项 in whatever form.
    if _HANGS.search(own):
        return True
    unlikely = markers[0].doubtful or markers[0].style in ("article", "question")
    return unlikely and column.holds(own) and not _is_heading(own, single)


def _breaks_number(own: str, following: str) -> bool:
    """Whether the column's edge cut an amount or a number: `云政办〔2018〕1`, `0号）同时废止。`"""
    goes_on = re.match(r"\s*[\d年月日万亿元％%个号]", following) is not None
    return own[-1:].isdigit() and goes_on and not read_markers(following.strip())


def _is_heading(own: str, single: bool) -> bool:
    """Whether a line is a heading with a marker that happens to fill its line."""
    text = own.strip()
    plain = single and len(text) <= _HEADING_LENGTH and re.search(r"[，。；,;]", text) is None
    return plain and bool(read_markers(text))


def _find_column(text: str, blocks: Sequence[Block], raws: Sequence[str]) -> _Column | None:
    """The column at which most lines stop that stop in the middle of a sentence."""
    prose = [raw for raw, block in zip(raws, blocks, strict=True) if block.kind == "paragraph"]
    broken = [
        row
        for row in range(len(blocks) - 1)
        if blocks[row].kind == "paragraph"
        and not _ENDS.search(raws[row])
        and not _set_apart(raws[row])
        and _adjacent(text, blocks, row)
    ]
    best: tuple[int, _Column] | None = None
    for by_characters in (False, True):
        measure = len if by_characters else _columns
        minimum = _MIN_WIDTH // 2 if by_characters else _MIN_WIDTH
        widths = Counter(measure(raws[row]) for row in broken)
        n_long = sum(n for width, n in widths.items() if width >= minimum)
        every = sorted(measure(raw) for raw in prose)
        for slack in (_KINSOKU, _LOOSE):
            found = _peak(widths, every, minimum, slack // (2 if by_characters else 1))
            if not found:
                continue
            near, width = found
            if near < _MIN_LINES or near < 0.7 * n_long:
                continue
            if best is None or near > best[0] * 1.2:
                follow = [raws[row + 1] for row in broken if measure(raws[row]) >= width - slack]
                set_in = sum(1 for line in follow if line[:1].isspace())
                indented = set_in <= 0.3 * len(follow) and any(r[:1].isspace() for r in prose)
                size = slack // (2 if by_characters else 1)
                usual = max(range(width - size, width + 1), key=lambda w: (widths[w], w))
                exact = usual if slack == _KINSOKU else 0
                best = (near, _Column(width, size, exact, by_characters, indented))
    return best[1] if best else None


def _peak(
    widths: "Counter[int]", every: Sequence[int], minimum: int, slack: int
) -> tuple[int, int] | None:
    """How many broken lines lie within `slack` below the best width, and that width.

    `every` is the sorted widths of all lines.
    """
    found: tuple[int, int] | None = None
    for width in widths:
        if width < minimum:
            continue
        near = sum(widths[width - short] for short in range(slack + 1))
        if len(every) - bisect_right(every, width + 2) > 0.1 * len(every) + 1:
            continue
        if found is None or (near, width) > found:
            found = (near, width)
    return found


def _set_apart(raw: str) -> bool:
    """Whether a line was centred, set to the right or filled with blanks: no paragraph's."""
    return _APART_BY_BLANKS.search(raw) is not None


def _raw(text: str, block: Block) -> str:
    """The block with the blanks that set its first line in."""
    line = text.rfind("\n", 0, block.start) + 1
    return (
        text[line : block.end]
        if not text[line : block.start].strip()
        else text[block.start : block.end]
    )


def _columns(line: str) -> int:
    """Columns on a terminal: GBK takes two bytes for what is two columns wide."""
    return len(line.encode("gbk", "replace"))
