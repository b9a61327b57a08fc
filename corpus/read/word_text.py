"""The text of one Word paragraph as its reader sees it, and what hangs on it elsewhere.

Runs are joined, insertions accepted, deletions, hidden text and field codes left out. Knows
nothing of lists, tables or the order of paragraphs.
"""

import re
from typing import TYPE_CHECKING

from corpus.read.word_styles import Styles, W, is_on, value_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
ALTERNATIVES = f"{_COMPATIBLE}AlternateContent"
# Elements whose content is not in the text: properties, deletions, codes, readings of characters.
NOT_SHOWN = frozenset(
    f"{W}{name}"
    for name in "del moveFrom pPr rPr sdtPr sdtEndPr tblPr tblGrid trPr tcPr sectPr instrText"
    " delText delInstrText rt rubyPr fldData".split()
)
_BREAKS = {
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}noBreakHyphen": "-",
}
_TEXTS = frozenset((f"{W}t", f"{MATH}t"))
_NOTES = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"}
_RUN, _RUN_PROPERTIES = f"{W}r", f"{W}rPr"
_VANISH, _RUN_STYLE = f"{W}vanish", f"{W}rStyle"
_BOX, _FIELD, _SYMBOL, _CONTROL = f"{W}txbxContent", f"{W}fldChar", f"{W}sym", f"{W}sdt"
# The boxes to tick of Word's symbol fonts; other symbols of theirs have no character.
_SYMBOLS = {
    "F06F": "□", "F0A8": "□", "F071": "□", "F0A3": "□", "F0FE": "☑", "F052": "☑", "F054": "☒",
    "F0FD": "☒", "F0FC": "✓", "F050": "✓", "F0B7": "·", "F06C": "●", "F06E": "■",
}  # fmt: skip
_LEADER = re.compile(r"\s*\t\s*(?=[0-9ivxIVX\-—]+\s*$)")


class ParagraphText:
    """What one `w:p` shows.

    `text` has newlines at line breaks and tabs at tabs. `before` and `after` are the text boxes
    anchored in front of its first character and behind; `notes` names footnotes and endnotes in
    order, by the kind of part that holds them and their id there.
    """

    def __init__(self, paragraph: "Element", styles: Styles, style_id: str | None) -> None:
        self._styles = styles
        self._hidden = styles[style_id].hidden
        self._parts: list[str] = []
        self._codes: list[bool] = []  # for each open field whether its code is still going on
        self._boxes: list[tuple[bool, Element]] = []
        self.notes: list[tuple[str, str]] = []
        self._walk(paragraph)
        self.text = "".join(self._parts)
        if styles[style_id].contents:
            self.text = _LEADER.sub("……", self.text)
        self.before = [box for first, box in self._boxes if first]
        self.after = [box for first, box in self._boxes if not first]

    def _walk(self, element: "Element") -> None:
        for child in element:
            tag = child.tag
            if tag in _TEXTS:
                self._add(child.text or "")
            elif tag == _RUN:
                if not self._is_hidden(child.find(_RUN_PROPERTIES)):
                    self._walk(child)
            elif tag in _BREAKS:
                self._add(_BREAKS[tag])
            elif tag == _FIELD:
                self._field(child.get(f"{W}fldCharType"))
            elif tag == _BOX:
                self._boxes.append((not any(part.strip() for part in self._parts), child))
            elif tag in _NOTES:
                self.notes.append((_NOTES[tag], child.get(f"{W}id") or ""))
            elif tag == _SYMBOL:
                self._add(_SYMBOLS.get((child.get(f"{W}char") or "").upper(), ""))
            elif tag == ALTERNATIVES:
                self._walk(alternative(child))
            elif tag == _CONTROL:
                if not is_placeholder(child):
                    self._walk(child)
            elif tag not in NOT_SHOWN:
                self._walk(child)

    def _add(self, text: str) -> None:
        if not any(self._codes):
            self._parts.append(text)

    def _field(self, at: str | None) -> None:
        if at == "begin":
            self._codes.append(True)
        elif at == "separate" and self._codes:
            self._codes[-1] = False
        elif at == "end" and self._codes:  # subtle: a field may have begun paragraphs earlier
            self._codes.pop()

    def _is_hidden(self, properties: "Element | None") -> bool:
        if properties is None:
            return self._hidden
        own = is_on(properties.find(_VANISH))
        if own is not None:
            return own
        style = properties.find(_RUN_STYLE)
        return self._hidden or (
            style is not None and self._styles[style.get(f"{W}val") or ""].hidden
        )


def alternative(alternatives: "Element") -> "Element":
    """The one of several forms of the same content (a drawing, its old form) that is shown."""
    choice = alternatives.find(f"{_COMPATIBLE}Choice")
    if choice is None:
        choice = alternatives.find(f"{_COMPATIBLE}Fallback")
    return alternatives if choice is None else choice


def is_placeholder(control: "Element") -> bool:
    """Whether a content control still shows `click here to enter text`."""
    return bool(is_on(control.find(f"{W}sdtPr/{W}showingPlcHdr")))


def is_mark_hidden(properties: "Element | None") -> bool:
    """Whether the paragraph mark itself is hidden text."""
    mark = None if properties is None else properties.find(_RUN_PROPERTIES)
    return mark is not None and bool(is_on(mark.find(_VANISH)))


def ends_gone(properties: "Element | None") -> bool:
    """Whether a paragraph's end was deleted or moved: it goes on in the next paragraph."""
    mark = None if properties is None else properties.find(_RUN_PROPERTIES)
    if mark is None:
        return False
    return mark.find(f"{W}del") is not None or mark.find(f"{W}moveFrom") is not None


def heading_of(properties: "Element | None", style_heading: int) -> int:
    """The outline level of a paragraph: its own where it states one, else that of its style."""
    own = value_of(properties, "outlineLvl")
    if own is None or not own.isdecimal():
        return style_heading
    return int(own) + 1 if int(own[:2]) < 9 else 0
