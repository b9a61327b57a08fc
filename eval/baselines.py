"""The same questions to plain chunks, plain searches and ours, with one embedder, in one table.

Only questions that can be answered count. A section stands where its first clause does; a chunk is
right where it shares a character with a gold section's own clauses, which favours chunks.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from corpus.document import Document
from corpus.metadata import in_force
from eval.measure import Figure, ask_all
from eval.question import Place, Question
from eval.ranking import rank_figures
from eval.systems import SEARCH, Arms, Chunk, chunkings, rows_within
from index.dense import DenseIndex
from rag.pipeline import Pipeline

MEASURES = {"Success@1": "首位正确", "Success@5": "前五含正确", "RR": "MRR@10", "nDCG@5": "nDCG@5"}
ANSWER = "本系统回答的排序"
_DEPTH = 10
_N_CLAUSES = 40  # Of which the first `_DEPTH` sections count.

Track = Callable[[Sequence[Question]], Iterable[Question]]


def baselines(
    questions: Sequence[Question], pipeline: Pipeline, track: Track = iter
) -> dict[str, dict[str, Figure]]:
    """The figures by system; `track` wraps the questions to show how far it has come."""
    asked = [question for question in questions if question.answerable]
    index, documents = pipeline.index, pipeline.documents
    arms = Arms.of(index)
    cut = chunkings(documents)
    chunk_indexes = {
        name: DenseIndex(
            index.embedder.embed_passages([_text(documents, chunk) for chunk in chunks])
        )
        for name, chunks in cut.items()
    }
    of_clauses = [clause.doc_id for clause in index.clauses]
    of_chunks = {name: [chunk.doc_id for chunk in chunks] for name, chunks in cut.items()}
    golds: dict[str, list[list[str]]] = {}
    ranked: dict[str, list[list[str]]] = {}

    def add(system: str, gold: Sequence[str], ids: Iterable[str]) -> None:
        golds.setdefault(system, []).append(list(gold))
        ranked.setdefault(system, []).append(list(dict.fromkeys(ids))[:_DEPTH])

    for question in track(asked):
        vector = index.embed(question.question)
        allowed = _in_force(documents, question)
        for name, dense in chunk_indexes.items():
            gold = [str(row) for row, c in enumerate(cut[name]) if is_right(c, question, documents)]
            rows = rows_within(of_chunks[name], allowed)
            add(name, gold, map(str, dense.search(vector, _DEPTH, rows)[0].tolist()))
        gold = [_key(place) for place in question.gold]
        rows = rows_within(of_clauses, allowed)
        for name, best in arms.rankings(question.question, vector, _N_CLAUSES, rows).items():
            found = [index.clauses[row] for row in best]
            add(name, gold, (_id(question, c.doc_id, c.section) for c in found))
        hits = index.search(question.question, vector, _N_CLAUSES, rows)
        add(SEARCH, gold, (_id(question, h.clause.doc_id, h.clause.section) for h in hits))
        for _, answer, _ in ask_all([question], pipeline, _N_CLAUSES):
            shown = sorted(answer.hits, key=lambda hit: hit.rank) if answer else []
            add(ANSWER, gold, (_id(question, h.clause.doc_id, h.clause.section) for h in shown))
    return {name: rank_figures(golds[name], ranked[name], list(MEASURES)) for name in ranked}


def is_right(chunk: Chunk, question: Question, documents: Mapping[str, Document]) -> bool:
    """Whether the chunk shares a character with a clause of a gold section."""
    return any(
        place.matches(chunk.doc_id, clause.section)
        and max(clause.start, chunk.start) < min(clause.end, chunk.end)
        for place in question.gold
        for clause in documents[chunk.doc_id].clauses
    )


def _text(documents: Mapping[str, Document], chunk: Chunk) -> str:
    return documents[chunk.doc_id].text[chunk.start : chunk.end]


def _in_force(documents: Mapping[str, Document], question: Question) -> frozenset[str]:
    day = (question.day or date.today()).isoformat()
    return frozenset(id for id, d in documents.items() if in_force(d.metadata, day))


def _id(question: Question, doc_id: str, section: str) -> str:
    """The gold place that the section is, or else its own name."""
    place = next((p for p in question.gold if p.matches(doc_id, section)), None)
    return _key(place or Place(doc_id, section))


def _key(place: Place) -> str:
    return f"{place.doc or ''}#{place.section}"
