"""An OFD file gives the sections of its text, however its producer placed the characters."""

import io
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from PIL import Image

from corpus.document import CorpusError
from corpus.read import read_source
from tests.test_read_common import LINES, expected, sections
from tests.test_read_pdf import Placed, typeset

NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
MM = 25.4 / 72


def text_object(x: float, y: float, size: float, text: str, deltas: str | None = None) -> str:
    """One text on the page; millimetres from its left and top edge to the base line."""
    steps = deltas if deltas is not None else f"g {len(text) - 1} {size:.3f}"
    delta = f' DeltaX="{steps}"' if steps and len(text) > 1 else ""
    return (
        f'<ofd:TextObject ID="9" Boundary="{x:.3f} {y - size:.3f} {len(text) * size:.3f} {size * 1.2:.3f}"'
        f' Font="3" Size="{size:.3f}"><ofd:TextCode X="0" Y="{size:.3f}"{delta}>{escape(text)}'
        "</ofd:TextCode></ofd:TextObject>"
    )


def content(objects: list[str], template: str = "") -> str:
    """A page's part."""
    used = f'<ofd:Template TemplateID="{template}" ZOrder="Background"/>' if template else ""
    return (
        f"<ofd:Page {NAMESPACE}><ofd:Area><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:Area>"
        f'{used}<ofd:Content><ofd:Layer ID="7">{"".join(objects)}</ofd:Layer></ofd:Content></ofd:Page>'
    )


def document_parts(
    folder: str, pages: list[str], templates: dict[str, str] | None = None
) -> dict[str, str]:
    """The parts of one document of the package."""
    listed = "".join(
        f'<ofd:TemplatePage ID="{name}" BaseLoc="Tpls/{name}.xml"/>' for name in templates or {}
    )
    named = "".join(
        f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages))
    )
    parts = {
        f"{folder}/Document.xml": f"<ofd:Document {NAMESPACE}><ofd:CommonData><ofd:PageArea>"
        f"<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>{listed}"
        "<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes></ofd:CommonData>"
        f"<ofd:Pages>{named}</ofd:Pages></ofd:Document>"
    }
    parts |= {f"{folder}/Pages/Page_{n}/Content.xml": page for n, page in enumerate(pages)}
    parts |= {f"{folder}/Tpls/{name}.xml": page for name, page in (templates or {}).items()}
    return parts


