"""The library behind the pages: what holds of each document, and changes to it."""

import shutil
import tempfile
from datetime import date
from pathlib import Path
from typing import BinaryIO

from corpus.document import Document
from corpus.read import readable_suffixes
from corpus.standing import relations
from index.audit import add_entry
from index.library import add_document, remove_document, replace_document
from index.validity import Validity, read_relations, validity_of
from web.live import Live, View
from web.people.user import User
from web.problems import Refusal
from web.services import Services

MAX_MB = 100


class TooLarge(Refusal):
    """An upload over the limit."""

    status = 413
    code = "too_large"
    sentence = f"文件超过 {MAX_MB} MB；请拆分，或由管理员用 python -m index add 添加。"


def live_of(parts: Services) -> Live:
    """The data folder that is served.

    Raises:
        Refusal: the server answers from documents that never change.
    """
    if not isinstance(parts.source, Live):
        raise Refusal("这台服务的文库是固定的，不能更改。")
    return parts.source


def validities(view: View, parts: Services, day: date | None = None) -> list[Validity]:
    """What holds of each visible document on a day (today for None), by id."""
    documents = view.documents
    if isinstance(parts.source, Live):
        with parts.source.catalog.transaction() as connection:
            known = read_relations(connection)
        known = tuple(r for r in known if r.later in documents and r.earlier in documents)
    else:
        known = relations(documents)
    return validity_of(documents, known, (day or date.today()).isoformat())


def take_in(
    parts: Services, user: User, name: str, content: BinaryIO, instead_of: str | None = None
) -> Document:
    """Adds an upload to the library, or puts it in the place of a document.

    Raises:
        TooLarge: over `MAX_MB`.
        CorpusError: a file that cannot be used.
        IndexUnusable: the name is taken, or the data folder cannot be written.
    """
    live = live_of(parts)
    with tempfile.TemporaryDirectory(prefix="xuntiao-") as folder:
        suffix = Path(name).suffix.lower()
        file = Path(folder) / f"upload{suffix if suffix in readable_suffixes() else ''}"
        _copy(content, file)
        if instead_of is None:
            found, _ = add_document(live.settings, file, name, embedder=live.embedder)
        else:
            found, _ = replace_document(
                live.settings, instead_of, file, name, embedder=live.embedder
            )
    live.reload()
    what = f"添加 {found.doc_id}" if instead_of is None else f"换新版 {found.doc_id}"
    add_entry(live.catalog, "change", what, who=user.name)
    return found


def take_out(parts: Services, user: User, doc_id: str) -> None:
    """Removes a document.

    Raises:
        IndexUnusable: it lies in the corpus folder, or the data folder cannot be written.
    """
    live = live_of(parts)
    remove_document(live.settings, doc_id, embedder=live.embedder)
    live.reload()
    add_entry(live.catalog, "change", f"移除 {doc_id}", who=user.name)


def _copy(content: BinaryIO, file: Path) -> None:
    with file.open("wb") as written:
        shutil.copyfileobj(content, written)
        if written.tell() > MAX_MB * 2**20:
            raise TooLarge
