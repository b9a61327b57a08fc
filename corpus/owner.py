"""Where an unnumbered line belongs: to the last section, or to the level that it closes.

Looks at one line, the section before it and the next one; `corpus.outline` walks over the lines.
"""

import re

from corpus.marker import Style
from corpus.numeral import number_of
from corpus.section import Node

HEADED: frozenset[Style] = frozenset(("part", "chapter", "division", "annex"))
_KEEPS_PARAGRAPHS = HEADED | {"article", "question"}
# 上述奖励不重复享受: a sentence that speaks of all the sections before it.
_CLOSING = re.compile(
    r"(?:上述|以上|前述)(?:各|所有|政策|奖励|奖补|补助|补贴|资金|扶持|支持|优惠|条款|措施|项目|事项|任务|标准|两|[二三四五六七八九十]|\d)"
    r"|(?:同一|同时符合).{0,40}(?:不重复|就高|从高)"
)
_PAGE_NUMBER = re.compile(r"[-—–－一\s·]{0,3}\d{1,4}[-—–－一\s·]{0,3}")
_ENDS_ALL = re.compile(
    r"本(?:意见|办法|通知|措施|方案|规定|政策|细则|决定|条例|计划|要点|公告|规划|指南)(?:若干)?(?:措施)?.{0,12}"
    r"(?:自|由|有效期|施行|实施|未尽)|特此(?:通知|公告|通告|批复|函告|函复|报告)"
)

# What a colon announces without numbers of its own: 一是…；二是…, ——…, 首先…
_POINT = re.compile(
    r"[一二三四五六七八九十]{1,2}[是要]|——|第[一二三四五六七八九十]{1,2}[，,、：:步]|首先|其次|再次|最后"
)
_FIRST_POINT = re.compile(r"一[是要]|——|第一[，,、：:步]|首先")
_COUNTED = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,4}?)(?P<number>[一二三四五六七八九十]{1,3}|\d{1,2})\s*[:：、.．\s]"
)


def _closed(leaf: Node, upcoming: Node | None) -> tuple[Node, ...]:
    """The open sections that end before the next numbered one, innermost first."""
    kept = upcoming.parent.chain if upcoming and upcoming.parent else ()
    return tuple(node for node in leaf.chain if node not in kept)


def responsible(leaf: Node, upcoming: Node | None, answered: set[str]) -> Node:
    """The section that a responsibility alone on its line closes.

    The outermost that ends here and whose subsections have no responsibilities of their own; an
    article's never climbs to its chapter, which no body answers for.
    """
    article = next((row for row, n in enumerate(leaf.chain) if n.style == "article"), None)
    own = leaf.chain if article is None else leaf.chain[: article + 1]
    closed = [n for n in _closed(leaf, upcoming) if n in own and n.style != "annex"]
    free = [node for node in closed if node.address not in answered]
    return free[-1] if free else leaf


def ends_all(text: str, upcoming: Node | None) -> bool:
    """Whether a sentence speaks of the whole document, as its last: 本决定自…起施行."""
    return upcoming is None and _ENDS_ALL.match(text) is not None


def is_complete(leaf: Node) -> bool:
    """Whether the section says all that it has to say on the line that opens it."""
    return not leaf.bare and leaf.style not in _KEEPS_PARAGRAPHS


def goes_on(before: str, text: str) -> bool:
    """Whether a paragraph is what the one before it announced, or the next of such points.

    Example: `（二）扶持措施：`, then `一是给资金；`, then `二是建平台。`
    """
    if before.rstrip().endswith(("：", ":")) or _FIRST_POINT.match(text):
        return True
    return _POINT.match(before) is not None and _POINT.match(text) is not None


class Series:
    """Names that are counted without being sections: `行动一：…` and later `行动二：…`."""

    def __init__(self) -> None:
        self._last: dict[str, tuple[int, Node]] = {}

    def place(self, text: str, leaf: Node) -> Node | None:
        """The section in which the series of this line began, where that is still open."""
        found = _COUNTED.match(text)
        if not found:
            return None
        number = number_of(found["number"])
        last, owner = self._last.get(found["name"], (0, leaf))
        if number != last + 1 or owner not in leaf.chain:
            owner = leaf
        self._last[found["name"]] = (number, owner)
        return owner if number > 1 and owner is not leaf else None


def introduces(leaf: Node, upcoming: Node | None) -> bool:
    """Whether numbers begin anew behind the paragraph, which then speaks of those to come."""
    if upcoming is None or upcoming.parent is not leaf.parent:
        return False
    return upcoming.style != leaf.style or upcoming.number <= leaf.number


def owner_of(text: str, leaf: Node, upcoming: Node | None, continued: set[str]) -> Node:
    """The section of an unnumbered paragraph: the leaf itself, or the level that it closes.

    An article keeps its paragraphs (款), a bare heading its text. After an item with its text on
    the line, a paragraph closes the items' parent where no further item of theirs follows, unless
    items before it were continued in the same way. A sentence that speaks of all the measures
    closes their parent whatever they look like, one that ends the document its last section.
    """
    parent = leaf.parent
    if _PAGE_NUMBER.fullmatch(text):
        return leaf
    if leaf.style in _KEEPS_PARAGRAPHS:
        return leaf
    if ends_all(text, upcoming):
        return [node for node in leaf.chain if node.style not in HEADED][-1]
    if parent and not leaf.bare and introduces(leaf, upcoming):
        return parent
    inside = parent is None or parent.style == "annex"
    last = upcoming is None or upcoming.parent not in (leaf, parent)
    if not inside and last and leaf.number > 1 and _CLOSING.match(text):
        return parent or leaf
    if inside or leaf.bare or not last or (parent and parent.address in continued):
        return leaf
    article = next((n for n in _closed(leaf, upcoming) if n.style == "article"), None)
    return article or parent or leaf
