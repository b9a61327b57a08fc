"""Questions that name a section: `二(三)2讲什么`."""

from collections.abc import Mapping

from corpus.document import Clause, Document
from rag.draft import Draft, quoted, refuse
from rag.passage import Passage, sentences, whole
from rag.query import Query

_MAX_PASSAGES = 4


def located(query: Query, documents: Mapping[str, Document], preferred: str) -> Draft | None:
    """What the named section says, or None where the question names none.

    `preferred` is the document to look in first.
    """
    if query.address is None:
        return None
    order = sorted(documents.values(), key=lambda document: document.doc_id != preferred)
    for document in order:
        own = [c for c in document.clauses if _same(c.section, query.address)]
        if own:
            return Draft(quoted(_passages(own, document)))
    return refuse("no_evidence", f"文件里没有“{query.address}”这一条")


def _same(section: str, address: str) -> bool:
    return section == address or section.endswith(f"/{address}")


def _passages(own: list[Clause], document: Document) -> list[Passage]:
    text = [c for c in own if c.kind in ("item", "paragraph")]
    if text:
        return [passage for clause in text for passage in sentences(clause)][:_MAX_PASSAGES]
    section = own[0].section
    below = [
        c
        for c in document.clauses
        if c.section.rpartition("/")[0] == section and c.kind in ("heading", "item")
    ]
    return [whole(own[0]), *(sentences(clause)[0] for clause in below)]
