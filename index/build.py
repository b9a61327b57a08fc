"""A corpus folder into the data folder: adds what is new or changed, removes what is gone.

What was added to the data folder itself (`index.library`) stays, whatever the corpus folder holds.
"""

import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from corpus.document import CorpusError
from corpus.load import passed_over
from corpus.read.formats import printable
from index.catalog import Catalog, Held
from index.commit import BuildReport, commit
from index.embedder import Embedder
from index.reading import read_folder
from index.settings import Settings
from index.writer import only_writer

__all__ = ["BuildReport", "build", "library_folder"]


def library_folder(settings: Settings) -> Path:
    """Where the files of added documents lie."""
    return settings.home / "documents"


def build(
    settings: Settings, corpus: Path, progress: bool = True, embedder: Embedder | None = None
) -> BuildReport:
    """Brings the data folder to the state of the corpus folder; `progress` shows a bar on stderr.

    Files that have not changed are not read again, texts that have a vector not embedded again; a
    build that was cut off goes on where it stopped. `embedder` is used instead of the one that
    the settings name.

    Raises:
        CorpusError: no such corpus folder.
        IndexUnusable: another build is running, or the data folder cannot be written.
    """
    began = time.perf_counter()
    if not corpus.is_dir():
        raise CorpusError(corpus, "文档文件夹不存在", "请用 --corpus 指定存放政策文档的文件夹")
    with only_writer(settings):
        catalog = Catalog.of(settings, create=True)
        with catalog.transaction() as connection:
            before = catalog.held(connection)
        found, errors = read_folder(corpus, "folder", before, progress)
        added, more = _added(settings, corpus, before)
        # subtle: one that was added under the id of a file of the folder replaces it.
        own = {held.document.doc_id for held in added}
        after = [held for held in found if held.document.doc_id not in own] + added
        failed = [str(error) for error in errors + more]
        report = commit(settings, catalog, before, after, failed, progress, embedder)
    unknown = tuple(printable(path.relative_to(corpus)) for path in passed_over(corpus))
    return replace(report, seconds=time.perf_counter() - began, unknown=unknown)


def _added(
    settings: Settings, corpus: Path, before: Mapping[str, Held]
) -> tuple[list[Held], list[CorpusError]]:
    """The documents that were added, read anew where their file is on this machine."""
    folder = library_folder(settings)
    if folder.resolve() == corpus.resolve():
        return [], []
    found: list[Held] = []
    errors: list[CorpusError] = []
    if folder.is_dir():
        found, errors = read_folder(folder, "added", before)
    read = {held.document.doc_id for held in found}
    broken = {str(error.path) for error in errors}
    # Where several machines share a database, another may have the file.
    kept = [
        held
        for doc_id, held in before.items()
        if held.origin == "added" and doc_id not in read and str(held.document.path) not in broken
    ]
    return found + kept, errors
