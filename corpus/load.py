"""A file, or a folder of files, into documents: read, outline, metadata, sidecar."""

from collections import Counter
from pathlib import Path

from corpus.contradiction import contradictions
from corpus.document import CorpusError, Document
from corpus.metadata import read_metadata
from corpus.outline import outline
from corpus.read import read_source, readable_suffixes
from corpus.sidecar import apply_sidecar, sidecar_of
from corpus.stated import apply_stated


def document_paths(folder: Path) -> list[Path]:
    """The readable files below `folder` in order of their paths; hidden ones are passed over.

    Raises:
        CorpusError: no such folder.
    """
    suffixes = readable_suffixes()
    return [path for path in _files(folder) if path.suffix.lower() in suffixes]


def passed_over(folder: Path) -> list[Path]:
    """The files below `folder` that no reader exists for, in order; sidecars are none of them.

    Raises:
        CorpusError: no such folder.
    """
    suffixes = readable_suffixes()
    sidecars = {sidecar_of(path) for path in document_paths(folder)}
    return [p for p in _files(folder) if p.suffix.lower() not in suffixes and p not in sidecars]


def _files(folder: Path) -> list[Path]:
    """All files below `folder` in order of their paths, but for hidden ones."""
    if not folder.is_dir():
        raise CorpusError(folder, "文件夹不存在", "请检查路径，或用 --corpus 指定文档文件夹")
    return sorted(
        path
        for path in folder.rglob("*")
        if path.is_file()
        and not any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
    )


def document_id(path: Path, folder: Path) -> str:
    """The path relative to the folder without ending, with it where two files would share one."""
    relative = path.relative_to(folder)
    suffixes = readable_suffixes()
    same = Counter(
        sibling.stem for sibling in path.parent.iterdir() if sibling.suffix.lower() in suffixes
    )
    name = relative if same[path.stem] > 1 else relative.with_suffix("")
    return name.as_posix()


def load_document(path: Path, folder: Path) -> Document:
    """One document of the corpus in `folder`.

    Raises:
        CorpusError: a file or sidecar that cannot be used.
    """
    source = read_source(path)
    doc_id = document_id(path, folder)
    clauses = outline(source, doc_id)
    read = read_metadata(clauses)
    stated, doubts = apply_stated(path, source.stated, read)
    metadata, warnings = apply_sidecar(path, stated)
    every_warning = (*source.warnings, *doubts, *contradictions(read, clauses), *warnings)
    return Document(doc_id, path, source.text, clauses, metadata, every_warning, source.confidence)


def load_corpus(folder: Path) -> tuple[tuple[Document, ...], tuple[CorpusError, ...]]:
    """All documents below `folder`, and an error for each file that could not be used.

    Raises:
        CorpusError: no such folder.
    """
    documents, errors = [], []
    for path in document_paths(folder):
        try:
            documents.append(load_document(path, folder))
        except CorpusError as error:
            errors.append(error)
    return tuple(documents), tuple(errors)
