"""Images of pages and scanned pdf give the sections of their text."""

import io
import struct
import sys
import zlib
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageDraw, ImageFont

from corpus.document import CorpusError
from corpus.load import load_document
from corpus.read import read_source
from tests.test_read_common import LINES, TITLE, expected
from tests.test_read_pdf import make_pdf, typeset

FONT = Path("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc")
SIZE = (1240, 1754)  # A4 at 150 dots per inch

recogniser = pytest.mark.skipif(
    bool(not FONT.exists()), reason="no Chinese font to draw with: fonts-noto-cjk is not installed"
)


@pytest.fixture(autouse=True)
def _installed(request: pytest.FixtureRequest) -> None:
    if request.node.get_closest_marker("skipif"):
        pytest.importorskip("rapidocr", reason="the recogniser is not installed: make ocr")


def draw(lines: list[tuple[float, float, str]], size: tuple[int, int] = SIZE) -> Image.Image:
    """Black text on white paper: x, y, text."""
    image = Image.new("RGB", size, "white")
    font = ImageFont.truetype(FONT, 34, index=2)  # the simplified face of the collection
    pencil = ImageDraw.Draw(image)
    for x, y, text in lines:
        pencil.text((x, y), text, font=font, fill="black")
    return image


def policy_pages(per_page: int, width: int = 26) -> list[Image.Image]:
    """The common policy set in lines of `width` characters, page numbers below."""
    rows: list[tuple[float, str]] = []
    for line in LINES:
        if line == TITLE:
            rows.append((620 - 17 * len(line), line))
            continue
        indent = 0 if line.endswith("部门：") else 2
        rows.append((180 + 34 * indent, line[: width - indent]))
        rows += [
            (180, line[start : start + width]) for start in range(width - indent, len(line), width)
        ]
    pages: list[Image.Image] = []
    for start in range(0, len(rows), per_page):
        page: list[tuple[float, float, str]] = [
            (x, 200 + 64 * n, text) for n, (x, text) in enumerate(rows[start : start + per_page])
        ]
        page.append((590, 1640, f"— {len(pages) + 1} —"))
        pages.append(draw(page))
    return pages


def addresses(path: Path) -> list[str]:
    """The sections of a file."""
    return [clause.section for clause in load_document(path, path.parent).clauses]


