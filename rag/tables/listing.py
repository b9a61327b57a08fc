"""The tables over all documents: responsibilities, targets, benefits, places, the documents."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from corpus.benefit import read_benefits
from corpus.document import Clause, Document
from corpus.responsibility import read_assignments
from corpus.target import read_targets
from index.validity import Validity
from rag.held.name import bare_name
from rag.tables.place import places_of
from rag.tables.table import Row, Table, row_of

Lister = Callable[[Document], Iterable[Row]]


def responsibilities(document: Document) -> Iterator[Row]:
    """A row for each unit of each passage that names it, 牵头 before 责任单位."""
    for each in read_assignments(document.clauses):
        task = bare_name(each.clause)
        for role, units in (("牵头", each.lead), ("责任单位", each.support)):
            for unit in units:
                cells = {"unit": unit, "role": role, "task": task}
                yield row_of(document, each.clause, each.start, each.end, cells)


def targets(document: Document) -> Iterator[Row]:
    """A row for each target."""
    for each in read_targets(document.clauses):
        cells = {
            "metric": each.metric,
            "comparator": each.comparator,
            "value": each.value,
            "measure": each.unit,
            "by": each.by,
        }
        yield row_of(document, each.clause, each.start, each.end, cells)


def benefits(document: Document) -> Iterator[Row]:
    """A row for each benefit."""
    for each in read_benefits(document.clauses):
        cells = {
            "what": each.what,
            "amount": each.amount,
            "measure": each.unit,
            "cap": each.cap,
            "condition": each.condition,
        }
        yield row_of(document, each.clause, each.start, each.end, cells)


def places(document: Document) -> Iterator[Row]:
    """A row for each clause that names a place, by place."""
    for place, clause, start, end in places_of(document):
        cells = {"place": place, "task": bare_name(clause)}
        yield row_of(document, clause, start, end, cells)


LISTERS: Mapping[str, tuple[Lister, tuple[str, ...]]] = {
    "responsibilities": (responsibilities, ("unit", "role", "task")),
    "targets": (targets, ("metric", "comparator", "value", "measure", "by")),
    "benefits": (benefits, ("what", "amount", "measure", "cap", "condition")),
    "places": (places, ("place", "task")),
}
_ABOUT = ("title", "number", "issuer", "issued", "effective", "expires", "state", "reason")
NAMES = (*LISTERS, "documents")


def list_facts(name: str, documents: Mapping[str, Document]) -> Table:
    """The table `name` (a key of `LISTERS`) over the documents, in their order."""
    lister, columns = LISTERS[name]
    rows = tuple(row for document in documents.values() for row in lister(document))
    return Table(name, columns, rows, len(documents))


def list_documents(validities: Iterable[Validity]) -> Table:
    """The documents with what holds of them; the quote is the title's own clause."""
    rows = tuple(_document_row(each) for each in validities)
    return Table("documents", (*_ABOUT, "clauses"), rows, len(rows))


def _document_row(each: Validity) -> Row:
    document, about = each.document, each.document.metadata
    first = _title_clause(document)
    by = "；".join(
        f"《{later.title}》" + (f"：“{sentence}”" if sentence else "")
        for _, later, sentence in each.by
    )
    cells = {
        "title": document.title,
        "number": about.number,
        "issuer": about.issuer,
        "issued": about.issued,
        "effective": about.effective,
        "expires": about.expires,
        "state": each.label,
        "reason": by or None,
        "clauses": len(document.clauses),
    }
    return row_of(document, first, first.start, first.end, cells)


def _title_clause(document: Document) -> Clause:
    return next((c for c in document.clauses if c.section == "题头"), document.clauses[0])
