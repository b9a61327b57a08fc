"""Plain text: encodings, newlines, what nobody sees, tables between tabs, and what is no text."""

from pathlib import Path

import pytest

from corpus.document import CorpusError
from corpus.read import read_source

TEXT = "某市办法\n一、甲。奖励500万元。\n𠮷庆区人民政府𫟷镇\n2024年5月6日\n"


@pytest.mark.parametrize(
    "raw",
    [
        TEXT.encode(),
        b"\xef\xbb\xbf" + TEXT.encode(),
        TEXT.encode("gb18030"),
        TEXT.encode("utf-16"),
        b"\xff\xfe" + TEXT.encode("utf-16-le"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.replace("\n", "\r\n").encode("utf-16-le"),
        TEXT.replace("\n", "\r").encode("gb18030"),
        TEXT.replace("\n", "\u2028").encode(),
        TEXT.replace("\n", "\u0085").encode(),
        TEXT.replace("\n", "\x0b").encode(),
        TEXT.replace("\n", "\x0c").encode(),
        ("\u200b" + TEXT.replace("一、", "\ufeff一、\u00ad")).encode(),
    ],
    ids=["utf-8", "bom", "gb18030", "utf-16", "le bom", "be bom", "le", "be", "le crlf", "gb cr",
         "line separator", "nel", "vt", "ff", "unseen"],
)  # fmt: skip
def test_every_encoding_and_newline_gives_the_same_text(raw: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(raw)
    source = read_source(tmp_path / "a.txt")
    assert (source.text, source.warnings) == (TEXT, ())


def test_blanks_around_a_line_belong_to_no_block(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("　　一、甲。 　\n \u00a0乙\u3000丙\t\n", encoding="utf-8")
    source = read_source(tmp_path / "a.txt")
    assert [source.text[b.start : b.end] for b in source.blocks] == ["一、甲。", "乙\u3000丙"]


def test_rows_between_tabs_are_a_table_and_numbered_lines_are_none(tmp_path: Path) -> None:
    text = "一、标准\n项目\t标准\n甲\t50万元\n1\t乙\n1.\t子\n2.\t丑\n（一）\t寅\n（二）\t卯\n孤\t行\n尾\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    source = read_source(tmp_path / "a.txt")
    tables = [source.text[b.start : b.end] for b in source.blocks if b.kind == "table"]
    assert tables == ["项目\t标准\n甲\t50万元\n1\t乙"]
    assert len(source.blocks) == 8


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (TEXT.encode()[:-8] + b"\xe5\xb9", 1),
        (("甲乙丙丁。\n" * 40).encode() + b"\xff" + ("甲乙丙丁。\n" * 40).encode(), 1),
        (("甲乙丙丁。\n" * 80).encode("gb18030") + b"\xff\xff", 2),
        (("甲乙丙丁。\x00\n" + "甲乙丙丁。\n" * 80).encode(), 1),
    ],
    ids=["cut in a character", "a bad byte", "a bad byte in gb18030", "a null"],
)
def test_a_damaged_text_is_read_and_its_damage_counted(
    raw: bytes, said: int, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_bytes(raw)
    source = read_source(tmp_path / "a.txt")
    assert source.warnings == (f"文件中有 {said} 处字节损坏，读出的文字可能有缺。",)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "文件是空的"),
        (b"\xef\xbb\xbf\r\n", "文件是空的"),
        (bytes(range(256)) * 8, "不是可识别的文本"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" + bytes(range(0, 250, 3)) * 9, "不是可识别"),
        (b"\x00" * 400, "不是可识别的文本"),
        ("關於印發辦法的通知，各區人民政府：為推進工作，制定本辦法。".encode("big5"), "像是 Big5"),
    ],
    ids=["empty", "mark only", "binary", "picture", "nulls", "big5"],
)
def test_what_is_no_text_is_named(raw: bytes, reason: str, tmp_path: Path) -> None:
    (tmp_path / "坏.txt").write_bytes(raw)
    with pytest.raises(CorpusError, match=rf"坏\.txt：.*{reason}.*；请"):
        read_source(tmp_path / "坏.txt")
