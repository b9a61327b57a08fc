"""A sheet's record as a Word document: A4, one page where it fits, nothing in it but the record."""

import io
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from docx import Document as new_document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from rag.take_away.package import timeless

_SONG, _HEI = "宋体", "黑体"  # What official documents are set in (GB/T 9704-2012).
_GREY = RGBColor(0x59, 0x59, 0x59)
_ABOUT = (
    ("title", "文件"),
    ("number", "文号"),
    ("issuer", "发文机关"),
    ("issued", "印发"),
    ("effective", "施行"),
    ("expires", "失效"),
    ("state", "效力"),
)
_EPOCH = datetime(2000, 1, 1)


def docx_bytes(sheet: Mapping[str, Any], audit_id: str, at: str) -> bytes:
    """The .docx of a sheet's record; `at` is when it was kept (UTC, ISO 8601).

    The same arguments give the same bytes.
    """
    word = new_document()
    _page(word, audit_id)
    _line(word, "政策依据单", size=18, font=_HEI, centred=True, after=10)
    asked = "企业情况" if sheet["kind"] == "match" else "问题"
    _heading(word, asked)
    _line(word, sheet["question"])
    _heading(word, "结论")
    _line(word, sheet["conclusion"], bold=not sheet["refused"])
    for note in sheet["notes"]:
        _line(word, f"注意：{note}", size=10)
    if sheet["evidence"]:
        _heading(word, "依据（原文）")
        for one in sheet["evidence"]:
            _evidence(word, one)
    if sheet["documents"]:
        _heading(word, "文件信息")
        _documents(word, sheet["documents"])
    if sheet["units"]:
        _heading(word, "承办单位")
        for one in sheet["units"]:
            _line(word, _unit(one), size=10.5)
    scope = sheet["scope"]
    _heading(word, "检索范围")
    _line(
        word,
        f"检索 {scope['documents']} 份文件 {scope['clauses']} 条；效力按 {sheet['day']} 判断；"
        f"查询时间 {at[:16].replace('T', ' ')}（UTC）；记录编号 {audit_id}。",
        size=10.5,
    )
    _line(word, "本单只摘录原文，不构成法律意见；以文件正式文本为准。", size=9, grey=True)
    _line(word, "核对人：　　　　　　　　　日期：", size=10.5, before=18)
    word.core_properties.created = word.core_properties.modified = _EPOCH
    word.core_properties.author = "循条"
    word.core_properties.title = "政策依据单"
    held = io.BytesIO()
    word.save(held)
    return timeless(held.getvalue())


def _page(word: WordDocument, audit_id: str) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.6)
    section.top_margin = section.bottom_margin = Cm(2.4)
    style = word.styles["Normal"]
    style.font.name, style.font.size = _SONG, Pt(11)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _SONG)
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _run(foot, f"循条　记录编号 {audit_id}　第 ", size=9, grey=True)
    _field(foot, "PAGE")
    _run(foot, " 页，共 ", size=9, grey=True)
    _field(foot, "NUMPAGES")
    _run(foot, " 页", size=9, grey=True)


def _field(paragraph: Paragraph, instruction: str) -> None:
    """A number that Word counts itself."""
    run = paragraph.add_run()
    run.font.size = Pt(9)
    run.font.color.rgb = _GREY
    for kind, text in (("begin", ""), ("", instruction), ("end", "")):
        if kind:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        else:
            element = OxmlElement("w:instrText")
            element.text = text
        run._r.append(element)


def _heading(word: WordDocument, text: str) -> None:
    paragraph = word.add_heading(level=2)
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(10), Pt(3)
    run = _run(paragraph, text, size=12, font=_HEI)
    run.font.color.rgb = RGBColor(0, 0, 0)


def _line(
    word: WordDocument,
    text: str,
    *,
    size: float = 11,
    font: str = _SONG,
    bold: bool = False,
    grey: bool = False,
    centred: bool = False,
    before: float = 0,
    after: float = 3,
) -> Paragraph:
    paragraph = word.add_paragraph()
    paragraph.paragraph_format.space_before = Pt(before)
    paragraph.paragraph_format.space_after = Pt(after)
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _run(paragraph, text, size=size, font=font, bold=bold, grey=grey)
    return paragraph


def _run(
    paragraph: Paragraph,
    text: str,
    *,
    size: float = 11,
    font: str = _SONG,
    bold: bool = False,
    grey: bool = False,
) -> Run:
    run = paragraph.add_run(_printable(text))
    run.font.name, run.font.size, run.bold = font, Pt(size), bold
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    if grey:
        run.font.color.rgb = _GREY
    return run


def _printable(text: str) -> str:
    """Without the control characters that XML cannot hold."""
    return "".join(char for char in text if char in "\n\t" or ord(char) >= 32)


def _evidence(word: WordDocument, one: Mapping[str, Any]) -> None:
    state = f"【{one['state']}】" if one.get("state") else ""
    head = f"〔{one['marker']}〕{state}《{one['title']}》{one['label']}"
    _line(word, head, size=10.5, font=_HEI, after=1).paragraph_format.keep_with_next = True
    quote = _line(word, f"“{one['quote'].strip()}”", size=10.5)
    quote.paragraph_format.left_indent = Cm(0.7)
    if one.get("reason"):
        reason = _line(word, one["reason"], size=9.5, grey=True)
        reason.paragraph_format.left_indent = Cm(0.7)


def _documents(word: WordDocument, documents: list[Mapping[str, Any]]) -> None:
    table = word.add_table(rows=1, cols=len(_ABOUT))
    table.style = "Table Grid"
    table.autofit = False
    widths = [Cm(each) for each in (4.2, 2.2, 2.2, 1.9, 1.9, 1.9, 1.5)]
    _fill(table.rows[0].cells, [heading for _, heading in _ABOUT], font=_HEI)
    for document in documents:
        _fill(table.add_row().cells, [document[key] or "未载明" for key, _ in _ABOUT])
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width  # LibreOffice goes by the columns, Word by the cells
        for cell in column.cells:
            cell.width = width


def _fill(cells: tuple[_Cell, ...], values: list[str], font: str = _SONG) -> None:
    for cell, value in zip(cells, values, strict=True):
        _run(cell.paragraphs[0], value, size=9, font=font)


def _unit(one: Mapping[str, Any]) -> str:
    parts = []
    if one["lead"]:
        parts.append(f"牵头 {'、'.join(one['lead'])}")
    if one["support"]:
        parts.append(f"责任单位 {'、'.join(one['support'])}")
    above = "（取自上级条款）" if one["inherited"] else ""
    return f"{one['label']}{above}：{'；'.join(parts)}"
