"""The consolidated text of a document of the catalogue on a day, as lines or a record."""

from collections.abc import Iterator
from typing import Any

from corpus.consolidated import Applied, Consolidated, ConsolidatedClause, amending, consolidate
from index.catalog import Catalog
from index.errors import IndexUnusable
from index.validity import read_relations


def consolidated(catalog: Catalog, doc_id: str, day: str) -> Consolidated:
    """The document as it reads on `day` (`YYYY-MM-DD`) by what amends it then.

    Raises:
        IndexUnusable: no such document, or the catalogue cannot be read.
    """
    with catalog.transaction() as connection:
        documents = catalog.documents(connection)
        known = read_relations(connection)
    if doc_id not in documents:
        raise IndexUnusable(f"索引中没有文件“{doc_id}”；用 python -m index list 查看所有文件的编号")
    document = documents[doc_id]
    return consolidate(document, amending(document, documents, known, day))


def consolidated_record(found: Consolidated, day: str) -> dict[str, Any]:
    """The consolidated text as one JSON object; a clause's text is its `pieces` joined."""
    return {
        "doc_id": found.document.doc_id,
        "title": found.document.title,
        "as_of": day,
        "amendments": [{"doc_id": d.doc_id, "title": d.title} for d in found.amendments],
        "clauses": [_clause_record(clause) for clause in found.clauses],
        "unapplied": [_applied_record(applied) for applied in found.unapplied],
    }


def consolidated_lines(found: Consolidated, day: str) -> Iterator[str]:
    """The consolidated text for a terminal, below each changed passage what it read and why."""
    yield f"《{found.document.title}》截至 {day} 的文本"
    for amendment in found.amendments:
        yield f"经《{amendment.title}》（{amendment.doc_id}）修改"
    if not found.amendments:
        yield "未见修改它的文件"
    yield ""
    for clause in found.clauses:
        moved = clause.original and clause.original.section != clause.section
        now = f"〔现{clause.section.rpartition('/')[2]}〕" if moved else ""
        yield f"〔删去〕{clause.section}" if clause.deleted else f"{now}{clause.text}"
        sources = (f"《{a.amendment.title}》{a.order.section}" for a in clause.changes)
        yield from (f"    据{source}" for source in dict.fromkeys(sources))
        if clause.changes:
            old = clause.original
            yield f"    原文：{' '.join(old.text.split())}" if old else "    原文无此条"
    for applied in found.unapplied:
        yield f"未能照改：{' '.join(applied.quote.split())}（{applied.amendment.doc_id}）"


def _clause_record(clause: ConsolidatedClause) -> dict[str, Any]:
    old = clause.original
    return {
        "section": clause.section,
        "kind": clause.kind,
        "text": clause.text,
        "deleted": clause.deleted,
        "pieces": [{"doc_id": p.doc_id, "start": p.start, "end": p.end} for p in clause.pieces],
        "original": None
        if old is None
        else {"doc_id": old.doc_id, "section": old.section, "start": old.start, "end": old.end},
        "changes": [_applied_record(applied) for applied in clause.changes],
    }


def _applied_record(applied: Applied) -> dict[str, Any]:
    return {
        "doc_id": applied.amendment.doc_id,
        "title": applied.amendment.title,
        "section": applied.order.section,
        "kind": applied.order.kind,
        "quote": applied.quote,
        "start": applied.order.start,
        "end": applied.order.end,
    }
