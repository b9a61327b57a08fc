"""Pages of government sites: the article without what surrounds it and what nobody sees.

First the parts that name themselves (navigation, share bars, footers, hidden elements) go, unless
a good part of the page's sentences is in them. Then, from the body down to the element that holds
the sentences, whatever stands beside and has none itself goes too.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.document import CorpusError, Source
from corpus.read.assemble import Passage, assemble, table_passage
from corpus.read.plain import decode

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MAX_BYTES = 50 * 1024 * 1024
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*>")
# What XML has no place for, as characters and as references to them.
_NO_XML = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]"
    "|&#(?:0*(?:[0-8]|1[124-9]|2[0-9]|3[01])|[xX]0*(?:[0-8bBcCeEfF]|1[0-9a-fA-F]|[fF]{3}[eEfF]));?(?![0-9a-fA-F])"
)
_NEVER_SEEN = frozenset(
    "script style noscript template iframe object embed svg select button input textarea head title"
    " meta link audio video canvas map".split()
)
_AROUND = frozenset(("nav", "header", "footer", "aside", "form"))
_AROUND_NAME = re.compile(
    r"(?:^|[\s_-])(?:nav|menu|breadcrumb|crumb|bread|share|bdshare|jiathis|foot|footer|copyright"
    r"|sidebar|related|toolbar|tool|qrcode|ewm|erweima|search|pagination|pager|page|prevnext"
    r"|recommend|banner|logo|login|topbar|dqwz|weizhi|mbx|position|location|fenxiang|fx|print|close"
    r"|header|friendlink|wza)s?(?:$|[\s_\-\d]|box|bar|list|wrap|con|button|btn)",
    re.IGNORECASE,
)
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|pt|em)?\s*(?:;|\Z)",
    re.IGNORECASE,
)
_SIMPLE_SELECTOR = re.compile(r"[.#][\w-]+")
_BLOCKS = frozenset(
    "p div section article main header footer h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table tbody thead"
    " tfoot tr td th caption blockquote pre center form fieldset hr body address figure figcaption"
    " br ucapcontent".split()
)
_CONTAINERS = _BLOCKS - frozenset("p h1 h2 h3 h4 h5 h6 li dt dd pre br hr".split())
_HEADING = re.compile(r"h[1-6]")
_SENTENCE_MARK = re.compile("[。；，]")
_FIELD = re.compile(r"(?:日期|时间|来源|文号|字号|机关|机构|索引号)\s*[:：]")
_ATTACHED = re.compile(r"附件|\.(?:docx?|pdf|xlsx?|wps|ofd|zip|rar)\b", re.IGNORECASE)
_CHINESE = "[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]"
_WRAP = re.compile(rf"(?<={_CHINESE})[ \t]*[\r\n][ \t\r\n]*(?={_CHINESE})")
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_NOISE = re.compile(
    r"[\s【】\[\]|/:：]*(?:(?:打印(?:本页)?|关闭(?:本页|窗口)?|收藏(?:本页)?|返回顶部|分享(?:到)?|纠错|朗读|大|中|小"
    r"|字体|字号|繁體|简体|微信|微博|首页|下载)[\s【】\[\]|/:：]*)+"
    r"|(?:您?(?:当前|现在)?(?:的|所在)?位置|分享到|上一[篇条]|下一[篇条]|浏览次数|责任编辑|扫一扫)"
    r"\s*(?:[:：].*|在手机打开当前页)"
    r"|(?:版权所有|主办单位|承办单位|网站标识码|.{0,12}ICP备|.{0,12}公网安备).*"
)


def read_webpage(path: Path) -> Source:
    """The article of the page: its paragraphs, tables, list numbers, and its title first.

    Raises:
        CorpusError: an empty file, one that is too large, no text, or no page.
    """
    if path.stat().st_size > _MAX_BYTES:
        raise CorpusError(path, "网页超过 50 MB", "请只保存正文")
    raw = path.read_bytes()
    if not raw.strip():
        raise CorpusError(path, "文件是空的", "请换一个有内容的文件")
    from lxml import etree, html

    text = _NO_XML.sub("", _XML_DECLARATION.sub("", _decode(path, raw))).strip()
    try:
        root = html.document_fromstring(text)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise CorpusError(path, "不是可识别的网页", "请在浏览器中另存为网页或文本") from error
    title = _title(root)
    _drop_unseen(root)
    body = root.find("body")
    body = root if body is None else body
    _drop_around(body)
    _drop_beside(body, title)
    passages = [p for p in _passages(body) if p.kind == "table" or not _NOISE.fullmatch(p.text)]
    seen = _compact("".join(p.text for p in passages))
    if title and seen and _compact(title) not in seen:
        passages.insert(0, Passage(title, heading=1))
    return assemble(path, passages)


def _decode(path: Path, raw: bytes) -> str:
    found = _CHARSET.search(raw[:4096])
    name = found.group(1).decode().lower() if found else ""
    if name.startswith("gb") and not raw.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            return raw.decode("gb18030")
        except UnicodeDecodeError:
            pass  # a page that calls itself GB and is something else
    return decode(path, raw)


def _compact(text: str) -> str:
    return "".join(text.split())


def _title(root: "HtmlElement") -> str:
    """The article's title: what the site's header names, else the part of <title> in a heading."""
    for meta in root.iter("meta"):
        if str(meta.get("name", "")).lower() == "articletitle":
            return " ".join(str(meta.get("content", "")).split())
    whole = _compact("".join(t.text_content() for t in root.iter("title")))
    for tag in ("h1", "h2", "h3"):
        for heading in root.iter(tag):
            text = " ".join(heading.text_content().split())
            if text and _compact(text) in whole:
                return text
    return ""


def _drop_unseen(root: "HtmlElement") -> None:
    names = _hiding_names("".join(style.text_content() for style in root.iter("style")))
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or element.tag in _NEVER_SEEN:
            _drop(element)
            continue
        own = {f".{name}" for name in element.get("class", "").split()}
        own.add(f"#{element.get('id', '')}")
        if (
            "hidden" in element.attrib
            or element.get("aria-hidden") == "true"
            or _HIDING.search(element.get("style", ""))
            or own & names
        ):
            _drop(element)


def _hiding_names(css: str) -> set[str]:
    """The `.class` and `#id` selectors that a style sheet hides, whatever the medium."""
    names: set[str] = set()
    depth = 0
    for rule in css.split("}"):
        depth += rule.count("{")
        selectors, _, declarations = rule.rpartition("{")
        if depth == 1 and _HIDING.search(declarations):
            parts = (part.strip() for part in selectors.split(","))
            names.update(part for part in parts if _SIMPLE_SELECTOR.fullmatch(part))
        depth = max(depth - 1, 0)
    return names


def _drop(element: "HtmlElement") -> None:
    if element.getparent() is not None:
        element.drop_tree()


class _Weights:
    """For each element below one: how many marks of sentences, characters, characters in links."""

    def __init__(self, root: "HtmlElement") -> None:
        self.elements = list(root.iter())
        self.marks: dict[HtmlElement, int] = {}
        self.sizes: dict[HtmlElement, int] = {}
        self.linked: dict[HtmlElement, int] = {}
        for element in reversed(self.elements):
            texts = [element.text or "", *(child.tail or "" for child in element)]
            size = sum(len(_compact(text)) for text in texts)
            size += sum(self.sizes[child] for child in element)
            self.sizes[element] = size
            if element.tag == "a" and element.get("href"):
                self.linked[element], self.marks[element] = size, 0
                continue
            self.linked[element] = sum(self.linked[child] for child in element)
            self.marks[element] = sum(len(_SENTENCE_MARK.findall(text)) for text in texts)
            self.marks[element] += sum(self.marks[child] for child in element)

    def is_links(self, element: "HtmlElement") -> bool:
        """Whether more than half of the element's text is links to other pages."""
        return self.linked[element] * 2 > self.sizes[element]


