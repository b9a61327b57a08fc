"""A PDF gives the sections of its text, whatever its lines and pages were."""

from pathlib import Path

import pytest

from corpus.document import CorpusError
from corpus.read import read_source
from tests.test_read_common import LINES, TITLE, expected, sections

Placed = tuple[float, float, int, str]  # x, y, size, text


def make_pdf(pages: list[list[Placed]], *, encrypted: bool = False) -> bytes:
    """A PDF in Adobe's Chinese font that is never embedded: no library, no font file."""
    objects = {
        1: "<< /Type /Catalog /Pages 2 0 R >>",
        3: "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H"
        " /DescendantFonts [4 0 R] >>",
        4: "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo"
        " << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor 5 0 R /DW 1000 >>",
        5: "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880]"
        " /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
    }
    kids: list[str] = []
    for lines in pages:
        number = 6 + 2 * len(kids)
        content = "\n".join(
            f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm <{text.encode('utf-16-be').hex()}> Tj ET"
            for x, y, size, text in lines
        )
        objects[number] = (
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font"
            f" << /F1 3 0 R >> >> /Contents {number + 1} 0 R >>"
        )
        objects[number + 1] = f"<< /Length {len(content)} >>\nstream\n{content}\nendstream"
        kids.append(f"{number} 0 R")
    objects[2] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    extra = ""
    if encrypted:
        number = max(objects) + 1
        owner, user = "11" * 32, "22" * 32
        objects[number] = f"<< /Filter /Standard /V 1 /R 2 /O <{owner}> /U <{user}> /P -4 >>"
        extra = f" /Encrypt {number} 0 R /ID [<{'33' * 16}> <{'33' * 16}>]"
    out, offsets = b"%PDF-1.4\n", []
    for number in sorted(objects):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{objects[number]}\nendobj\n".encode()
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    size = len(offsets) + 1
    out += f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer << /Size {size} /Root 1 0 R{extra} >>\nstartxref\n{len(out)}\n%%EOF\n".encode()
    return out


def typeset(lines: tuple[str, ...], per_page: int, width: int = 20) -> list[list[Placed]]:
    """Lines of `width` characters, the first of a paragraph indented by two, heads and feet."""
    rows: list[tuple[float, int, str]] = []
    for line in lines:
        if line == TITLE:
            rows.append((297 - 11 * len(line), 22, line))
            continue
        flush = line.endswith("部门：")
        rest = line
        first = width if flush else width - 2
        rows.append((90 if flush else 122, 16, rest[:first]))
        rest = rest[first:]
        while rest:
            rows.append((90, 16, rest[:width]))
            rest = rest[width:]
    pages: list[list[Placed]] = []
    for start in range(0, len(rows), per_page):
        page: list[Placed] = [(200, 800, 10, "云泽市人民政府公报")]
        for n, (x, size, text) in enumerate(rows[start : start + per_page]):
            page.append((x, 720 - 28 * n, size, text))
        page.append((280, 40, 10, f"- {len(pages) + 1} -"))
        pages.append(page)
    return pages


@pytest.mark.parametrize("per_page", [4, 5, 6, 22])
def test_the_policy_has_the_same_sections(per_page: int, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(make_pdf(typeset(LINES, per_page, 26)))
    head = [] if per_page < 22 else [("题头", "heading", "云泽市人民政府公报")]
    assert sections(tmp_path / "a.pdf") == head + expected(tmp_path)


def test_a_paragraph_goes_on_over_lines_and_pages(tmp_path: Path) -> None:
    long = ("一、" + "支持企业开展试点示范应用，" * 12 + "结束。", "二、短句。")
    for per_page in (2, 3, 5):
        (tmp_path / "a.pdf").write_bytes(make_pdf(typeset(long, per_page)))
        assert read_source(tmp_path / "a.pdf").text == "\n".join(long) + "\n"


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "文件是空的"),
        (b"%PDF-1.4 x", "不是完整的 PDF"),
        (make_pdf([[(90, 700, 16, "一、甲")]], encrypted=True), "加了密码"),
        (make_pdf([[]]), "没有文字"),
        (make_pdf([[(90, 700, 16, "一、甲")]] * 3001), "有 3001 页，超过 3000 页"),
    ],
    ids=["empty", "damaged", "encrypted", "blank", "endless"],
)
def test_a_bad_file_is_named(raw: bytes, reason: str, tmp_path: Path) -> None:
    (tmp_path / "坏.pdf").write_bytes(raw)
    with pytest.raises(CorpusError, match=reason) as raised:
        read_source(tmp_path / "坏.pdf")
    assert "坏.pdf" in str(raised.value)


def test_truncated_files_are_read_or_named(tmp_path: Path) -> None:
    raw = make_pdf(typeset(LINES, 6, 26))
    for size in range(1, len(raw), 97):
        (tmp_path / "a.pdf").write_bytes(raw[:size])
        try:
            sections(tmp_path / "a.pdf")
        except CorpusError as error:
            text = str(error)
        else:
            text = "a.pdf"
        assert "a.pdf" in text
