"""What Word's styles say of a paragraph or run: heading level, list, hidden; inherited by base."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFF = ("0", "false", "off", "none")
_MAX_BASES = 20  # styles may be based on each other in a circle


@dataclass(frozen=True)
class Style:
    """A style with what it inherits. `heading` is the outline level (1 is outermost), 0 none.

    `list_id` is None where the style numbers nothing; `contents` marks an entry of a table of
    contents.
    """

    heading: int = 0
    list_id: str | None = None
    list_level: int | None = None
    hidden: bool = False
    contents: bool = False


class Styles:
    """The styles of a document by their id; the default paragraph style for those without one."""

    def __init__(self, root: "Element | None") -> None:
        elements = [] if root is None else list(root.iterchildren(f"{W}style"))
        self._elements = {element.get(f"{W}styleId") or "": element for element in elements}
        self._found: dict[str, Style] = {}
        self._default = next(
            (
                element.get(f"{W}styleId") or ""
                for element in elements
                if element.get(f"{W}type") == "paragraph"
                and element.get(f"{W}default") not in (None, *_OFF)
            ),
            "",
        )

    def __getitem__(self, identity: str | None) -> Style:
        identity = self._default if identity is None else identity
        if identity not in self._found:
            self._found[identity] = self._resolve(identity)
        return self._found[identity]

    def _resolve(self, identity: str) -> Style:
        heading: int | None = None
        list_id: str | None = None
        list_level: int | None = None
        hidden: bool | None = None
        contents = False
        for _ in range(_MAX_BASES):
            element = self._elements.get(identity)
            if element is None:
                break
            if heading is None:
                heading = _heading(element)
            if hidden is None:
                hidden = is_on(element.find(f"{W}rPr/{W}vanish"))
            contents = contents or _name(element).startswith("toc ")
            list_id = list_id or value_of(element, "pPr", "numPr", "numId")
            if list_level is None:
                list_level = decimal(value_of(element, "pPr", "numPr", "ilvl"))
            identity = value_of(element, "basedOn") or ""
        return Style(heading or 0, list_id, list_level, bool(hidden), contents)


def _name(style: "Element") -> str:
    return (value_of(style, "name") or "").lower()


def _heading(style: "Element") -> int | None:
    level = decimal(value_of(style, "pPr", "outlineLvl"))
    if level is not None:
        return level + 1 if level < 9 else 0
    name = _name(style)
    if name.startswith("heading "):
        return decimal(name[8:])
    return 1 if name in ("title", "标题") else None


def value_of(element: "Element | None", *names: str) -> str | None:
    """The `w:val` of the element that the path of names leads to."""
    for name in names:
        element = None if element is None else element.find(W + name)
    return None if element is None else element.get(f"{W}val")


def decimal(text: str | None) -> int | None:
    """A whole number of up to five digits, None for anything else."""
    return int(text) if text is not None and text.isdecimal() and len(text) < 6 else None


def is_on(switch: "Element | None") -> bool | None:
    """Whether a switch such as `<w:vanish/>` is on; None where it is not stated."""
    return None if switch is None else switch.get(f"{W}val") not in _OFF
