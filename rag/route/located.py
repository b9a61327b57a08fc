"""Questions that name a section: `二(三)2讲什么`."""

from collections.abc import Sequence

from corpus.document import Clause
from rag.draft import Draft, quoted, refuse
from rag.held.enumeration import Enumeration
from rag.held.holdings import Holdings
from rag.held.passage import Passage, sentences, whole
from rag.question.address import references, resolve
from rag.question.query import Query
from rag.route.list_asked import list_asked
from rag.route.listed import all_items, closest

_MAX_PASSAGES = 4


def located(query: Query, holdings: Holdings, preferred: str) -> Draft | None:
    """What the named section says, or None where the question names none.

    `preferred` is the document to look in first.
    """
    if query.address is None:
        return None
    found = sections_named(query, holdings, preferred)
    if not found:
        return refuse("no_evidence", f"文件里没有“{query.address}”这一条")
    if len({clause.section for clause in found}) > 1:
        labels = "、".join(clause.label for clause in found[:5])
        return refuse("needs_detail", f"“{query.address}”可以指{labels}，请写全", found[:5])
    lists = holdings.lists.get((found[0].doc_id, found[0].section), ())
    if lists and list_asked(query):
        return all_items(closest(query, lists, holdings), holdings)
    document = holdings.documents[found[0].doc_id]
    own = [c for c in document.clauses if c.section == found[0].section]
    return Draft(quoted(_passages(own, document.clauses, lists)))


def sections_named(query: Query, holdings: Holdings, preferred: str) -> list[Clause]:
    """The first clause of each section that the question's reference fits, in one document."""
    steps = references(query.text)
    if not steps:
        return []
    order = sorted(holdings.documents.values(), key=lambda d: d.doc_id != preferred)
    for document in order:
        keys = [(c.doc_id, c.section) for c in document.clauses]
        ends = resolve(steps, keys)
        first: dict[str, Clause] = {}
        for clause in document.clauses:
            if any(clause.section == end or clause.section.endswith(f"/{end}") for end in ends):
                first.setdefault(clause.section, clause)
        if first:
            return list(first.values())
    return []


def _passages(
    own: Sequence[Clause], clauses: Sequence[Clause], lists: Sequence[Enumeration]
) -> list[Passage]:
    """What a section says: its text with the items of its lists, or its items' first sentences."""
    text = [c for c in own if c.kind in ("item", "paragraph")]
    if text:
        items = {one.lead: one.items for one in lists}
        opened = [s for c in text for i in items.get(c, ()) for s in sentences(i)[:1]]
        said = [passage for clause in text for passage in sentences(clause)]
        return sorted((*said[:_MAX_PASSAGES], *opened), key=lambda passage: passage.start)
    below = [
        c
        for c in clauses
        if c.section.rpartition("/")[0] == own[0].section and c.kind in ("heading", "item")
    ]
    return [whole(own[0]), *(sentences(clause)[0] for clause in below)]
