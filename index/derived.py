"""The lexical index on disk: derived from the catalogue, one folder per generation.

    derived/7/manifest.json    what it was made of
    derived/7/lexical/         Tantivy's files

A folder appears by one rename, complete; deleted, it comes back with the next build, and until
then an opened index tokenises anew in memory. The FAISS index needs no file: filling it from the
catalogue's vectors takes as long as reading one.
"""

import hashlib
import json
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from corpus.document import Clause, Document
from index.catalog import State
from index.context import context, text_hash
from index.lexical import LexicalIndex
from index.tokenize import TERMS, bigrams, tokenize

FOLDER = "derived"
_FORMAT = 1  # Counts up with every change of the fields or of `tokenize` and `bigrams`.

Row = tuple[Document, Clause]


def searchable_rows(documents: Sequence[Document]) -> list[Row]:
    """The clauses that are searched, in row order: by document as given, then reading order.

    A table of contents says everything and holds nothing: it is left out, nothing else is.
    """
    return [
        (document, clause)
        for document in documents
        for clause in document.clauses
        if clause.kind != "toc"
    ]


def write_lexical(home: Path, state: State, rows: Sequence[Row]) -> None:
    """Writes this state's lexical index if it is not there, and removes those of older states."""
    folder = _folder(home, state)
    if not is_current(home, state, rows):
        part = folder.with_name(f"{folder.name}.part")
        for stale in (part, folder):
            shutil.rmtree(stale, ignore_errors=True)
        LexicalIndex.build(_tokens(rows), part / "lexical")
        manifest = json.dumps(_manifest(state, rows), ensure_ascii=False, indent=2)
        (part / "manifest.json").write_text(manifest + "\n", encoding="utf-8")
        part.rename(folder)
    for other in folder.parent.iterdir():
        if other != folder:
            shutil.rmtree(other, ignore_errors=True)


def open_lexical(home: Path, state: State, rows: Sequence[Row]) -> LexicalIndex:
    """This state's lexical index from disk, or made in memory where the disk has none that fits."""
    folder = _folder(home, state)
    if is_current(home, state, rows):
        try:
            return LexicalIndex.load(folder / "lexical")
        except (ValueError, OSError):
            pass  # Damaged, or removed by a build between the two lines: derive it.
    return LexicalIndex.build(_tokens(rows))


def _folder(home: Path, state: State) -> Path:
    return home / FOLDER / str(state.generation)


def is_current(home: Path, state: State, rows: Sequence[Row]) -> bool:
    """Whether the disk has this state's lexical index, by its manifest."""
    try:
        found = json.loads((_folder(home, state) / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return bool(found == _manifest(state, rows))


def _manifest(state: State, rows: Sequence[Row]) -> dict[str, Any]:
    # Of the texts themselves: a change of how `context` puts them together is one of the index.
    texts = hashlib.sha256()
    for row in rows:
        texts.update(text_hash(context(*row)).encode("ascii"))
    return {
        "format": _FORMAT,
        "texts": texts.hexdigest(),
        "embedder": state.embedder,
        "dim": state.dim,
        "rows": len(rows),
        "terms": hashlib.sha256(TERMS.read_bytes()).hexdigest(),
    }


def _tokens(rows: Sequence[Row]) -> Iterator[tuple[list[str], list[str]]]:
    for document, clause in rows:
        text = context(document, clause)
        yield tokenize(text), bigrams(text)
