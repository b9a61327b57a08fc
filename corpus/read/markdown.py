"""Markdown: what a reader of the rendered page sees, list numbers included, marks left out."""

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.document import CorpusError, SourceText
from corpus.read.assemble import Passage, assemble, table_passage
from corpus.read.front_matter import split_front_matter
from corpus.read.plain import decode, read_bytes
from corpus.read.webpage import passages_of

if TYPE_CHECKING:
    from markdown_it.token import Token

MAX_BYTES = 2 * 2**20  # parsing takes seconds a megabyte
_MAX_BRACKETS = 50_000  # each is the possible beginning of a link, which is looked for to the end
# Emphasis that CommonMark does not see because it ends at a Chinese mark: `**“甲”**乙`.
_STRAY_EMPHASIS = re.compile(r"\*\*(.+?)\*\*")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
# HTML that says more than its text: tables, numbers of lists, hidden parts.
_STRUCTURE = re.compile(r"<(?:table|ol|ul|style)\b|\b(?:style|hidden)\b", re.IGNORECASE)
_LINE_TAG = re.compile(r"<(?:br|/p|/div|/tr|/li|/h\d)\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")


def read_markdown(path: Path) -> SourceText:
    """The rendered text; a line is a block, headings keep their level, a note follows its sign.

    What the front matter says of the document is stated beside the text.

    Raises:
        CorpusError: an empty file, one that is too large, or one that is not text.
    """
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin

    parser = MarkdownIt("commonmark").enable("table").disable("code").use(footnote_plugin)
    decoded = decode(path, read_bytes(path, MAX_BYTES))
    text, stated = split_front_matter(decoded.text)
    if text.count("[") > _MAX_BRACKETS:
        raise CorpusError(path, f"方括号超过 {_MAX_BRACKETS} 个，不像是文档", "请只保存正文")
    source = assemble(path, _passages(parser.parse(text)), decoded.warnings)
    return replace(source, stated=stated)


def _passages(tokens: list["Token"]) -> Iterator[Passage]:
    end = next((n for n, t in enumerate(tokens) if t.type == "footnote_block_open"), len(tokens))
    notes = _notes(tokens[end:])
    for passage, signs in _body(tokens[:end]):
        yield passage
        for sign in signs:
            if sign in notes:
                yield Passage(f"注{sign + 1}：{notes.pop(sign)}")


def _notes(tokens: list["Token"]) -> dict[int, str]:
    """The texts of the footnotes by their number from 0."""
    notes: dict[int, str] = {}
    number = 0
    for token in tokens:
        if token.type == "footnote_open":
            number = token.meta["id"]
        elif token.type == "inline":
            text = _inline(token).replace("\n", "")
            notes[number] = f"{notes.get(number, '')} {text}".strip()
    return notes


def _signs(token: "Token") -> list[int]:
    """The numbers of the footnotes that a run of text refers to."""
    return [child.meta["id"] for child in token.children or () if child.type == "footnote_ref"]


def _body(tokens: list["Token"]) -> Iterator[tuple[Passage, list[int]]]:
    heading = 0
    mark = ""  # the number of a list item, until its first line takes it
    lists: list[list[str]] = []  # for each open list the marks still to be given, last first
    rows: list[list[str]] | None = None
    signs: list[int] = []  # of a table
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
            mark = lists[-1].pop() if lists[-1] else ""
        elif token.type == "list_item_close":
            mark = ""
        elif token.type == "table_open":
            rows, signs = [], []
        elif token.type == "tr_open" and rows is not None:
            rows.append([])
        elif token.type == "table_close" and rows is not None:
            yield table_passage(rows), signs
            rows = None
        elif token.type == "inline" and rows:
            rows[-1].append(_inline(token))
            signs += _signs(token)
        elif token.type == "inline":
            yield Passage(mark + _inline(token), heading=heading), _signs(token)
            mark = ""
        elif token.type == "fence":
            yield Passage(token.content), []
        elif token.type == "html_block" and _STRUCTURE.search(token.content):
            yield from ((passage, []) for passage in passages_of(token.content))
        elif token.type == "html_block":
            yield Passage(_without_tags(token.content)), []


def _list_marks(tokens: list["Token"], opening: int) -> list[str]:
    """The numbers of a list as written, last first; counted where all are written alike."""
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
    return [f"{number}{mark} " for number, mark in zip(numbers, marks, strict=True)][::-1]


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
