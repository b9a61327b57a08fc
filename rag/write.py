"""A draft into the answer's text, with a marker 〔n〕 for each passage, and its citations."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from corpus.document import Document
from rag.answer import Citation
from rag.draft import Draft, Statement
from rag.held.passage import Passage

NEAREST = "最接近的条款是："
BETWEEN = "；"  # labels hold 、 themselves
_HERE = "〔〕"


@dataclass(frozen=True)
class Written:
    """The answer's text and what it cites; a refusal cites nothing."""

    text: str
    citations: tuple[Citation, ...]


def write(draft: Draft, documents: Mapping[str, Document]) -> Written:
    """The draft in words. Passages are numbered as they come; one cited twice keeps its number."""
    if draft.reason is not None:
        return Written(_refusal(draft), ())
    citations: dict[tuple[str, int, int], Citation] = {}
    lines = [_lead(draft, documents)] if draft.lead else []
    lines.extend(_statement(s, citations, documents) for s in draft.statements)
    return Written("\n".join(lines), tuple(citations.values()))


def _lead(draft: Draft, documents: Mapping[str, Document]) -> str:
    """The lead; one that counts says over what it was counted."""
    if not draft.exhaustive:
        return draft.lead
    n_clauses = sum(len(document.clauses) for document in documents.values())
    return f"{draft.lead.rstrip('：')}（检索 {len(documents)} 份文件 {n_clauses} 条）："


def _refusal(draft: Draft) -> str:
    lead = {
        "needs_detail": "无法直接回答",
        "not_in_force": "没有现行依据",
        "out_of_scope": "不在文件范围内",
    }.get(str(draft.reason), "文件未规定")
    text = f"{lead}：{draft.refusal}。"
    if draft.nearest:
        labels = dict.fromkeys(spoken(clause.label) for clause in draft.nearest)
        text += f"{NEAREST}{BETWEEN.join(labels)}。"
    return text


def spoken(label: str) -> str:
    """A label as it stands within a sentence.

    Example: "二、" → "二"
    """
    return label.rstrip("、.")


def _statement(
    statement: Statement,
    citations: dict[tuple[str, int, int], Citation],
    documents: Mapping[str, Document],
) -> str:
    markers = [f"〔{_number(p, citations, documents)}〕" for p in statement.passages]
    if _HERE not in statement.text:
        return statement.text + "".join(markers)
    waiting = iter(markers)
    return re.sub(_HERE, lambda _: next(waiting, ""), statement.text)


def _number(
    passage: Passage,
    citations: dict[tuple[str, int, int], Citation],
    documents: Mapping[str, Document],
) -> int:
    clause = passage.clause
    key = (clause.doc_id, passage.start, passage.end)
    if key not in citations:
        citations[key] = Citation(
            len(citations) + 1, clause.doc_id, documents[clause.doc_id].title, clause.section,
            clause.label, passage.text, passage.start, passage.end,
        )  # fmt: skip
    return citations[key].marker
