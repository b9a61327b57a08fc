"""All documents of an index beside each other, read once when it is opened; what holds of a day.

The one place that the routes, the search and the register learn from who amends and repeals whom.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from corpus.document import Document
from corpus.legal_status import LegalStatus, Relation, legal_statuses, relations
from rag.across.amended import amended_by, explanations, repeals
from rag.across.changes import Change, read_changes
from rag.across.government import Government, governments
from rag.across.scope import Titles
from rag.held.holdings import Holdings


@dataclass(frozen=True, eq=False)
class Library:
    """All documents, in force or not, with what they say of each other.

    `amended` maps a document to those that amend it, in order, `changes` says in what; `repeals`
    are pairs (ended, by which); `explained` maps an explanation to what it explains;
    `governments` gives whose a document is, where it shows that.
    """

    holdings: Holdings
    titles: Titles
    governments: Mapping[str, Government]
    relations: tuple[Relation, ...]
    amended: Mapping[str, tuple[str, ...]]
    changes: tuple[Change, ...]
    repeals: tuple[tuple[str, str], ...]
    explained: Mapping[str, str]

    @classmethod
    def of(cls, documents: Mapping[str, Document]) -> "Library":
        """Read the documents."""
        holdings = Holdings.of(documents)
        units = {u for r in holdings.responsibilities for u in (*r.lead, *r.support)}
        known = relations(documents)
        amended = amended_by(known)
        return cls(
            holdings=holdings,
            titles=Titles.of(documents, units),
            governments=governments(documents),
            relations=known,
            amended=amended,
            changes=read_changes(documents, amended),
            repeals=repeals(known),
            explained=explanations(documents),
        )

    @property
    def documents(self) -> Mapping[str, Document]:
        """All documents, by id."""
        return self.holdings.documents

    def legal_status(self, doc_id: str, day: str) -> LegalStatus:
        """What holds of a document on a day (`YYYY-MM-DD`)."""
        return _legal_statuses(self, day)[doc_id]

    def on(self, day: date) -> Holdings:
        """The holdings of the documents that may answer on a day."""
        known = _legal_statuses(self, day.isoformat())
        return self.holdings.within({doc_id for doc_id, one in known.items() if one.holds})

    def changes_in(self, holdings: Holdings) -> tuple[Change, ...]:
        """The changes that documents among these make, in reading order."""
        return _changes_in(self, holdings)


# Most questions are asked of the same day, and each of the same few documents several times.
@lru_cache(maxsize=8)
def _legal_statuses(library: Library, day: str) -> Mapping[str, LegalStatus]:
    return legal_statuses(library.documents, library.relations, day)


@lru_cache(maxsize=64)
def _changes_in(library: Library, holdings: Holdings) -> tuple[Change, ...]:
    return tuple(change for change in library.changes if change.item.doc_id in holdings.documents)
