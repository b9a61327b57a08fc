"""Plain text files, and the bytes of any text format: encodings that offices use, newlines.

One paragraph a line; lines that a program broke are joined by the outline, not here.
"""

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

from corpus.document import Block, CorpusError, SourceText
from corpus.read.assemble import UNSEEN

MAX_BYTES = 10 * 2**20  # of a text file: some three thousand pages
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 64 * 1024  # bytes; even, so that no character of UTF-16 is cut
_DAMAGED = 0.01  # the share of characters that may be unreadable in a damaged text
_NEWLINE = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_COMMON = re.compile(
    "[\t\n\r -~\u00a0\u00b7\u00d7\u2010-\u2026\u2100-\u22ff\u2460-\u249b"
    "\u3000-\u303f\u3400-\u9fff\uff01-\uffef\U00020000-\U0003ffff]"
)
_CANDIDATES = ("utf-8", "gb18030", "utf-16-le", "utf-16-be")
_BY_FAR = 0.05
_LEAST_COMMON = 0.7  # below this share of characters that Chinese texts use it is no text
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffd]")
# Where GB 18030 puts what it does not know; Big5's punctuation, read as GB 18030, falls there.
_PRIVATE = re.compile("[\ue000-\uf8ff]")

# A number and a tab before the text of an item: no cell of a table.
_NUMBERED = re.compile(r"[(（第]?[0-9一二三四五六七八九十]+[)）、.．章节条][、.．]?\t")


@dataclass(frozen=True)
class Decoded:
    """Text with single-character newlines, and what to tell the user about its bytes."""

    text: str
    warnings: tuple[str, ...] = ()


def read_bytes(path: Path, max_bytes: int = MAX_BYTES) -> bytes:
    """The bytes of a text file.

    Raises:
        CorpusError: nothing in it, or too much.
    """
    size = path.stat().st_size
    if size > max_bytes:
        reason = f"文件有 {size / 2**20:.0f} MB，这种格式最多 {max_bytes // 2**20} MB"
        raise CorpusError(path, reason, "请只保存正文，或拆成几个文件")
    raw = path.read_bytes()
    if not raw.removeprefix(codecs.BOM_UTF8).strip():
        raise CorpusError(path, "文件是空的", "请换一个有内容的文件")
    return raw


def decode(path: Path, raw: bytes) -> Decoded:
    """The text of `raw` without BOM.

    A BOM decides; else strict UTF-8; else what looks most like Chinese text of UTF-16 without a
    BOM, GB 18030 (four-byte characters included) and damaged UTF-8.

    Raises:
        CorpusError: bytes that are text in none of these.
    """
    encoding = next((name for bom, name in _BOMS if raw.startswith(bom)), None)
    if encoding is None:
        if (text := _strict_utf8(raw)) is not None:
            return _clean(path, text)
        encoding = _likeliest(raw[:_SAMPLE])
    if encoding is None:
        raise _no_text(path)
    if encoding == "big5":
        raise _big5(path)
    return _clean(path, raw.decode(encoding, errors="replace").removeprefix("\ufeff"))


def is_printed(text: str) -> bool:
    """Whether there is nothing in a text but what is seen, blanks of ASCII and U+3000, newlines.

    Three calls in C, where a regular expression would look at each character.
    """
    seen = text.replace("\n", "").replace("\t", "").replace("\u3000", "")
    return seen.isprintable() and "\ufffd" not in seen


def _strict_utf8(raw: bytes) -> str | None:
    if b"\x00" in raw:  # every byte of UTF-16 may be a character of ASCII
        return None
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _no_text(path: Path) -> CorpusError:
    reason = "不是可识别的文本（utf-8、gb18030、utf-16）"
    return CorpusError(path, reason, "请另存为 UTF-8 文本")


def _big5(path: Path) -> CorpusError:
    return CorpusError(path, "编码像是 Big5，不在支持之列", "请另存为 UTF-8 文本")


def _likeliest(sample: bytes) -> str | None:
    def common(encoding: str) -> float:
        text = sample.decode(encoding, errors="replace")
        return len(_COMMON.findall(text)) / len(text)

    shares = {encoding: common(encoding) for encoding in (*_CANDIDATES, "big5")}
    best = max(_CANDIDATES, key=shares.__getitem__)
    if shares["big5"] > shares[best] + _BY_FAR:
        best = "big5"
    return best if shares[best] >= _LEAST_COMMON else None


def _clean(path: Path, text: str) -> Decoded:
    if is_printed(text):
        return Decoded(text)
    damaged = len(_CONTROL.findall(text))
    if damaged > max(1, len(text) * _DAMAGED):
        raise _no_text(path)
    if len(_PRIVATE.findall(text)) > max(2, len(text) * _DAMAGED):
        raise _big5(path)
    text = _NEWLINE.sub("\n", text)
    if not damaged:
        return Decoded(UNSEEN.sub("", text))
    warning = f"文件中有 {damaged} 处字节损坏，读出的文字可能有缺。"
    return Decoded(UNSEEN.sub("", text), (warning,))


def lines_as_blocks(text: str) -> tuple[Block, ...]:
    """One block for each line of `text` that is not blank, blank ends trimmed.

    Two lines or more with the same number of cells between tabs are one table, as programs write
    tables into text.
    """
    blocks: list[Block] = []
    rows: list[tuple[int, int, int]] = []  # start, end, number of cells
    start = 0
    for line in text.split("\n"):
        stripped = line.strip()
        left = start + len(line) - len(line.lstrip())
        cells = 1 if stripped else 0
        if "\t" in stripped:
            cells = 0 if _NUMBERED.match(stripped) else stripped.count("\t") + 1
        if rows and cells != rows[-1][2]:
            blocks += _table_or_lines(rows)
            rows = []
        if cells > 1:
            rows.append((left, left + len(stripped), cells))
        elif stripped:
            blocks.append(Block(left, left + len(stripped)))
        start += len(line) + 1
    return (*blocks, *_table_or_lines(rows))


def _table_or_lines(rows: list[tuple[int, int, int]]) -> list[Block]:
    if len(rows) > 1:
        return [Block(rows[0][0], rows[-1][1], "table")]
    return [Block(start, end) for start, end, _ in rows]


def read_plain(path: Path) -> SourceText:
    """The file's text, one block a line.

    Raises:
        CorpusError: an empty file, one that is too large, or one that is not text.
    """
    decoded = decode(path, read_bytes(path))
    if not decoded.text.strip():
        raise CorpusError(path, "文件是空的", "请换一个有内容的文件")
    return SourceText(decoded.text, lines_as_blocks(decoded.text), decoded.warnings)
