"""How fast each format is read, beside the bare library's own extraction in the same run.

A page is 1,000 characters of text. The files are made here, but for the PDF, whose pages are those
of a sample. Says nothing about whether what was read is right.
"""

import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from corpus.load import load_document
from corpus.read import read_source

CHARS_A_PAGE = 1000
_N_PARTS = 60  # of some 900 characters each
_N_RUNS = 5
_SAMPLE = Path(__file__).parent / "documents" / "pilot-base-rules.pdf"
_PDF_COPIES = 12
_ROWS = (("项目", "标准", "上限"), ("设备购置", "按投资额的10%补助", "500万元"))


@dataclass(frozen=True)
class Speed:
    """Pages a second of one format: read by us, by the bare library, and with the whole tree."""

    suffix: str
    library: str
    pages: float
    ours: float
    bare: float
    whole: float

    @property
    def ratio(self) -> float:
        """Our time over the library's."""
        return self.bare / self.ours


def lines() -> list[str]:
    """The paragraphs of a policy that nobody issued, numbered on three levels."""
    written = ["云泽市支持先进制造业发展若干措施"]
    for part in range(1, _N_PARTS + 1):
        written.append(f"第{part}条 支持方向之{part}")
        for item in range(1, 6):
            written.append(
                f"（{'一二三四五'[item - 1]}）对第{part}类企业实施的第{item}类项目，按照不超过项目"
                f"投资额的{item}0%给予补助，单个企业每年最高{part}00万元，同一项目不重复享受；"
                "已获得国家、省级资金支持的，按照就高不就低的原则执行，差额部分由市级财政予以补足。"
            )
        written.append("（责任单位：市经济和信息化局、市财政局，各区人民政府）")
    return written


def write_files(folder: Path) -> tuple[Path, ...]:
    """The same text as txt, md, html and docx, with a table; and a PDF of a sample's pages."""
    text = lines()
    plain, marked, page, word, pdf = (
        folder / f"speed.{suffix}" for suffix in ("txt", "md", "html", "docx", "pdf")
    )
    plain.write_text("\n".join([*text, *("\t".join(row) for row in _ROWS)]), encoding="utf-8")
    table = "\n".join(f"|{'|'.join(row)}|" for row in (_ROWS[0], ("-",) * 3, *_ROWS[1:]))
    marked.write_text("\n\n".join([f"# {text[0]}", *text[1:], table]), encoding="utf-8")
    paragraphs = "\n".join(f'<p style="text-indent:2em"><span>{line}</span></p>' for line in text)
    cells = "".join(f"<tr>{''.join(f'<td>{c}</td>' for c in row)}</tr>" for row in _ROWS)
    page.write_text(
        f'<html><head><meta charset="utf-8"><title>{text[0]}</title></head><body>'
        f'<div class="nav"><a href="/">首页</a></div><div>{paragraphs}<table>{cells}</table></div>'
        '<div class="footer">主办单位</div></body></html>',
        encoding="utf-8",
    )
    _write_word(word, text)
    _write_pdf(pdf)
    return plain, marked, page, word, pdf


def _write_word(path: Path, text: list[str]) -> None:
    import docx

    document = docx.Document()
    for line in text:
        paragraph = document.add_paragraph()
        for at in range(0, len(line), 40):  # as editing cuts it
            paragraph.add_run(line[at : at + 40])
    table = document.add_table(rows=len(_ROWS), cols=len(_ROWS[0]))
    for row, cells in zip(table.rows, _ROWS, strict=True):
        for cell, content in zip(row.cells, cells, strict=True):
            cell.text = content
    document.save(str(path))


def _write_pdf(path: Path) -> None:
    import pypdfium2

    sample = pypdfium2.PdfDocument(_SAMPLE)
    made = pypdfium2.PdfDocument.new()
    for _ in range(_PDF_COPIES):
        made.import_pages(sample)
    made.save(path)
    made.close()
    sample.close()


def _bare_text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _bare_markdown(path: Path) -> str:
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").enable("table").parse(path.read_text(encoding="utf-8"))
    return "\n".join(token.content for token in tokens if token.type == "inline")


def _bare_page(path: Path) -> str:
    from lxml import html

    return str(html.parse(str(path)).getroot().text_content())


def _bare_word(path: Path) -> str:
    import docx

    document = docx.Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def _bare_pdf(path: Path) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return text


def _article(path: Path) -> str:
    from lxml import html
    from readability import Document

    article = Document(path.read_text(encoding="utf-8")).summary()
    return str(html.fromstring(article).text_content())


# By format: the bare library's own extraction first, then one that also looks for the article.
_BARE: dict[str, tuple[tuple[str, Callable[[Path], str]], ...]] = {
    ".txt": (("read_text", _bare_text),),
    ".md": (("markdown-it-py", _bare_markdown),),
    ".html": (("lxml", _bare_page), ("readability-lxml", _article)),
    ".docx": (("python-docx", _bare_word),),
    ".pdf": (("pypdfium2", _bare_pdf),),
}


def speeds() -> list[Speed]:
    """The speed of every format, the best of a few runs taken in turn with the library's."""
    with tempfile.TemporaryDirectory() as folder:
        return [
            _speed(path, library, bare)
            for path in write_files(Path(folder))
            for library, bare in _BARE[path.suffix]
        ]


def _speed(path: Path, library: str, bare: Callable[[Path], str]) -> Speed:
    pages = len("".join(_BARE[path.suffix][0][1](path).split())) / CHARS_A_PAGE
    ways: tuple[Callable[[], object], ...] = (
        lambda: read_source(path),
        lambda: bare(path),
        lambda: load_document(path, path.parent),
    )
    best = [float("inf")] * len(ways)
    for _ in range(_N_RUNS):
        for n, way in enumerate(ways):
            begun = time.perf_counter()
            way()
            best[n] = min(best[n], time.perf_counter() - begun)
    ours, theirs, whole = (pages / seconds for seconds in best)
    return Speed(path.suffix, library, pages, ours, theirs, whole)


def show_speeds(measured: list[Speed], title: str, console: Console) -> None:
    """Prints the speeds as a table."""
    table = Table(
        "格式", "页数", "读入 页/秒", "库自身 页/秒", "用时倍数", "含条款树 页/秒", title=title
    )
    for column in table.columns[1:]:
        column.justify = "right"
    for speed in measured:
        table.add_row(
            speed.suffix, f"{speed.pages:.0f}", f"{speed.ours:,.0f}",
            f"{speed.bare:,.0f}（{speed.library}）", f"{speed.ratio:.2f}", f"{speed.whole:,.0f}",
        )  # fmt: skip
    console.print(table)
