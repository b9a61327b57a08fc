"""BM25 over words and over character bigrams, with Tantivy (k1 = 1.2, b = 0.75).

Tantivy stores a text's length in one byte: exact up to 40 tokens, rounded down above.
"""

import math
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np

from index.dense import Rows, Scores, best_of
from index.restriction import Restriction, restriction

if TYPE_CHECKING:
    import tantivy

Field = Literal["words", "bigrams"]
_WRITER_BYTES = 64_000_000
# Where every so many-th row is allowed, looking past others is faster than a query of all of them:
# one of 100,000 rows took 22 ms, a search 0.1 ms.
_MANY = 20
_MARGIN = 1.3


class LexicalIndex:
    """A Tantivy index of token lists; row numbers are positions in what `build` was given."""

    def __init__(self, index: "tantivy.Index", schema: "tantivy.Schema") -> None:
        self._schema = schema
        self._searcher = index.searcher()
        self._kept: tuple[Restriction, tantivy.Query] | None = None

    @classmethod
    def build(
        cls, texts: Iterable[tuple[Sequence[str], Sequence[str]]], folder: Path | None = None
    ) -> "LexicalIndex":
        """Indexes (words, bigrams) per row, in `folder` (made, must be empty) or in memory.

        Tokens hold no blanks; equal tokens match, nothing else is folded.
        """
        import tantivy

        schema = _schema()
        if folder is None:
            index = tantivy.Index(schema)
        else:
            folder.mkdir(parents=True)
            index = tantivy.Index(schema, path=str(folder), reuse=False)
        # One thread: rows keep their order, and the same texts give the same index.
        writer = index.writer(heap_size=_WRITER_BYTES, num_threads=1)
        for row, (words, bigrams) in enumerate(texts):
            document = tantivy.Document(words=[" ".join(words)], bigrams=[" ".join(bigrams)])
            document.add_unsigned("row", row)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        return cls(index, schema)

    @classmethod
    def load(cls, folder: Path) -> "LexicalIndex":
        """Opens what `build` wrote in `folder`.

        Raises:
            ValueError: the folder holds no readable index.
        """
        import tantivy

        return cls(tantivy.Index.open(str(folder)), _schema())

    def __len__(self) -> int:
        return int(self._searcher.num_docs)

    def search(
        self,
        field: Field,
        tokens: Sequence[str],
        top_n: int,
        rows: AbstractSet[int] | None = None,
    ) -> tuple[Rows, Scores]:
        """The `top_n` rows with the highest BM25 for `tokens` in `field`, best first.

        Returns row numbers and scores (above 0), equally long, ties by row; only rows that share
        a token. A token asked twice counts twice. `rows` restricts the search to those rows and
        leaves their scores as they are.
        """
        import tantivy

        if top_n <= 0 or not tokens or not len(self) or (rows is not None and not rows):
            return np.zeros(0, dtype=np.int64), np.zeros(0)
        query_of, occur = tantivy.Query, tantivy.Occur
        query = query_of.boolean_query(
            [
                (occur.Should, query_of.term_query(self._schema, field, token, "freq"))
                for token in tokens
            ]
        )
        if rows is None:
            return self._best(query, top_n, None)
        allowed = restriction(rows, len(self))
        if len(allowed) * _MANY >= len(self):
            return self._best(query, top_n, allowed)
        # Worth nothing, so that a restriction does not change a score.
        some = query_of.const_score_query(self._only(allowed), 0.0)
        return self._best(
            query_of.boolean_query([(occur.Must, query), (occur.Must, some)]), top_n, None
        )

    def _best(
        self, query: "tantivy.Query", top_n: int, allowed: Restriction | None
    ) -> tuple[Rows, Scores]:
        """The best of the query, only allowed ones: looks deeper until there are enough."""
        # As deep as will do where the allowed lie evenly among all.
        share = 1.0 if allowed is None else len(allowed) / len(self)
        depth = min(math.ceil(top_n / share * _MARGIN) if share < 1 else top_n, len(self))
        while True:
            hits = self._searcher.search(query, depth, count=False).hits
            found = self._searcher.fast_field_values("row", [address for _, address in hits])
            best = np.array(found, dtype=np.int64)
            scores = np.array([score for score, _ in hits], dtype=np.float64)
            held = allowed.flags[best] if allowed is not None else np.ones(len(best), np.bool_)
            if held.sum() >= top_n or len(hits) < depth or depth == len(self):
                return best_of(best[held], scores[held], top_n)
            depth = min(4 * depth, len(self))

    def _only(self, allowed: Restriction) -> "tantivy.Query":
        """The query that all allowed rows answer; kept, since it takes longer than a search."""
        import tantivy

        known = self._kept
        if known is None or known[0] is not allowed:
            rows = allowed.rows.tolist()
            known = (allowed, tantivy.Query.term_set_query(self._schema, "row", rows))
            self._kept = known
        return known[1]


def _schema() -> "tantivy.Schema":
    import tantivy

    builder = tantivy.SchemaBuilder()
    for field in ("words", "bigrams"):
        builder.add_text_field(
            field, stored=False, tokenizer_name="whitespace", index_option="freq"
        )
    builder.add_unsigned_field("row", stored=True, indexed=True, fast=True)
    return builder.build()
