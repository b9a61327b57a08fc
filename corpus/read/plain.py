"""Plain text files: the encodings that offices use, one paragraph a line."""

import codecs
from pathlib import Path

from corpus.document import Block, CorpusError, Source

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decode(path: Path, raw: bytes) -> str:
    """The text of `raw`, without BOM and with single-character newlines.

    A BOM decides; else strict UTF-8, else GB 18030 (four-byte characters included).

    Raises:
        CorpusError: bytes that are text in none of these, or that hold NUL characters.
    """
    candidates: tuple[str, ...] = ("utf-8", "gb18030")
    for bom, encoding in _BOMS:
        if raw.startswith(bom):
            candidates, raw = (encoding,), raw[len(bom) :]
            break
    for encoding in candidates:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            break
        return text.replace("\r\n", "\n").replace("\r", "\n")
    raise CorpusError(path, "不是可识别的文本（utf-8、gb18030、utf-16）", "请另存为 UTF-8 文本")


def lines_as_blocks(text: str) -> tuple[Block, ...]:
    """One paragraph block for each line of `text` that is not blank, blank ends trimmed."""
    blocks = []
    start = 0
    for line in text.split("\n"):
        stripped = line.strip()
        if stripped:
            left = start + len(line) - len(line.lstrip())
            blocks.append(Block(left, left + len(stripped)))
        start += len(line) + 1
    return tuple(blocks)


def read_plain(path: Path) -> Source:
    """The file's text, one block a line.

    Raises:
        CorpusError: an empty file or one that is not text.
    """
    text = decode(path, path.read_bytes())
    if not text.strip():
        raise CorpusError(path, "文件是空的", "请换一个有内容的文件")
    return Source(text, lines_as_blocks(text))
