"""What a model's made-up answer adds to search: the question alone, and with it, the same index."""

from collections.abc import Callable, Iterable, Sequence
from time import perf_counter

import numpy as np

from eval.figure import Figure
from eval.question import Question
from eval.ranking import rank_figures
from index.index import Index
from rag.generate.protocol import Generator
from rag.generate.query_help import hypothetical
from rag.words.synonyms import official

MEASURES = {"R@1": "首位", "R@5": "前五", "RR@10": "MRR@10"}
_DEPTH = 20

Track = Callable[[Sequence[Question]], Iterable[Question]]


def query_help(
    questions: Sequence[Question], index: Index, generator: Generator, track: Track = iter
) -> tuple[dict[str, dict[str, Figure]], list[float]]:
    """The figures by way of searching, and the seconds that each made-up answer took.

    `vector`: the mean of both vectors, the question's words; `words`: its words besides.
    """
    ranked: dict[str, list[list[str]]] = {"只用问题": [], "加假设答案的向量": [], "再加它的词": []}
    seconds: list[float] = []
    asked = [question for question in questions if question.answerable]
    for question in track(asked):
        began = perf_counter()
        made_up = hypothetical(question.question, generator)
        seconds.append(perf_counter() - began)
        plain = index.embed(question.question)
        both = plain + index.embed(made_up) if made_up else plain
        both = both / np.linalg.norm(both)
        words = official(question.question)
        for name, text, vector in zip(
            ranked, (words, words, f"{words} {made_up}"), (plain, both, both), strict=True
        ):
            hits = index.search(text, vector, _DEPTH)
            found = ((hit.clause.doc_id, hit.clause.section) for hit in hits)
            ranked[name].append(question.named(found))
    gold = [list(map(str, question.gold)) for question in asked]
    return {n: rank_figures(gold, ids, list(MEASURES)) for n, ids in ranked.items()}, seconds
