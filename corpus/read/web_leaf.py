"""Paragraphs that hold nothing but running text, found and read by libxml2 in one go.

Nearly all of an article is such; looking at each of their spans from Python costs more than the
rest of the page together.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Nothing inside that breaks a line, links, or could be of the site and go.
_RUNNING = " or ".join(f"self::{tag}" for tag in "span strong b font em u i sup sub".split())
_LEAVES = f".//p[not(descendant::*[@class or @id or not({_RUNNING})])]"


def leaf_texts(body: "HtmlElement") -> dict["HtmlElement", str]:
    """The text of each such paragraph below `body`, blanks and newlines as they stand."""
    from lxml import etree

    return {
        leaf: etree.tostring(leaf, method="text", encoding="unicode", with_tail=False)
        for leaf in body.xpath(_LEAVES)
    }
