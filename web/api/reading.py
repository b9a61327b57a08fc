"""What is in the library: documents, their sections, their facts."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query

from corpus.document import Clause, Document
from corpus.facts import facts_record, read_facts
from corpus.quality import measure_quality, quality_record
from index.columns import clause_columns
from web.api.records import PROBLEMS, DocumentRecord, DocumentText, SectionRecord
from web.live import View
from web.problems import NotFound
from web.services import Seen, needs

router = APIRouter(
    prefix="/api/v1",
    tags=["文库"],
    responses=PROBLEMS,
    dependencies=[Depends(needs("reader", "read"))],
)
DocId = Annotated[str, Query(max_length=1000, description="文档编号")]


@router.get("/documents", response_model=list[DocumentRecord], summary="所有可见的文档")
def documents(view: Seen) -> list[dict[str, Any]]:
    """By id."""
    return [document_record(each) for each in view.documents.values()]


@router.get("/documents/{doc_id:path}", response_model=DocumentText, summary="一份文档的全文")
def document(doc_id: str, view: Seen) -> dict[str, Any]:
    """What is known of it, and its clauses in reading order."""
    found = known(view, doc_id)
    return {**document_record(found), "text": [_clause(each) for each in found.clauses]}


@router.get("/section", response_model=SectionRecord, summary="一个条款及其下级")
def section(
    view: Seen, doc_id: DocId, section: Annotated[str, Query(max_length=500)]
) -> dict[str, Any]:
    """The clauses of a section address such as `二/(三)`, with those below it."""
    found = known(view, doc_id)
    clauses = clauses_of(found, section)
    if not clauses:
        raise NotFound(f"《{found.title}》中没有条款“{section}”；条款地址见该文档的全文。")
    return {
        "doc_id": doc_id,
        "title": found.title,
        "section": section,
        "label": clauses[0].label,
        "clauses": [_clause(each) for each in clauses],
    }


@router.get("/facts", summary="一份文档中可统计的内容")
def facts(view: Seen, doc_id: DocId) -> dict[str, Any]:
    """Responsibilities, targets, benefits, and what the document says of itself."""
    return facts_record(read_facts(known(view, doc_id)))


@router.get("/quality", summary="一份文档的识别质量")
def quality(view: Seen, doc_id: DocId) -> dict[str, Any]:
    """Jumps in numbering, lines that fitted no rule, long clauses."""
    return quality_record(measure_quality(known(view, doc_id)))


def known(view: View, doc_id: str) -> Document:
    """The document, if the user may see it.

    Raises:
        NotFound: none, or not for this user; nobody learns which.
    """
    found = view.documents.get(doc_id)
    if found is None:
        raise NotFound
    return found


def clauses_of(document: Document, section: str) -> list[Clause]:
    """The clauses of a section and of those below it, in reading order."""
    below = f"{section}/"
    return [c for c in document.clauses if c.section == section or c.section.startswith(below)]


def document_record(document: Document) -> dict[str, Any]:
    """What a list of documents shows of one."""
    about = document.metadata
    return {
        "doc_id": document.doc_id,
        "title": document.title,
        "number": about.number,
        "issuer": about.issuer,
        "issued": about.issued,
        "effective": about.effective,
        "expires": about.expires,
        "clauses": len(document.clauses),
        "warnings": list(document.warnings),
    }


def _clause(clause: Clause) -> dict[str, Any]:
    return {**clause_columns(clause), "text": clause.text}
