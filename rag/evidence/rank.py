"""The hits of a search re-ordered by how much of the question their clauses hold."""

import re
from collections.abc import Mapping, Sequence

from index.hit import Hit
from index.tokenize import fold
from rag.evidence.pattern import can_answer
from rag.held.name import section_names
from rag.held.passage import sentences, with_headings
from rag.question.query import Query
from rag.words.terms import Weights, coverage, subject_words

_SEARCH_SHARE = 0.6  # the rest is coverage
_KIND_BONUS = 0.15
_TITLE_BONUS = 0.15  # for a document that the question names by words of its title
_NAME_BONUS = 0.1  # for a section that the question calls by its name

# A measure that the question gives, with its limit: `12吨以上` is not `12吨以下`.
_MEASURED = re.compile(r"\d[\d,.]*\s*(?:%|[^\W\d年月日]{1,3}?)(?:以上|以下|以内)")


def rank(
    query: Query, hits: Sequence[Hit], weights: Weights, titles: Mapping[str, float]
) -> list[Hit]:
    """The hits re-ordered by search score and by how much of the question their clause holds.

    `titles` says how much the question names each document (`scope.Titles.scores`).
    Each section once; scores in [0, 1]; ties in the order of the search.
    """
    words = subject_words(query.text)
    asked = fold(query.text)
    numbers = _MEASURED.findall(asked)
    most = max(titles.values(), default=0.0)
    best: dict[tuple[str, str], Hit] = {}
    for hit in hits:
        covered = coverage(words, with_headings(hit.clause), weights)
        if query.is_value:
            # The value and what it is of stand in one sentence.
            said = [s.text for s in sentences(hit.clause) if can_answer(query, s.text)]
            best_said = max((coverage(words, text, weights) for text in said), default=0.0)
            covered = (covered + best_said) / 2
        score = _SEARCH_SHARE * hit.score + (1 - _SEARCH_SHARE) * covered
        if query.kind != "body" and not can_answer(query, hit.clause.text):
            score *= 1 - _KIND_BONUS
        if hit.clause.kind in ("responsibility", "heading", "addressee", "signature"):
            score *= 1 - _KIND_BONUS
        if numbers and all(one in fold(hit.clause.text) for one in numbers):
            score += _NAME_BONUS
        if any(name in asked for name in section_names(hit.clause)):
            score += _NAME_BONUS
        if most > 0:
            score += _TITLE_BONUS * titles.get(hit.clause.doc_id, 0.0) / most
        key = (hit.clause.doc_id, hit.clause.section)
        if key not in best or best[key].score < score:
            best[key] = Hit(hit.clause, hit.rank, score)
    ordered = sorted(best.values(), key=lambda hit: -hit.score)
    # subtle: cut only now, or all clauses of a document that is named tie at 1.
    return [
        Hit(hit.clause, place, min(1.0, hit.score)) for place, hit in enumerate(ordered, start=1)
    ]
