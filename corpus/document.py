"""The values that leave `corpus/`: source text with blocks, clauses, documents, and its errors.

Nothing here reads a file or knows numbering; readers make `SourceText`, the outline makes `Clause`,
`load` puts them together into a `Document`.

    CorpusError            a file or folder that cannot be used; names it, the reason, the remedy
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal, NamedTuple

BlockKind = Literal["paragraph", "table"]
ClauseKind = Literal[
    "heading",
    "item",
    "paragraph",
    "tail",
    "responsibility",
    "table",
    "addressee",
    "signature",
    "toc",
    "preamble",
    "annex",
]

# What stands around the numbered text: the addresses, and the kinds of what lies there only.
FRAME_SECTIONS = frozenset(("题头", "主送", "导语", "目录", "附件说明", "落款"))
FRAME_KINDS: frozenset[ClauseKind] = frozenset(("addressee", "signature", "preamble", "toc"))
ABOUT_ITSELF = ("题头", "主送", "落款")  # where a document names itself, its issuer and its day
NO_PROVISION = frozenset((*ABOUT_ITSELF, "目录"))  # orders nothing, and is never amended


class CorpusError(Exception):
    """A file or folder that cannot be used: one sentence that names it, why, and what to do."""

    def __init__(self, path: Path | str, reason: str, remedy: str) -> None:
        self.path = Path(path)
        self.reason = reason
        self.remedy = remedy
        super().__init__(f"{path}：{reason}；{remedy}")


class Block(NamedTuple):
    """A run of a source's text that its format itself keeps together: a paragraph or a table.

    `start` and `end` are character offsets into the text. `heading` is the outline level that the
    format states (1 is outermost; HTML h1-h6, Word heading styles, Markdown #), 0 where it states
    none. A table's rows are lines of its text, cells joined with a tab.
    """

    start: int
    end: int
    kind: BlockKind = "paragraph"
    heading: int = 0


@dataclass(frozen=True)
class SourceText:
    """What a reader gives: the text as cleaned once (newlines, BOM), and its blocks in order.

    Blocks do not overlap; every character that is not blank lies in exactly one. `warnings` are
    sentences for the user about what could not be read with certainty. `confidence` (0 to 1, mean
    over characters) is how sure the recogniser was of what it read from images; None where nothing
    was read from an image. `stated` holds what the file says of itself beside its text, under the
    names of the fields of `Metadata`, values unchecked.
    """

    text: str
    blocks: tuple[Block, ...]
    warnings: tuple[str, ...] = ()
    confidence: float | None = None
    stated: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Clause:
    """A contiguous passage of one section: `document.text[start:end] == text`, always.

    `section` is the address (contract, 1), `label` the same place in the document's own style,
    `heading_path` the headings from the outermost level down to the section itself.
    """

    doc_id: str
    section: str
    label: str
    heading_path: tuple[str, ...]
    kind: ClauseKind
    text: str
    start: int
    end: int


class Evidence(NamedTuple):
    """The slice `document.text[start:end]` that a field of the metadata was read from."""

    field: str
    start: int
    end: int


@dataclass(frozen=True)
class Metadata:
    """What is known about a document as a whole; None where nobody knows.

    Dates are `YYYY-MM-DD`. `published` is what a crawl header claims, `issued` what the signature
    or a person says. `repeals` and `amends` name documents. `evidence` holds one slice for each
    value that was read from the text, for each name of a list one in the list's order; a value
    from a sidecar has none.
    """

    title: str | None = None
    number: str | None = None
    issuer: str | None = None
    issued: str | None = None
    published: str | None = None
    effective: str | None = None
    expires: str | None = None
    repeals: tuple[str, ...] = ()
    amends: tuple[str, ...] = ()
    source: str | None = None
    evidence: tuple[Evidence, ...] = ()

    def slices(self, name: str) -> tuple[Evidence, ...]:
        """The slices that the field `name` was read from, in order; none for a sidecar's value."""
        return tuple(each for each in self.evidence if each.field == name)

    def corrected(self, values: Mapping[str, Any]) -> "Metadata":
        """With other values for some fields, which so lose the slices that they were read from."""
        read = tuple(each for each in self.evidence if each.field not in values)
        return replace(self, **values, evidence=read)


@dataclass(frozen=True)
class Document:
    """One policy document: its text, its clauses in reading order, what is known about it.

    `doc_id` is the path relative to the corpus folder without its ending (with it where two files
    would share one). `warnings` are sentences that a careful clerk would add; `confidence` is that
    of `SourceText`.
    """

    doc_id: str
    path: Path
    text: str
    clauses: tuple[Clause, ...]
    metadata: Metadata = field(default_factory=Metadata)
    warnings: tuple[str, ...] = ()
    confidence: float | None = None

    @property
    def title(self) -> str:
        """The title if one is known, else the document's id."""
        return self.metadata.title or self.doc_id


def clause_record(clause: Clause) -> dict[str, Any]:
    """The clause as the contract's JSON object."""
    return {
        "doc_id": clause.doc_id,
        "section": clause.section,
        "label": clause.label,
        "heading_path": list(clause.heading_path),
        "kind": clause.kind,
        "text": clause.text,
        "start": clause.start,
        "end": clause.end,
    }
