"""What users said of answers, kept in the catalogue's file beside what was indexed.

Says nothing about who was right: `eval.draft` makes question drafts of it for a person to judge.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from index.catalog import Catalog
from index.schema import feedback


@dataclass(frozen=True)
class Feedback:
    """One judgement; `answer` is the answer's record (contract, 3), `said` UTC in ISO 8601."""

    id: int
    said: str
    liked: bool
    reason: str
    answer: Mapping[str, Any]


def add_feedback(
    catalog: Catalog, answer: Mapping[str, Any], liked: bool, reason: str = ""
) -> None:
    """Keeps a judgement of an answer.

    Raises:
        IndexUnusable: the file cannot be written.
    """
    with catalog.transaction() as connection:
        connection.execute(
            sa.insert(feedback),
            {
                "said": datetime.now(UTC).isoformat(timespec="seconds"),
                "liked": liked,
                "reason": reason,
                "answer": json.dumps(answer, ensure_ascii=False),
            },
        )


def all_feedback(catalog: Catalog) -> list[Feedback]:
    """Every judgement, the oldest first.

    Raises:
        IndexUnusable: the file is missing or damaged.
    """
    with catalog.transaction() as connection:
        rows = connection.execute(sa.select(feedback).order_by(feedback.c.id)).all()
    return [Feedback(r.id, r.said, r.liked, r.reason, json.loads(r.answer)) for r in rows]
