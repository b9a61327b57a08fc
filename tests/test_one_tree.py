"""One document, saved in every format, is one tree: the same addresses, kinds and text."""

import subprocess
from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH

from corpus.load import load_document
from tests.test_read_office import RTF_HEAD, escaped, needs_office, saved_as
from tests.test_read_word import add_numbering, numbered

TITLE = "云泽市促进数字经济发展实施办法"
ROWS = (("项目", "标准"), ("算力券", "50万元"), ("数据券", "30万元"))
# Text, level of the heading (0 none), level of the automatic number (None typed or none).
BODY: tuple[tuple[str, int, int | None], ...] = (
    ("各区人民政府，市人民政府各部门：", 0, None),
    ("为促进数字经济发展，结合我市实际，制定本办法。", 0, None),
    ("一、总体要求", 2, 0),
    ("（一）发展目标", 3, 1),
    ("1.到2027年，数字经济核心产业营业收入达到300亿元。", 0, 2),
    ("2.到2027年，培育规模以上企业50家。", 0, 2),
    ("（二）基本原则。坚持应用牵引，坚持安全可控。", 0, 1),
    ("二、支持措施", 2, 0),
    ("（一）支持企业上云。按照实际支出的20%给予补助，单个企业每年最高100万元。", 0, 1),
    ("（责任单位：市数据局、市财政局）", 0, None),
    ("（二）发放补贴券。发放标准见下表。", 0, 1),
    ("表", 0, None),
    ("（三）引进人才。给予一次性奖励20万元。", 0, 1),
    ("上述奖励不重复享受。", 0, None),
    ("三、附则", 2, 0),
    ("本办法自2025年5月1日起施行，有效期3年。", 0, None),
    ("附件：申报材料清单", 0, None),
    ("云泽市人民政府", 0, None),
    ("2025年4月8日", 0, None),
    ("附件", 0, None),
    ("申报材料清单", 0, None),
    ("一、申报表", 0, 0),
    ("二、承诺书", 0, 0),
)
NUMBER_ENDS = "、）."


def lines() -> list[str]:
    """The paragraphs, a table's rows with tabs."""
    found = [TITLE]
    for text, _, _ in BODY:
        found += ["\t".join(row) for row in ROWS] if text == "表" else [text]
    return found


def as_text(folder: Path) -> Path:
    path = folder / "a.txt"
    path.write_text("\n".join(lines()), encoding="gb18030")
    return path


def as_markdown(folder: Path) -> Path:
    table = "\n".join(f"|{'|'.join(row)}|" for row in (ROWS[0], ("-", "-"), *ROWS[1:]))
    parts = [f"# {TITLE}"]
    parts += [table if t == "表" else f"{'#' * h} {t}" if h else t for t, h, _ in BODY]
    path = folder / "a.md"
    path.write_text("\n\n".join(parts), encoding="utf-8")
    return path


def as_page(folder: Path) -> Path:
    table = "".join(f"<tr>{''.join(f'<td><p>{c}</p></td>' for c in row)}</tr>" for row in ROWS)
    inner = "".join(
        f"<table>{table}</table>" if t == "表" else f"<h{h}>{t}</h{h}>" if h else f"<p>　　{t}</p>"
        for t, h, _ in BODY
    )
    path = folder / "a.html"
    path.write_text(
        f'<html><head><meta charset="gbk"><title>{TITLE}-云泽市人民政府</title></head><body>'
        f'<div class="nav"><a href="/">首页</a></div><div id="zoom"><h1>{TITLE}</h1>{inner}</div>'
        '<div class="footer">版权所有：云泽市人民政府</div></body></html>',
        encoding="gb18030",
    )
    return path


def as_word(folder: Path) -> Path:
    document = docx.Document()
    add_numbering(document)
    document.add_paragraph(TITLE, style="Title").alignment = WD_ALIGN_PARAGRAPH.CENTER
    annex = False
    for text, heading, level in BODY:
        if text == "表":
            table = document.add_table(rows=0, cols=2, style="Table Grid")
            for row in ROWS:
                for cell, content in zip(table.add_row().cells, row, strict=True):
                    cell.text = content
            continue
        annex = annex or text == "附件"
        if annex or level is None:  # the annex counts for itself: typed
            document.add_paragraph(text)
            continue
        at = min(text.index(end) for end in NUMBER_ENDS if end in text[:4]) + 1
        style = f"Heading {heading}" if heading else None
        numbered(document.add_paragraph(text[at:], style=style), level)
    path = folder / "a.docx"
    document.save(str(path))
    return path


def as_rich_text(folder: Path) -> Path:
    cells = [r"\trowd\cellx3000\cellx6000 " + r"{}\cell {}\cell\row " for _ in ROWS]
    table = "".join(
        shape.format(*(rf"\intbl {escaped(cell)}" for cell in row))
        for shape, row in zip(cells, ROWS, strict=True)
    )
    paragraphs = [rf"\pard {escaped(TITLE)}\par "]
    paragraphs += [table if t == "表" else rf"\pard {escaped(t)}\par " for t, _, _ in BODY]
    path = folder / "a.rtf"
    path.write_text(RTF_HEAD + "\n".join(paragraphs) + "}", encoding="ascii")
    return path


def tree(path: Path) -> list[tuple[str, str, str]]:
    """Address, kind and text without blanks of every clause."""
    document = load_document(path, path.parent)
    return [(c.section, c.kind, "".join(c.text.split())) for c in document.clauses]


def test_the_text_has_the_tree_that_a_clerk_sees(tmp_path: Path) -> None:
    found = tree(as_text(tmp_path))
    assert [(address, kind) for address, kind, _ in found] == [
        ("题头", "heading"), ("主送", "addressee"), ("导语", "preamble"), ("一", "heading"),
        ("一/(一)", "heading"), ("一/(一)/1", "item"), ("一/(一)/2", "item"), ("一/(二)", "item"),
        ("二", "heading"), ("二/(一)", "item"), ("二/(一)", "responsibility"), ("二/(二)", "item"),
        ("二/(二)/表", "table"), ("二/(三)", "item"), ("二", "tail"), ("三", "heading"),
        ("三", "paragraph"), ("附件说明", "annex"), ("落款", "signature"), ("落款", "signature"),
        ("附件", "heading"), ("附件", "paragraph"), ("附件/一", "item"), ("附件/二", "item"),
    ]  # fmt: skip


@pytest.mark.parametrize("saved", [as_markdown, as_page, as_word])
def test_every_format_has_the_tree_of_the_text(saved: object, tmp_path: Path) -> None:
    assert callable(saved)
    assert tree(saved(tmp_path)) == tree(as_text(tmp_path))


@needs_office
def test_rich_text_has_it_too(tmp_path: Path) -> None:
    assert tree(as_rich_text(tmp_path)) == tree(as_text(tmp_path))


@needs_office
@pytest.mark.parametrize("kind", ["doc", "pdf"])
def test_every_format_that_libreoffice_saves_has_it_too(kind: str, tmp_path: Path) -> None:
    path = as_word(tmp_path)
    try:
        saved = saved_as(kind, path)
    except subprocess.TimeoutExpired:
        pytest.skip("LibreOffice took too long to save the file")
    path.unlink()
    assert tree(saved) == tree(as_text(tmp_path))
