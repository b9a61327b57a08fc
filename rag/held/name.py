"""What a section is called, without its number, as a question would call it."""

import re

from corpus.document import Clause
from index.tokenize import fold

_MARKER = re.compile(r"^(?:[(（]?[一二三四五六七八九十百\d]+[)）]?[、.．]?|第\S{1,4}[章节条])\s*")
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
_GENERIC = ("产业", "工作", "建设")  # endings that a question leaves out
MIN_NAME, MAX_NAME = 3, 20  # characters


def section_names(clause: Clause) -> tuple[str, ...]:
    """The folded names of the clause's own section, whole and without a generic ending.

    Example: `(三)汽车产业` -> `汽车产业`; `(一)集成电路产业` -> `集成电路产业`, `集成电路`.
    """
    if clause.kind not in ("heading", "item", "paragraph", "tail") or not clause.heading_path:
        return ()
    name = _BRACKETS.sub("", _MARKER.sub("", fold(clause.heading_path[-1])))
    short = next((name.removesuffix(g) for g in _GENERIC if name.endswith(g)), name)
    return tuple(dict.fromkeys(n for n in (name, short) if MIN_NAME <= len(n) <= MAX_NAME))


def bare_name(clause: Clause) -> str:
    """The heading of the clause's section without its number: `(三)汽车产业` -> `汽车产业`."""
    heading = clause.heading_path[-1].strip() if clause.heading_path else ""
    return _MARKER.sub("", heading) or heading
