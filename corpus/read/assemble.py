"""Passages, as the formats with structure give them, into one text with blocks."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from corpus.document import Block, BlockKind, CorpusError, SourceText

# What nobody sees: control and zero-width characters, soft hyphens, marks of direction.
UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]")
_SPACES = re.compile("[ \t\u00a0\u2002-\u200a\u202f]+")


class Passage(NamedTuple):
    """A paragraph or table on its way into the text; a newline in a paragraph begins another."""

    text: str
    kind: BlockKind = "paragraph"
    heading: int = 0


def cell_text(text: str) -> str:
    """The text of a table cell on one line without tabs."""
    return " ".join(text.split())


def table_passage(rows: Iterable[Iterable[str]]) -> Passage:
    """A table's rows as lines, its cells joined with tabs; rows of empty cells are left out."""
    lines = ("\t".join(cell_text(cell) for cell in row).rstrip() for row in rows)
    return Passage("\n".join(line for line in lines if line), "table")


def assemble(
    path: Path,
    passages: Iterable[Passage],
    warnings: tuple[str, ...] = (),
    confidence: float | None = None,
) -> SourceText:
    """The passages one below the other, what nobody sees (zero-width characters) left out.

    Raises:
        CorpusError: nothing to read in any of them.
    """
    parts: list[str] = []
    blocks: list[Block] = []
    start = 0
    for passage in passages:
        text = passage.text
        plain = text.isprintable() and "  " not in text  # nothing in it to fold or leave out
        if not plain:
            text = UNSEEN.sub("", text)
        if plain:
            pieces = [text.strip()]
        elif passage.kind == "table":
            pieces = [text.strip("\n")]
        else:
            pieces = [_SPACES.sub(" ", line).strip() for line in text.splitlines()]
        for piece in pieces:
            if not piece.strip():
                continue
            left = start + len(piece) - len(piece.lstrip())
            blocks.append(Block(left, start + len(piece.rstrip()), passage.kind, passage.heading))
            parts.append(piece)
            start += len(piece) + 1
    if not blocks:
        raise CorpusError(path, "文件里没有文字", "请换一个有内容的文件")
    return SourceText("\n".join(parts) + "\n", tuple(blocks), warnings, confidence)
