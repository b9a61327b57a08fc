"""A PDF gives the sections of its text, whatever its lines and pages were."""

import re
import zlib
from pathlib import Path

import pytest

from corpus.document import CorpusError
from corpus.read import read_source
from tests.test_read_common import LINES, TITLE, expected, sections

Placed = tuple[float, float, int, str]  # x, y, size, text


def make_pdf(
    pages: list[list[Placed]],
    *,
    encrypted: bool = False,
    drawings: tuple[str, ...] = (),
    page_extra: str = "",
) -> bytes:
    """A PDF in Adobe's Chinese font that is never embedded: no library, no font file.

    `drawings`: what each page draws beside its text; `page_extra`: entries of every page.
    """
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
        content += "\n" + (drawings[len(kids)] if drawings else "")
        objects[number] = (
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font"
            f" << /F1 3 0 R >> >> {page_extra} /Contents {number + 1} 0 R >>"
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


def ruled(x0: float, xs: tuple[float, ...], y0: float, ys: tuple[float, ...]) -> str:
    """The lines of a table; places are steps from its lower left corner."""
    across = [f"{x0} {y0 + y} m {x0 + xs[-1]} {y0 + y} l S" for y in ys]
    down = [f"{x0 + x} {y0} m {x0 + x} {y0 + ys[-1]} l S" for x in xs]
    return "\n".join([*across, *down])


def test_two_columns_below_a_title_are_read_one_after_the_other(tmp_path: Path) -> None:
    texts = [f"第{n}行的文字一直写到栏的右边为止" for n in range(20)]
    page: list[Placed] = [(120, 760, 22, "云泽市支持低空经济发展若干措施")]
    for n in range(10):  # as a program writes that goes row by row
        page += [(60, 700 - 20 * n, 14, texts[n]), (310, 700 - 20 * n, 14, texts[10 + n])]
    page.append((60, 460, 14, "本页下方的说明文字又占据了从左到右的整个版面宽度与栏无关系"))
    (tmp_path / "a.pdf").write_bytes(make_pdf([page]))
    assert read_source(tmp_path / "a.pdf").text.replace("\n", "") == "".join(
        ["云泽市支持低空经济发展若干措施", *texts, page[-1][3]]
    )


@pytest.mark.parametrize(
    "number",
    [
        "3",
        "- 3 -",
        "— 3 —",
        "－3－",
        "·3·",
        "第3页",
        "第 3 页 共 9 页",
        "第3页，共9页",
        "3/9",
        "3 / 9",
        "Page 3 of 9",
    ],
)
@pytest.mark.parametrize(("x", "y"), [(40, 30), (280, 60), (500, 815)])
def test_a_page_number_is_no_text(number: str, x: float, y: float, tmp_path: Path) -> None:
    page: list[Placed] = [
        (90, 700, 16, "一、支持企业。"),
        (90, 670, 16, "（一）给予奖励。"),
        (x, y, 10, number),
    ]
    (tmp_path / "a.pdf").write_bytes(make_pdf([page]))
    assert read_source(tmp_path / "a.pdf").text == "一、支持企业。\n（一）给予奖励。\n"


def test_what_only_looks_like_a_running_head_stays(tmp_path: Path) -> None:
    pages: list[list[Placed]] = [
        [
            (90, 800, 16, f"附件{n}"),
            (90, 600, 16, f"{n}个项目的清单。"),
            (90, 50, 16, f"合计{n * 7}万元"),
        ]
        for n in (1, 2, 3)
    ]
    (tmp_path / "a.pdf").write_bytes(make_pdf(pages))
    text = read_source(tmp_path / "a.pdf").text
    assert all(f"附件{n}\n" in text and f"合计{n * 7}万元\n" in text for n in (1, 2, 3))


def test_heads_that_differ_on_odd_and_even_pages_are_no_text(tmp_path: Path) -> None:
    pages: list[list[Placed]] = [
        [
            (60 if n % 2 else 400, 800, 10, "云泽市人民政府" if n % 2 else "2025年公报"),
            (90, 600, 16, f"{n}、第{n}项内容。"),
        ]
        for n in range(1, 7)
    ]
    (tmp_path / "a.pdf").write_bytes(make_pdf(pages))
    assert read_source(tmp_path / "a.pdf").text == "".join(
        f"{n}、第{n}项内容。\n" for n in range(1, 7)
    )


def test_a_ruled_table_is_rows_and_cells_over_pages(tmp_path: Path) -> None:
    def page(rows: list[tuple[str, str, str]], top: float) -> list[Placed]:
        return [
            (x, top - 30 * n - 20, 12, text)
            for n, row in enumerate(rows)
            for x, text in zip((95, 195, 395), row, strict=True)
            if text
        ]

    head = ("类别", "项目", "标准")
    first = page([head, ("购置", "购机补贴", "50万元"), ("运营", "航线补贴", "20万元")], 142)
    second = page([head, ("", "起降点补贴", "10万元"), ("人才", "飞手培训", "1万元")], 800)
    first.append((90, 500, 16, "补贴标准如下："))
    second.append((90, 500, 16, "以上不重复享受。"))
    xs, ys = (0, 100, 300, 400), (0, 30, 60, 90)
    raw = make_pdf([first, second], drawings=(ruled(90, xs, 52, ys), ruled(90, xs, 710, ys)))
    (tmp_path / "a.pdf").write_bytes(raw)
    source = read_source(tmp_path / "a.pdf")
    assert source.text.splitlines() == [
        "补贴标准如下：",
        "类别\t项目\t标准",
        "购置\t购机补贴\t50万元",
        "运营\t航线补贴\t20万元",
        "运营\t起降点补贴\t10万元",
        "人才\t飞手培训\t1万元",
        "以上不重复享受。",
    ]
    assert [block.kind for block in source.blocks] == ["paragraph", "table", "paragraph"]


def test_neighbouring_cells_without_a_gap_are_parted_by_the_line_between_them(
    tmp_path: Path,
) -> None:
    page: list[Placed] = [
        (92, 605, 10, "一二三四五六七八九十" * 2),
        (92, 585, 10, "甲乙丙丁"),
        (192, 585, 10, "子丑寅卯"),
    ]
    raw = make_pdf([page], drawings=(ruled(90, (0, 101, 220), 580, (0, 20, 40)),))
    (tmp_path / "a.pdf").write_bytes(raw)
    assert (
        read_source(tmp_path / "a.pdf").text
        == "一二三四五六七八九十\t一二三四五六七八九十\n甲乙丙丁\t子丑寅卯\n"
    )


def test_a_cell_merged_over_rows_stands_in_each(tmp_path: Path) -> None:
    page: list[Placed] = [(95, 625, 12, "汽车"), (195, 640, 12, "整车"), (195, 610, 12, "零部件")]
    lines = "90 600 m 290 600 l S 90 660 m 290 660 l S 190 630 m 290 630 l S " + " ".join(
        f"{x} 600 m {x} 660 l S" for x in (90, 190, 290)
    )
    (tmp_path / "a.pdf").write_bytes(make_pdf([page], drawings=(lines,)))
    assert read_source(tmp_path / "a.pdf").text == "汽车\t整车\n汽车\t零部件\n"


def test_a_table_of_three_lines_has_columns(tmp_path: Path) -> None:
    rows = [
        ("指标", "2025年", "2027年"),
        ("企业数", "100家", "300家"),
        ("营业收入", "10亿元", "30亿元"),
    ]
    page: list[Placed] = [
        (x, 640 - 24 * n, 12, text)
        for n, row in enumerate(rows)
        for x, text in zip((100, 250, 400), row, strict=True)
    ]
    lines = " ".join(f"90 {y} m 500 {y} l S" for y in (660, 634, 585))
    (tmp_path / "a.pdf").write_bytes(make_pdf([page], drawings=(lines,)))
    assert read_source(tmp_path / "a.pdf").text == "".join("\t".join(row) + "\n" for row in rows)


def test_a_frame_and_a_red_line_are_no_table(tmp_path: Path) -> None:
    page: list[Placed] = [
        (100, 700, 22, "云泽市人民政府文件"),
        (100, 600, 16, "一、支持企业。"),
        (100, 570, 16, "二、给予奖励。"),
    ]
    lines = "90 680 m 500 680 l S 90 676 m 500 676 l S 80 540 440 240 re S"
    (tmp_path / "a.pdf").write_bytes(make_pdf([page], drawings=(lines,)))
    assert [block.kind for block in read_source(tmp_path / "a.pdf").blocks] == ["paragraph"] * 3


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_turned_page_reads_the_same(turn: int, tmp_path: Path) -> None:
    raw = make_pdf(typeset(LINES, 6, 26), page_extra=f"/Rotate {turn}")
    (tmp_path / "a.pdf").write_bytes(raw)
    assert sections(tmp_path / "a.pdf") == expected(tmp_path)


def test_text_set_sideways_on_the_page_reads_the_same(tmp_path: Path) -> None:
    raw = make_pdf(typeset(LINES, 6, 26))
    upright = b"BT /F1 16 Tf 1 0 0 1 "
    assert upright in raw
    turned = re.sub(
        rb"Tf 1 0 0 1 ([\d.]+) ([\d.]+) Tm",
        lambda m: b"Tf 0 1 -1 0 %d %d Tm" % (842 - float(m[2]), float(m[1])),
        raw.replace(b"[0 0 595 842]", b"[0 0 842 595]"),
    )
    (tmp_path / "a.pdf").write_bytes(turned)
    assert sections(tmp_path / "a.pdf") == expected(tmp_path)


def test_a_watermark_askew_is_left_out(tmp_path: Path) -> None:
    mark = (
        f"BT /F1 60 Tf 0.7 0.7 -0.7 0.7 150 300 Tm <{'内部资料'.encode('utf-16-be').hex()}> Tj ET"
    )
    raw = make_pdf(
        [[(90, 700, 16, "一、支持企业。"), (90, 560, 16, "二、给予奖励。")]], drawings=(mark,)
    )
    (tmp_path / "a.pdf").write_bytes(raw)
    assert read_source(tmp_path / "a.pdf").text == "一、支持企业。\n二、给予奖励。\n"


def test_radicals_that_stand_for_characters_are_those_characters(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(make_pdf([[(90, 700, 16, "⼀、⽀持⻓⻰企业⼤⼒发展。")]]))
    assert read_source(tmp_path / "a.pdf").text == "一、支持长龙企业大力发展。\n"


def test_a_line_below_the_text_after_a_number_goes_on(tmp_path: Path) -> None:
    page: list[Placed] = [
        (90, 700, 16, "1."), (122, 700, 16, "支持企业开展试点示范应用并给予奖励支持企业开"), (122, 672, 16, "展示范。"),
        (90, 644, 16, "2."), (122, 644, 16, "支持企业建设创新平台并给予奖励支持企业建设平"), (122, 616, 16, "台。"),
        (90, 588, 16, "3."), (122, 588, 16, "支持企业引进高层次人才并给予奖励支持企业引进"), (122, 560, 16, "人才。"),
    ]  # fmt: skip
    (tmp_path / "a.pdf").write_bytes(make_pdf([page]))
    assert [line[-5:] for line in read_source(tmp_path / "a.pdf").text.splitlines()] == [
        "开展示范。",
        "建设平台。",
        "引进人才。",
    ]


def test_entries_of_a_table_of_contents_stay_apart(tmp_path: Path) -> None:
    page: list[Placed] = [
        (90, 700 - 28 * n, 16, f"第{n}章总体要求{'…' * 12}{n}") for n in range(1, 6)
    ]
    (tmp_path / "a.pdf").write_bytes(make_pdf([page]))
    assert len(read_source(tmp_path / "a.pdf").text.splitlines()) == 5


def packed(content: bytes, extra: str = "") -> bytes:
    """A compressed stream object."""
    raw = zlib.compress(content)
    return (
        f"<< /Length {len(raw)} /Filter /FlateDecode {extra} >>\nstream\n".encode()
        + raw
        + b"\nendstream"
    )


def hostile_pdf(content: bytes, form: bytes) -> bytes:
    """A page of this content that may draw the form as /X."""
    resources = "/Resources << /XObject << /X 5 0 R >> >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R {resources} >>".encode(),
        packed(content),
        packed(form, f"/Type /XObject /Subtype /Form /BBox [0 0 9 9] {resources}"),
    ]
    out = b"%PDF-1.4\n"
    for number, body in enumerate(objects, 1):
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    return out + b"trailer << /Size 6 /Root 1 0 R >>\n"


@pytest.mark.parametrize(
    ("content", "form"),
    [(b"0 0 m 9 9 l S " * 6_000_000, b""), (b"/X Do", b"/X Do /X Do /X Do")],
    ids=["unpacks without end", "draws itself"],
)
def test_a_bomb_is_named(content: bytes, form: bytes, tmp_path: Path) -> None:
    (tmp_path / "坏.pdf").write_bytes(hostile_pdf(content, form))
    with pytest.raises(CorpusError, match=r"坏\.pdf：内容展开后过大"):
        read_source(tmp_path / "坏.pdf")


def test_a_form_that_draws_another_is_read(tmp_path: Path) -> None:
    raw = make_pdf([[(90, 700, 16, "一、支持企业。")]])
    nested = (
        b"<< /Type /XObject /Subtype /Form /Resources << /XObject << /Y 1 0 R >> >> >>\nstream\n"
    )
    (tmp_path / "a.pdf").write_bytes(
        raw.replace(b"xref", b"90 0 obj\n" + nested + b"\nendstream endobj\nxref")
    )
    assert read_source(tmp_path / "a.pdf").text == "一、支持企业。\n"


@pytest.mark.parametrize("number", ["1" + "0" * 40, "-" + "9" * 60, "0.0000000001"])
@pytest.mark.parametrize("entry", ["1 0 0 1 90.0 700 Tm", "0 0 595 842", "/F1 16 Tf"])
def test_senseless_numbers_do_no_harm(entry: str, number: str, tmp_path: Path) -> None:
    raw = make_pdf([[(90.0, 700, 16, "一、支持企业。"), (90, 600, 16, "二、给予奖励。")]])
    assert entry.encode() in raw
    broken = re.sub(r"(?<= |\[)\d+(?:\.\d+)?(?= |$)", number, entry)
    assert broken != entry
    (tmp_path / "a.pdf").write_bytes(raw.replace(entry.encode(), broken.encode(), 1))
    try:
        text = read_source(tmp_path / "a.pdf").text
    except CorpusError as error:
        text = str(error)
    assert "二、给予奖励。" in text or "没有文字" in text or "PDF" in text