def _drop_around(body: "HtmlElement") -> None:
    weights = _Weights(body)
    for element in weights.elements[1:]:
        named = f"{element.get('class', '')} {element.get('id', '')}"
        around = element.tag in _AROUND or _AROUND_NAME.search(named)
        lists = element.tag in ("ul", "table") and weights.is_links(element)
        if not (around or lists) or weights.marks[element] * 4 > weights.marks[body]:
            continue
        if not _ATTACHED.search(element.text_content()):
            _drop(element)


def _drop_beside(body: "HtmlElement", title: str) -> None:
    weights = _Weights(body)
    element = body
    while weights.marks[element]:
        inner = max(element, key=weights.marks.__getitem__, default=None)
        if inner is None or inner.tag not in _CONTAINERS:
            return
        if weights.marks[inner] * 4 < weights.marks[element] * 3:
            return
        for beside in list(element):
            text = beside.text_content()
            wanted = (
                (weights.marks[beside] and not weights.is_links(beside))
                or (title and _compact(title) in _compact(text))
                or _FIELD.search(text)
                or _ATTACHED.search(text)
            )
            if beside is not inner and beside.tag in _CONTAINERS and not wanted:
                _drop(beside)
        element = inner


def _events(root: "HtmlElement") -> Iterator[tuple[bool, "HtmlElement"]]:
    """Every element at its start (True) and end (False), however deeply nested.

    What is taken away from an element at its start is not visited.
    """
    stack = [(True, root)]
    while stack:
        starts, element = stack.pop()
        yield starts, element
        if starts:
            stack.append((False, element))
            if not _is_data(element):
                stack.extend((True, child) for child in reversed(element))


