"""The pages of a document into passages: lines joined into paragraphs, tables over pages.

A line goes on with the paragraph before it where that line was full (its first word had no room
there) and it is not indented itself. What the text says counts only where places do not decide.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from statistics import median

from corpus.read.assemble import Passage, table_passage
from corpus.read.page import Page, Table, text_width
from corpus.read.page_furniture import drop_furniture
from corpus.read.page_lines import Line, page_lines
from corpus.read.page_tables import take_tables
from corpus.read.page_three_lines import take_three_lines

_OPENING = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、．.]|[（(][一二三四五六七八九十\d]{1,3}[）)]"
    r"|\d{1,2}[.．、](?!\d)|[①-⑳]|第[一二三四五六七八九十百零〇\d]{1,6}[编章节条]"
    r"|附[件录表]\s*\d*[：:\s])"
)
_MARK = re.compile(
    r"(?:\d{1,2}[.．、)）]|[（(]\S{1,3}[）)]|[一二三四五六七八九十]{1,3}、|[①-⑳•·●■◆–-])\s*"
)
_CLOSING = ("。", "；", "：", "！", "？", "）", ")", ":", ";")
_LEADER = re.compile(r"(?:[.．…·‥•]{3,}|\s{2,})\s*\d{1,4}$")
_HANZI = re.compile("[\u3400-\u9fff]")
_WORD = re.compile(r"[（(《“‘〔【「『]*(?:[A-Za-z0-9.%/-]+|.)[，。；：、！？）)》”’〕】」』%]*")


def page_passages(pages: list[Page]) -> Iterator[Passage]:
    """The paragraphs and tables of the pages in the order of reading."""
    for page in pages:
        if page.rules:
            take_tables(page)
            take_three_lines(page)
    drop_furniture(pages)
    by_page = [page_lines(page, number) for number, page in enumerate(pages)]
    lines = [line for some in by_page for line in some]
    if not lines:
        return
    size = median([line.size for line in lines if line.table is None] or [0.0])
    edges = _edges(pages, by_page, size)
    leading = _leading(lines)
    waiting: list[Line] = []  # the lines of the paragraph, or the one table that may go on
    hang: float | None = None
    for line in lines:
        if not waiting:
            waiting = [line]
        elif line.table is not None or waiting[0].table is not None:
            whole = _one_table(waiting[0], line)
            if whole is None:
                yield _passage(waiting)
            waiting = [line if whole is None else whole]
            hang = None
        elif _goes_on(waiting[-1], line, edges, size, leading, hang) or (
            len(waiting) == 1 and _hangs(waiting[0], line, edges)
        ):
            if len(waiting) == 1 and _hangs(waiting[0], line, edges):
                hang = line.left
            waiting.append(line)
        else:
            yield _passage(waiting)
            waiting, hang = [line], None
    yield _passage(waiting)


def _passage(lines: list[Line]) -> Passage:
    if lines[0].table is not None:
        return table_passage(lines[0].table.rows)
    text = lines[0].text
    for line in lines[1:]:
        letters = text[-1].isascii() and line.text[0].isascii() and text[-1] not in "-/"
        text += (" " if letters else "") + line.text
    return Passage(text)


def _one_table(before: Line, after: Line) -> Line | None:
    """The table of two pages that the second goes on with, its repeated head left out."""
    first, second = before.table, after.table
    if first is None or second is None or after.page != before.page + 1:
        return None
    if len(first.edges) != len(second.edges):
        return None
    shift = second.edges[0] - first.edges[0]
    if any(abs(b - a - shift) > 4 for a, b in zip(first.edges, second.edges, strict=True)):
        return None
    rows, more = list(first.rows), list(second.rows)
    if len(rows) > 1 and more[0] == rows[0]:
        del more[0]
    if more and _is_cut(first, more[0]):
        cut = more.pop(0)
        rows[-1] = tuple(a + b for a, b in zip(rows[-1], cut, strict=True))
    for n, row in enumerate(more):
        if row[0] or not any(row):
            break
        more[n] = (rows[-1][0], *row[1:])  # a cell merged over the rows of both pages
    return after._replace(table=Table(second.edges, (*rows, *more), second.full))


def _is_cut(first: Table, row: tuple[str, ...]) -> bool:
    """Whether a row is the rest of the row before it: each of its cells goes on with a full one."""
    filled = [column for column, cell in enumerate(row) if cell]
    goes_on = all(
        column in first.full and first.rows[-1][column][-1:] not in "。；" for column in filled
    )
    return goes_on and len(filled) > (1 if row[0] else 0)


# For each page the left and right edge of its text.
_Edges = list[tuple[float, float]]


def _edges(pages: list[Page], by_page: list[list[Line]], size: float) -> _Edges:
    """Where the lines of each page begin and end: its own edges where it has lines that show them.

    A page of indented short lines shows none; the pages of its format do.
    """
    lefts: dict[tuple[int, int], list[float]] = {}
    rights: dict[tuple[int, int], list[float]] = {}
    of_page = [[x for x in lines if x.table is None and x.edges is None] for lines in by_page]
    for page, lines in zip(pages, of_page, strict=True):
        form = round(page.width), round(page.height)
        lefts.setdefault(form, []).extend(line.left for line in lines)
        rights.setdefault(form, []).extend(line.right for line in lines)
    common: dict[tuple[int, int], tuple[float, float]] = {}
    for form, some in lefts.items():
        if some:
            some.sort()
            left = some[len(some) // 20]
            # A page of short lines only does not show where full ones would end.
            right = max(*rights[form], left + form[0] / 2)
            if sum(x > right - size for x in rights[form]) < 3:
                right = max(right, form[0] - left)
            common[form] = (left, right)
    edges = []
    for page, lines in zip(pages, of_page, strict=True):
        left, right = common.get((round(page.width), round(page.height)), (0.0, page.width))
        if len(lines) > 5:
            own = sorted(line.left for line in lines)[1]
            end = max(line.right for line in lines)
            reached = sum(line.right > end - size for line in lines)
            # An indent of two characters is not another edge; that of a turned page is.
            if abs(own - left) > size / 2 and not size * 1.5 < own - left < size * 4.5:
                left = own
            if reached > 2 and left + page.width / 2 < end < right - size / 2:
                right = end
        edges.append((left, right))
    return edges


def _leading(lines: list[Line]) -> float:
    steps = [
        line.bottom - before.bottom
        for before, line in pairwise(lines)
        if before.page == line.page
        and before.column == line.column
        and line.bottom > before.bottom
        and line.table is before.table is None
    ]
    return median(steps) if steps else 0.0


def _of(line: Line, edges: _Edges) -> tuple[float, float]:
    return line.edges or edges[line.page]


def _full(before: Line, line: Line, edges: _Edges) -> bool:
    """Whether the first word of a line would have had no room on the line before it."""
    room = _of(before, edges)[1] - before.right
    if room < before.size * 1.5:
        return True
    word = _WORD.match(line.text)
    return room < text_width(word[0] if word else "", line.size) + line.size * 1.2


def _goes_on(
    before: Line, line: Line, edges: _Edges, size: float, leading: float, hang: float | None
) -> bool:
    """Whether a line continues the paragraph of the line before it."""
    above, own = before.size, line.size
    if abs(above - own) > size * 0.2:
        # Digits and marks may be of another font, whose boxes are higher: `30%；` alone on a line.
        above = above if _HANZI.search(before.text) else size
        own = own if _HANZI.search(line.text) else size
        if abs(above - own) > size * 0.2:
            return False
    if before.page == line.page and before.column == line.column:
        step = line.bottom - before.bottom
        if above > size * 1.15 and not _OPENING.match(line.text):
            return step < above * 2.5 and not _OPENING.match(before.text)  # a title
        if step > before.size * 3.5 or (leading and step > leading * 1.5):
            return False
    left = _of(line, edges)[0] if hang is None else hang
    if line.left > left + size * 1.2 or not _full(before, line, edges):
        return False
    if _LEADER.search(before.text):
        return False
    return not (before.text.endswith(_CLOSING) and _OPENING.match(line.text))


def _hangs(before: Line, line: Line, edges: _Edges) -> bool:
    """Whether a second line stands under the text that follows the first line's number."""
    mark = _MARK.match(before.text)
    if mark is None or before.page != line.page or _OPENING.match(line.text):
        return False
    if before.text.endswith(_CLOSING) or not _full(before, line, edges):
        return False
    width = text_width(mark[0].strip(), before.size)
    return width - before.size / 2 < line.left - before.left < width + before.size * 1.5
