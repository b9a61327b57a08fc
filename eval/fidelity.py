"""Whether what an answer says stands in what it quotes: letter by letter, number by number.

Judges no meaning: a number that stands in the quote may still be the wrong one (`right` tells).
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from corpus.document import Document
from rag.answer import Answer, Citation

# Three digits at most: 〔2021〕 is the year of a document number.
MARKER = re.compile(r"〔(\d{1,3})〕")
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
# What is said, then the markers of what it stands on.
_SAID = re.compile(r"(?P<words>.*?)(?P<markers>(?:〔\d{1,3}〕)+|\n|$)", re.DOTALL)


def is_verbatim(citation: Citation, documents: Mapping[str, Document]) -> bool:
    """Whether the quote is the document's text at its offsets, and not empty."""
    document = documents.get(citation.doc_id)
    if document is None or not 0 <= citation.start < citation.end:
        return False
    return document.text[citation.start : citation.end] == citation.quote


def quote_fidelity(
    citations: Sequence[Citation], documents: Mapping[str, Document]
) -> float | None:
    """The share of quotes that are verbatim, in [0, 1]; None without quotes."""
    if not citations:
        return None
    return sum(is_verbatim(c, documents) for c in citations) / len(citations)


def numeric_fidelity(answer: Answer) -> float | None:
    """The share of the answer's numbers that what they cite bears out; None without numbers.

    A number is borne out by a number of the same value in the quotes, labels and titles that its
    sentence cites (all of the answer's, for words without a marker), by the question that it
    repeats, by the count of what is cited or was searched, or as the sum or a difference of such
    numbers in its line (in the whole answer, for a line without a marker), which is how a computed
    answer shows its operands.

    收入1,500亿元〔1〕 on the quote 「收入1500亿元」 -> 1.0
    """
    if answer.refused:
        return None
    given = _counts(answer) | set(_numbers(answer.question))
    lines = [list(_claims(line, answer)) for line in answer.answer.split("\n")]
    shown = [{n for said, known in line for n in said if n in known} for line in lines]
    n_all = n_borne = 0
    for line, operands in zip(lines, shown, strict=True):
        terms = operands or set().union(*shown)
        for said, known in line:
            n_all += len(said)
            n_borne += sum(n in known or n in given or _computed(n, terms) for n in said)
    return n_borne / n_all if n_all else None


def _claims(line: str, answer: Answer) -> Iterator[tuple[list[Decimal], set[Decimal]]]:
    """The numbers of each sentence, and those of what it stands on."""
    by_marker = {citation.marker: citation for citation in answer.citations}
    for said in _SAID.finditer(line):
        named = [by_marker.get(int(m)) for m in MARKER.findall(said["markers"])]
        cited = [c for c in named if c is not None] if named else list(by_marker.values())
        known = " ".join(f"{c.quote} {c.label} {c.title}" for c in cited)
        yield _numbers(said["words"]), set(_numbers(known))


def _counts(answer: Answer) -> set[Decimal]:
    sections = {(c.doc_id, c.section) for c in answer.citations}
    documents = {c.doc_id for c in answer.citations}
    counted = (
        len(answer.citations), len(sections), len(documents), answer.n_documents, answer.n_clauses,
    )  # fmt: skip
    return {Decimal(n) for n in counted}


def _computed(number: Decimal, operands: set[Decimal]) -> bool:
    others = operands - {number}
    if len(others) < 2:
        return False
    return number == sum(others) or any(a - b == number for a in others for b in others)


def _numbers(text: str) -> list[Decimal]:
    folded = unicodedata.normalize("NFKC", text)
    return [Decimal(found[0].replace(",", "")) for found in _NUMBER.finditer(folded)]
