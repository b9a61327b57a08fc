"""What amendments in force do to the sections that offer something: gone, worded anew, other words.

Of a section that is worded anew the amendment's own text is what counts.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from corpus.document import Clause, Document
from rag.across.changes import Change


@dataclass(frozen=True)
class Amended:
    """What `by` does to a section: `words` are (old, new); none where all of it is gone."""

    by: Document
    clause: Clause
    words: tuple[tuple[str, str], ...] = ()

    @property
    def whole(self) -> bool:
        """Whether the section's text counts no longer."""
        return not self.words


def amended_sections(
    changes: Iterable[Change], documents: Mapping[str, Document], in_force: Collection[str]
) -> dict[tuple[str, str], Amended]:
    """The sections (document, address) that documents `in_force` (ids) change, the last one's way.

    `changes` are all that the documents make, in reading order; words that change everywhere, are
    added or taken out are left to the reader of the amendment.
    """
    found: dict[tuple[str, str], Amended] = {}
    for change in changes:
        item = change.item
        if change.section is None or item.doc_id not in in_force:
            continue
        at = change.doc_id, change.section
        if change.kind == "reword" or (change.kind == "delete" and not change.old):
            found[at] = Amended(documents[item.doc_id], item)
        elif change.kind == "replace":
            before = found.get(at)
            earlier = before.words if before and before.clause is item else ()
            words = (*earlier, (change.old, change.new))
            found[at] = Amended(documents[item.doc_id], item, words)
    return found
