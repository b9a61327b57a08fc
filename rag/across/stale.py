"""What an explanation says of a wording that an amendment has changed since: kept, but last.

A 问答 that explains 60万元 is stale once a decision puts 80万元 in its place. It is told by the
values that it gives and the changed section no longer does.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.document import Clause, Document
from index.hit import Hit
from rag.across.changes import Change
from rag.evidence.value import quantities
from rag.words.terms import content_words

_TELLING = ("元", "%")  # 3年 stands in too many clauses to tell what one speaks of
_SHARED = 2  # words that a clause and a changed section have in common, to be about one thing


@dataclass(frozen=True)
class Outdated:
    """What an amendment's change took out of a section: values, beside the section's words."""

    change: Change
    values: frozenset[tuple[str, str]]
    words: frozenset[str]


def outdated(changes: Sequence[Change], documents: Mapping[str, Document]) -> tuple[Outdated, ...]:
    """The changes that took values out of a section, each with these."""
    found = []
    for change in changes:
        if change.section is None or change.kind == "add":
            continue
        before = " ".join(c.text for c in documents[change.doc_id].clauses if change.concerns(c))
        after = "" if change.kind == "delete" else change.new
        if change.kind == "reword":
            own = documents[change.item.doc_id].clauses
            after = " ".join(c.text for c in own if c.section == change.item.section)
        gone = _values(change.old or before) - _values(after)
        if gone:
            found.append(Outdated(change, gone, frozenset(content_words(before))))
    return tuple(found)


def stale_last(
    ranked: Sequence[Hit],
    explained: Mapping[str, str],
    changed: Sequence[Outdated],
    in_force: Mapping[str, Document],
) -> list[Hit]:
    """The hits with stale clauses of explanations behind all others, the order kept besides.

    `explained` maps an explanation to what it explains; only amendments `in_force` outdate it.
    """
    holding = [one for one in changed if one.change.item.doc_id in in_force]
    late = [
        hit
        for hit in ranked
        if (about := explained.get(hit.clause.doc_id))
        and any(one.change.doc_id == about and _gives(hit.clause, one) for one in holding)
    ]
    return [*(hit for hit in ranked if hit not in late), *late]


def _gives(clause: Clause, one: Outdated) -> bool:
    if not _values(clause.text) & one.values:
        return False
    return len(one.words.intersection(content_words(clause.text))) >= _SHARED


def _values(text: str) -> frozenset[tuple[str, str]]:
    return frozenset(
        (str(q.base.normalize()), q.dimension) for q in quantities(text) if q.dimension in _TELLING
    )
