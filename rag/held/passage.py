"""Slices of clauses: the sentences that an answer may quote, with their offsets."""

import re
from dataclasses import dataclass

from corpus.document import Clause, Document
from corpus.squeeze import has_breaks

_END = re.compile(r"[。!！?？;；](?:[”’」』》)）]*)")
_ROW_END = re.compile(rf"{_END.pattern}|\n")
_MAX_NAME = 40


@dataclass(frozen=True)
class Passage:
    """`document.text[start:end] == text`, within one clause."""

    clause: Clause
    text: str
    start: int
    end: int


def with_headings(clause: Clause) -> str:
    """The clause's text behind the headings that it stands under."""
    return " ".join((*clause.heading_path, clause.text))


def whole(clause: Clause) -> Passage:
    """The clause as one passage."""
    return Passage(clause, clause.text, clause.start, clause.end)


def slice_of(clause: Clause, begin: int, end: int) -> Passage:
    """The part `[begin:end]` of the clause's own text, blank ends trimmed."""
    text = clause.text[begin:end]
    left = begin + len(text) - len(text.lstrip())
    text = text.strip()
    return Passage(clause, text, clause.start + left, clause.start + left + len(text))


def sentences(clause: Clause) -> list[Passage]:
    """The clause cut after each full stop or semicolon, in order; a broken line ends no sentence.

    A short name that opens an item (`1.芯片设计。`) stays with the sentence that it names.
    """
    if clause.kind in ("responsibility", "heading", "signature", "addressee"):
        return [whole(clause)]
    found: list[Passage] = []
    begin = 0
    ends = _END if has_breaks(clause.text) else _ROW_END
    for match in ends.finditer(clause.text):
        names = begin == 0 and match.end() <= _MAX_NAME and clause.kind == "item"
        if names and match.end() < len(clause.text):
            continue
        found.append(slice_of(clause, begin, match.end()))
        begin = match.end()
    found.append(slice_of(clause, begin, len(clause.text)))
    return [passage for passage in found if passage.text]


def sentence_at(document: Document, at: int) -> Passage | None:
    """The sentence around an offset of the document's text, or the clause; None between clauses."""
    clause = next((c for c in document.clauses if c.start <= at < c.end), None)
    if clause is None:
        return None
    return next((s for s in sentences(clause) if s.start <= at < s.end), whole(clause))