def folded(found: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Brackets and blanks as the recogniser may give them made alike."""
    marks = str.maketrans("（）：，；", "():,;", " ")
    return [(address, kind, text.translate(marks)) for address, kind, text in found]


@recogniser
def test_a_scanned_pdf_has_the_sections_of_its_text(tmp_path: Path) -> None:
    first, *rest = policy_pages(per_page=9)
    first.save(tmp_path / "a.pdf", save_all=True, append_images=rest, resolution=150)
    document = load_document(tmp_path / "a.pdf", tmp_path)
    assert folded([(c.section, c.kind, c.text) for c in document.clauses]) == folded(
        expected(tmp_path)
    )
    assert document.confidence is not None
    assert 0.95 < document.confidence <= 1
    assert not any("识别" in warning for warning in document.warnings)


@recogniser
def test_a_tiff_of_several_pages_is_read_page_by_page(tmp_path: Path) -> None:
    first, *rest = [
        draw([(100, 60, f"{n}、第{n}页的文字。"), (500, 380, f"- {page} -")], (1000, 440))
        for page, n in enumerate("一二三", 1)
    ]
    first.save(tmp_path / "a.tiff", save_all=True, append_images=rest, compression="tiff_lzw")
    assert read_source(tmp_path / "a.tiff").text == (
        "一、第一页的文字。\n二、第二页的文字。\n三、第三页的文字。\n"
    )


@recogniser
@pytest.mark.parametrize("turn", [90, 180, 2], ids=["on its side", "upside down", "askew"])
def test_a_page_that_lies_otherwise_is_turned(turn: int, tmp_path: Path) -> None:
    lines = [
        "一、总体要求",
        "（一）坚持安全第一，推动企业发展。",
        "二、保障措施",
        "（一）加强领导，建立联席会议制度。",
    ]
    image = draw([(180, 200 + 80 * n, text) for n, text in enumerate(lines)], (1240, 900))
    image.rotate(turn, expand=True, fillcolor="white").save(tmp_path / "a.png")
    assert addresses(tmp_path / "a.png") == ["一", "一/(一)", "二", "二/(一)"]


@recogniser
def test_pages_with_text_and_pages_of_images_are_read_in_their_order(tmp_path: Path) -> None:
    text = pypdfium2.PdfDocument(
        make_pdf(typeset(("一、甲市支持企业开展试点示范应用。", "（一）落实。"), 20))
    )
    buffer = io.BytesIO()
    draw([(180, 200, "二、乙市支持企业建设创新平台。")]).save(buffer, "PDF", resolution=150)
    scan = pypdfium2.PdfDocument(buffer.getvalue())
    text.import_pages(scan)
    text.save(str(tmp_path / "a.pdf"))
    for document in (text, scan):
        document.close()
    assert addresses(tmp_path / "a.pdf")[-3:] == ["一", "一/(一)", "二"]


@recogniser
def test_a_ruled_table_on_paper_has_rows_and_cells(tmp_path: Path) -> None:
    cells = [
        (140, 300, "项目"),
        (440, 300, "标准"),
        (140, 380, "购机补贴"),
        (440, 380, "最高奖励五十万元"),
    ]
    image = draw([(120, 200, "补贴标准如下："), *cells, (120, 480, "以上不重复享受。")], (900, 600))
    pencil = ImageDraw.Draw(image)
    for y in (280, 360, 440):
        pencil.line((120, y, 780, y), fill="black", width=3)
    for x in (120, 420, 780):
        pencil.line((x, 280, x, 440), fill="black", width=3)
    image.save(tmp_path / "a.png")
    source = read_source(tmp_path / "a.png")
    assert source.text.splitlines()[1:3] == ["项目\t标准", "购机补贴\t最高奖励五十万元"]
    assert [block.kind for block in source.blocks] == ["paragraph", "table", "paragraph"]


@recogniser
def test_transparent_paper_is_white(tmp_path: Path) -> None:
    drawn = draw([(100, 60, "一、总体要求")], (800, 200))
    clear = Image.new("RGBA", drawn.size, (0, 0, 0, 0))
    clear.paste(drawn, mask=drawn.convert("L").point(lambda value: 255 - value))
    clear.save(tmp_path / "a.png")
    assert read_source(tmp_path / "a.png").text == "一、总体要求\n"


@recogniser
def test_a_long_picture_is_read_to_its_end_in_order(tmp_path: Path) -> None:
    lines = [f"（{n}）第一批共支持企业{n}家。" for n in range(1, 15)]
    draw([(60, 60 + 120 * n, text) for n, text in enumerate(lines)], (640, 1800)).save(
        tmp_path / "a.png"
    )
    found = [
        line.translate(str.maketrans("（）", "()"))
        for line in read_source(tmp_path / "a.png").text.split()
    ]
    places = [found.index(line.translate(str.maketrans("（）", "()"))) for line in lines]
    assert all(before < after for before, after in pairwise(places))


@recogniser
def test_a_page_that_is_hard_to_read_is_said(tmp_path: Path) -> None:
    image = draw([(180, 200 + 80 * n, "支持企业开展试点示范应用") for n in range(6)], (1240, 800))
    small = image.resize((150, 97))
    small.resize(image.size).save(tmp_path / "a.jpg", quality=20)
    try:
        warnings = read_source(tmp_path / "a.jpg").warnings
    except CorpusError as error:
        warnings = (str(error),)
    assert len(warnings) == 1
    assert "对照原件" in warnings[0] or "没有文字" in warnings[0]


def test_without_the_recogniser_the_remedy_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "rapidocr", None)  # as if not installed
    Image.new("RGB", SIZE, "white").save(tmp_path / "扫描.png")
    Image.new("RGB", SIZE, "white").save(tmp_path / "扫描.pdf")
    for name in ("扫描.png", "扫描.pdf"):
        with pytest.raises(CorpusError, match="OCR）没有安装；请运行 make ocr") as raised:
            read_source(tmp_path / name)
        assert name in str(raised.value)


def test_without_the_recogniser_pages_with_text_are_read_and_the_others_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    document = pypdfium2.PdfDocument(make_pdf([[(90, 600, 16, "一、支持企业开展试点示范应用。")]]))
    buffer = io.BytesIO()
    Image.new("RGB", SIZE, "white").save(buffer, "PDF")
    scan = pypdfium2.PdfDocument(buffer.getvalue())
    document.import_pages(scan)
    document.save(str(tmp_path / "a.pdf"))
    for opened in (document, scan):
        opened.close()
    source = read_source(tmp_path / "a.pdf")
    assert source.text == "一、支持企业开展试点示范应用。\n"
    assert source.confidence is None
    assert source.warnings == (
        "第 2 页是图片，文字识别（OCR）没有安装，没有读入；请运行 make ocr 后重试。",
    )


def _bomb() -> bytes:
    """A PNG of a few bytes that says that it has ten thousand million pixels."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + content))
        return struct.pack(">I", len(content)) + kind + content + check

    head = struct.pack(">IIBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"x") + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "文件是空的"),
        (b"\x89PNG", "不是完整的图片"),
        (b"GIF89a", "不是完整的图片"),
        (_bomb(), "万像素"),
    ],
    ids=["empty", "damaged", "another format", "bomb"],
)
def test_a_bad_image_is_named(raw: bytes, reason: str, tmp_path: Path) -> None:
    pytest.importorskip("rapidocr", reason="the recogniser is not installed: make ocr")
    (tmp_path / "坏.png").write_bytes(raw)
    with pytest.raises(CorpusError, match=reason) as raised:
        read_source(tmp_path / "坏.png")
    assert "坏.png" in str(raised.value)


def test_truncated_images_are_named(tmp_path: Path) -> None:
    pytest.importorskip("rapidocr", reason="the recogniser is not installed: make ocr")
    for name, kind in (("a.png", "PNG"), ("a.jpg", "JPEG"), ("a.tif", "TIFF"), ("a.bmp", "BMP")):
        buffer = io.BytesIO()
        Image.effect_noise((64, 64), 80).save(buffer, kind)
        for size in range(1, 200, 23):
            (tmp_path / name).write_bytes(buffer.getvalue()[:size])
            with pytest.raises(CorpusError, match=f"{name}：不是完整的图片"):
                read_source(tmp_path / name)
