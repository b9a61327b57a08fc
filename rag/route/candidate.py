"""The clauses found first with what each offers and what is measured of it, for the gate."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.document import Clause
from index.hit import Hit
from index.tokenize import fold
from rag.draft import Draft
from rag.evidence.gate_features import Extractor, Features
from rag.evidence.gate_veto import bonds, vetoed
from rag.evidence.silent import silent
from rag.held.holdings import Holdings
from rag.held.passage import with_headings
from rag.question.query import Query
from rag.route.offer import MAX_OPEN, offer

_N_CLAUSES = 8
_MAX_STRANGE = 0.47  # as `MAX_OPEN`, of a whole clause that holds nothing that is named


@dataclass(frozen=True)
class Candidate:
    """A draft, what was measured of it, and the score of its clause in the search.

    `silent` where it states nothing of the kind that is asked for.
    """

    draft: Draft
    features: Features
    score: float
    silent: bool


def candidates(query: Query, ranked: Sequence[Hit], holdings: Holdings) -> list[Candidate]:
    """What the first clauses offer, in their order, without those that are vetoed."""
    asked = Extractor(query, holdings.weights, holdings.library)
    number: Extractor | None = None
    # The kind of value may be read wrongly: then what the clause says is offered as it stands.
    textual = replace(query, kind="text", unit=None)
    ahead = max((hit.score for hit in ranked), default=0.0)
    found: list[Candidate] = []
    for place, hit in enumerate(ranked[:_N_CLAUSES], start=1):
        under = fold(behind(hit.clause, holdings))
        if vetoed(query, hit.clause, under):
            continue
        made = offer(query, hit.clause, holdings) or offer(textual, hit.clause, holdings)
        if made is None:
            continue
        answered = asked
        if made.query is not query and made.query is not textual:
            number = answered = number or Extractor(made.query, holdings.weights, holdings.library)
        seen = replace(made.offered, score=hit.score, ahead=ahead, rank=place)
        features = answered.features(seen) | bonds(query, asked.doer, under)
        # The gate alone let values of another thing through: those of an industry for a part of it.
        if made.draft.shown and features["open_near"] > MAX_OPEN:
            continue
        if features["nothing_known_all"] and features["open_all"] > _MAX_STRANGE:
            continue
        above = _above(hit.clause, holdings)
        found.append(
            Candidate(made.draft, features, hit.score, silent(query, _quoted_by(made.draft), above))
        )
    return found


def behind(clause: Clause, holdings: Holdings) -> str:
    """The clause with all that it stands under: its document's frame, its headings."""
    opening = holdings.openings.get((clause.doc_id, clause.section), "")
    return f"{holdings.frames[clause.doc_id]} {opening} {with_headings(clause)}"


def _above(clause: Clause, holdings: Holdings) -> str:
    """The headings of a clause and the words that open its list."""
    opening = holdings.openings.get((clause.doc_id, clause.section), "")
    return " ".join((opening, *clause.heading_path))


def _quoted_by(draft: Draft) -> str:
    return " ".join(p.text for statement in draft.statements for p in statement.passages)
