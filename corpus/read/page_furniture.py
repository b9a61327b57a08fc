"""What stands on pages but is not of the text: page numbers and running heads and feet.

A page number is a row at the edge that says only a number; a running head is a row that comes
again at the same height of other pages, alike or counting with the pages. Rows inside of tables
are none, so tables are taken first. What stands on one page only stays, unless it is a number.
"""

import re
from collections import defaultdict

from corpus.read.page import Page, Run
from corpus.read.page_lines import row_text, rows_of

_MARGIN = 0.12  # of the page's height, where a number or head may stand between other rows
_NUMBER = r"(?:\d{1,4}|[一二三四五六七八九十百〇]{1,5}|[ivxlIVXL]{1,6})"
_DASHES = r"[\s\-—–－―─~～·•.|/\[\]【】<>《》]*"
_PAGE_NUMBER = re.compile(
    rf"{_DASHES}(?:第\s*{_NUMBER}\s*页|\d{{1,4}}\s*页?|[ivxl]{{1,6}}|[Pp](?:age|\.)?\s*\d{{1,4}})"
    rf"(?:\s*[,，/／、|]?\s*(?:共|总|of|[/／])\s*\d{{1,4}}\s*页?)?{_DASHES}"
)
# What browsers print above and below a page: time and title; address and page.
_PRINTED = re.compile(
    r"\d{1,4}/\d{1,2}/\d{1,4},?\s*(?:上午|下午)?\s*\d{1,2}:\d{2}(?:\s*[AP]M)?\s.*"
    r"|(?:https?|file)://\S+\s+\d{1,4}/\d{1,4}"
)
_DIGITS = re.compile(r"\d+")
_BLANKS = re.compile(r"[\s\u3000]+")
_OF_THE_TEXT = re.compile(
    r"附[件录表图]|第[一二三四五六七八九十百\d]+[编章节条]|[（(]?[一二三四五六七八九十\d]+[)）、．.]"
)


def drop_furniture(pages: list[Page]) -> None:
    """Take page numbers and running heads out of the pages' runs."""
    rows = [_edge_rows(page) for page in pages]
    heads = _running(rows)
    for page, some in zip(pages, rows, strict=True):
        dropped: set[int] = set()
        for key, text, row in some:
            if _PAGE_NUMBER.fullmatch(text) or _PRINTED.fullmatch(text) or key in heads:
                dropped.update(id(run) for run in row)
        if dropped:
            page.runs = [run for run in page.runs if id(run) not in dropped]


# What makes rows of several pages the same: text with its digits left out, and height on the page.
_Key = tuple[str, int]


def _edge_rows(page: Page) -> list[tuple[_Key, str, list[Run]]]:
    """The rows in the margins, and the first and last of the page wherever they stand."""
    if not page.runs:
        return []
    top, bottom = page.height * _MARGIN, page.height * (1 - _MARGIN)
    first = min(run.top for run in page.runs)
    last = max(run.bottom for run in page.runs)
    edge = [
        run
        for run in page.runs
        if run.table is None
        and (
            (middle := (run.top + run.bottom) / 2) < top
            or middle > bottom
            or run.top - first < run.size / 2
            or last - run.bottom < run.size / 2
        )
    ]
    found = []
    for row in rows_of(edge):
        text = row_text(row)
        bare = _BLANKS.sub("", text)
        height = round(((row[0].top + row[0].bottom) / 2) / page.height * 100)
        found.append(((_DIGITS.sub("#", bare), height), text, row))
    return found


def _running(pages: list[list[tuple[_Key, str, list[Run]]]]) -> set[_Key]:
    seen: dict[_Key, list[tuple[int, str]]] = defaultdict(list)
    for number, rows in enumerate(pages):
        for key, text, _ in rows:
            for height in (key[1] - 1, key[1], key[1] + 1):
                seen[key[0], height].append((number, _BLANKS.sub("", text)))
    often = max(2, len(pages) / 3)
    return {
        key
        for key, places in seen.items()
        if len({number for number, _ in places}) >= often and _is_head(places)
    }


def _is_head(places: list[tuple[int, str]]) -> bool:
    """Whether a row that comes again is no text: the same each time, or counting the pages."""
    first_page, first = places[0]
    of_the_text = _OF_THE_TEXT.match(first) is not None
    if all(text == first for _, text in places):
        return not of_the_text or len(places) > 2
    start = [int(n) for n in _DIGITS.findall(first)[:8]]
    return not of_the_text and all(
        all(
            int(n) - m in (0, number - first_page)
            for n, m in zip(_DIGITS.findall(text)[:8], start, strict=False)
        )
        for number, text in places[1:]
    )
