"""The earlier turns of a conversation: from the answers of a session, or from a client's records.

A session's answers live in its own page state, a client's in the client; the server keeps none.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from typing import Any

from corpus.document import Document
from index.hit import Hit
from rag.answer import Answer, Citation
from rag.question.conversation import Turn
from rag.question.query import QuestionError

_CITED = tuple(field.name for field in fields(Citation))
MAX_TURNS = 6  # what anybody means by a follow-up lies within


def turns_of(answers: Iterable[Answer | None]) -> tuple[Turn, ...]:
    """The turns of a session's answers, oldest first; None stands for one that failed."""
    turns = (
        Turn(
            answer.asked or answer.question, _once((c.doc_id, c.section) for c in answer.citations)
        )
        for answer in answers
        if answer is not None
    )
    return tuple(turns)[-MAX_TURNS:]


def turns_from(history: object) -> tuple[Turn, ...]:
    """The turns of the answer records that a client sends back, oldest first.

    Raises:
        QuestionError: not a list of records with `question` and `citations`.
    """
    if history is None:
        return ()
    try:
        records = list(history)[-MAX_TURNS:]  # type: ignore[call-overload]
        return tuple(
            Turn(
                _text(record["question"]),
                _once((_text(c["doc_id"]), _text(c["section"])) for c in record["citations"]),
            )
            for record in records
        )
    except (KeyError, TypeError) as error:
        raise QuestionError(
            "history 应为先前的回答记录（含 question 和 citations）的列表，请改正或留空。"
        ) from error


def answer_from(record: Mapping[str, Any], documents: Mapping[str, Document]) -> Answer:
    """The answer of a record that was kept; what it found is given as far as it is still there."""
    return Answer(
        question=record["question"],
        answer=record["answer"],
        refused=record["refused"],
        reason=record["reason"],
        citations=tuple(Citation(**{k: c[k] for k in _CITED}) for c in record["citations"]),
        hits=tuple(_hits(record["hits"], documents)),
        n_documents=record["scope"]["documents"],
        n_clauses=record["scope"]["clauses"],
        notes=tuple(record["notes"]),
        understood=record.get("understood"),
    )


def _hits(records: Iterable[Mapping[str, Any]], documents: Mapping[str, Document]) -> Iterator[Hit]:
    for each in records:
        document = documents.get(each["doc_id"])
        clauses = document.clauses if document else ()
        clause = next((c for c in clauses if c.section == each["section"]), None)
        if clause:
            yield Hit(clause, each["rank"], each["score"])


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _once(places: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(dict.fromkeys(places))
