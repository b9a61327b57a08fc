"""`/sheet.docx`: the Word sheet of a question, with what it stands on; kept in the audit log."""

from datetime import UTC, date, datetime
from typing import Annotated

from fastapi import APIRouter, Query, Response

from index.audit import add_entry
from rag.answer import answer_record
from rag.question.query import MAX_CHARACTERS
from rag.take_away.sheet import sheet_of_answer
from rag.take_away.word import docx_bytes
from web.api.changing import live_of
from web.asking import answer_to
from web.held import validities
from web.pages.failure import PageRoute
from web.services import Asking, Parts, Seen
from web.taking import as_word

router = APIRouter(include_in_schema=False, route_class=PageRoute)


@router.get("/sheet.docx")
async def sheet(
    question: Annotated[str, Query(max_length=MAX_CHARACTERS * 4)],
    view: Seen,
    parts: Parts,
    user: Asking,
) -> Response:
    """Conclusion, quotes, numbers, dates, who answers, and the id under which it is kept."""
    catalog = live_of(parts).catalog
    answer = await answer_to(parts, user, question)
    today = date.today()
    record = sheet_of_answer(
        answer_record(answer), validities(view, parts, today), today.isoformat()
    )

    def made() -> tuple[bytes, str]:
        entry_id = add_entry(catalog, "export", question, record, user.name)
        at = datetime.now(UTC).isoformat(timespec="seconds")
        return docx_bytes(record, entry_id, at), entry_id

    return as_word(*await parts.line.run(made), today)
