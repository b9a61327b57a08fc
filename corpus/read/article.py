"""Which part of a page is the article: takes away what nobody sees and what surrounds it.

First the parts that name themselves (navigation, share bars, footers, hidden elements) go, unless
a good part of the page's sentences is in them. Then, from the body down to the element that holds
the sentences, whatever stands beside and has none itself goes too. Knows nothing of lines.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from corpus.read.web_leaf import leaf_texts

if TYPE_CHECKING:
    from lxml.html import HtmlElement

NEVER_SEEN = (
    "script style noscript template iframe object embed svg select button input textarea head title"
    " meta link audio video canvas map"
).split()
_AROUND = frozenset(("nav", "header", "footer", "aside", "form"))
_AROUND_NAME = re.compile(
    r"(?:^|[\s_-])(?:nav|menu|breadcrumb|crumb|bread|share|bdshare|jiathis|foot|footer|copyright"
    r"|sidebar|related|toolbar|tool|qrcode|ewm|erweima|search|pagination|pager|page|prevnext"
    r"|recommend|banner|logo|login|topbar|dqwz|weizhi|mbx|position|location|fenxiang|fx|print|close"
    r"|header|friendlink|wza|xgjd|xgwj|xglj)s?(?:$|[\s_\-\d]|box|bar|list|wrap|con|button|btn)",
    re.IGNORECASE,
)
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|pt|em)?\s*(?:;|\Z)",
    re.IGNORECASE,
)
_HIDING_CLASSES = frozenset((".sr-only", ".visually-hidden"))
_SIMPLE_SELECTOR = re.compile(r"[.#][\w-]+")
CONTAINERS = frozenset(
    "div section article main header footer ul ol dl table tbody thead tfoot tr td th caption"
    " blockquote center form fieldset body address figure figcaption ucapcontent".split()
)
_FIELD = re.compile(r"(?:日期|时间|来源|文号|字号|机关|机构|索引号)\s*[:：]")
_ATTACHED = re.compile(r"附件|\.(?:docx?|pdf|xlsx?|wps|ofd|zip|rar)\b", re.IGNORECASE)
_IMPRINT = re.compile(r"版权所有|网站标识码|ICP备|公网安备|Copyright", re.IGNORECASE)


def compact(text: str) -> str:
    """The text without blanks."""
    return "".join(text.split())


def title_of(root: "HtmlElement") -> str:
    """The article's title: what the site's header names, else what <title> and the page share."""
    for meta in root.iter("meta"):
        if str(meta.get("name", "")).lower() == "articletitle" and meta.get("content", "").strip():
            return " ".join(str(meta.get("content")).split())
    whole = compact("".join(t.text_content() for t in root.iter("title")))
    if not whole:
        return ""
    for tag in ("h1", "h2", "h3"):
        for heading in root.iter(tag):
            text = " ".join(heading.text_content().split())
            if text and compact(text) in whole:
                return text
    best = ""
    for element in root.iter("div", "td", "p", "span", "b", "strong", "font"):
        if len(best) < len(element.text or "") <= len(whole) and element.get("href") is None:
            text = " ".join(element.text.split())
            if len(compact(text)) > len(compact(best)) and compact(text) in whole:
                best = text
    return best if len(best) >= 6 else ""


def keep_article(root: "HtmlElement", title: str) -> tuple["HtmlElement", dict["HtmlElement", str]]:
    """The page's body with the article alone, and its `leaf_texts`; the tree is changed."""
    body = without_unseen(root)
    leaves = leaf_texts(body)
    weights = _Weights(body, leaves)
    _drop_around(weights)
    _drop_beside(weights, title)
    return body, leaves


def without_unseen(root: "HtmlElement") -> "HtmlElement":
    """The body of a page without scripts, controls and what is hidden; the tree is changed."""
    from lxml import etree

    names = _hiding_names("".join(style.text_content() for style in root.iter("style")))
    etree.strip_elements(root, etree.Comment, etree.PI, *NEVER_SEEN, with_tail=False)
    body = root.find("body")
    body = root if body is None else body
    _drop_hidden(body, names | _HIDING_CLASSES)
    return body


def _drop_hidden(body: "HtmlElement", names: frozenset[str] | set[str]) -> None:
    hidden = body.xpath("descendant::*/@hidden/..")
    hidden += body.xpath("descendant::*/@aria-hidden[. = 'true']/..")
    hidden += _having(body, "style", lambda style: _HIDING.search(style) is not None)
    classes = {name[1:] for name in names if name.startswith(".")}
    hidden += _having(body, "class", lambda value: not classes.isdisjoint(value.split()))
    hidden += _having(body, "id", lambda value: f"#{value}" in names)
    for element in hidden:
        _drop(element)


