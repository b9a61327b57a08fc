"""Markdown: what a reader of the rendered page sees, list numbers included, marks left out."""

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.document import Source
from corpus.read.assemble import Passage, assemble, table_passage
from corpus.read.plain import decode, read_bytes

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT_MATTER = re.compile(
    r"\A(?:---[ \t]*\n(?:.*\n)*?(?:---|\.\.\.)|\+\+\+[ \t]*\n(?:.*\n)*?\+\+\+)[ \t]*(?:\n|\Z)"
)
# Emphasis that CommonMark does not see because it ends at a Chinese mark: `**“甲”**乙`.
_STRAY_EMPHASIS = re.compile(r"\*\*(.+?)\*\*")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_LINE_TAG = re.compile(r"<(?:br|/p|/div|/tr|/li|/h\d)\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")


def read_markdown(path: Path) -> Source:
    """The rendered text without front matter; a line is a block, headings keep their level.

    Raises:
        CorpusError: an empty file or one that is not text.
    """
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark").enable("table").disable("code")
    decoded = decode(path, read_bytes(path))
    text = _FRONT_MATTER.sub("", decoded.text, count=1)
    return assemble(path, _passages(parser.parse(text)), decoded.warnings)


def _passages(tokens: list["Token"]) -> Iterator[Passage]:
    heading = 0
    mark = ""  # the number of a list item, until its first line takes it
    lists: list[list[str]] = []  # for each open list the marks still to be given
    rows: list[list[str]] | None = None
    for index, token in enumerate(tokens):
        if token.type == "heading_open":
            heading = int(token.tag[1:])
        elif token.type == "heading_close":
            heading = 0
        elif token.type == "bullet_list_open":
            lists.append([])
        elif token.type == "ordered_list_open":
            lists.append(_list_marks(tokens, index))
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            lists.pop()
        elif token.type == "list_item_open":
            mark = lists[-1].pop(0) if lists[-1] else ""
        elif token.type == "table_open":
            rows = []
        elif token.type == "tr_open" and rows is not None:
            rows.append([])
        elif token.type == "table_close" and rows is not None:
            yield table_passage(rows)
            rows = None
        elif token.type == "inline" and rows:
            rows[-1].append(_inline(token))
        elif token.type == "inline":
            yield Passage(mark + _inline(token), heading=heading)
            mark = ""
        elif token.type == "fence":
            yield Passage(token.content)
        elif token.type == "html_block":
            yield Passage(_without_tags(token.content))


def _list_marks(tokens: list["Token"], opening: int) -> list[str]:
    """The numbers of a list as written; counted from the first where all are written alike."""
    inside = tokens[opening].level + 1
    marks: list[str] = []
    numbers: list[str] = []
    for token in tokens[opening + 1 :]:
        if token.level < inside:
            break
        if token.type == "list_item_open" and token.level == inside:
            numbers.append(token.info)
            marks.append(token.markup)
    if len(set(numbers)) == 1:
        numbers = [str(int(numbers[0]) + n) for n in range(len(numbers))]
    return [f"{number}{mark} " for number, mark in zip(numbers, marks, strict=True)]


def _inline(token: "Token") -> str:
    parts: list[str] = []
    for child in token.children or ():
        if child.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        elif child.type == "html_inline":
            parts.append(_without_tags(child.content))
        elif child.type in ("text", "text_special", "code_inline"):
            parts.append(child.content)
    return _STRAY_EMPHASIS.sub(r"\1", "".join(parts))


def _without_tags(text: str) -> str:
    text = _LINE_TAG.sub("\n", _COMMENT.sub("", text))
    return html.unescape(_TAG.sub("", text))
