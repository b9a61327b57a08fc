"""Word documents (.docx, .docm): the text that a reader sees, automatic numbers written out.

Headers and footers, comments and pictures are not read. A note stands after the paragraph or
table that refers to it, a text box beside the paragraph that it is anchored in.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.document import CorpusError, SourceText
from corpus.read.assemble import Passage, assemble
from corpus.read.package import Package
from corpus.read.word_numbers import Numbering
from corpus.read.word_styles import Styles, W, value_of
from corpus.read.word_table import cells_of, is_container, rows_of, table_of
from corpus.read.word_text import (
    ALTERNATIVES,
    NOT_SHOWN,
    ParagraphText,
    alternative,
    ends_gone,
    heading_of,
    is_mark_hidden,
    is_placeholder,
)

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

KIND = "Word 文档（docx）"
_PICTURES = (
    "{http://schemas.openxmlformats.org/drawingml/2006/main}blip",
    "{urn:schemas-microsoft-com:vml}imagedata",
)
_CHANGES = ("ins", "del", "moveFrom", "moveTo")


def read_word(path: Path) -> SourceText:
    """Paragraphs and tables in order; tracked changes as accepted.

    Raises:
        CorpusError: an empty, damaged, encrypted or dangerously packed file, or one without text.
    """
    with Package(path, KIND) as package:
        main = next(package.related("", "officeDocument"), "word/document.xml")
        root = package.read(main)
        body = None if root is None or root.tag != f"{W}document" else root.find(f"{W}body")
        if root is None or body is None:
            raise package.damaged()

        def part(kind: str) -> "Element | None":
            return package.read(next(package.related(main, kind), ""))

        styles = Styles(part("styles"))
        notes = {kind: _notes(part(kind)) for kind in ("footnotes", "endnotes")}
        reader = _Reader(styles, Numbering(part("numbering"), styles), notes)
    passages = list(reader.read(body))
    if not any(passage.text.strip() for passage in passages) and _has(root, *_PICTURES):
        raise CorpusError(path, "文档里只有图片，没有文字", "请用 PDF 或图片格式导入，以便识别文字")
    return assemble(path, passages, _warnings(body))


def _notes(root: "Element | None") -> dict[str, "Element"]:
    """The notes of a part by id, separators left out."""
    return {
        note.get(f"{W}id") or "": note
        for note in (() if root is None else root)
        if note.get(f"{W}type") in (None, "normal")
    }


def _warnings(body: "Element") -> tuple[str, ...]:
    warnings = []
    if _has(body, *(W + name for name in _CHANGES)):
        warnings.append("文档里有修订痕迹，已按全部接受读入。")
    if _has(body, f"{W}altChunk"):
        warnings.append("文档里嵌入了另一文件，嵌入的部分没有读入。")
    return tuple(warnings)


def _has(root: "Element", *tags: str) -> bool:
    return next(root.iter(*tags), None) is not None


class _Reader:
    """A body's passages in reading order; the counters of its lists and notes run on."""

    def __init__(
        self, styles: Styles, numbering: Numbering, notes: dict[str, dict[str, "Element"]]
    ) -> None:
        self._styles = styles
        self._numbering = numbering
        self._notes = notes
        self._n_notes = 0
        self._referred: list[Element] = []  # notes to be given after the block that is being read
        self._carried = ""  # text of a paragraph whose end was deleted
        self._in_cell = False

    def read(self, body: "Element") -> Iterator[Passage]:
        for passage in self._blocks(body):
            yield passage
            yield from self._notes_due()
        if self._carried.strip():
            yield Passage(self._carried)
        yield from self._notes_due()

    def _blocks(self, container: Iterable["Element"]) -> Iterator[Passage]:
        for element in container:
            tag = element.tag
            if tag == f"{W}p":
                yield from self._paragraph(element)
            elif tag == f"{W}tbl":
                yield from self._table(element)
            elif tag == ALTERNATIVES:
                yield from self._blocks(alternative(element))
            elif tag == f"{W}sdt" and is_placeholder(element):
                continue
            elif tag not in NOT_SHOWN:  # content controls, insertions around paragraphs
                yield from self._blocks(element)

    def _paragraph(self, element: "Element") -> Iterator[Passage]:
        properties = element.find(f"{W}pPr")
        style_id = value_of(properties, "pStyle")
        heading = self._styles[style_id].heading
        shown = ParagraphText(element, self._styles, style_id)
        text = (self._carried + shown.text).strip()
        self._carried = ""
        for kind, identity in shown.notes:
            note = self._notes[kind].pop(identity, None)  # each stands once
            if note is not None:
                self._referred.append(note)
        for box in shown.before:
            yield from self._blocks(box)
        if ends_gone(properties):
            self._carried = text
        elif text or not is_mark_hidden(properties):
            mark = self._numbering.mark(properties, style_id)  # an empty paragraph counts too
            if text or (mark and self._in_cell):
                yield Passage(mark + text, heading=heading_of(properties, heading))
        for box in shown.after:
            yield from self._blocks(box)

    def _table(self, table: "Element") -> Iterator[Passage]:
        if is_container(table):
            for row in rows_of(table):
                for cell in cells_of(row):
                    yield from self._blocks(cell)
            return
        outer, self._in_cell = self._in_cell, True
        yield table_of(table, lambda cell: " ".join(p.text for p in self._blocks(cell)))
        self._in_cell = outer

    def _notes_due(self) -> Iterator[Passage]:
        due, self._referred = self._referred, []
        for note in due:
            self._n_notes += 1
            text = " ".join(p.text.strip() for p in self._blocks(note))
            yield Passage(f"注{self._n_notes}：{text}")
