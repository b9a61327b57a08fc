"""Answers that users found wrong, as drafts of questions in the contract's format.

A draft is no question yet: a person writes what is right. Where the cited section is in doubt
`cite` stays empty, so that `load_questions` refuses the draft until then.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from index.feedback import Feedback


def drafts(judged: Iterable[Feedback]) -> list[dict[str, Any]]:
    """A draft for each question that somebody found wrongly answered, the last judgement of it."""
    found: dict[str, Feedback] = {}
    for one in judged:
        found.pop(one.answer["question"], None)
        if not one.liked:
            found[one.answer["question"]] = one
    return [_draft(one) for one in found.values()]


def write_drafts(records: Iterable[Mapping[str, Any]], path: Path) -> None:
    """One JSON object a line; what the file held before is replaced."""
    lines = [json.dumps(record, ensure_ascii=False) + "\n" for record in records]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(lines), encoding="utf-8")


def _draft(one: Feedback) -> dict[str, Any]:
    cited = [f"{c['doc_id']}#{c['section']}" for c in one.answer["citations"]]
    was = "拒答" if one.answer["refused"] else f"引用 {'、'.join(cited)}"
    why = one.reason or "未说明原因"
    answer = " ".join(str(one.answer["answer"]).split())
    return {
        "id": f"draft-{one.id}",
        "type": "describe",
        "question": one.answer["question"],
        "cite": [],
        "contains": [],
        "any": [],
        "answerable": True,
        "exhaustive": False,
        "note": f"待核实（{one.said[:10]}，{why}）：当时{was}；回答“{answer}”",
    }
