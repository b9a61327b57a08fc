"""Documents added, replaced and removed by editors; each change is in the audit log."""

import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, UploadFile

from index.audit import add_entry
from index.filename import safe_name
from index.library import add_document, remove_document, replace_document
from web.api.reading import document_record, known
from web.api.records import PROBLEMS, DocumentRecord
from web.intake import check_upload
from web.live import Live
from web.problems import NotFound
from web.services import Editing, Parts, Seen
from web.showing import shown_before

router = APIRouter(prefix="/api/v1", tags=["文库"], responses=PROBLEMS)
_ONE_AT_A_TIME = threading.Lock()


def live_of(parts: Parts) -> Live:
    """The data folder that can be changed.

    Raises:
        NotFound: what is served is fixed.
    """
    if not isinstance(parts.source, Live):
        raise NotFound
    return parts.source


Library = Annotated[Live, Depends(live_of)]


@router.post("/documents", status_code=201, response_model=DocumentRecord, summary="添加文档")
def add(
    file: UploadFile,
    live: Library,
    parts: Parts,
    user: Editing,
    groups: Annotated[list[str], Form(max_length=50)] = [],  # noqa: B006 (FastAPI copies it)
) -> dict[str, Any]:
    """The document as it was read; it answers from the next question on.

    `groups`: only these see it, from the first moment on; none: everybody does.
    """
    shown_to = [each for each in groups if each]
    with _received(file) as (path, name), _ONE_AT_A_TIME:
        with shown_before(parts, name, shown_to):
            document, _ = add_document(live.settings, path, name, embedder=live.embedder)
        live.reload()
    add_entry(live.catalog, "change", f"添加 {document.doc_id}", who=user.name)
    return document_record(document)


@router.put("/documents/{doc_id:path}", response_model=DocumentRecord, summary="更换文档")
def replace(
    doc_id: str, file: UploadFile, live: Library, view: Seen, user: Editing
) -> dict[str, Any]:
    """The new version; the earlier one stays in the history."""
    known(view, doc_id)
    with _received(file) as (path, name), _ONE_AT_A_TIME:
        document, _ = replace_document(live.settings, doc_id, path, name, embedder=live.embedder)
        live.reload()
    add_entry(live.catalog, "change", f"更换 {doc_id}", who=user.name)
    return document_record(document)


@router.delete("/documents/{doc_id:path}", status_code=204, summary="移除文档")
def remove(doc_id: str, live: Library, view: Seen, user: Editing) -> None:
    """What it said stays in the history."""
    known(view, doc_id)
    with _ONE_AT_A_TIME:
        remove_document(live.settings, doc_id, embedder=live.embedder)
        live.reload()
    add_entry(live.catalog, "change", f"移除 {doc_id}", who=user.name)


@contextmanager
def _received(file: UploadFile) -> Iterator[tuple[Path, str]]:
    """The upload in a folder of its own, under a name that it may have, read once with limits."""
    name = safe_name(file.filename or "")
    with tempfile.TemporaryDirectory(prefix="xuntiao-upload-") as folder:
        path = Path(folder) / name
        with path.open("wb") as kept:
            shutil.copyfileobj(file.file, kept)
        check_upload(path, name)
        yield path, name
