"""A question of a user put to what that user may see, in its turn; what is done around each."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from index.audit import add_entry
from rag.answer import Answer, answer_record
from rag.question.conversation import Turn
from rag.question.query import QuestionError
from web.line import Busy
from web.live import Live
from web.people.user import User
from web.services import Services, visible_to

_MAX_WHAT = 300


async def answer_to(
    parts: Services,
    user: User,
    question: str,
    top_n: int = 5,
    as_of: date | None = None,
    turns: Sequence[Turn] = (),
    noted: bool = True,
) -> Answer:
    """The answer, from the documents that the user may see; `noted` in the audit log.

    Raises:
        QuestionError: a question that cannot be asked.
        Busy: too many are waiting.
        TooMany: this user asks too often.
    """
    with accounted(parts, user, noted=noted) as answered:

        def work() -> Answer:
            pipeline = parts.source.view(visible_to(user, parts)).pipeline
            answer = pipeline.ask(question, top_n, as_of, turns)
            answered(answer)
            return answer

        return await parts.line.run(work)


@contextmanager
def accounted(
    parts: Services, user: User, *, noted: bool = True
) -> Iterator[Callable[[Answer], None]]:
    """What is done around every answer, by the API and the chat: limited, counted, audited.

    The block asks, and gives the whole answer to the function that it gets; what it raises is
    counted, too.

    Raises:
        TooMany: this user asks too often.
    """
    limit(parts, user)

    def answered(answer: Answer) -> None:
        if noted:
            _note(parts, user, answer)
        parts.metrics.answered(answer)

    try:
        yield answered
    except QuestionError:
        parts.metrics.questions.labels("wrong").inc()
        raise
    except Busy:
        parts.metrics.questions.labels("turned_away").inc()
        raise
    except Exception:
        parts.metrics.questions.labels("failed").inc()
        raise


def _note(parts: Services, user: User, answer: Answer) -> None:
    """Keeps an answer in the audit log, where there is one."""
    if isinstance(parts.source, Live):
        who = user.name if parts.accounts else ""
        add_entry(parts.source.catalog, "ask", answer.question, answer_record(answer), who)


def limit(parts: Services, user: User) -> None:
    """Counts a question or a match of this user, where people log in.

    Raises:
        TooMany: this user asks too often.
    """
    if parts.accounts is not None:
        parts.rates.questions.take(user.name)


def note_match(
    parts: Services, user: User, profile: Mapping[str, Any], record: Mapping[str, Any]
) -> None:
    """Keeps what a company was told in the audit log, where there is one, with its profile."""
    if isinstance(parts.source, Live):
        who = user.name if parts.accounts else ""
        kept = {"profile": profile, "match": record}
        add_entry(parts.source.catalog, "match", described(profile), kept, who)


def described(profile: Mapping[str, Any]) -> str:
    """What a company said of itself, in words and fields, as one line."""
    said = [str(profile.get("text") or "").strip()]
    said += [f"{name}：{value}" for name, value in (profile.get("fields") or {}).items()]
    return " ".join("；".join(filter(None, said)).split())[:_MAX_WHAT]
