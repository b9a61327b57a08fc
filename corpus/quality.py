"""What a careful reader would check in a document's clause tree, counted and listed.

Knows only the finished document: it finds nothing new and changes nothing. `python -m corpus tree`
ends with it.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from corpus.document import FRAME_SECTIONS, Clause, Document
from corpus.marker import Style, read_marker, read_markers

_LONG_CLAUSE = 1500  # characters; above this a citation shows more than anyone wants to read
_SHORT_LINE = 40  # characters; an unnumbered line without a full stop up to here may be a heading
_SENTENCE_END = re.compile(r"[。；;：:!！?？，、）)”]\s*$")
_NOT_A_HEADING = re.compile(
    r"[-—–－一\s·]*\d{1,4}[-—–－一\s·]*|表\s*\d+.*|图\s*\d*.*|答\s*[:：].*|注\s*[:：].*"
)
_PART = re.compile(r"(.+?)(?:@(\d+))?")


@dataclass(frozen=True)
class Finding:
    """A place worth a look: the section's address and a sentence that says why."""

    section: str
    reason: str


@dataclass(frozen=True)
class Quality:
    """The quality report of a document.

    `sections` counts numbered sections by depth, outermost first; `unplaced` are lines that no
    rule claims (they look like headings or numbers, yet open no section); `numbering` are jumps,
    repeats and restarts; `long_clauses` exceed 1,500 characters; `warnings` are the document's own;
    `confidence` (0 to 1) is the character recogniser's, None where the text was in the file.
    """

    n_characters: int
    n_clauses: int
    sections: tuple[int, ...]
    n_tables: int
    unplaced: tuple[Finding, ...]
    numbering: tuple[Finding, ...]
    long_clauses: tuple[Finding, ...]
    warnings: tuple[str, ...]
    confidence: float | None

    @property
    def n_sections(self) -> int:
        """Numbered sections at all depths; 0 where nothing was recognised."""
        return sum(self.sections)


def measure_quality(document: Document) -> Quality:
    """The quality report of a document that has been read."""
    clauses = document.clauses
    numbered = _numbered(clauses)
    depths = Counter(section.count("/") for section in numbered)
    return Quality(
        n_characters=sum(not char.isspace() for char in document.text),
        n_clauses=len(clauses),
        sections=tuple(depths[depth] for depth in range(max(depths, default=-1) + 1)),
        n_tables=sum(1 for clause in clauses if clause.kind == "table"),
        unplaced=tuple(_unplaced(clauses)),
        numbering=tuple(_numbering(numbered)),
        long_clauses=tuple(
            Finding(clause.section, f"条款有{len(clause.text)}字")
            for clause in clauses
            if len(clause.text) > _LONG_CLAUSE and clause.kind != "table"
        ),
        warnings=document.warnings,
        confidence=document.confidence,
    )


def quality_record(quality: Quality) -> dict[str, Any]:
    """The report as a JSON object, its names those of `Quality`."""
    return asdict(quality)


def _numbered(clauses: Sequence[Clause]) -> list[str]:
    """The addresses of numbered sections in reading order, each once."""
    addresses = dict.fromkeys(clause.section for clause in clauses if clause.kind != "table")
    return [address for address in addresses if address.partition("/")[0] not in FRAME_SECTIONS]


def _unplaced(clauses: Sequence[Clause]) -> Iterator[Finding]:
    """Lines that look like a heading or a number and open no section."""
    for clause in clauses:
        text = " ".join(clause.text.split())
        if clause.kind not in ("paragraph", "tail", "preamble") or _NOT_A_HEADING.fullmatch(text):
            continue
        if read_markers(text):
            yield Finding(clause.section, f"像编号但未作为条款：{_short(text)}")
        elif clause.kind != "preamble" and len(text) <= _SHORT_LINE:
            if not _SENTENCE_END.search(text):
                yield Finding(clause.section, f"像标题但没有编号：{_short(text)}")


def _numbering(addresses: Sequence[str]) -> Iterator[Finding]:
    """Jumps, repeats, steps back and restarts in the numbers of each kind of section."""
    last: dict[tuple[str, Style], tuple[int, str]] = {}
    anywhere: dict[Style, int] = {}  # a count may go on over several parents: 一、1. 2. 二、3. 4.
    for address in addresses:
        parent, _, part = address.rpartition("/")
        found = _PART.fullmatch(part)
        marker = read_marker(found[1] + "、") if found else None
        if found is None or marker is None or marker.style in ("question", "annex"):
            continue
        # Articles are counted through all chapters, decimals below their own prefix.
        within = parent.partition("/")[0] if parent.startswith("附") else ""
        scope = within if marker.style == "article" else f"{parent}|{marker.prefix}"
        before, label = last.get((scope, marker.style), (0, ""))
        goes_on = marker.number == anywhere.get(marker.style, 0) + 1
        last[scope, marker.style] = (marker.number, part)
        anywhere[marker.style] = marker.number
        if not before and marker.number > 1 and not goes_on:
            yield Finding(address, f"编号从“{part}”开始")
        elif before and marker.number > before + 1:
            yield Finding(address, f"编号由“{label}”跳到“{part}”")
        elif before and marker.number == 1 and found[2]:
            yield Finding(address, f"编号在同一级重新从“{found[1]}”开始")
        elif before and marker.number == before and "之" not in part:
            yield Finding(address, f"编号“{found[1]}”重复")
        elif before and marker.number < before:
            yield Finding(address, f"编号由“{label}”退到“{part}”")


def _short(text: str) -> str:
    return text if len(text) <= _SHORT_LINE else f"{text[:_SHORT_LINE]}…"
