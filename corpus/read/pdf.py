"""PDF files: the text layer of each page, and what is read from the image where it has none.

Paragraphs, columns, tables and running heads are found by `page_paragraphs`, for all formats of
pages alike; the text layer by `pdf_layer`; texts in images by `scan`.
"""

import time
from pathlib import Path
from typing import Any

from corpus.document import CorpusError, SourceText
from corpus.read.assemble import assemble
from corpus.read.page import Page
from corpus.read.page_paragraphs import page_passages
from corpus.read.pdf_layer import Layer, read_layer
from corpus.read.pdf_trial import looks_dangerous, survives
from corpus.read.recognise import Recognised, check_installed, confidence_of, doubts, recognise

_PASSWORD_ERROR = 4
_MAX_BYTES = 400 * 2**20
_MAX_PAGES = 3000
_MAX_SECONDS = 8.0  # for the text layers of all pages; a page takes about a thousandth
_MAX_SCANNED = 200  # pages, at about three seconds each
_PIXELS = 2000  # of the longer side of a page as the recogniser sees it
_FEW = 16  # characters: a page number and a stamp, but no page of text


def read_pdf(path: Path) -> SourceText:
    """The paragraphs and tables of all pages in the order of reading.

    Raises:
        CorpusError: an empty, damaged, encrypted or senselessly large file, one without any text,
            or one of images where no recogniser is installed.
    """
    import pypdfium2

    if not path.stat().st_size:
        raise CorpusError(path, "文件是空的", "请换一个有内容的文件")
    if path.stat().st_size > _MAX_BYTES:
        raise CorpusError(path, f"超过 {_MAX_BYTES // 2**20} MB", "请拆分后分别存入")
    if looks_dangerous(path.read_bytes()) and not survives(path):
        raise CorpusError(
            path, "内容展开后过大，像是压缩炸弹", "请确认来源，用打印为 PDF 的方式重新导出"
        )
    damaged = CorpusError(path, "不是完整的 PDF 文档", "请重新下载或导出")
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if error.err_code == _PASSWORD_ERROR:
            raise CorpusError(path, "文档加了密码", "请去掉密码后重新保存") from error
        raise damaged from error
    try:
        return _read(path, document)
    except pypdfium2.PdfiumError as error:
        raise damaged from error
    finally:
        document.close()


def _read(path: Path, document: Any) -> SourceText:  # noqa: ANN401 - pypdfium2 has no types to name
    if len(document) > _MAX_PAGES:
        raise CorpusError(path, f"有 {len(document)} 页，超过 {_MAX_PAGES} 页", "请拆分后分别存入")
    pages: list[Page] = []
    unread: list[int] = []
    end = time.monotonic() + _MAX_SECONDS
    for number in range(len(document)):
        page = document[number]
        layer = read_layer(page)
        if _is_image(layer):
            unread.append(number)
        pages.append(layer.page)
        page.close()
        if time.monotonic() > end:
            raise CorpusError(path, "页面过于复杂，读取超时", "请用打印为 PDF 的方式重新导出")
    if not unread:
        return assemble(path, page_passages(pages))
    return _with_images(path, document, pages, unread)


def _with_images(path: Path, document: Any, pages: list[Page], unread: list[int]) -> SourceText:  # noqa: ANN401
    """The document with the pages `unread` read from what they look like."""
    try:
        check_installed(path)
    except CorpusError:
        if len(unread) == len(pages):
            raise
        names = "、".join(str(number + 1) for number in unread)
        missing = (
            f"第 {names} 页是图片，文字识别（OCR）没有安装，没有读入；请运行 make ocr 后重试。"
        )
        return assemble(path, page_passages(pages), (missing,))
    if len(unread) > _MAX_SCANNED:
        raise CorpusError(
            path, f"有 {len(unread)} 页扫描件，超过 {_MAX_SCANNED} 页", "请拆分后分别存入"
        )
    read: list[Recognised] = []
    for number in unread:
        page = document[number]
        longer = max(*page.get_size(), 1.0)
        image = page.render(scale=_PIXELS / longer, may_draw_forms=False).to_pil()
        page.close()
        read.append(recognise(image))
        pages[number] = read[-1].page
    return assemble(path, page_passages(pages), doubts(unread, read), confidence_of(read))


def _is_image(layer: Layer) -> bool:
    """Whether the text that a page shows is not in its text layer, or not as characters."""
    n_chars = sum(len(run.text) for run in layer.page.runs)
    if n_chars >= _FEW:
        return layer.n_unknown > n_chars * 0.3
    return layer.covered > 0.3 or layer.n_paths > 50
