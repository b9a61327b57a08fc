"""Word documents (.docx): the text that a reader sees, automatic numbers written out."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.document import CorpusError, Source
from corpus.read.assemble import Passage, assemble, table_passage
from corpus.read.word_numbers import Numbering, W, value_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_MAX_BYTES = 200 * 1024 * 1024
_MAX_RATIO = 200  # unpacked over packed; text in XML packs to a tenth
_SMALL = 10 * 1024 * 1024  # below this no ratio is dangerous
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_NOT_SHOWN = frozenset(
    (f"{W}del", f"{W}moveFrom", f"{W}pPr", f"{W}rPr", f"{W}instrText", _FALLBACK)
)
_BREAKS = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": " ", f"{W}noBreakHyphen": "-"}


def read_word(path: Path) -> Source:
    """Paragraphs and tables in order, footnotes last; insertions accepted, deletions left out.

    Raises:
        CorpusError: an empty, damaged, encrypted or dangerously packed file, or one without text.
    """
    _check_package(path)
    import docx

    try:
        document = docx.Document(str(path))
        styles = document.part._styles_part.element
        body = document.element.body
        numbering = Numbering(_numbering_root(document), styles)
        passages = list(_passages(body, numbering, _heading_levels(styles)))
        passages += _footnotes(document)
    except Exception as error:  # whatever a damaged package makes the libraries stumble over
        raise _damaged(path) from error
    return assemble(path, passages)


def _damaged(path: Path) -> CorpusError:
    return CorpusError(path, "不是完整的 Word 文档（docx）", "请用 Word 或 WPS 打开后重新保存")


def _check_package(path: Path) -> None:
    """Refuse before parsing what is empty, encrypted, no zip, or unpacks to too much."""
    with path.open("rb") as file:
        head = file.read(8)
    if not head:
        raise CorpusError(path, "文件是空的", "请换一个有内容的文件")
    if head == _OLE:
        raise CorpusError(
            path, "文档加了密码，或是旧格式的 doc", "请在 Word 中去掉密码并另存为 docx"
        )
    try:
        with zipfile.ZipFile(path) as package:
            entries = package.infolist()
    except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError) as error:
        raise _damaged(path) from error
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries) or 1
    if unpacked > _MAX_BYTES or (unpacked > _SMALL and unpacked / packed > _MAX_RATIO):
        raise CorpusError(
            path, f"解压后有 {unpacked // 2**20} MB，像是压缩炸弹", "请确认来源后只保存正文"
        )
    if any(entry.flag_bits & 1 for entry in entries):
        raise CorpusError(path, "文档加了密码", "请去掉密码后重新保存")


def _numbering_root(document: object) -> "Element | None":
    for relation in document.part.rels.values():  # type: ignore[attr-defined]
        if relation.reltype.endswith("/numbering") and not relation.is_external:
            return relation.target_part.element
    return None


def _heading_levels(styles: "Element") -> dict[str, int]:
    """For each style that is a heading or based on one its level, Title being 1."""
    own: dict[str, int] = {}
    based: dict[str, str] = {}
    for style in styles.iter(f"{W}style"):
        identity = style.get(f"{W}styleId") or ""
        name = (value_of(style, "name") or "").lower()
        level = value_of(style, "pPr", "outlineLvl")
        base = value_of(style, "basedOn")
        if base:
            based[identity] = base
        if level is not None and level.isdecimal() and int(level) < 9:
            own[identity] = int(level) + 1
        elif name.startswith("heading ") and name[8:].isdecimal():
            own[identity] = int(name[8:])
        elif name in ("title", "标题"):
            own[identity] = 1
    levels = dict(own)
    for identity in based:
        ancestor, steps = identity, 0
        while ancestor not in own and ancestor in based and steps < 20:
            ancestor, steps = based[ancestor], steps + 1
        if ancestor in own:
            levels[identity] = own[ancestor]
    return levels


def _passages(body: "Element", numbering: Numbering, levels: dict[str, int]) -> Iterator[Passage]:
    stack = list(reversed(body))
    while stack:
        element = stack.pop()
        if element.tag == f"{W}p":
            style = value_of(element, "pPr", "pStyle")
            outline = value_of(element, "pPr", "outlineLvl")
            heading = levels.get(style or "", 0)
            if outline is not None and outline.isdecimal():
                heading = int(outline) + 1 if int(outline) < 9 else 0
            text = _text(element).strip()
            if not text and element.find(f"{W}pPr/{W}rPr/{W}del") is not None:
                continue
            mark = numbering.mark(element, style)  # an empty paragraph counts too
            if text:
                yield Passage(mark + text, heading=heading)
        elif element.tag == f"{W}tbl":
            yield table_passage(_rows(element, numbering))
        elif element.tag not in _NOT_SHOWN:
            stack.extend(reversed(element))  # content controls, insertions around paragraphs


def _text(root: "Element") -> str:
    """All text below an element that is shown: split runs, links, insertions, text boxes."""
    parts: list[str] = []
    stack = list(reversed(root))
    while stack:
        element = stack.pop()
        if element.tag == f"{W}t":
            parts.append(element.text or "")
        elif element.tag in _BREAKS:
            parts.append(_BREAKS[element.tag])
        elif element.tag == f"{W}r" and _is_hidden(element):
            continue
        elif element.tag == f"{W}txbxContent":
            parts.append("\n" + "\n".join(_text(p) for p in element.iter(f"{W}p")) + "\n")
        elif element.tag not in _NOT_SHOWN:
            stack.extend(reversed(element))
    return "".join(parts)


def _is_hidden(run: "Element") -> bool:
    vanish = run.find(f"{W}rPr/{W}vanish")
    return vanish is not None and vanish.get(f"{W}val") not in ("0", "false", "off")


def _rows(table: "Element", numbering: Numbering) -> Iterator[list[str]]:
    """Cells in their columns; a merged cell's text stands once, at its first place."""
    for row in table.iterchildren(f"{W}tr", f"{W}sdt"):
        if row.find(f"{W}trPr/{W}del") is not None:
            continue
        cells: list[str] = []
        for cell in row.iter(f"{W}tc"):
            if next(cell.iterancestors(f"{W}tbl")) is not table:
                continue  # of a table inside the cell, whose text the cell holds
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            goes_on = merge is not None and merge.get(f"{W}val") != "restart"
            lines = [
                numbering.mark(line, value_of(line, "pPr", "pStyle")) + _text(line)
                for line in cell.iter(f"{W}p")
                if _text(line).strip()
            ]
            span = value_of(cell, "tcPr", "gridSpan") or "1"
            width = min(int(span), 100) if span.isdecimal() and len(span) < 6 else 1
            cells.extend(["" if goes_on else " ".join(lines), *[""] * (width - 1)])
        yield cells


def _footnotes(document: object) -> Iterator[Passage]:
    from lxml import etree

    for relation in document.part.rels.values():  # type: ignore[attr-defined]
        if relation.is_external or not relation.reltype.endswith(("/footnotes", "/endnotes")):
            continue
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        for note in etree.fromstring(relation.target_part.blob, parser):
            if note.get(f"{W}type") in (None, "normal"):
                yield Passage("注：" + " ".join(_text(p) for p in note.iter(f"{W}p")).strip())
