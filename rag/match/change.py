"""What amendments in force do to the sections of other documents: replaced whole, or in words.

`将第一部分第（二）项中的“A”修改为“B”` changes words; without 中的 the section is replaced and the
amendment's own text is what counts.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from corpus.document import Clause, Document
from corpus.marker import read_marker
from corpus.metadata import in_force
from index.tokenize import fold
from rag.across.amended import amendments

_TARGET = re.compile(
    r"(?:将|删去|^)(?P<steps>(?:第[一二三四五六七八九十百\d之]+(?:部分|章|节|条)|第?[（(][一二三四五六七八九十\d]+[）)]项?|第[一二三四五六七八九十]+项)+)"
)
_STEP = re.compile(
    r"第(?P<n>[一二三四五六七八九十百\d]+)(?P<kind>部分|章|节|条|项)(?P<after>之[一二三四五])?|第?[（(](?P<item>[一二三四五六七八九十\d]+)[）)]项?"
)
_WORDS = re.compile(r"“(?P<old>[^“”]+)”(?:的内容)?(?:修改|改|调整)为“(?P<new>[^“”]+)”")
_WHOLE = re.compile(r"^[^“”中]*(?:修改|改)为[:：]")


@dataclass(frozen=True)
class Change:
    """What `by` does to a section: `words` are (old, new); none where all of it is replaced."""

    by: Document
    clause: Clause
    words: tuple[tuple[str, str], ...] = ()

    @property
    def whole(self) -> bool:
        """Whether the section's text counts no longer."""
        return not self.words


def changes(documents: Mapping[str, Document], day: str) -> dict[tuple[str, str], Change]:
    """The changes by amendments in force on `day`, by document and section."""
    found: dict[tuple[str, str], Change] = {}
    for doc_id, later in amendments(documents).items():
        sections = {c.section for c in documents[doc_id].clauses}
        for by in (documents[i] for i in later):
            if not in_force(by.metadata, day):
                continue
            for clause in by.clauses:
                text = "".join(clause.text.split())
                marker = read_marker(text)
                text = text[marker.length :] if marker else text
                target = _TARGET.search(text)
                if clause.kind != "item" or target is None:
                    continue
                section = _address(target["steps"], sections)
                if section is None:
                    continue
                behind = text[target.end() :]
                words = tuple((m["old"], m["new"]) for m in _WORDS.finditer(behind))
                if _WHOLE.match(behind):
                    found[doc_id, section] = Change(by, clause)
                elif words:
                    found[doc_id, section] = Change(by, clause, words)
    return found


def _address(steps: str, sections: set[str]) -> str | None:
    """`第一部分第（二）项` -> 一/(二), where the document has such a section."""
    parts = []
    for step in _STEP.finditer(steps):
        if step["item"]:
            parts.append(f"({step['item']})")
        elif step["kind"] == "部分":
            parts.append(step["n"])
        elif step["kind"] == "项":
            parts.append(f"({step['n']})")
        else:
            parts.append(f"第{step['n']}{step['kind']}{step['after'] or ''}")
    address = fold("/".join(parts))
    ends = [s for s in sections if fold(s) == address or fold(s).endswith(f"/{address}")]
    return min(ends, key=len) if ends else None
