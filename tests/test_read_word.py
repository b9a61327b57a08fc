"""A Word document gives the sections that its reader sees, automatic numbers included."""

import re
import zipfile
from contextlib import suppress
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
from tests.test_read_common import HEADINGS, LINES, expected, sections
from tests.word_package import (
    MACROS,
    STRICT,
    a_list,
    a_number,
    in_list,
    paragraph,
    rewrite,
    run,
    write_word,
)

LEVELS = (("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 500
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


def seen(path: Path, body: str, **parts: str) -> str:
    return read_source(write_word(path, body, **parts)).text


def test_tracked_changes_are_accepted_and_said(tmp_path: Path) -> None:
    body = paragraph(
        run("一、奖励")
        + "<w:del><w:r><w:delText>100</w:delText></w:r></w:del>"
        + f"<w:ins>{run('200')}</w:ins>"
        + run("万元。")
    )
    source = read_source(write_word(tmp_path / "a.docx", body))
    assert source.text == "一、奖励200万元。\n"
    assert source.warnings == ("文档里有修订痕迹，已按全部接受读入。",)


def test_moved_text_stands_once_where_it_went(tmp_path: Path) -> None:
    gone = "<w:rPr><w:moveFrom/></w:rPr>"
    body = (
        paragraph(f"<w:moveFrom>{run('一、甲')}</w:moveFrom>", gone)
        + paragraph("二、乙")
        + paragraph(f"<w:moveTo>{run('三、甲')}</w:moveTo>")
    )
    assert seen(tmp_path / "a.docx", body) == "二、乙\n三、甲\n"


def test_a_paragraph_whose_end_was_deleted_goes_on(tmp_path: Path) -> None:
    body = paragraph("一、甲", "<w:rPr><w:del/></w:rPr>") + paragraph("乙。") + paragraph("丙")
    assert seen(tmp_path / "a.docx", body) == "一、甲乙。\n丙\n"


HIDING = (
    '<w:style w:type="character" w:styleId="暗"><w:name w:val="暗"/><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="批"><w:name w:val="批"/><w:rPr><w:vanish/></w:rPr></w:style>'
)


def test_hidden_text_is_not_read_however_it_is_hidden(tmp_path: Path) -> None:
    body = (
        paragraph(
            run("甲")
            + run("乙", "<w:vanish/>")
            + run("丙", '<w:vanish w:val="0"/>')
            + run("丁", '<w:rStyle w:val="暗"/>')
        )
        + paragraph("戊", '<w:pStyle w:val="批"/>')
        + paragraph(run("己", '<w:vanish w:val="false"/>'), '<w:pStyle w:val="批"/>')
    )
    assert seen(tmp_path / "a.docx", body, styles=HIDING) == "甲丙\n己\n"


def field(code: str, result: str) -> str:
    def mark(at: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{at}"/></w:r>'

    return (
        f"{mark('begin')}<w:r><w:instrText>{code}</w:instrText></w:r>{run('码') if code else ''}"
        f"{mark('separate')}{run(result)}{mark('end')}"
    )


def test_fields_links_and_controls_show_their_result(tmp_path: Path) -> None:
    body = paragraph(
        run("见")
        + field(" REF a ", "第二条")
        + f'<w:fldSimple w:instr="DATE">{run("今日")}</w:fldSimple>'
        + f"<w:hyperlink>{run('网站')}</w:hyperlink>"
        + f"<w:sdt><w:sdtPr/><w:sdtContent>{run('控件')}</w:sdtContent></w:sdt>"
        + f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('请输入')}</w:sdtContent></w:sdt>"
        + '<w:r><w:sym w:font="Wingdings 2" w:char="F052"/></w:r>'
    )
    assert seen(tmp_path / "a.docx", body) == "见第二条今日网站控件☑\n"


def test_breaks_begin_lines_and_soft_hyphens_are_unseen(tmp_path: Path) -> None:
    body = paragraph(
        "<w:r><w:t>一、甲</w:t><w:br/><w:t>二、乙</w:t><w:softHyphen/><w:t>\u00ad丙</w:t>"
        "<w:tab/><w:t>丁</w:t><w:noBreakHyphen/><w:t>1</w:t></w:r>"
    )
    assert seen(tmp_path / "a.docx", body) == "一、甲\n二、乙丙 丁-1\n"


def test_entries_of_a_table_of_contents_have_their_dots(tmp_path: Path) -> None:
    styles = '<w:style w:type="paragraph" w:styleId="目"><w:name w:val="toc 1"/></w:style>'
    tab = "<w:r><w:tab/></w:r>"
    body = paragraph(run("一、总则") + tab + run("12"), '<w:pStyle w:val="目"/>')
    assert seen(tmp_path / "a.docx", body, styles=styles) == "一、总则……12\n"


def test_notes_stand_after_the_paragraph_or_table_that_refers_to_them(tmp_path: Path) -> None:
    def note(kind: str, identity: int) -> str:
        return f'<w:r><w:{kind}Reference w:id="{identity}"/></w:r>'

    body = (
        paragraph(run("一、甲") + note("footnote", 2) + run("乙") + note("endnote", 2))
        + paragraph("二、丙")
        + f"<w:tbl><w:tr><w:tc>{paragraph('丁')}</w:tc>"
        + f"<w:tc>{paragraph(run('戊') + note('footnote', 3))}</w:tc></w:tr></w:tbl>"
        + paragraph("三、己")
    )
    notes = (
        f'<w:footnote w:id="0" w:type="separator">{paragraph("线")}</w:footnote>'
        f'<w:footnote w:id="2">{paragraph("脚甲")}</w:footnote>'
        f'<w:footnote w:id="3">{paragraph("脚丁")}</w:footnote>'
    )
    ends = f'<w:endnote w:id="2">{paragraph("尾")}</w:endnote>'
    text = seen(tmp_path / "a.docx", body, footnotes=notes, endnotes=ends)
    assert text == "一、甲乙\n注1：脚甲\n注2：尾\n二、丙\n丁\t戊\n注3：脚丁\n三、己\n"


def test_a_text_box_stands_beside_its_paragraph_and_once(tmp_path: Path) -> None:
    def box(text: str) -> str:
        content = f"<w:txbxContent>{paragraph(text)}</w:txbxContent>"
        return (
            "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx>"
            f"{content}</wps:txbx></mc:Choice><mc:Fallback><w:pict><v:textbox>{content}"
            "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        )

    body = paragraph(box("前") + run("一、甲") + box("后") + run("乙。"))
    assert seen(tmp_path / "a.docx", body) == "前\n一、甲乙。\n后\n"


@pytest.mark.parametrize(
    ("name", "replacements"),
    [("a.docx", STRICT), ("a.docm", [MACROS]), ("b.docm", [*STRICT, MACROS])],
)
def test_strict_files_and_files_with_macros_are_read(
    name: str, replacements: list[tuple[str, str]], tmp_path: Path
) -> None:
    path = write_word(
        tmp_path / name,
        paragraph("甲。", in_list(1, 0)),
        numbering=a_list(0, "chineseCounting %1、") + a_number(1, 0),
    )
    assert read_source(rewrite(path, *replacements)).text == "一、甲。\n"


def cell(*paragraphs: str, properties: str = "") -> str:
    inner = "".join(p if p.startswith("<") else paragraph(p) for p in paragraphs)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def table(*rows: str) -> str:
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


def test_a_table_inside_a_cell_is_text_of_the_cell(tmp_path: Path) -> None:
    inner = table(cell("甲") + cell("乙"), cell("丙") + cell("丁"))
    source = read_source(
        write_word(tmp_path / "a.docx", table(cell("一") + cell("先", inner, "后"), cell("二")))
    )
    assert source.text == "一\t先 甲 乙 丙 丁 后\n二\n"
    assert [block.kind for block in source.blocks] == ["table"]


def test_a_table_that_only_frames_text_is_no_table(tmp_path: Path) -> None:
    inner = table(cell("项目") + cell("标准"), cell("甲") + cell("50万元"))
    source = read_source(
        write_word(tmp_path / "a.docx", table(cell("一、甲。", inner, "二、乙。")))
    )
    assert [source.text[b.start : b.end] for b in source.blocks] == [
        "一、甲。", "项目\t标准\n甲\t50万元", "二、乙。",
    ]  # fmt: skip


def test_rows_deleted_or_hidden_are_left_out_and_columns_kept(tmp_path: Path) -> None:
    deleted = f"<w:trPr><w:del/></w:trPr>{cell('删')}"
    hidden = f"<w:trPr><w:hidden/></w:trPr>{cell('藏')}"
    late = f'<w:trPr><w:gridBefore w:val="1"/></w:trPr>{cell("乙")}'
    text = seen(tmp_path / "a.docx", table(cell("项") + cell("甲"), deleted, hidden, late))
    assert text == "项\t甲\n\t乙\n"


def test_a_document_of_pictures_says_so(tmp_path: Path) -> None:
    body = paragraph("<w:r><w:pict><v:shape><v:imagedata/></v:shape></w:pict></w:r>")
    with pytest.raises(CorpusError, match=r"扫\.docx：文档里只有图片，没有文字；"):
        read_source(write_word(tmp_path / "扫.docx", body))


def test_each_row_of_a_table_with_merged_cells_reads_by_itself(tmp_path: Path) -> None:
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
    assert tables == ["项目\t\t02\n补贴\t11\t12\n补贴\t21\t22"]


def test_a_zip_bomb_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "弹.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"\x00" * (20 * 2**20))
    with pytest.raises(CorpusError, match=r"弹\.docx：解压后有 20 MB"):
        read_source(path)


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE w [<!ENTITY a "万万万"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE w [<!ENTITY b SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE w SYSTEM "http://127.0.0.1:9/x.dtd">',
    ],
    ids=["bomb", "file", "network"],
)
def test_a_document_that_declares_entities_is_refused(declaration: str, tmp_path: Path) -> None:
    path = write_word(tmp_path / "外.docx", paragraph("一、&lt;b;"))
    rewrite(path, ("&lt;b", "&b"), ("<w:document", f"{declaration}<w:document"))
    with pytest.raises(CorpusError, match=r"外\.docx：.*(?:实体声明，不安全|不是完整的)"):
        read_source(path)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "文件是空的"),
        (b"PK\x03\x04 not a zip", "不是完整的 Word 文档"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "加了密码"),
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
    with suppress(CorpusError):  # any other failure is one of the reader
        sections(tmp_path / "b.docx")
