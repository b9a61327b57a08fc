"""The order of hits by what of the question their clauses hold; no index is needed."""

from corpus.document import Clause
from index.hit import Hit
from rag.evidence.rank import rank
from rag.question.query import understand
from rag.words.terms import Weights


def clause(section: str, text: str) -> Clause:
    return Clause("plan", section, section, (), "item", text, 0, len(text))


def test_what_fits_best_stays_first_where_the_document_is_named() -> None:
    # Both reach 1 with what the title adds: the better one must not tie with the first found.
    part = clause("二", "全市绿茶产业收入达到30亿元")
    whole = clause("一", "全市重点产业收入达到900亿元")
    weights = Weights.of([part.text, whole.text])
    question = understand("全市重点产业收入达到多少亿元")
    hits = [Hit(part, 1, 1.0), Hit(whole, 2, 1.0)]
    ranked = rank(question, hits, weights, {"plan": 1.0})
    assert [hit.clause.section for hit in ranked] == ["一", "二"]
    assert all(hit.score <= 1 for hit in ranked)
