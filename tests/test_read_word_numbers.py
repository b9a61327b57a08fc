"""Word's automatic numbers are written out as Word shows them."""

from pathlib import Path

import pytest

from corpus.read import read_source
from corpus.read.number_format import format_number
from tests.word_package import a_list, a_number, in_list, paragraph, write_word


@pytest.mark.parametrize(
    ("number", "style", "shown"),
    [
        (1, "chineseCounting", "一"),
        (10, "chineseCountingThousand", "十"),
        (21, "chineseCountingThousand", "二十一"),
        (105, "chineseCountingThousand", "一百零五"),
        (110, "chineseCountingThousand", "一百一十"),
        (12, "ideographDigital", "一二"),
        (3, "decimalEnclosedCircle", "③"),
        (21, "decimalEnclosedCircleChinese", "㉑"),
        (36, "decimalEnclosedCircle", "㊱"),
        (51, "decimalEnclosedCircle", "51"),
        (2, "ideographEnclosedCircle", "㊁"),
        (12, "chineseLegalSimplified", "壹拾贰"),
        (14, "upperRoman", "XIV"),
        (9, "lowerRoman", "ix"),
        (28, "lowerLetter", "bb"),
        (7, "decimal", "7"),
        (7, "decimalZero", "07"),
        (12, "decimalFullWidth", "１２"),
        (2, "ideographTraditional", "乙"),
        (11, "ideographTraditional", "11"),
        (13, "ideographZodiacTraditional", "丙子"),
        (4, "decimalEnclosedParen", "(4)"),
        (4, "none", ""),
        (0, "decimal", "0"),
        (0, "chineseCounting", "0"),
    ],
)
def test_numbers_in_words_formats(number: int, style: str, shown: str) -> None:
    assert format_number(number, style) == shown


def lines(path: Path, levels: list[int | None], **parts: str) -> list[str]:
    """The lines of paragraphs at these levels of list 1, each of the text 甲."""
    body = "".join(paragraph("甲", "" if at is None else in_list(1, at)) for at in levels)
    return read_source(write_word(path, body, **parts)).text.splitlines()


POLICY = a_list(0, "chineseCounting %1、", "chineseCounting （%2）", "decimal %3.")


def test_levels_count_and_start_anew_below_an_outer_one(tmp_path: Path) -> None:
    shown = lines(
        tmp_path / "a.docx", [0, 1, 2, 2, 1, 2, None, 0, 1], numbering=POLICY + a_number(1, 0)
    )
    assert shown == ["一、甲", "（一）甲", "1.甲", "2.甲", "（二）甲", "1.甲", "甲", "二、甲", "（一）甲"]  # fmt: skip


def test_a_level_may_go_on_counting_over_an_outer_one(tmp_path: Path) -> None:
    chapters = a_list(
        0, "chineseCounting 第%1章", 'chineseCounting 第%2条 <w:lvlRestart w:val="0"/>'
    )
    shown = lines(tmp_path / "a.docx", [0, 1, 1, 0, 1], numbering=chapters + a_number(1, 0))
    assert shown == ["第一章 甲", "第一条 甲", "第二条 甲", "第二章 甲", "第三条 甲"]


def test_a_level_may_start_anew_after_the_outermost_only(tmp_path: Path) -> None:
    levels = a_list(0, "decimal %1、", "decimal (%2)", 'decimal %3. <w:lvlRestart w:val="1"/>')
    shown = lines(tmp_path / "a.docx", [0, 1, 2, 1, 2, 0, 1, 2], numbering=levels + a_number(1, 0))
    assert shown == ["1、甲", "(1)甲", "1.甲", "(2)甲", "2.甲", "2、甲", "(1)甲", "1.甲"]


def test_legal_numbering_shows_outer_levels_in_digits(tmp_path: Path) -> None:
    levels = a_list(0, "chineseCounting %1、", "decimal %1.%2 <w:isLgl/>")
    shown = lines(tmp_path / "a.docx", [0, 0, 1], numbering=levels + a_number(1, 0))
    assert shown == ["一、甲", "二、甲", "2.1 甲"]


def test_a_format_of_no_number_keeps_its_text_and_a_bullet_is_no_number(tmp_path: Path) -> None:
    levels = a_list(0, "none 附件：", "bullet ●")
    assert lines(tmp_path / "a.docx", [0, 1], numbering=levels + a_number(1, 0)) == [
        "附件：甲",
        "甲",
    ]


