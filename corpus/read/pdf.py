"""PDF files: lines joined into paragraphs, running heads and page numbers left out."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

from corpus.document import CorpusError, Source
from corpus.read.assemble import Passage, assemble

_PASSWORD_ERROR = 4
_MARGIN = 0.12  # of the page's height: where running heads and page numbers stand
_PAGE_NUMBER = re.compile(
    r"[\s\-—–－·.]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[,，/／]?\s*(?:共\s*)?\d{1,4}(?:\s*页)?)?[\s\-—–－·.]*"
)
_DIGITS = re.compile(r"\d+")
_OPENING = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、]\D"
    r"|第[一二三四五六七八九十百\d]{1,5}[编章节条])"
)
_CLOSING = ("。", "；", "：", "！", "？", "）", ")")


@dataclass(frozen=True)
class _Line:
    text: str
    page: int
    left: float
    right: float
    bottom: float
    size: float  # height of its characters
    in_margin: bool
    page_width: float


def read_pdf(path: Path) -> Source:
    """The paragraphs of the text layer in the order in which the file has them.

    Raises:
        CorpusError: an empty, damaged or encrypted file, or one without a text layer.
    """
    import pypdfium2

    if not path.stat().st_size:
        raise CorpusError(path, "文件是空的", "请换一个有内容的文件")
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if error.err_code == _PASSWORD_ERROR:
            raise CorpusError(path, "文档加了密码", "请去掉密码后重新保存") from error
        raise CorpusError(path, "不是完整的 PDF 文档", "请重新下载或导出") from error
    try:
        pages = [_page_lines(document, number) for number in range(len(document))]
    except pypdfium2.PdfiumError as error:
        raise CorpusError(path, "不是完整的 PDF 文档", "请重新下载或导出") from error
    finally:
        document.close()
    if not any(pages):
        raise CorpusError(
            path,
            "没有文字层，像是扫描件，而文字识别（OCR）没有安装",
            "请换成带文字的 PDF 或 Word 文档",
        )
    blank = [str(number + 1) for number, lines in enumerate(pages) if not lines]
    warnings = (f"第 {'、'.join(blank)} 页没有文字层，没有读入。",) if blank else ()
    return assemble(path, map(Passage, _paragraphs(_body(pages))), warnings)


def _page_lines(document: Any, number: int) -> list[_Line]:  # noqa: ANN401 - no types to name
    page = document[number]
    width, height = page.get_size()
    layer = page.get_textpage()
    last = layer.count_chars() - 1
    lines: list[_Line] = []
    start = 0
    for raw in layer.get_text_range().split("\r\n") if last >= 0 else ():
        text = raw.strip()
        if text:
            first = start + len(raw) - len(raw.lstrip())
            box = layer.get_charbox(min(first, last), loose=True)
            end = layer.get_charbox(min(first + len(text) - 1, last), loose=True)
            middle = (box[1] + box[3]) / 2
            margin = not height * _MARGIN < middle < height * (1 - _MARGIN)
            # Digits and letters may be of another font: a Chinese character tells the size.
            told = next((n for n, c in enumerate(text) if c > "\u2fff"), 0)
            of = layer.get_charbox(min(first + told, last), loose=True)
            size = max(of[3] - of[1], 1.0)
            line = _Line(text, number, box[0], end[2], box[1], size, margin, width)
            lines.append(line)
        start += len(raw) + 2
    layer.close()
    page.close()
    return lines


def _body(pages: list[list[_Line]]) -> list[_Line]:
    """The lines without page numbers and without what comes again in the margins of pages."""
    again = Counter(
        key
        for lines in pages
        for key in {_DIGITS.sub("#", line.text) for line in lines if line.in_margin}
    )
    often = max(2, len(pages) / 3)
    return [
        line
        for lines in pages
        for line in lines
        if not (
            line.in_margin
            and (_PAGE_NUMBER.fullmatch(line.text) or again[_DIGITS.sub("#", line.text)] >= often)
        )
    ]


def _paragraphs(lines: list[_Line]) -> Iterator[str]:
    if not lines:
        return
    lefts = sorted(line.left for line in lines)
    left = lefts[len(lefts) // 20]
    size = median(line.size for line in lines)
    right = max(line.right for line in lines)
    if sum(line.right > right - size for line in lines) < 3:
        right = max(right, lines[0].page_width - left)
    leading = _leading(lines)
    text = lines[0].text
    for before, line in pairwise(lines):
        if _goes_on(before, line, left, right, size, leading):
            spaced = text[-1].isascii() and line.text[0].isascii()
            text += (" " if spaced else "") + line.text
        else:
            yield text
            text = line.text
    yield text


def _leading(lines: list[_Line]) -> float:
    steps = [
        before.bottom - line.bottom
        for before, line in pairwise(lines)
        if before.page == line.page and before.bottom > line.bottom
    ]
    return median(steps) if steps else 0.0


def _goes_on(
    before: _Line, line: _Line, left: float, right: float, size: float, leading: float
) -> bool:
    """Whether a line continues the paragraph of the line before it."""
    if abs(before.size - line.size) > size * 0.15:
        return False
    same_page = before.page == line.page
    if same_page and before.size > size * 1.15:
        return before.bottom - line.bottom < before.size * 2.5  # a title over several lines
    if same_page and leading and before.bottom - line.bottom > leading * 1.8:
        return False
    if right - before.right > size * 2.5 or line.left > left + size * 1.2:
        return False
    return not (_OPENING.match(line.text) and before.text.endswith(_CLOSING))