def _having(body: "HtmlElement", name: str, wanted: Callable[[str], bool]) -> list["HtmlElement"]:
    """The elements whose attribute is wanted.

    A page has few different values, so those are looked at first.
    """
    values = set(body.xpath(f"descendant::*/@{name}", smart_strings=False))
    found = {value for value in values if wanted(value)}
    if not found:
        return []
    return [each for each in body.xpath(f"descendant::*/@{name}/..") if each.get(name) in found]


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


def _outside(root: "HtmlElement", leaves: Mapping["HtmlElement", str]) -> Iterator["HtmlElement"]:
    """The elements in document order, without those inside leaves."""
    from lxml import etree

    walk = etree.iterwalk(root, events=("start",))
    for _, element in walk:
        if element in leaves:
            walk.skip_subtree()
        yield element


class _Weights:
    """For each element below one: how many marks of sentences, characters, characters in links."""

    def __init__(self, root: "HtmlElement", leaves: Mapping["HtmlElement", str]) -> None:
        self.elements = list(_outside(root, leaves))
        self.marks: dict[HtmlElement, int] = {}
        self.sizes: dict[HtmlElement, int] = {}
        self.linked: dict[HtmlElement, int] = {}
        for element in reversed(self.elements):
            if (text := leaves.get(element)) is not None:
                self.sizes[element], self.marks[element] = _weigh(text)
                self.linked[element] = 0
                continue
            size, marks = _weigh(element.text)
            linked = 0
            for child in element:
                own, own_marks = _weigh(child.tail)
                size += self.sizes[child] + own
                marks += self.marks[child] + own_marks
                linked += self.linked[child]
            if element.tag == "a" and element.get("href"):
                linked, marks = size, 0
            self.sizes[element], self.marks[element], self.linked[element] = size, marks, linked

    def is_links(self, element: "HtmlElement") -> bool:
        """Whether more than half of the element's text is links to other pages."""
        return self.linked[element] * 2 > self.sizes[element]

    def drop(self, element: "HtmlElement") -> None:
        """Take an element out of the page, and its weight off those that hold it."""
        for holder in element.iterancestors():
            if holder in self.marks:
                self.marks[holder] -= self.marks[element]
                self.sizes[holder] -= self.sizes[element]
                self.linked[holder] -= self.linked[element]
        _drop(element)


def _weigh(text: str | None) -> tuple[int, int]:
    """The characters of a text and its marks of sentences."""
    if not text or text.isspace():
        return 0, 0
    blanks = text.count(" ") + text.count("\n") + text.count("\u3000") + text.count("\u00a0")
    return len(text) - blanks, text.count("。") + text.count("；") + text.count("，")


def _drop_around(weights: _Weights) -> None:
    body = weights.elements[0]
    for element in weights.elements[1:]:
        named = f"{element.get('class', '')} {element.get('id', '')}"
        around = element.tag in _AROUND or (named != " " and _AROUND_NAME.search(named))
        lists = element.tag in ("ul", "table") and weights.is_links(element)
        if not (around or lists) or weights.marks[element] * 4 > weights.marks[body]:
            continue
        if not _ATTACHED.search(element.text_content()):
            weights.drop(element)


def _drop_beside(weights: _Weights, title: str) -> None:
    element = weights.elements[0]
    while weights.marks[element]:
        inner = max(element, key=weights.marks.__getitem__, default=None)
        if inner is None or inner.tag not in CONTAINERS:
            return
        if weights.marks[inner] * 4 < weights.marks[element] * 3:
            return
        for beside in list(element):
            if beside is not inner and beside.tag in CONTAINERS:
                if not _is_wanted(beside, weights, title):
                    _drop(beside)
        element = inner


def _is_wanted(beside: "HtmlElement", weights: _Weights, title: str) -> bool:
    """Whether what stands beside the article belongs to it: sentences, title, fields, annexes."""
    text = beside.text_content()
    if _IMPRINT.search(text):
        return False
    return bool(
        (weights.marks[beside] and not weights.is_links(beside))
        or (title and compact(title) in compact(text))
        or _FIELD.search(text)
        or _ATTACHED.search(text)
    )
