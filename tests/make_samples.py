"""Makes the samples that no editor writes by hand: `python -m tests.make_samples [FOLDER]`.

The text of each stands in `tests/golden/texts`; this puts it into the forms that offices use: Word
with automatic numbers and styles, Word formatted by hand alone, a PDF made by LibreOffice, and a
page as a scan. Does not write the other samples (txt, md, html), which are files of their own.
"""

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from docx import Document as new_document
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from PIL import Image, ImageFilter
from pypdfium2 import PdfDocument

ROOT = Path(__file__).parent.parent
TEXTS = ROOT / "tests" / "golden" / "texts"
FONT = "Noto Serif CJK SC"
_LEVELS = (
    ("chineseCountingThousand", "%1、", re.compile("[一二三四五六七八九十]+、")),
    ("chineseCountingThousand", "（%2）", re.compile("（[一二三四五六七八九十]+）")),
    ("decimal", "%3.", re.compile(r"\d+\.")),
)
_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_NOTE = "注1："  # stands in the text where the note's sign stands in the document
_CENTRED = re.compile("第.{1,3}章 |.{2,6}〔")


def paragraphs(name: str) -> Iterator[str]:
    """The paragraphs of a sample; the rows of a table together, their cells between tabs."""
    rows: list[str] = []
    for line in (TEXTS / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if "\t" in line:
            rows.append(line)
            continue
        if rows:
            yield "\n".join(rows)
            rows = []
        yield line


def write(document: Document, text: str, size: int = 12, bold: bool = False) -> Paragraph:
    """A paragraph cut into runs at its sentences, as editing leaves it."""
    paragraph = document.add_paragraph()
    for piece in re.findall("[^。]+。?", text):
        run = paragraph.add_run(piece)
        run.font.size, run.font.name, run.bold = Pt(size), FONT, bold
        run._r.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    return paragraph


def centred(paragraph: Paragraph) -> None:
    """Put a paragraph into the middle."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def with_automatic_numbers(path: Path) -> None:
    """Headings by style; the numbers are not in the text but counted by Word."""
    document = new_document()
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:suff w:val="nothing"/><w:lvlText w:val="{text}"/></w:lvl>'
        for level, (form, text, _) in enumerate(_LEVELS)
    )
    numbering = document.part.numbering_part.element
    abstract = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{levels}</w:abstractNum>'
    numbering.insert(0, parse_xml(abstract))
    number = f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'
    numbering.append(parse_xml(number))
    for row, text in enumerate(paragraphs(path.stem)):
        found = next(
            ((n, m) for n, (_, _, form) in enumerate(_LEVELS) if (m := form.match(text))), None
        )
        if found is None:
            paragraph = write(document, text, 22 if row == 0 else 12)
            if row < 2:
                centred(paragraph)
            if row == 0:
                paragraph.style = "Title"
            continue
        level, marker = found
        paragraph = write(document, text[marker.end() :])
        bare = "。" not in text and not text.endswith(("；", "："))
        paragraph.style = f"Heading {level + 1}" if bare else "List Paragraph"
        numbered = (
            f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="90"/></w:numPr>'
        )
        paragraph._p.get_or_add_pPr().append(parse_xml(numbered))
    document.save(str(path))


def add_table(document: Document, text: str, merge_first: bool) -> None:
    """A table; like cells below each other in the first column become one where asked."""
    rows = [line.split("\t") for line in text.split("\n")]
    table = document.add_table(len(rows), len(rows[0]), style="Table Grid")
    for n, row in enumerate(rows):
        for m, cell in enumerate(row):
            if merge_first and m == 0 and cell == rows[n - 1][0]:
                table.cell(n - 1, 0).merge(table.cell(n, 0))
                continue
            run = table.cell(n, m).paragraphs[0].add_run(cell)
            run.font.size, run.font.name = Pt(10.5), FONT
            run._r.rPr.rFonts.set(qn("w:eastAsia"), FONT)


def add_footnote(document: Document, paragraph: Paragraph, text: str) -> None:
    """A footnote at the end of a paragraph."""
    note = (
        f'<w:footnotes {nsdecls("w")}><w:footnote w:type="separator" w:id="-1"><w:p><w:r>'
        '<w:separator/></w:r></w:p></w:footnote><w:footnote w:id="1"><w:p><w:r><w:footnoteRef/>'
        f"</w:r><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    uri, package = PackURI("/word/footnotes.xml"), document.part.package
    document.part.relate_to(
        Part(uri, _FOOTNOTES, note.encode(), package), RELATIONSHIP_TYPE.FOOTNOTES
    )
    reference = f'<w:r {nsdecls("w")}><w:footnoteReference w:id="1"/></w:r>'
    paragraph._p.append(parse_xml(reference))


def track_change(paragraph: Paragraph, deleted: str) -> None:
    """Mark a paragraph's last run as inserted, in the place of what was deleted."""
    who = f'{nsdecls("w")} w:id="7" w:author="审核" w:date="2024-06-01T09:00:00Z"'
    out = f"<w:del {who}><w:r><w:delText>{deleted}</w:delText></w:r></w:del>"
    run = paragraph.runs[-1]._r
    run.addprevious(parse_xml(out))
    inserted = parse_xml(f"<w:ins {who}/>")
    run.addprevious(inserted)
    inserted.append(run)


def formatted_by_hand(path: Path) -> None:
    """No styles: headings only look so. Merged cells, a footnote, an accepted change."""
    document = new_document()
    body = list(paragraphs(path.stem))
    for row, text in enumerate(body):
        if text.startswith(_NOTE):
            continue
        if "\t" in text:
            add_table(document, text, merge_first=True)
            continue
        heading = row == 0 or _CENTRED.match(text) is not None
        paragraph = write(document, text, 22 if row == 0 else 16 if heading else 12, heading)
        if heading:
            centred(paragraph)
        if row + 1 < len(body) and body[row + 1].startswith(_NOTE):
            add_footnote(document, paragraph, body[row + 1].removeprefix(_NOTE))
        if text.endswith("拖欠职工工资尚未清偿的。"):
            track_change(paragraph, "（三）拖欠职工工资的。")
    document.save(str(path))


def as_pdf(path: Path) -> None:
    """A PDF with text layer, running head, page numbers and a table."""
    document = new_document()
    section = document.sections[0]
    head = section.header.paragraphs[0]
    head.add_run("云州市科学技术局规范性文件").font.name = FONT
    centred(head)
    foot = section.footer.paragraphs[0]
    foot.add_run("— ")
    foot._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"/>'))
    foot.add_run(" —")
    centred(foot)
    body = list(paragraphs(path.stem))
    for row, text in enumerate(body):
        if "\t" in text:
            add_table(document, text, merge_first=False)
            continue
        heading = row == 0 or _CENTRED.match(text) is not None
        paragraph = write(document, text, 20 if row == 0 else 14 if heading else 12, heading)
        if heading or "\t" in body[min(row + 1, len(body) - 1)]:
            centred(paragraph)
        elif row >= len(body) - 3:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        else:
            paragraph.paragraph_format.first_line_indent = Pt(24)
    print_pdf(document, path)


def print_pdf(document: Document, path: Path) -> None:
    """The document as LibreOffice prints it."""
    with tempfile.TemporaryDirectory() as folder:
        word = Path(folder) / f"{path.stem}.docx"
        document.save(str(word))
        command = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(path.parent)]
        subprocess.run([*command, str(word)], check=True, capture_output=True, timeout=300)


