"""Single documents added to the data folder, replaced, removed; no corpus folder is needed.

Their files lie in `documents/` of the data folder, under the names that they were given. The
catalogue's transaction decides: a file is moved to its place when that is done, and until then it
waits in a hidden folder.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from corpus.document import CorpusError, Document
from corpus.load import load_document
from corpus.sidecar import sidecar_of
from corpus.system_error import why_refused
from index.build import library_folder
from index.catalog import Catalog, Held
from index.commit import BuildReport, commit
from index.embedder import Embedder
from index.errors import IndexUnusable
from index.filename import safe_name
from index.reading import file_sha256
from index.settings import Settings
from index.writer import only_writer

_WAIT_S = 30  # for another change to end; a build of a folder may take longer
_WAITING = ".incoming-"


def add_document(
    settings: Settings,
    file: Path,
    name: str | None = None,
    *,
    progress: bool = False,
    embedder: Embedder | None = None,
) -> tuple[Document, BuildReport]:
    """Takes a copy of a file into the data folder and indexes it; the document, and what was done.

    `name` is what the file is called if not as it is (an upload lies under another name); it may
    be anything that a person sends. A sidecar beside `file` comes with it.

    Raises:
        CorpusError: a file that cannot be used.
        IndexUnusable: a document of this name is there, or the data folder cannot be written.
    """
    kept_as = safe_name(name or file.name)
    with _changing(settings) as (catalog, before):
        doc_id = id_of(kept_as)
        taken = {known.casefold(): known for known in before}.get(doc_id.casefold())
        if taken is not None:
            raise IndexUnusable(
                f"已有名为“{taken}”的文件（《{before[taken].document.title}》）；"
                f"若是它的新版，请用 python -m index replace {taken} {file.name}；"
                "否则请改名后再添加"
            )
        return _take_in(settings, catalog, before, file, Path(kept_as), progress, embedder)


def id_of(kept_as: str) -> str:
    """The id of the document that is added under this name."""
    return Path(kept_as).with_suffix("").as_posix()


def replace_document(
    settings: Settings,
    doc_id: str,
    file: Path,
    name: str | None = None,
    *,
    progress: bool = False,
    embedder: Embedder | None = None,
) -> tuple[Document, BuildReport]:
    """Puts a newer file in the place of a document, whose id stays; the earlier version is kept.

    A document of the corpus folder is replaced in the index only: its file stays, and is passed
    over from then on.

    Raises:
        CorpusError: a file that cannot be used.
        IndexUnusable: no such document, or the data folder cannot be written.
    """
    suffix = Path(safe_name(name or file.name)).suffix
    with _changing(settings) as (catalog, before):
        _known(before, doc_id)
        kept_as = Path(f"{doc_id}{suffix}")
        return _take_in(settings, catalog, before, file, kept_as, progress, embedder)


def remove_document(
    settings: Settings, doc_id: str, *, embedder: Embedder | None = None
) -> BuildReport:
    """Takes an added document out, and its file away; what it said stays in its history.

    Raises:
        IndexUnusable: no such document, one that lies in the corpus folder, or the data folder
            cannot be written.
    """
    with _changing(settings) as (catalog, before):
        held = _known(before, doc_id)
        if held.origin == "folder":
            raise IndexUnusable(
                f"“{doc_id}”来自文档文件夹；请删除 {held.document.path} 后运行 "
                "python -m index build"
            )
        after = [each for key, each in before.items() if key != doc_id]
        report = commit(settings, catalog, before, after, (), False, embedder)
        for path in _files_of(library_folder(settings), doc_id):
            path.unlink(missing_ok=True)
    return report


@contextmanager
def _changing(settings: Settings) -> Iterator[tuple[Catalog, dict[str, Held]]]:
    """The catalogue under the writer's lock, and what it holds."""
    with only_writer(settings, _WAIT_S):
        folder = library_folder(settings)
        for left in folder.glob(f"{_WAITING}*"):
            shutil.rmtree(left, ignore_errors=True)
        catalog = Catalog.of(settings, create=True)
        with catalog.transaction() as connection:
            before = catalog.held(connection)
        yield catalog, before


def _known(before: dict[str, Held], doc_id: str) -> Held:
    held = before.get(doc_id)
    if held is None:
        raise IndexUnusable(f"索引中没有文件“{doc_id}”；用 python -m index list 查看所有文件的编号")
    return held


def _take_in(
    settings: Settings,
    catalog: Catalog,
    before: dict[str, Held],
    file: Path,
    kept_as: Path,
    progress: bool,
    embedder: Embedder | None,
) -> tuple[Document, BuildReport]:
    folder = library_folder(settings)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=_WAITING) as waiting:
        copy = Path(waiting) / kept_as
        copy.parent.mkdir(parents=True, exist_ok=True)
        _copy(file, copy)
        if sidecar_of(file).is_file():
            _copy(sidecar_of(file), sidecar_of(copy))
        try:
            document = load_document(copy, Path(waiting))
        except CorpusError as error:
            # Named as the person knows it, not as it lies here.
            raise CorpusError(error.path.name, error.reason, error.remedy) from error
        target = folder / kept_as
        document = replace(document, path=target)
        held = Held(document, file_sha256(copy), "added")
        after = [each for key, each in before.items() if key != document.doc_id]
        report = commit(settings, catalog, before, [*after, held], (), progress, embedder)
        target.parent.mkdir(parents=True, exist_ok=True)
        old = {path.name for path in _files_of(folder, document.doc_id)}
        for part in (copy, sidecar_of(copy)):
            if part.exists():
                old.discard(part.name)
                os.replace(part, target.with_name(part.name))
        for left in old:
            target.with_name(left).unlink(missing_ok=True)
    return document, report


def _copy(source: Path, target: Path) -> None:
    try:
        shutil.copyfile(source, target)
    except FileNotFoundError as error:
        raise CorpusError(source, "文件不存在", "请检查路径") from error
    except OSError as error:
        raise CorpusError(
            source, f"无法读取或保存（{why_refused(error)}）", "请检查权限和磁盘空间"
        ) from error


def _files_of(folder: Path, doc_id: str) -> list[Path]:
    """The files of an added document: itself and its sidecar."""
    place = folder / doc_id
    if not place.parent.is_dir():
        return []
    return [
        path for path in place.parent.iterdir() if path.is_file() and path.with_suffix("") == place
    ]
