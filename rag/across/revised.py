"""Answers read as amended: what an amendment changed in a clause is said as it reads now.

A clause that was worded anew gives way to the item that words it; words that were put for others
are put into the answer, the amendment and the changed clause both cited.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from corpus.document import Clause, Document
from index.hit import Hit
from rag.across.changes import Change
from rag.draft import Draft, Statement
from rag.evidence.value import quantities
from rag.evidence.verdict import claim_of
from rag.held.passage import Passage
from rag.question.query import Query
from rag.words.terms import Weights, coverage, subject_words

_NEAR = 0.9  # a changed clause goes before an explanation if it scores this share
_MAX_LEAD = 20  # characters of a value that is shown in front, with its verdict
_VERDICT = re.compile(r"^(?:是|不是)。")
_VALUE = re.compile(
    r"\d[\d,.]*\s*(?:万|亿|千|百)*(?:元|%|个百分点|家|个|名|人|项|天|日|月|年|倍|次|平方米)"
)


def as_reworded(
    ranked: Sequence[Hit],
    query: Query,
    changes: Sequence[Change],
    documents: Mapping[str, Document],
    weights: Weights,
) -> list[Hit]:
    """The hits with each clause that was worded anew replaced by the item that words it.

    What an item quotes stands under the headings of the section that it changes. `ranked` is best
    first; each section once.
    """
    anew = [c for c in changes if c.kind in ("reword", "add") and c.item.doc_id in documents]
    if not anew:
        return list(ranked)
    words = subject_words(query.text)
    found: dict[tuple[str, str], Hit] = {}
    for hit in ranked:
        clause = hit.clause
        changed = [c for c in anew if c.kind == "reword" and c.concerns(clause)]
        quoting = [c for c in anew if _key(c.item) == _key(clause)]
        for change in changed:
            own = [c for c in documents[change.item.doc_id].clauses if _key(c) == _key(change.item)]
            best = max(own, key=lambda c: coverage(words, c.text, weights))
            best = replace(best, heading_path=change.headings)
            found.setdefault(_key(best), Hit(best, hit.rank, hit.score))
        for change in quoting:
            under = replace(clause, heading_path=change.headings)
            found.setdefault(_key(clause), Hit(under, hit.rank, hit.score))
        if not changed:
            found.setdefault(_key(clause), hit)
    return list(found.values())


def before_explanations(
    ranked: Sequence[Hit], explained: Mapping[str, str], changes: Sequence[Change]
) -> list[Hit]:
    """The hits with clauses that were changed before near ones of what explains the old wording.

    `explained` maps an explanation to the document that it explains.
    """
    ordered: list[Hit] = []
    for hit in ranked:
        about = explained.get(hit.clause.doc_id)
        if about is not None:
            ordered += [
                other
                for other in ranked
                if other not in ordered
                and other.score >= _NEAR * hit.score
                and _is_changed(other.clause, about, changes)
            ]
        if hit not in ordered:
            ordered.append(hit)
    return ordered


def _is_changed(clause: Clause, doc_id: str, changes: Sequence[Change]) -> bool:
    return any(
        c.doc_id == doc_id
        and c.section is not None
        and c.kind != "add"
        and (c.concerns(clause) or _key(c.item) == _key(clause))
        for c in changes
    )


def _key(clause: Clause) -> tuple[str, str]:
    return clause.doc_id, clause.section


def revised(draft: Draft, query: Query, changes: Sequence[Change]) -> Draft:
    """The draft with the words that were put for others, each with what says so cited.

    `changes` are those in force.
    """
    if draft.reason or draft.final or not changes:
        return draft
    notes: list[str] = []
    if draft.exhaustive:
        # subtle: a list cites what belongs to it and nothing else; what was changed is noted.
        for statement in draft.statements:
            _read_now(statement, query, changes, notes)
        kept = tuple(note.replace("按修改后的回答", "引用时请以修改后的为准") for note in notes)
        return replace(draft, notes=(*draft.notes, *dict.fromkeys(kept)))
    statements = tuple(_read_now(s, query, changes, notes) for s in draft.statements)
    if statements == draft.statements and not notes:
        return draft
    shown = draft.shown
    if shown and statements != draft.statements:
        shown = statements[0].text.partition("：")[0]
    notes = [*draft.notes, *dict.fromkeys(notes)]
    return replace(draft, statements=statements, notes=tuple(notes), shown=shown)


def _read_now(
    statement: Statement, query: Query, changes: Sequence[Change], notes: list[str]
) -> Statement:
    text = statement.text
    saying: list[Passage] = []
    for change in changes:
        holding = [p for p in statement.passages if change.concerns(p.clause)]
        if not holding or not change.old:
            continue
        if not any(change.old in p.text for p in holding):
            continue
        now = _without(text, change) if change.kind == "delete" else _with_new(text, change)
        if now != text:
            text = now
            saying.append(change.passage)
            verb = "删去" if change.kind == "delete" else f"修改为“{change.new}”"
            notes.append(f"{holding[0].clause.label}中的“{change.old}”已{verb}，按修改后的回答。")
    if not saying:
        return statement
    return Statement(_judged(text, query), (*saying, *statement.passages))


def _with_new(text: str, change: Change) -> str:
    """The text with the new words; a value that it shows in front changes with them."""
    said = text.replace(change.old, change.new)
    old, new = _VALUE.findall(change.old), _VALUE.findall(change.new)
    if len(old) != len(new):
        return said
    for before, after in zip(old, new, strict=True):
        lead, colon, rest = said.partition("：")
        if colon and len(lead) <= _MAX_LEAD and lead.endswith(before):
            said = lead.replace(before, after) + colon + rest
        elif said == text and text.endswith(before):
            said = text.removesuffix(before) + after
    return said


def _without(text: str, change: Change) -> str:
    said = re.sub(rf"[,，;；、]?{re.escape(change.old)}", "", text)
    return said.lstrip(",，;；、")


def _judged(text: str, query: Query) -> str:
    """The text with its 是 or 不是 set anew for the value that it now shows."""
    claim = claim_of(query)
    if not _VERDICT.match(text) or claim is None:
        return text
    rest = _VERDICT.sub("", text)
    now = [q for q in quantities(rest) if q.dimension == claim.quantity.dimension][:1]
    if not now:
        return rest
    holds = claim.bound.holds(now[0]) if claim.bound else now[0].base == claim.quantity.base
    return f"{'是' if holds else '不是'}。{rest}"
