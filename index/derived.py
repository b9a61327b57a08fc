"""The indexes on disk: derived from the catalogue, one folder per generation.

    derived/7/manifest.json    what it was made of, and the SHA-256 of each file
    derived/7/lexical/         Tantivy's files
    derived/7/dense/           for many clauses only (`index.approximate`)

A folder appears by one rename, complete and on the disk, before the catalogue says that it is the
current one. Deleted or damaged, it comes back with the next build, and until then an opened index
derives what it needs in memory. Up to
`Settings.exact_up_to` clauses vectors need no file: filling a flat index from the catalogue takes
as long as reading one.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from corpus.document import Clause, Document
from index.approximate import ApproximateIndex, write_approximate
from index.catalog import Catalog, State
from index.context import context, text_hash
from index.dense import Dense, DenseIndex
from index.embedder import Vectors
from index.errors import IndexUnusable
from index.lexical import LexicalIndex
from index.settings import Settings
from index.tokenize import TERMS, bigrams, tokenize

FOLDER = "derived"
MANIFEST = "manifest.json"
LEXICAL, DENSE = "lexical", "dense"
_FORMAT = 4  # Counts up with every change of the fields or of `tokenize` and `bigrams`.

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


def vectors_of(catalog: Catalog, state: State, rows: Sequence[Row]) -> Vectors:
    """The (n, dim) float32 vectors of the rows.

    Raises:
        KeyError: one has none of this state's embedder.
    """
    hashes = [text_hash(context(*row)) for row in rows]
    with catalog.transaction() as connection:
        return catalog.vectors(connection, state.embedder, hashes, state.dim)


def write_derived(
    settings: Settings, state: State, rows: Sequence[Row], vectors: Callable[[], Vectors]
) -> None:
    """Writes this state's indexes if they are not there, whole; those of others stay.

    `vectors` gives those of the rows; it is asked only if they are needed.
    """
    home = settings.home
    folder = _folder(home, state)
    if is_current(settings, state, rows):
        return
    part = folder.with_name(f"{folder.name}.part")
    for stale in (part, folder):
        shutil.rmtree(stale, ignore_errors=True)
    try:
        LexicalIndex.build(_tokens(rows), part / LEXICAL)
        if len(rows) > settings.exact_up_to:
            write_approximate(vectors(), part / DENSE)
    except (ValueError, RuntimeError) as error:  # Tantivy's and FAISS's words for what failed.
        raise IndexUnusable(
            f"索引无法写入 {home}（{error}）；请检查磁盘空间和权限，再运行 python -m index build"
        ) from error
    manifest = {**_made_of(settings, state, rows), "files": _checksums(part)}
    text = json.dumps(manifest, ensure_ascii=False, indent=2)
    (part / MANIFEST).write_text(text + "\n", encoding="utf-8")
    _flush(part)
    part.rename(folder)
    _flush(folder.parent)


def remove_others(home: Path, state: State) -> None:
    """Removes the indexes of all states but this one; one that is open stays readable."""
    folder = _folder(home, state)
    for other in folder.parent.iterdir():
        if other != folder:
            shutil.rmtree(other, ignore_errors=True)


def open_derived(
    settings: Settings, state: State, rows: Sequence[Row], vectors: Callable[[], Vectors]
) -> tuple[Dense, LexicalIndex]:
    """This state's indexes from disk, or made in memory where none there fits.

    `vectors` gives those of the rows; it is asked only if they are needed.
    """
    folder = _folder(settings.home, state)
    if is_current(settings, state, rows):
        try:
            lexical = LexicalIndex.load(folder / LEXICAL)
            if len(rows) > settings.exact_up_to:
                return ApproximateIndex(folder / DENSE, state.dim), lexical
            return DenseIndex(vectors()), lexical
        except (ValueError, OSError):
            pass  # Removed by a build between the two lines: derive it.
    return DenseIndex(vectors()), LexicalIndex.build(_tokens(rows))


def _folder(home: Path, state: State) -> Path:
    return home / FOLDER / str(state.generation)


def is_current(settings: Settings, state: State, rows: Sequence[Row]) -> bool:
    """Whether the disk has this state's indexes, undamaged."""
    folder = _folder(settings.home, state)
    try:
        found = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return bool(found == {**_made_of(settings, state, rows), "files": _checksums(folder)})
    except (OSError, ValueError):
        return False


def _made_of(settings: Settings, state: State, rows: Sequence[Row]) -> dict[str, Any]:
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
        "exact": len(rows) <= settings.exact_up_to,
        "terms": hashlib.sha256(TERMS.read_bytes()).hexdigest(),
    }


def _checksums(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file below, by its path; not of the manifest, nor of locks."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != MANIFEST and path.suffix != ".lock":
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            found[path.relative_to(folder).as_posix()] = digest
    return found


def _flush(folder: Path) -> None:
    """Makes the system write the files below and the folders themselves to the disk."""
    for path in (*folder.rglob("*"), folder):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _tokens(rows: Sequence[Row]) -> Iterator[tuple[list[str], list[str]]]:
    for document, clause in rows:
        text = context(document, clause)
        yield tokenize(text), bigrams(text)