def test_an_override_starts_a_list_anew(tmp_path: Path) -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    numbering = POLICY + a_number(1, 0) + a_number(2, 0) + a_number(3, 0, override)
    body = "".join(paragraph("甲", in_list(number, 0)) for number in (1, 2, 3, 3, 1))
    source = read_source(write_word(tmp_path / "a.docx", body, numbering=numbering))
    assert source.text.split("甲\n") == ["一、", "二、", "五、", "六、", "七、", ""]


def test_an_override_may_bring_a_level_of_its_own(tmp_path: Path) -> None:
    override = (
        '<w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl></w:lvlOverride>'
    )
    numbering = POLICY + a_number(1, 0, override)
    assert lines(tmp_path / "a.docx", [0, 0], numbering=numbering) == ["I.甲", "II.甲"]


STYLES = (
    '<w:style w:type="paragraph" w:styleId="h1"><w:name w:val="heading 1"/>'
    '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="h2"><w:name w:val="heading 2"/>'
    '<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="own"><w:name w:val="章标题"/>'
    '<w:basedOn w:val="h1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="none"><w:name w:val="无号"/><w:basedOn w:val="h1"/>'
    '<w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="linked"><w:name w:val="款"/>'
    '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
)


def test_styles_number_their_paragraphs_and_those_of_styles_based_on_them(tmp_path: Path) -> None:
    levels = a_list(
        0,
        "chineseCounting %1、",
        "chineseCounting （%2）",
        'decimal %3. <w:pStyle w:val="linked"/>',
    )
    named = ["h1", "h2", "linked", "linked", "own", "none", "h2"]
    body = "".join(paragraph("甲", f'<w:pStyle w:val="{name}"/>') for name in named)
    body += paragraph("乙", f'<w:pStyle w:val="h1"/>{in_list(0, 0)}')
    path = write_word(tmp_path / "a.docx", body, numbering=levels + a_number(1, 0), styles=STYLES)
    source = read_source(path)
    assert source.text.splitlines() == [
        "一、甲", "（一）甲", "1.甲", "2.甲", "二、甲", "甲", "（一）甲", "乙",
    ]  # fmt: skip
    assert [block.heading for block in source.blocks] == [1, 2, 0, 0, 1, 1, 2, 1]


def test_a_list_may_be_defined_in_a_list_style(tmp_path: Path) -> None:
    numbering = (
        POLICY
        + '<w:abstractNum w:abstractNumId="7"><w:numStyleLink w:val="公文"/></w:abstractNum>'
        + a_number(1, 7)
        + a_number(2, 0)
    )
    styles = (
        '<w:style w:type="numbering" w:styleId="公文"><w:name w:val="公文"/>'
        '<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    )
    shown = lines(tmp_path / "a.docx", [0, 1], numbering=numbering, styles=styles)
    assert shown == ["一、甲", "（一）甲"]


def test_what_is_deleted_does_not_count_and_what_is_empty_does(tmp_path: Path) -> None:
    gone = "<w:del><w:r><w:delText>删</w:delText></w:r></w:del>"
    body = (
        paragraph("甲", in_list(1, 0))
        + paragraph(gone, f"{in_list(1, 0)}<w:rPr><w:del/></w:rPr>")
        + paragraph("乙", in_list(1, 0))
        + paragraph("", in_list(1, 0))
        + paragraph("丙", in_list(1, 0))
    )
    path = write_word(tmp_path / "a.docx", body, numbering=POLICY + a_number(1, 0))
    assert read_source(path).text.splitlines() == ["一、甲", "二、乙", "四、丙"]


def test_automatic_numbers_fill_the_empty_cells_of_a_column(tmp_path: Path) -> None:
    numbering = a_list(0, "decimal %1") + a_number(1, 0)
    rows = "".join(
        f"<w:tr><w:tc>{paragraph('', in_list(1, 0))}</w:tc><w:tc>{paragraph(name)}</w:tc></w:tr>"
        for name in "甲乙"
    )
    source = read_source(
        write_word(tmp_path / "a.docx", f"<w:tbl>{rows}</w:tbl>", numbering=numbering)
    )
    assert source.text == "1\t甲\n2\t乙\n"
