"""Which documents end or change each other, and so what holds of each on a day.

Says nothing that no document states: of one without any date its validity is unknown.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from corpus.document import Document, Evidence
from corpus.identity import bare_title, is_number, names, own_title, same_number

RelationKind = Literal["repeals", "amends"]
LegalState = Literal["current", "amended", "pending", "expired", "repealed", "unknown"]
_AMENDS_ONLY = re.compile(r"关于(?:修改|修订|修正|调整)")
_ENDING = 8  # characters
KINDS: tuple[RelationKind, ...] = ("repeals", "amends")
# What stands between a name and its 文号: 《办法》（云政规〔2020〕5号）.
_NUMBER_BEHIND = re.compile(
    r"^\s*[(（][^()（）]{0,40}?"
    r"(?P<number>[\u4e00-\u9fff]{1,12}[〔\[【［(（]\s*(?:19|20)\d\d\s*[〕\]】］)）]\s*第?\d+\s*号)"
)


@dataclass(frozen=True)
class Relation:
    """That `later` repeals or amends `earlier` (ids of documents).

    `[start:end]` of the later document's text says so; None where a person stated it beside it.
    """

    later: str
    kind: RelationKind
    earlier: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True)
class LegalStatus:
    """What holds of a document on a day.

    `begins` and `ends` are its first and last day in force as far as known; `ends` is the day
    before a repeal began to count where that came first. `by` are the relations that made the
    state: the repeals of a repealed document (of what an amendment amends, where that makes it
    moot), else the amendments in force on the day.
    `evidence` are slices of the document itself that state its dates.
    """

    doc_id: str
    state: LegalState
    begins: str | None
    ends: str | None
    by: tuple[Relation, ...] = ()
    evidence: tuple[Evidence, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether the document may answer; one of unknown validity may, and it is said."""
        return self.state in ("current", "amended", "unknown")


def relations(documents: Mapping[str, Document]) -> tuple[Relation, ...]:
    """Who repeals or amends whom, as far as both are among the documents; by ids, in order.

    A document changes only earlier ones: of two with the same title the one of a later day is
    not meant; nor is one whose 文号 is another than the one named beside the title.
    """
    found: dict[tuple[str, RelationKind, str], Relation] = {}
    called = _Called(documents.values())
    for later in documents.values():
        for kind in KINDS:
            slices = iter(later.metadata.slices(kind))
            for name in getattr(later.metadata, kind):
                said = next(slices, None)
                for earlier in called.candidates(name):
                    key = (later.doc_id, kind, earlier.doc_id)
                    if key not in found and _changes(later, name, said, earlier):
                        start, end = (said.start, said.end) if said else (None, None)
                        found[key] = Relation(*key, start, end)
    return tuple(found[key] for key in sorted(found))


def legal_statuses(
    documents: Mapping[str, Document], known: Iterable[Relation], day: str
) -> dict[str, LegalStatus]:
    """What holds of each document on `day` (`YYYY-MM-DD`), by id."""
    on: dict[str, list[Relation]] = {}
    known = tuple(known)
    for relation in known:
        if relation.earlier in documents and relation.later in documents:
            on.setdefault(relation.earlier, []).append(relation)
    found = {
        doc_id: _legal_status(document, on.get(doc_id, []), documents, day)
        for doc_id, document in documents.items()
    }
    changed: dict[str, list[LegalStatus]] = {}
    for relation in known:
        if relation.kind == "amends" and relation.earlier in found and relation.later in found:
            changed.setdefault(relation.later, []).append(found[relation.earlier])
    moot = {i: _moot(documents[i], found[i], of) for i, of in changed.items()}
    return {doc_id: moot.get(doc_id) or status for doc_id, status in found.items()}


def _moot(
    document: Document, own: LegalStatus, changed: Sequence[LegalStatus]
) -> LegalStatus | None:
    """An amendment ends with the last of what it amends: its wording is of no force alone."""
    known = len(changed) >= len(document.metadata.amends)
    ended = [each for each in changed if each.state in ("repealed", "expired")]
    if not own.holds or not known or len(ended) < len(changed):
        return None
    if not _AMENDS_ONLY.search(document.title):
        return None
    last = max(ended, key=lambda each: each.ends or "")
    by = tuple(relation for each in ended for relation in each.by if relation.kind == "repeals")
    return replace(own, state=last.state, ends=last.ends, by=by)


def first_day(document: Document) -> str | None:
    """From when a document counts: the day that it states, else that of its issue."""
    return document.metadata.effective or document.metadata.issued


def _legal_status(
    document: Document, on: list[Relation], documents: Mapping[str, Document], day: str
) -> LegalStatus:
    about = document.metadata
    begins, ends = first_day(document), about.expires
    counting = [r for r in on if (first_day(documents[r.later]) or "") <= day]
    repeals = tuple(r for r in counting if r.kind == "repeals")
    amends = tuple(r for r in counting if r.kind == "amends")
    slices = tuple(e for name in ("effective", "issued", "expires") for e in about.slices(name))
    if begins is not None and begins > day:
        return LegalStatus(document.doc_id, "pending", begins, ends, (), slices)
    if ends is not None and ends < day:
        return LegalStatus(document.doc_id, "expired", begins, ends, repeals or amends, slices)
    if repeals:
        last = _day_before(min(first_day(documents[r.later]) or "" for r in repeals))
        return LegalStatus(document.doc_id, "repealed", begins, last or ends, repeals, slices)
    if amends:
        return LegalStatus(document.doc_id, "amended", begins, ends, amends, slices)
    state: LegalState = "unknown" if begins is None and ends is None else "current"
    return LegalStatus(document.doc_id, state, begins, ends, (), slices)


def _day_before(day: str) -> str | None:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat() if day else None


class _Called:
    """The documents by how their titles end: who is not called so need not be looked at."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._all = list(documents)
        self._by_ending: dict[str, list[Document]] = {}
        for document in self._all:
            titles = (own_title(document.title), bare_title(document.title))
            for ending in dict.fromkeys(title[-_ENDING:] for title in titles):
                self._by_ending.setdefault(ending, []).append(document)

    def candidates(self, name: str) -> Sequence[Document]:
        """Every document that `names` can be true of; a number or a short name may be any's."""
        wanted = own_title(name)
        if is_number(name) or len(wanted) < _ENDING:
            return self._all
        return self._by_ending.get(wanted[-_ENDING:], ())


def _changes(later: Document, name: str, said: Evidence | None, earlier: Document) -> bool:
    if earlier.doc_id == later.doc_id or not names(name, earlier):
        return False
    begins, issued = first_day(later), earlier.metadata.issued
    if begins and issued and issued > begins:
        return False
    behind = _NUMBER_BEHIND.match(later.text[said.end :][:80]) if said else None
    number = earlier.metadata.number
    return not (behind and number and not same_number(behind["number"], number))
