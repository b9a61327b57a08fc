"""One question and its answer into scores: numbers in [0, 1], None where a measure does not apply.

Averages nothing. A missing answer scores 0 wherever an answer was owed, and never drops out.
"""

from collections.abc import Mapping, Sequence

from corpus.document import Document
from eval.fidelity import MARKER, numeric_fidelity, quote_fidelity
from eval.question import Question, fold, holds
from eval.ranking import rank_scores
from rag.answer import Answer

MEASURES: dict[str, str] = {
    "section_first": "首位条款正确",
    "section_five": "前五条含正确条款",
    "mrr": "MRR",
    "ndcg": "nDCG",
    "right": "回答正确",
    "list_exact": "清单条款恰好全部",
    "citation_precision": "引用精确率",
    "citation_recall": "引用召回率",
    "quote_fidelity": "引文逐字一致",
    "numeric_fidelity": "数字有引文依据",
    "refusal_precision": "拒答精确率",
    "refusal_recall": "拒答召回率",
    "false_refusal": "误拒",
}
# Those of the hits' order, by the names of ir-measures.
_RANKED = {"section_first": "Success@1", "section_five": "Success@5", "mrr": "RR", "ndcg": "nDCG@5"}
LOWER_IS_BETTER = frozenset({"false_refusal"})

Scores = dict[str, float | None]


def ranking_scores(pairs: Sequence[tuple[Question, Answer | None]]) -> list[Scores]:
    """Where the gold sections stand among the hits; questions that cannot be answered: None."""
    scores = rank_scores(
        [[str(place) for place in question.gold] for question, _ in pairs],
        [question.named(_hit_places(answer)) for question, answer in pairs],
        list(_RANKED.values()),
    )
    return [
        {
            name: scores[measure][row] if question.answerable else None
            for name, measure in _RANKED.items()
        }
        for row, (question, _) in enumerate(pairs)
    ]


def answer_scores(
    question: Question, answer: Answer | None, documents: Mapping[str, Document]
) -> Scores:
    """What the answer says, cites and refuses, against the gold (contract, 5)."""
    refused = answer is not None and answer.refused
    citations = answer.citations if answer is not None else ()
    supporting = () if refused else citations
    cited = list(dict.fromkeys((c.doc_id, c.section) for c in supporting))
    gold = question.gold
    n_found = sum(any(p.matches(*place) for place in cited) for p in gold)
    n_fitting = sum(any(p.matches(*place) for p in gold) for place in cited)
    is_exact = n_found == len(gold) and n_fitting == len(cited)
    says = answer is not None and not refused and _says(question, answer.answer)
    answerable = question.answerable
    if not answerable:
        right = refused
    elif question.exhaustive:
        right = says and is_exact
    else:
        right = says and n_found > 0
    return {
        "right": float(right),
        "list_exact": float(is_exact) if answerable and question.exhaustive else None,
        "citation_precision": n_fitting / len(cited) if answerable and cited else None,
        "citation_recall": n_found / len(gold) if answerable else None,
        "quote_fidelity": quote_fidelity(citations, documents),
        "numeric_fidelity": numeric_fidelity(answer) if answer is not None else None,
        "refusal_precision": float(not answerable) if refused else None,
        "refusal_recall": None if answerable else float(refused),
        "false_refusal": float(refused) if answerable else None,
    }


def length_of(answer: Answer | None) -> int | None:
    """The characters of an answer without its markers; None for a refusal or no answer."""
    if answer is None or answer.refused:
        return None
    return len(MARKER.sub("", answer.answer))


def _hit_places(answer: Answer | None) -> list[tuple[str, str]]:
    hits = sorted(answer.hits, key=lambda hit: hit.rank) if answer is not None else []
    return [(hit.clause.doc_id, hit.clause.section) for hit in hits]


def _says(question: Question, answer: str) -> bool:
    # A marker stands between two numbers: a blank in its place, after folding, keeps them apart.
    folded = MARKER.sub(" ", fold(answer))
    has_all = all(holds(folded, string) for string in question.contains)
    has_one = not question.any or any(holds(folded, string) for string in question.any)
    return has_all and has_one
