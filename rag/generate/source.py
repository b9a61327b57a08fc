"""What a sentence may be drawn from: a retrieved clause with what it stands under, numbered."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from corpus.document import Clause, Document
from corpus.section import is_below
from corpus.squeeze import one_line
from index.tokenize import fold
from rag.generate.instruction import is_instruction
from rag.held.passage import Passage, sentences, slice_of
from rag.route.contents import items_of

_ASKS = re.compile(r"[?？][”’]?\s*$|^\s*问\s*\d{0,3}\s*[:：]")  # a question states nothing
_YES_OR_NO = re.compile(r"能不能|能否|是否|是不是|可不可以|可否|有没有|还能|[吗么]\s*[?？]")
_OPENS = re.compile(r"[:：]\s*$")
_HEADER = ("题头", "落款")
_END = re.compile(r"[。!！?？;；][”’」』》)）]*")
_NAME = re.compile(r"[^,，;；自由的不应]{1,30}。")


@dataclass(frozen=True)
class Source:
    """A clause as evidence, `number` as the model knows it.

    `passages` are its sentences in order, those of the items that it opens and of its line of
    responsibilities behind them, without questions and what speaks to a program; `texts` are the
    same folded, each row of a table with its columns' names. `lead` is what governs all of them,
    folded: headings, and the words ending with a colon that open its list. `frame` is what
    the whole document says of itself (title, issuer, number), and the question that the clause
    answers.
    """

    number: int
    clause: Clause
    title: str
    passages: tuple[Passage, ...]
    texts: tuple[str, ...]
    lead: str
    frame: str

    @cached_property
    def whole(self) -> str:
        """All its folded sentences, to look up a word in."""
        return " ".join(self.texts)

    @property
    def text(self) -> str:
        """What the model is shown of it."""
        return "\n".join(one_line(passage.text) for passage in self.passages)


def sources_of(clauses: Iterable[Clause], documents: Mapping[str, Document]) -> tuple[Source, ...]:
    """The clauses numbered from 1 in their order, each once; one without any evidence is left out.

    An item that another source already brings with its list is not repeated.
    """
    found: list[Source] = []
    brought: set[tuple[str, int]] = set()
    for clause in clauses:
        if (clause.doc_id, clause.start) in brought:
            continue
        document = documents[clause.doc_id]
        opened = items_of(clause, document.clauses) if _OPENS.search(clause.text) else []
        beside = [c for c in document.clauses if c.section == clause.section and c is not clause]
        members = [clause, *opened, *(c for c in beside if c.kind == "responsibility")]
        passages = tuple(
            passage
            for member in members
            for passage in _sentences(member)
            if not is_instruction(passage.text) and not _ASKS.search(passage.text)
        )
        if not passages:
            continue
        brought.update((member.doc_id, member.start) for member in members)
        found.append(
            Source(
                len(found) + 1,
                clause,
                document.title,
                passages,
                _texts(passages),
                _lead(clause, document.clauses),
                f"{_frame(document)} {_asked(clause, document.clauses)}".strip(),
            )
        )
    return tuple(found)


def _sentences(clause: Clause) -> list[Passage]:
    """The sentences of a clause; a wrapped line ends none, and only a name stays with what follows.

    What a number is said of must not be lent from the sentence before.
    """
    if "\t" in clause.text or clause.kind in ("responsibility", "heading", "signature"):
        return sentences(clause)
    found: list[Passage] = []
    begin = 0
    for match in _END.finditer(clause.text):
        if begin == 0 and clause.kind == "item" and _NAME.fullmatch(clause.text, 0, match.end()):
            continue  # the name that opens an item stays with what it names
        found.append(slice_of(clause, begin, match.end()))
        begin = match.end()
    found.append(slice_of(clause, begin, len(clause.text)))
    return [passage for passage in found if passage.text]


def _texts(passages: Sequence[Passage]) -> tuple[str, ...]:
    """The passages folded, wrapped lines joined; a row as `column:cell,column:cell`."""
    header: list[str] = []
    found: list[str] = []
    for passage in passages:
        cells = [fold(cell).strip() for cell in passage.text.split("\t")]
        if len(cells) == 1:
            found.append(fold(passage.text))
        elif len(cells) == len(header):
            found.append(",".join(f"{h}:{c}" for h, c in zip(header, cells, strict=True)))
        else:
            header = cells
            found.append("\t".join(cells))
    return tuple(found)


def _lead(clause: Clause, clauses: Sequence[Clause]) -> str:
    """The headings above, and the clauses above that open a list which this one stands in."""
    openers = [
        other.text
        for other in clauses
        if _OPENS.search(other.text)
        and (
            is_below(clause.section, other.section)
            or (clause.section == other.section and other.start < clause.start)
        )
    ]
    own = [h for h in clause.heading_path if not is_instruction(h) and not _ASKS.search(h)]
    # An unnamed item is headed by its own first words: they govern nothing behind them.
    own = [h for h in own if not clause.text.startswith(h) or _NAME.fullmatch(f"{h}。")]
    return fold(" ".join((*own, *(text for text in openers if not is_instruction(text)))))


def _asked(clause: Clause, clauses: Sequence[Clause]) -> str:
    """The question that a clause of a question-and-answer page answers: it lends words only.

    What is asked with yes or no is not lent: `不能。` takes it back.
    """
    top = clause.section.split("/")[0]
    questions = (
        c.text
        for c in clauses
        if c.section == top and _ASKS.search(c.text) and not _YES_OR_NO.search(c.text)
    )
    return fold(" ".join(text for text in questions if not is_instruction(text)))


def _frame(document: Document) -> str:
    about = document.metadata
    header = [clause.text for clause in document.clauses if clause.section in _HEADER]
    return fold(" ".join((document.title, about.issuer or "", about.number or "", *header)))
