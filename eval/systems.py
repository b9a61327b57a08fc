"""The plain ways of searching that ours is held against: dense, BM25, reciprocal ranks, chunks.

Each gives row numbers, best first. Does not know what is right.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from corpus.document import Document
from index.catalog import Catalog
from index.dense import Dense
from index.derived import searchable_rows, vectors_of
from index.embedder import Vectors
from index.fusion import ArmWeights
from index.hybrid import hybrid
from index.index import Index
from index.store import Lexical, store_of
from index.tokenize import bigrams, tokenize

CHUNK_SIZE = 500
CHUNK_OVERLAP = 100
RRF_K = 60
_RRF_DEPTH = 200

Allowed = frozenset[int] | None  # Rows that may be found; None for all.

DENSE = "条款，只用向量"
WORDS = "条款，只用 BM25（词）"
BIGRAMS = "条款，只用 BM25（二字）"
RRF = f"条款，三者 RRF k={RRF_K}"
# Which arms, and how much each, the summed standard scores were tried with (ours is `WEIGHTS`).
TRIED = (
    ArmWeights(0.5, 0.5, 0.0),
    ArmWeights(0.5, 0.0, 0.5),
    ArmWeights(0.0, 0.5, 0.5),
    ArmWeights(0.3, 0.35, 0.35),
    ArmWeights(0.7, 0.15, 0.15),
)
SEARCH = "条款，本系统检索"


@dataclass(frozen=True)
class Chunk:
    """A piece of a document: `text[start:end]`."""

    doc_id: str
    start: int
    end: int


@dataclass(frozen=True, eq=False)
class Arms:
    """The two indexes behind an index, each to be asked alone."""

    dense: Dense
    lexical: Lexical

    @classmethod
    def of(cls, index: Index) -> "Arms":
        """Those that the index has on disk, rows as in `index.clauses`."""
        rows = searchable_rows(tuple(index.documents.values()))
        catalog = Catalog.of(index.settings)
        vectors = partial(vectors_of, catalog, index.state, rows)
        return cls(*store_of(index.settings).open(index.state, rows, vectors))

    def systems(self) -> tuple["System", ...]:
        """Each way of searching them, the plainest first."""
        return (
            System(DENSE, self._dense, embeds=True),
            System(WORDS, self._words, embeds=False),
            System(BIGRAMS, self._bigrams, embeds=False),
            System(RRF, self._fused, embeds=True),
            *(
                System(weighted_name(weights), partial(self._summed, weights), embeds=True)
                for weights in TRIED
            ),
        )

    def _dense(self, _text: str, vector: Vectors, depth: int, rows: Allowed) -> list[int]:
        return [int(row) for row in self.dense.search(vector, depth, rows)[0]]

    def _words(self, text: str, _vector: Vectors, depth: int, rows: Allowed) -> list[int]:
        return [int(row) for row in self.lexical.search("words", tokenize(text), depth, rows)[0]]

    def _bigrams(self, text: str, _vector: Vectors, depth: int, rows: Allowed) -> list[int]:
        return [int(row) for row in self.lexical.search("bigrams", bigrams(text), depth, rows)[0]]

    def _fused(self, text: str, vector: Vectors, depth: int, rows: Allowed) -> list[int]:
        deep = max(depth, _RRF_DEPTH)
        arms = (self._dense, self._words, self._bigrams)
        return reciprocal_ranks([arm(text, vector, deep, rows) for arm in arms])[:depth]

    def _summed(
        self, weights: ArmWeights, text: str, vector: Vectors, depth: int, rows: Allowed
    ) -> list[int]:
        found, _ = hybrid(self.dense, self.lexical, text, vector, depth, rows, weights)
        return [int(row) for row in found]


@dataclass(frozen=True)
class System:
    """A way of searching: text, vector, depth and allowed rows into rows, best first.

    `embeds` tells whether it needs the vector, whose time is then its own too.
    """

    name: str
    search: Callable[[str, Vectors, int, Allowed], list[int]]
    embeds: bool


def weighted_name(weights: ArmWeights) -> str:
    """How a row of summed standard scores is called."""
    shares = " : ".join(f"{share:g}" for share in weights)
    return f"条款，z 分数 向量:词:二字 = {shares}"


def reciprocal_ranks(rankings: Sequence[Sequence[int]], k: int = RRF_K) -> list[int]:
    """All rows by the sum of `1 / (k + rank)`, ties by row.

    Source: Cormack, Clarke and Büttcher (2009), Reciprocal Rank Fusion, SIGIR.
    """
    scores: dict[int, float] = {}
    for ranking in rankings:
        for rank, row in enumerate(ranking, start=1):
            scores[row] = scores.get(row, 0.0) + 1 / (k + rank)
    return sorted(scores, key=lambda row: (-scores[row], row))


def chunkings(documents: Mapping[str, Document]) -> dict[str, list[Chunk]]:
    """The documents cut by the usual splitters, lengths in characters, by name of the system."""
    from langchain_text_splitters import RecursiveCharacterTextSplitter
    from llama_index.core.node_parser import SentenceSplitter

    langchain = RecursiveCharacterTextSplitter(chunk_size=CHUNK_SIZE, chunk_overlap=CHUNK_OVERLAP)
    # A tokenizer of its own: each character counts as one, and none is looked up.
    llama = SentenceSplitter(chunk_size=CHUNK_SIZE, chunk_overlap=CHUNK_OVERLAP, tokenizer=list)
    return {
        f"{name} 定长 {CHUNK_SIZE}/{CHUNK_OVERLAP}，向量": [
            chunk
            for document in documents.values()
            for chunk in located(document.doc_id, document.text, splitter.split_text(document.text))
        ]
        for name, splitter in (("LangChain", langchain), ("LlamaIndex", llama))
    }


def located(doc_id: str, text: str, pieces: Sequence[str]) -> list[Chunk]:
    """The pieces, which come in order and start each behind the last one's start, in the text."""
    chunks: list[Chunk] = []
    behind = 0
    for piece in filter(None, pieces):
        start = text.index(piece, behind)
        chunks.append(Chunk(doc_id, start, start + len(piece)))
        behind = start + 1
    return chunks


def rows_within(doc_ids: Sequence[str], allowed: frozenset[str]) -> frozenset[int] | None:
    """The rows whose document is allowed; None where all are."""
    rows = frozenset(row for row, doc_id in enumerate(doc_ids) if doc_id in allowed)
    return None if len(rows) == len(doc_ids) else rows
