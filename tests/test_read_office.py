"""Files of old word processors give the sections of the same text, through LibreOffice."""

import shutil
import subprocess
from pathlib import Path

import pytest

from corpus.document import CorpusError
from corpus.read import office, read_source
from tests.test_read_common import LINES, expected, sections
from tests.test_read_word import OLE, write_policy
from tests.word_package import paragraph, write_word

needs_office = pytest.mark.skipif(
    office.converter() is None, reason="LibreOffice is not installed (libreoffice-writer-nogui)"
)


HALF_WIDTH = str.maketrans("（）", "()")  # LibreOffice saves the brackets of numbers in RTF so
RTF_HEAD = r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fnil\fcharset134 SimSun;}}\f0 "


def escaped(text: str) -> str:
    """Text in RTF as word processors of this country write it: GB 2312 bytes, escaped."""
    return "".join(f"\\'{byte:02x}" for byte in text.encode("gb18030"))


def rtf(lines: tuple[str, ...]) -> bytes:
    """The lines as RTF."""
    return (RTF_HEAD + "".join(f"{escaped(line)}\\par\n" for line in lines) + "}").encode("ascii")


def saved_as(kind: str, path: Path) -> Path:
    """The file saved by LibreOffice in another format, beside itself."""
    program = office.converter()
    assert program is not None
    profile = path.parent / "profile"
    subprocess.run(
        [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", kind,
         "--outdir", str(path.parent), str(path)],
        check=True, capture_output=True, timeout=100,
    )  # fmt: skip
    return path.with_suffix(f".{kind}")


@needs_office
def test_a_file_in_rtf_has_the_same_sections(tmp_path: Path) -> None:
    (tmp_path / "a.rtf").write_bytes(rtf(LINES))
    assert sections(tmp_path / "a.rtf") == expected(tmp_path)


@needs_office
def test_a_list_in_rtf_has_the_numbers_that_word_counts(tmp_path: Path) -> None:
    write_policy(tmp_path / "a.docx", automatic=True)
    rich = saved_as("rtf", tmp_path / "a.docx")
    (tmp_path / "a.docx").unlink()
    folded = [(at, kind, text.translate(HALF_WIDTH)) for at, kind, text in expected(tmp_path)]
    assert [(at, kind, text.translate(HALF_WIDTH)) for at, kind, text in sections(rich)] == folded


@needs_office
def test_an_old_word_file_has_the_numbers_that_word_counts(tmp_path: Path) -> None:
    write_policy(tmp_path / "a.docx", automatic=True)
    old = saved_as("doc", tmp_path / "a.docx")
    (tmp_path / "a.docx").unlink()
    assert old.read_bytes().startswith(OLE[:8])
    shutil.copyfile(old, tmp_path / "b.docx")  # the content decides, not the ending
    assert sections(tmp_path / "b.docx") == expected(tmp_path)


def test_a_word_package_or_page_with_an_old_ending_needs_no_conversion(tmp_path: Path) -> None:
    path = write_word(tmp_path / "a.doc", paragraph("一、甲。"))
    assert read_source(path).text == "一、甲。\n"
    (tmp_path / "b.doc").write_text(
        "<html><body><p>一、甲，乙。</p></body></html>", encoding="utf-8"
    )
    assert read_source(tmp_path / "b.doc").text == "一、甲，乙。\n"


@pytest.mark.parametrize(
    ("name", "raw", "reason"),
    [
        ("坏.doc", b"", "文件是空的"),
        ("坏.doc", b"abc" * 100, "内容不是 Word、WPS 或 RTF 文档"),
        ("坏.doc", OLE + "Workbook".encode("utf-16-le"), "内容不是 Word"),
        ("坏.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "文档加了密码"),
    ],
)
def test_a_bad_file_is_named(name: str, raw: bytes, reason: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(raw)
    with pytest.raises(CorpusError, match=reason) as raised:
        read_source(tmp_path / name)
    assert name in str(raised.value)


@needs_office
def test_a_file_that_cannot_be_converted_is_named(tmp_path: Path) -> None:
    (tmp_path / "坏.doc").write_bytes(OLE + "WordDocument".encode("utf-16-le") + b"\x00" * 5000)
    with pytest.raises(CorpusError, match=r"坏\.doc：LibreOffice 无法转换"):
        read_source(tmp_path / "坏.doc")


def test_without_a_converter_the_remedy_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "旧.rtf").write_bytes(rtf(LINES))
    if office.converter() is not None:
        pytest.skip("LibreOffice lies outside the search path here")
    with pytest.raises(CorpusError, match=r"旧\.rtf：读取 \.rtf 格式需要 LibreOffice.*请安装"):
        read_source(tmp_path / "旧.rtf")
