"""Pages of government sites: the lines that a reader sees of the article, list numbers included.

Which part of the page is the article says `corpus.read.article`.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.document import CorpusError, SourceText
from corpus.read.article import CONTAINERS, compact, keep_article, title_of, without_unseen
from corpus.read.assemble import Passage, assemble, table_passage
from corpus.read.number_format import format_number
from corpus.read.plain import decode, is_printed, read_bytes
from corpus.read.web_leaf import leaf_texts
from corpus.read.web_table import fields_of, is_data, rows_of
from corpus.site import is_footer_line, is_site_line

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*>")
# What XML has no place for, as characters and as references to them.
_NO_XML = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]"
    "|&#(?:0*(?:[0-8]|1[124-9]|2[0-9]|3[01])|[xX]0*(?:[0-8bBcCeEfF]|1[0-9a-fA-F]|[fF]{3}[eEfF]));?(?![0-9a-fA-F])"
)
_BLOCKS = CONTAINERS | frozenset("p h1 h2 h3 h4 h5 h6 li dt dd pre br hr".split())
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_CHINESE = "[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]"
_WRAP = re.compile(rf"(?<={_CHINESE})[ \t]*[\r\n]\s*|[ \t]*[\r\n]\s*(?={_CHINESE})")
_BLANKS = re.compile(r"[ \t\r\n\f]+")
# How lists number their items: the values of `type`, and of `list-style-type` in a style.
_LIST_FORMATS = {
    "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
    "lower-alpha": "lowerLetter", "lower-latin": "lowerLetter", "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter", "lower-roman": "lowerRoman", "upper-roman": "upperRoman",
    "decimal-leading-zero": "decimalZero", "cjk-ideographic": "chineseCounting",
    "simp-chinese-informal": "chineseCounting", "trad-chinese-informal": "chineseCounting",
    "cjk-heavenly-stem": "ideographTraditional", "none": "none", "disc": "none", "circle": "none",
    "square": "none",
}  # fmt: skip
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([\w-]+)")


def read_webpage(path: Path) -> SourceText:
    """The article of the page: its paragraphs, tables, list numbers, and its title first.

    Raises:
        CorpusError: an empty file, one that is too large, no text, or no page.
    """
    decoded = decode(path, read_bytes(path))
    root = parse_page(decoded.text)
    if root is None:
        raise CorpusError(path, "不是可识别的网页", "请在浏览器中另存为网页或文本")
    framed = next(root.iter("frame"), None) is not None
    title = title_of(root)
    body, leaves = keep_article(root, title)
    passages = [
        p for p in passages_below(body, leaves) if p.kind == "table" or not _is_noise(p.text)
    ]
    seen = compact("".join(p.text for p in passages))
    if framed and not seen:
        raise CorpusError(
            path, "网页由框架拼成，正文在别的文件里", "请打开正文所在的框架另存为网页"
        )
    if title and seen and compact(title) not in seen:
        passages.insert(0, Passage(title, heading=1))
    return assemble(path, passages, decoded.warnings)


def _is_noise(text: str) -> bool:
    return is_site_line(text) or is_footer_line(text)


def passages_of(fragment: str) -> Iterator[Passage]:
    """The passages of a piece of HTML inside another format, nothing of it left out but markup."""
    root = parse_page(fragment)
    if root is not None:
        body = without_unseen(root)
        yield from passages_below(body, leaf_texts(body))


def parse_page(text: str) -> "HtmlElement | None":
    """The root of a page, None where nothing in the text is one."""
    from lxml import etree, html

    try:
        return html.document_fromstring(_for_xml(_XML_DECLARATION.sub("", text)).strip())
    except (etree.LxmlError, ValueError, AssertionError):
        return None


def _for_xml(text: str) -> str:
    """The text without what XML has no place for; most have none of it."""
    return text if is_printed(text) and "&#" not in text else _NO_XML.sub("", text)


def _events(
    root: "HtmlElement", leaves: Mapping["HtmlElement", str]
) -> Iterator[tuple[bool, "HtmlElement", str]]:
    """Every element at its start (True) and end (False) with its tag; tables and leaves whole."""
    from lxml import etree

    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        starts = event == "start"
        if starts and (element in leaves or (tag == "table" and is_data(element))):
            walk.skip_subtree()
        yield starts, element, tag


def passages_below(body: "HtmlElement", leaves: Mapping["HtmlElement", str]) -> Iterator[Passage]:
    """The passages of what is left of a page, read from `leaves` where they say the same."""
    line: list[str] = []
    heading = 0
    mark = ""  # the number of a list item, until its first line takes it
    counts: dict[HtmlElement, int] = {}
    for starts, element, tag in _events(body, leaves):
        if tag in _BLOCKS:
            text = _one_line("".join(line)) if line else ""
            line = []
            if text:
                yield Passage(mark + text, heading=heading)
                mark = ""
            if tag == "li":
                mark = _item_number(element, counts) if starts else ""
            if tag in _HEADINGS:
                heading = _HEADINGS[tag] if starts else 0
        if starts:
            if (whole := leaves.get(element)) is not None:
                line.append(whole)
            elif tag == "table" and is_data(element):
                yield from (Passage(_flat(caption)) for caption in element.iter("caption"))
                yield from _table(element)
            elif element.text:
                line.append(_kept(element.text, element))
        elif element is not body and element.tail:
            line.append(_kept(element.tail, element.getparent()))
    yield Passage(mark + _one_line("".join(line)))


def _table(element: "HtmlElement") -> Iterator[Passage]:
    rows = list(rows_of(element, _flat))
    fields = fields_of(rows)
    if fields is None:
        yield table_passage(rows)
    else:
        yield from map(Passage, fields)


def _kept(text: str, owner: "HtmlElement") -> str:
    """Text as it is shown: newlines count inside <pre> only."""
    return text.replace("\n", "\v") if owner.tag == "pre" else text


def _one_line(text: str) -> str:
    if text.isprintable() and "  " not in text:  # no newline either: nothing to fold
        return text.strip()
    return _BLANKS.sub(" ", _WRAP.sub("", text)).replace("\v", "\n").strip()


def _item_number(item: "HtmlElement", counts: dict["HtmlElement", int]) -> str:
    owner = item.getparent()
    if owner is None or owner.tag != "ol":
        return ""
    styled = _LIST_STYLE.search(owner.get("style", ""))
    number = _whole(item.get("value")) or counts.get(owner) or _whole(owner.get("start")) or 1
    counts[owner] = number + 1
    style = _LIST_FORMATS.get(styled[1] if styled else owner.get("type", ""), "decimal")
    shown = format_number(number, style)
    stop = "、" if style in ("chineseCounting", "ideographTraditional") else ". "
    return shown + stop if shown else ""


def _whole(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() and len(text) < 6 else None


def _flat(element: "HtmlElement") -> str:
    parts: list[str] = []
    for starts, inner, tag in _events(element, {}):
        parts.append(" " if tag in _BLOCKS else "")
        parts.append((inner.text if starts else inner is not element and inner.tail) or "")
    return _one_line("".join(parts))
