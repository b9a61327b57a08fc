"""`/library`: the documents with what holds of them; adding, replacing, removing."""

from datetime import date
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, File, Form, Request, Response, UploadFile
from fastapi.responses import RedirectResponse

from corpus.document import CorpusError
from corpus.quality import measure_quality
from corpus.read import readable_suffixes
from corpus.read.formats import MAX_BYTES, missing_extras
from index.errors import IndexUnusable
from index.tokenize import fold
from index.validity import LABELS, Validity
from index.versions import Version, versions
from web.api import changing
from web.api.reading import known
from web.held import validities
from web.live import Live, View
from web.pages.failure import PageRoute
from web.pages.page import page
from web.people.accounts import PersonError
from web.people.user import User
from web.problems import Refusal
from web.services import Editing, Parts, Reading, Seen, Services, needs, view_of

router = APIRouter(
    prefix="/library",
    include_in_schema=False,
    route_class=PageRoute,
    dependencies=[Depends(needs("reader", "read"))],
)


@router.get("")
def library(
    request: Request, view: Seen, parts: Parts, user: Reading, words: str = "", state: str = ""
) -> Response:
    """All documents that the user may see, or those that fit."""
    return _listed(request, view, parts, user, words, state)


@router.post("/add")
def add(
    request: Request,
    parts: Parts,
    user: Editing,
    files: Annotated[list[UploadFile], File()],
    groups: Annotated[str, Form(max_length=1000)] = "",
) -> Response:
    """Takes each file in; one that cannot be used does not keep the others out.

    `groups`: only these see the files, if any are named.
    """
    results: list[dict[str, Any]] = []
    named = groups.replace("，", " ").replace("、", " ").replace(",", " ").split()
    live = changing.live_of(parts)
    for file in files[:50]:
        try:
            results.append({"document": changing.add(file, live, parts, user, named)})
        except (CorpusError, IndexUnusable, PersonError, Refusal) as error:
            results.append({"document": None, "sentence": str(error)})
    wrong = any(result["document"] is None for result in results)
    return _listed(
        request, view_of(user, parts), parts, user, results=results, status=422 if wrong else 200
    )


@router.get("/about/{doc_id:path}")
def about(
    request: Request, doc_id: str, view: Seen, parts: Parts, user: Reading, said: str = ""
) -> Response:
    """What is known of a document, how well it was read, its versions."""
    document = known(view, doc_id)
    (held,) = (one for one in validities(view, parts) if one.document.doc_id == doc_id)
    return page(
        request,
        "about.html",
        user,
        document=document,
        held=held,
        quality=measure_quality(document),
        versions=_versions(parts, doc_id),
        others=[each for each in view.documents.values() if each.doc_id != doc_id],
        may_edit=isinstance(parts.source, Live) and user.may("editor", "write"),
        said=said if said in ("replaced", "unchanged_version") else "",
    )


@router.post("/replace/{doc_id:path}")
def replace(
    doc_id: str, view: Seen, parts: Parts, user: Editing, file: Annotated[UploadFile, File()]
) -> Response:
    """Puts a newer file in its place."""
    before = known(view, doc_id)
    changing.replace(doc_id, file, changing.live_of(parts), view, user)
    after = known(view_of(user, parts), doc_id)
    said = "unchanged_version" if after.text == before.text else "replaced"
    return RedirectResponse(f"/library/about/{quote(doc_id)}?said={said}", 303)


@router.post("/remove/{doc_id:path}")
def remove(
    doc_id: str, view: Seen, parts: Parts, user: Editing, sure: Annotated[str, Form()] = ""
) -> Response:
    """Takes it out, if the box was ticked."""
    if not sure:
        raise Refusal("请先勾选“确定移除这份文件”。")
    changing.remove(doc_id, changing.live_of(parts), view, user)
    return RedirectResponse("/library?said=removed", 303)


def _listed(
    request: Request,
    view: View,
    parts: Services,
    user: User,
    words: str = "",
    state: str = "",
    results: list[dict[str, Any]] | None = None,
    status: int = 200,
) -> Response:
    every = validities(view, parts)
    missing = missing_extras()
    formats = sorted(readable_suffixes() - {each for some in missing.values() for each in some})
    return page(
        request,
        "library.html",
        user,
        status=status,
        shown=[one for one in every if _fits(one, words, state)],
        n_documents=len(every),
        n_holding=sum(one.status.holds for one in every),
        day=date.today().isoformat(),
        asked=words,
        asked_state=state,
        states=tuple(LABELS),
        results=results or [],
        removed=request.query_params.get("said") == "removed",
        formats=" ".join(formats),
        missing={name: " ".join(endings) for name, endings in missing.items()},
        accept=",".join(formats),
        max_mb=MAX_BYTES // 2**20,
        may_edit=isinstance(parts.source, Live) and user.may("editor", "write"),
        login=parts.accounts is not None,
    )


def _fits(one: Validity, words: str, state: str) -> bool:
    meta = one.document.metadata
    said = fold(
        " ".join((one.document.title, meta.number or "", meta.issuer or "", one.document.doc_id))
    )
    return state in ("", one.status.state) and all(word in said for word in fold(words).split())


def _versions(parts: Services, doc_id: str) -> list[Version]:
    """Its versions, the newest first; none where nothing is kept."""
    if not isinstance(parts.source, Live):
        return []
    return versions(parts.source.catalog, doc_id)[::-1]