def as_scan(path: Path) -> None:
    """The first page as it comes out of a scanner: grey, a little askew, not quite sharp."""
    document = new_document()
    for row, text in enumerate(paragraphs(path.stem)):
        paragraph = write(document, text, 20 if row == 0 else 13, row == 0)
        paragraph.paragraph_format.line_spacing = 1.3
        paragraph.paragraph_format.space_after = Pt(2)
        if row < 3:
            centred(paragraph)
        else:
            paragraph.paragraph_format.first_line_indent = Pt(26)
    with tempfile.TemporaryDirectory() as folder:
        printed = Path(folder) / f"{path.stem}.pdf"
        print_pdf(document, printed)
        pages = PdfDocument(printed)
        page = pages[0].render(scale=150 / 72).to_pil().convert("L")
        pages.close()
    askew = page.rotate(0.4, resample=Image.Resampling.BICUBIC, fillcolor=248)
    askew.filter(ImageFilter.GaussianBlur(0.5)).quantize(16).save(path, optimize=True)


def main() -> None:
    """Write the files into the folder named, or each where the tests look for it."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "eval" / "documents"
    with_automatic_numbers(folder / "innovation-measures.docx")
    formatted_by_hand(folder / "linjiang-support.docx")
    as_pdf(folder / "pilot-base-rules.pdf")
    scans = folder if len(sys.argv) > 1 else ROOT / "tests" / "golden" / "scans"
    as_scan(scans / "pilot-base-rules-2020.png")


if __name__ == "__main__":
    main()
