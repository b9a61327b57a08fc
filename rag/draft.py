"""What a route gives back: statements with their passages, or a refusal, before it is rendered."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from corpus.document import Clause
from corpus.squeeze import one_line
from rag.answer import Reason
from rag.held.passage import Passage


@dataclass(frozen=True)
class Statement:
    """One sentence of the answer and the passages that show it; `text` states nothing more.

    Each passage is cited where `text` has a 〔〕, in order; at the end where it has none.
    """

    text: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class Draft:
    """Statements in order under an optional lead, or a refusal with the nearest clauses.

    `absent` is true where the question names something that no document mentions, `exhaustive`
    where the statements are all that there are. `shown` is the value that answers, as written;
    `final` is true where what amends the clauses has been read in, or is not wanted.
    """

    statements: tuple[Statement, ...] = ()
    lead: str = ""
    reason: Reason | None = None
    refusal: str = ""
    nearest: tuple[Clause, ...] = ()
    notes: tuple[str, ...] = ()
    absent: bool = False
    exhaustive: bool = False
    shown: str = ""
    final: bool = False


def quoted(passages: Sequence[Passage]) -> tuple[Statement, ...]:
    """One statement for each passage, in its own words."""
    return tuple(Statement(one_line(p.text), (p,)) for p in passages)


def refuse(reason: Reason, why: str, nearest: Sequence[Clause] = ()) -> Draft:
    """A refusal that says why and names the nearest clauses."""
    return Draft(reason=reason, refusal=why, nearest=tuple(nearest))


def without(draft: Draft, seen: Collection[tuple[str, str]]) -> Draft:
    """The draft without statements that only sections (document, address) already seen show.

    A refusal where nothing new is left.
    """
    if not seen or draft.reason:
        return draft
    new = tuple(
        statement
        for statement in draft.statements
        if any((p.clause.doc_id, p.clause.section) not in seen for p in statement.passages)
    )
    if not new:
        return refuse("no_evidence", "除已列条款外，没有其他相关条款")
    return draft if len(new) == len(draft.statements) else replace(draft, statements=new, lead="")