def _passages(body: "HtmlElement") -> Iterator[Passage]:
    line: list[str] = []
    heading = 0
    counts: dict[HtmlElement, int] = {}
    for starts, element in _events(body):
        if element.tag in _BLOCKS:
            yield Passage(_one_line("".join(line)), heading=heading)
            line = []
        if _HEADING.fullmatch(str(element.tag)):
            heading = int(element.tag[1]) if starts else 0
        if starts and _is_data(element):
            yield from (Passage(_flat(caption)) for caption in element.iter("caption"))
            yield table_passage(_rows(element))
        elif starts:
            if element.tag == "li":
                line.append(_item_number(element, counts))
            line.append(_kept(element.text, element))
        if not starts and element is not body:
            line.append(_kept(element.tail, element.getparent()))
    yield Passage(_one_line("".join(line)))


def _kept(text: str | None, owner: "HtmlElement") -> str:
    """Text as it is shown: newlines count inside <pre> only."""
    if not text:
        return ""
    return text.replace("\n", "\v") if owner.tag == "pre" else text


def _one_line(text: str) -> str:
    return _BLANKS.sub(" ", _WRAP.sub("", text)).replace("\v", "\n").strip()


def _item_number(item: "HtmlElement", counts: dict["HtmlElement", int]) -> str:
    owner = item.getparent()
    if owner is None or owner.tag != "ol" or "none" in owner.get("style", ""):
        return ""
    start = owner.get("start", "1")
    count = counts.get(owner, int(start) if start.isdecimal() and len(start) < 6 else 1)
    counts[owner] = count + 1
    return f"{count}. "


def _is_data(element: "HtmlElement") -> bool:
    """Whether a table is one: rows of several short cells, and no frame for the page."""
    if element.tag != "table" or len(list(element.iter("table"))) > 1:
        return False
    rows = list(element.iter("tr"))
    if len(rows) < 2 or max(len(row) for row in rows) < 2:
        return False
    return all(len(list(cell.iter("p", "br"))) < 20 for cell in element.iter("td"))


def _flat(element: "HtmlElement") -> str:
    parts: list[str] = []
    for starts, inner in _events(element):
        parts.append(" " if inner.tag in _BLOCKS else "")
        parts.append((inner.text if starts else inner is not element and inner.tail) or "")
    return _one_line("".join(parts))


def _rows(table: "HtmlElement") -> Iterator[list[str]]:
    """Cells in their columns; the text of a merged cell stands once, at its first place."""
    below: dict[int, int] = {}  # columns that a cell from above still covers, for how many rows
    for row in table.iter("tr"):
        cells: list[str] = []
        for cell in row.iterchildren("td", "th"):
            while below.get(len(cells), 0) > 0:
                cells.append("")
            span, depth = _span(cell, "colspan"), _span(cell, "rowspan")
            for offset in range(span):
                below[len(cells) + offset] = depth
            cells.extend([_flat(cell), *[""] * (span - 1)])
        yield cells
        below = {column: left - 1 for column, left in below.items() if left > 1}


def _span(cell: "HtmlElement", name: str) -> int:
    value = cell.get(name, "1").strip()
    return min(max(int(value), 1), 100) if value.isdecimal() and len(value) < 6 else 1