def write_ofd(
    path: Path,
    parts: dict[str, str] | dict[str, str | bytes],
    roots: tuple[str, ...] = ("Doc_0/Document.xml",),
) -> Path:
    """The package at `path`."""
    bodies = "".join(
        f"<ofd:DocBody><ofd:DocInfo/><ofd:DocRoot>{root}</ofd:DocRoot></ofd:DocBody>"
        for root in roots
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("OFD.xml", f'<ofd:OFD {NAMESPACE} Version="1.0">{bodies}</ofd:OFD>')
        for name, part in parts.items():
            package.writestr(name, part)
    return path


def whole(x: float, y: float, size: float, text: str) -> list[str]:
    return [text_object(x, y, size, text)]


def one_by_one(x: float, y: float, size: float, text: str) -> list[str]:
    return [text_object(x + n * size, y, size, char) for n, char in enumerate(text)]


def listed_steps(x: float, y: float, size: float, text: str) -> list[str]:
    return [text_object(x, y, size, text, " ".join([f"{size:.3f}"] * (len(text) - 1)))]


def unrounded(x: float, y: float, size: float, text: str) -> list[str]:
    """As programs write them that print numbers as they are and spell the size small."""
    box = f"{x + 0.0004:.15f} {y - size:.16f} {len(text) * size:.14f} {size:.18f}"
    return [
        f'<ofd:TextObject ID="9" Boundary="{box}" Font="3" size="{size:.17f}">'
        f'<ofd:TextCode X="0" Y="{size:.17f}" DeltaX="g {len(text) - 1} {size:.16f}">'
        f"{escape(text)}</ofd:TextCode></ofd:TextObject>"
    ]


def page_objects(page: list[Placed], place: object) -> list[str]:
    objects: list[str] = []
    for x, y, size, text in page:
        objects += place(x * MM, (842 - y) * MM, size * MM, text)  # type: ignore[operator]
    return objects


@pytest.mark.parametrize("place", [whole, one_by_one, listed_steps, unrounded])
@pytest.mark.parametrize("per_page", [5, 6])
def test_the_policy_has_the_same_sections(place: object, per_page: int, tmp_path: Path) -> None:
    pages = [content(page_objects(page, place)) for page in typeset(LINES, per_page, 26)]
    write_ofd(tmp_path / "a.ofd", document_parts("Doc_0", pages))
    assert sections(tmp_path / "a.ofd") == expected(tmp_path)


def test_what_a_template_repeats_on_each_page_is_no_text(tmp_path: Path) -> None:
    pages = [content([text_object(30, 60, 5.6, f"{n}、支持第{n}批企业。")], "t1") for n in "一二三"]
    parts = document_parts(
        "Doc_0", pages, {"t1": content([text_object(80, 15, 4, "云泽市政务公开")])}
    )
    write_ofd(tmp_path / "a.ofd", parts)
    assert read_source(tmp_path / "a.ofd").text == (
        "一、支持第一批企业。\n二、支持第二批企业。\n三、支持第三批企业。\n"
    )


def test_what_a_template_says_once_is_text(tmp_path: Path) -> None:
    parts = document_parts(
        "Doc_0", [content([text_object(30, 80, 5.6, "一、支持企业。")], "t1")],
        {"t1": content([text_object(60, 40, 8, "云泽市若干措施")])},
    )  # fmt: skip
    write_ofd(tmp_path / "a.ofd", parts)
    assert read_source(tmp_path / "a.ofd").text == "云泽市若干措施\n一、支持企业。\n"


def test_the_documents_of_a_package_follow_each_other(tmp_path: Path) -> None:
    parts = document_parts("Doc_0", [content([text_object(30, 60, 5.6, "一、甲。")])])
    parts |= document_parts("Doc_1", [content([text_object(30, 60, 5.6, "二、乙。")])])
    write_ofd(tmp_path / "a.ofd", parts, ("Doc_0/Document.xml", "/Doc_1/Document.xml"))
    assert read_source(tmp_path / "a.ofd").text == "一、甲。\n二、乙。\n"


def test_a_ruled_table_has_rows_and_cells(tmp_path: Path) -> None:
    edges = [("M 30 {0} L 150 {0}", y) for y in (60, 70, 80)] + [
        ("M {0} 60 L {0} 80", x) for x in (30, 90, 150)
    ]
    objects = [
        '<ofd:PathObject ID="5" Boundary="0 0 210 297"><ofd:AbbreviatedData>'
        f"{line.format(place)}</ofd:AbbreviatedData></ofd:PathObject>"
        for line, place in edges
    ]
    cells = [(32, 67, "项目"), (92, 67, "标准"), (32, 77, "购机补贴"), (92, 77, "50万元")]
    objects += [text_object(x, y, 5, text) for x, y, text in cells]
    write_ofd(tmp_path / "a.ofd", document_parts("Doc_0", [content(objects)]))
    source = read_source(tmp_path / "a.ofd")
    assert source.text == "项目\t标准\n购机补贴\t50万元\n"
    assert [block.kind for block in source.blocks] == ["table"]


def test_a_watermark_askew_and_what_is_hidden_are_left_out(tmp_path: Path) -> None:
    mark = text_object(60, 150, 12, "内部资料").replace("Font=", 'CTM="0.7 0.7 -0.7 0.7 0 0" Font=')
    hidden = text_object(30, 90, 5, "看不见").replace("Font=", 'Visible="false" Font=')
    objects = [mark, hidden, text_object(30, 60, 5.6, "一、甲。")]
    write_ofd(tmp_path / "a.ofd", document_parts("Doc_0", [content(objects)]))
    assert read_source(tmp_path / "a.ofd").text == "一、甲。\n"


def test_a_transformed_text_is_placed_where_it_is_seen(tmp_path: Path) -> None:
    first = text_object(30, 60, 5.6, "一、支持企业").replace("Font=", 'CTM="2 0 0 2 0 0" Font=')
    second = text_object(30 + 6 * 11.2, 65.6, 11.2, "做大做强。")
    write_ofd(tmp_path / "a.ofd", document_parts("Doc_0", [content([second, first])]))
    assert read_source(tmp_path / "a.ofd").text == "一、支持企业做大做强。\n"


def test_a_missing_page_is_said(tmp_path: Path) -> None:
    page = content([text_object(30, 60, 5.6, "一、甲。")])
    parts = document_parts("Doc_0", [page, page])
    del parts["Doc_0/Pages/Page_1/Content.xml"]
    write_ofd(tmp_path / "a.ofd", parts)
    source = read_source(tmp_path / "a.ofd")
    assert source.text == "一、甲。\n"
    assert source.warnings == ("第 2 页的内容缺失，没有读入。",)


def test_a_page_that_is_an_image_needs_the_recogniser(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "rapidocr", None)
    buffer = io.BytesIO()
    Image.new("RGB", (100, 140), "white").save(buffer, "PNG")
    page = content(['<ofd:ImageObject ID="4" ResourceID="12" Boundary="0 0 210 297"/>'])
    parts: dict[str, str | bytes] = {
        **document_parts("Doc_0", [page]),
        "Doc_0/DocumentRes.xml": f'<ofd:Res {NAMESPACE} BaseLoc="Res"><ofd:MultiMedias><ofd:MultiMedia'
        ' ID="12" Type="Image"><ofd:MediaFile>p.png</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias></ofd:Res>',
        "Doc_0/Res/p.png": buffer.getvalue(),
    }  # fmt: skip
    write_ofd(tmp_path / "a.ofd", parts)
    with pytest.raises(CorpusError, match=r"a\.ofd：是扫描件或图片.*make ocr"):
        read_source(tmp_path / "a.ofd")


PAGE = content([text_object(30, 60, 5.6, "一、甲。")])
ENTITY = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({}, "不是完整的 OFD"),
        (document_parts("Doc_0", ["<ofd:Page"]), "不是完整的 OFD"),
        (document_parts("Doc_0", [ENTITY + PAGE.replace("一、", "&b;")]), "实体声明"),
        (document_parts("Doc_0", [PAGE]) | {"Doc_0/x.xml": " " * 60_000_000}, "压缩炸弹"),
        (document_parts("Doc_0", [PAGE]) | {"Encryptions.xml": "<a/>"}, "加了密"),
        (document_parts("Doc_0", [content([])]), "没有文字"),
        (
            document_parts(
                "Doc_0", [content([text_object(9, 9, 4, "甲", "g 999999999 9")])] * 3001
            ),
            "有 3000 页以上",
        ),
    ],
    ids=["no document", "broken page", "entities", "bomb", "encrypted", "blank", "endless"],
)
def test_a_bad_package_is_named(parts: dict[str, str], reason: str, tmp_path: Path) -> None:
    write_ofd(tmp_path / "坏.ofd", parts)
    with pytest.raises(CorpusError, match=reason) as raised:
        read_source(tmp_path / "坏.ofd")
    assert "坏.ofd" in str(raised.value)


def test_truncated_packages_are_named(tmp_path: Path) -> None:
    raw = write_ofd(tmp_path / "a.ofd", document_parts("Doc_0", [PAGE])).read_bytes()
    for size in range(0, len(raw), 61):
        (tmp_path / "b.ofd").write_bytes(raw[:size])
        with pytest.raises(CorpusError, match=r"b\.ofd：(?:不是完整的 OFD|文件是空的)"):
            read_source(tmp_path / "b.ofd")


def test_steps_without_end_place_only_the_characters_there_are(tmp_path: Path) -> None:
    endless = text_object(30, 60, 5.6, "一、甲。", "g 999999999 5.6")
    write_ofd(tmp_path / "a.ofd", document_parts("Doc_0", [content([endless])]))
    assert read_source(tmp_path / "a.ofd").text == "一、甲。\n"
