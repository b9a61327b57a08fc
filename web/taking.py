"""The Word sheet of a match: made once, kept in the audit log, and made again from there."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import quote

from fastapi import Response

from index.audit import add_entry, entry
from rag.match.command import read_profile
from rag.match.record import match_record
from rag.take_away.sheet import sheet_of_match
from rag.take_away.word import docx_bytes
from web.asking import described
from web.held import validities
from web.live import Live, View
from web.people.user import User
from web.problems import NotFound
from web.services import Services

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def match_sheet(
    parts: Services,
    live: Live,
    user: User,
    view: View,
    asked: Mapping[str, Any],
    as_of: date | None = None,
) -> tuple[bytes, str]:
    """The .docx of a company's match, and the id that it is kept under.

    Raises:
        ProfileError: something that cannot be a profile.
    """
    day = as_of or date.today()
    profile = read_profile(dict(asked), view.matcher, day)
    found = match_record(view.matcher.match(profile, day))
    known = validities(view, parts, day)
    record = sheet_of_match(found, known, day.isoformat(), described(asked))
    who = user.name if parts.accounts else ""
    entry_id = add_entry(live.catalog, "export", record["question"], record, who)
    return kept_sheet(live, user, entry_id), entry_id


def kept_sheet(live: Live, user: User, entry_id: str) -> bytes:
    """The .docx of a sheet that was taken away, the same bytes each time.

    Raises:
        NotFound: no such entry, none that holds a sheet, or somebody else's.
    """
    found = entry(live.catalog, entry_id)
    if found is None or "evidence" not in found.record:
        raise NotFound
    if user.role != "admin" and found.who != user.name:
        raise NotFound
    return docx_bytes(found.record, found.id, found.at)


def as_word(content: bytes, entry_id: str, day: date | None = None) -> Response:
    """A download; `X-Audit-Id` names the entry that makes the same file again."""
    name = quote(f"依据单-{(day or date.today()).isoformat()}.docx")
    return Response(
        content,
        media_type=DOCX,
        headers={
            "Content-Disposition": f"attachment; filename*=UTF-8''{name}",
            "X-Audit-Id": entry_id,
        },
    )
