"""适用政策: a company described, and clause by clause what is met, open, not met."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import HTMLResponse

from rag.match.command import read_profile
from rag.match.profile import ProfileError
from rag.match.record import match_record, understood
from web.api.changing import Library
from web.asking import limit, note_match
from web.live import Live
from web.pages.failure import PageRoute
from web.pages.page import page
from web.services import Asking, CurrentUser, Parts, Seen
from web.taking import as_word, match_sheet

router = APIRouter(include_in_schema=False, route_class=PageRoute)
_LISTS = ("industry", "qualifications", "needs")


@dataclass(frozen=True)
class Written:
    """What was typed into the form; empty where nothing was."""

    text: str
    fields: Mapping[str, str]

    def asked(self) -> dict[str, object]:
        """The text and the fields that were filled in, as a profile is read from them.

        Raises:
            ProfileError: a number that is none.
        """
        return {"text": self.text, "fields": _given(self.fields)}


def written_in(
    text: Annotated[str, Form(max_length=4000)] = "",
    industry: Annotated[str, Form(max_length=300)] = "",
    district: Annotated[str, Form(max_length=100)] = "",
    revenue_wan: Annotated[str, Form(max_length=30)] = "",
    rd_ratio: Annotated[str, Form(max_length=30)] = "",
    qualifications: Annotated[str, Form(max_length=300)] = "",
    needs: Annotated[str, Form(max_length=300)] = "",
) -> Written:
    """A dependency: the form as it was sent."""
    fields = {
        "industry": industry,
        "district": district,
        "revenue_wan": revenue_wan,
        "rd_ratio": rd_ratio,
        "qualifications": qualifications,
        "needs": needs,
    }
    return Written(text, fields)


Typed = Annotated[Written, Depends(written_in)]


@router.get("/match", response_class=HTMLResponse)
def form(request: Request, user: CurrentUser) -> HTMLResponse:
    """The page with an empty form."""
    return page(request, "match.html", user, text="", fields={}, match=None, said="", problem="")


@router.post("/match", response_class=HTMLResponse)
async def match(
    request: Request,
    user: CurrentUser,
    view: Seen,
    parts: Parts,
    written: Typed,
) -> HTMLResponse:
    """The page with what was found; what cannot be a profile is said above the form."""
    limit(parts, user)

    def work() -> tuple[Mapping[str, Any] | None, str, str]:
        try:
            asked = written.asked()
            profile = read_profile(asked, view.matcher)
        except ProfileError as error:
            return None, "", str(error)
        record = match_record(view.matcher.match(profile))
        note_match(parts, user, asked, record)
        return record, understood(profile), ""

    found, said, problem = await parts.line.run(work)
    return page(
        request,
        "match.html",
        user,
        text=written.text,
        fields=written.fields,
        match=found,
        said=said,
        problem=problem,
        sheet=isinstance(parts.source, Live),
    )


@router.post("/match/sheet.docx")
async def sheet(
    live: Library,
    view: Seen,
    parts: Parts,
    user: Asking,
    written: Typed,
) -> Response:
    """The Word sheet of what was found for the same form, kept in the audit log."""
    limit(parts, user)

    def work() -> tuple[bytes, str]:
        return match_sheet(parts, live, user, view, written.asked())

    return as_word(*await parts.line.run(work))


def _given(fields: Mapping[str, str]) -> dict[str, object]:
    """The fields that were filled in, as a profile has them; a share of 6 is 0.06.

    Raises:
        ProfileError: a number that is none.
    """
    given: dict[str, object] = {}
    for name, value in fields.items():
        if not value.strip():
            continue
        if name in _LISTS:
            given[name] = [part for part in value.replace("，", "、").split("、") if part.strip()]
        elif name == "rd_ratio":
            given[name] = _number(name, value) / 100
        elif name == "revenue_wan":
            given[name] = _number(name, value)
        else:
            given[name] = value.strip()
    return given


def _number(name: str, value: str) -> float:
    try:
        return float(value.strip().removesuffix("%").replace(",", ""))
    except ValueError:
        raise ProfileError(f"字段 {name} 不能是“{value}”；请填一个数字。") from None
