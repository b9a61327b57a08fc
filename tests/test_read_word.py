"""A Word document gives the sections that its reader sees, automatic numbers included."""

import re
import zipfile
from pathlib import Path

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.document import CorpusError
from corpus.read import read_source
from corpus.read.word_numbers import format_number
from tests.test_read_common import HEADINGS, LINES, expected, sections

LEVELS = (("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))
AUTOMATIC = re.compile(r"([一二]、)|(（[一二]）)|([12]\.)")


def add_numbering(document: WordDocument) -> None:
    root = document.part.numbering_part.element
    inner = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for n, (style, text) in enumerate(LEVELS)
    )
    abstract = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{inner}</w:abstractNum>'
    root.insert(0, parse_xml(abstract))
    number = f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'
    root.append(parse_xml(number))


def numbered(paragraph: Paragraph, level: int) -> None:
    properties = paragraph._p.get_or_add_pPr()
    properties.append(
        parse_xml(
            f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="90"/></w:numPr>'
        )
    )


def write_policy(path: Path, *, automatic: bool) -> None:
    document = docx.Document()
    add_numbering(document)
    for line in LINES:
        found = AUTOMATIC.match(line) if automatic else None
        text = line[found.end() :] if found else line
        style = f"Heading {HEADINGS[line]}" if line in HEADINGS else None
        paragraph = document.add_paragraph(style=style)
        for at in range(0, len(text), 3):  # split runs
            paragraph.add_run(text[at : at + 3])
        if found:
            numbered(paragraph, next(n for n in range(3) if found.group(n + 1)))
    document.save(str(path))


@pytest.mark.parametrize("automatic", [False, True], ids=["typed", "automatic"])
def test_the_policy_has_the_same_sections(automatic: bool, tmp_path: Path) -> None:
    write_policy(tmp_path / "a.docx", automatic=automatic)
    assert sections(tmp_path / "a.docx") == expected(tmp_path)
    headings = [b.heading for b in read_source(tmp_path / "a.docx").blocks if b.heading]
    assert headings == [1, 2, 2]


@pytest.mark.parametrize(
    ("number", "style", "shown"),
    [
        (1, "chineseCounting", "一"),
        (10, "chineseCountingThousand", "十"),
        (21, "chineseCountingThousand", "二十一"),
        (105, "chineseCountingThousand", "一百零五"),
        (12, "ideographDigital", "一二"),
        (3, "decimalEnclosedCircle", "③"),
        (12, "chineseLegalSimplified", "壹拾贰"),
        (14, "upperRoman", "XIV"),
        (28, "lowerLetter", "bb"),
        (7, "decimal", "7"),
        (2, "ideographTraditional", "乙"),
    ],
)
def test_numbers_in_words_formats(number: int, style: str, shown: str) -> None:
    assert format_number(number, style) == shown


def test_tracked_changes_are_accepted(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("一、奖励")
    w = nsdecls("w")
    paragraph._p.append(parse_xml(f"<w:del {w}><w:r><w:delText>100</w:delText></w:r></w:del>"))
    paragraph._p.append(parse_xml(f"<w:ins {w}><w:r><w:t>200</w:t></w:r></w:ins>"))
    paragraph.add_run("万元。")
    document.save(str(tmp_path / "a.docx"))
    assert read_source(tmp_path / "a.docx").text == "一、奖励200万元。\n"


def test_merged_cells_stand_once(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("一、标准")
    table = document.add_table(rows=3, cols=3)
    for row in range(3):
        for column in range(3):
            table.cell(row, column).text = f"{row}{column}"
    table.cell(0, 0).merge(table.cell(0, 1)).text = "项目"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "补贴"
    document.save(str(tmp_path / "a.docx"))
    source = read_source(tmp_path / "a.docx")
    tables = [source.text[b.start : b.end] for b in source.blocks if b.kind == "table"]
    assert tables == ["项目\t\t02\n补贴\t11\t12\n\t21\t22"]


def test_a_zip_bomb_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "弹.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"\x00" * (20 * 2**20))
    with pytest.raises(CorpusError, match=r"弹\.docx：解压后有 20 MB"):
        read_source(path)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "文件是空的"),
        (b"PK\x03\x04 not a zip", "不是完整的 Word 文档"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 500, "加了密码"),
    ],
)
def test_a_bad_file_is_named(raw: bytes, reason: str, tmp_path: Path) -> None:
    (tmp_path / "坏.docx").write_bytes(raw)
    with pytest.raises(CorpusError, match=reason) as raised:
        read_source(tmp_path / "坏.docx")
    assert "坏.docx" in str(raised.value)


def test_a_document_without_text_is_named(tmp_path: Path) -> None:
    docx.Document().save(str(tmp_path / "空.docx"))
    with pytest.raises(CorpusError, match="没有文字"):
        read_source(tmp_path / "空.docx")


@settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(at=st.floats(0, 1), byte=st.integers(0, 255), keep=st.floats(0.1, 1))
def test_a_damaged_document_is_read_or_named(
    at: float, byte: int, keep: float, tmp_path: Path
) -> None:
    write_policy(tmp_path / "a.docx", automatic=True)
    raw = bytearray((tmp_path / "a.docx").read_bytes())
    raw[int(at * (len(raw) - 1))] = byte
    (tmp_path / "b.docx").write_bytes(raw[: int(len(raw) * max(keep, at))])
    try:
        sections(tmp_path / "b.docx")
    except CorpusError:
        assert True
