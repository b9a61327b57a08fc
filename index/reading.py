"""A folder of files into documents, reading only those that changed since they were read.

A scan takes seconds a page: what neither changed itself nor would be read differently by the
program of today is taken from the catalogue.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import corpus
from corpus.document import CorpusError
from corpus.load import document_id, document_paths, load_document
from corpus.sidecar import sidecar_of
from corpus.system_error import why_refused
from index.catalog import Held, Origin
from index.progress import with_progress

# Packages whose presence changes what is read without an error: pages of scan inside a PDF.
_OPTIONAL = ("rapidocr",)


def read_folder(
    folder: Path, origin: Origin, before: Mapping[str, Held], progress: bool = False
) -> tuple[list[Held], list[CorpusError]]:
    """The documents below `folder`, and an error for each file that could not be used.

    `before` holds what the catalogue knows, by doc_id; `progress` shows a bar on a terminal.

    Raises:
        CorpusError: no such folder.
    """
    found: list[Held] = []
    errors: list[CorpusError] = []
    for path in with_progress(document_paths(folder), "读取", progress):
        try:
            found.append(read_file(path, folder, origin, before))
        except CorpusError as error:
            errors.append(error)
    return found, errors


def read_file(path: Path, folder: Path, origin: Origin, before: Mapping[str, Held]) -> Held:
    """One document of `folder`, from the catalogue where its file has not changed.

    Raises:
        CorpusError: a file or sidecar that cannot be used.
    """
    sha256 = file_sha256(path)
    known = before.get(document_id(path, folder))
    if known is not None and known.sha256 == sha256:
        return replace(known, document=replace(known.document, path=path), origin=origin)
    return Held(load_document(path, folder), sha256, origin)


def file_sha256(path: Path) -> str:
    """Of everything that the outcome of reading depends on."""
    digest = hashlib.sha256(_reader().encode("ascii"))
    try:
        digest.update(hashlib.sha256(path.read_bytes()).digest())
        sidecar = sidecar_of(path)
        if sidecar.exists():
            digest.update(sidecar.read_bytes())
    except OSError as error:
        raise CorpusError(path, f"无法读取（{why_refused(error)}）", "请检查文件权限") from error
    # The ending decides the reader.
    digest.update(path.suffix.lower().encode("utf-8"))
    return digest.hexdigest()


@lru_cache(maxsize=1)
def _reader() -> str:
    """SHA-256 over the program that reads, and which optional readers are installed."""
    digest = hashlib.sha256()
    root = Path(corpus.__file__).parent
    for file in sorted(root.rglob("*.py")):
        digest.update(file.read_bytes())
    for name in _OPTIONAL:
        digest.update(f"{name}:{find_spec(name) is not None}".encode("ascii"))
    return digest.hexdigest()
