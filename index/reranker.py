"""Hits put into the order of a model that reads question and clause together (CrossEncoder).

Off unless `XUNTIAO_RERANKER` names a model. The model decides the order only: the i-th best hit
gets the i-th best score of the search, so that what scores are held against still holds.
"""

import threading
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Protocol

import numpy as np

from index.embedder import Vectors, quiet, whole
from index.errors import IndexUnusable
from index.hit import Hit


class Reranker(Protocol):
    """A model that says how well texts answer a question; safe to call from several threads."""

    def scores(self, question: str, texts: Sequence[str]) -> Vectors:
        """One number for each text as (n,) float32, higher is better; they compare only here."""
        ...


class CrossEncoderReranker:
    """Any sentence-transformers CrossEncoder by name or folder."""

    def __init__(self, name_or_folder: str) -> None:
        """Load it.

        Raises:
            IndexUnusable: it cannot be loaded.
        """
        self._lock = threading.Lock()
        try:
            from sentence_transformers import CrossEncoder

            quiet()
            self._model: Any = CrossEncoder(name_or_folder)
        except Exception as error:  # The library raises whatever its hub, file or model code does.
            raise IndexUnusable(
                f"重排模型“{name_or_folder}”无法加载（{type(error).__name__}）；"
                "请把环境变量 XUNTIAO_RERANKER 设为本机上 CrossEncoder 的文件夹，或取消设置"
            ) from error

    def scores(self, question: str, texts: Sequence[str]) -> Vectors:
        """See `Reranker.scores`."""
        pairs = [(whole(question), whole(text)) for text in texts]
        with self._lock:
            found = self._model.predict(pairs, show_progress_bar=False)
        return np.asarray(found, dtype=np.float32).reshape(len(texts))


@lru_cache(maxsize=2)
def reranker_named(name: str) -> Reranker:
    """The CrossEncoder of that name or folder, loaded once in this process.

    Raises:
        IndexUnusable: it cannot be loaded.
    """
    return CrossEncoderReranker(name)


def reranked(
    hits: Sequence[Hit], question: str, texts: Sequence[str], reranker: Reranker
) -> list[Hit]:
    """The hits in the reranker's order, ties in that of the search; `texts[i]` is of `hits[i]`.

    Example: scores 0.9, 0.8 of the search and 1, 5 of the reranker: the second hit with 0.9, then
    the first with 0.8.
    """
    if not hits:
        return []
    order = np.argsort(-reranker.scores(question, texts), kind="stable")
    best_first = sorted((hit.score for hit in hits), reverse=True)
    return [
        Hit(hits[int(row)].clause, rank, best_first[rank - 1])
        for rank, row in enumerate(order, start=1)
    ]
