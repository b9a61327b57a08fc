"""The bodies of requests and answers, as the OpenAPI description shows them.

The answer record is that of the contract; it may grow fields, which pass through.
"""

from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from rag.question.query import MAX_CHARACTERS


class Body(BaseModel):
    """What a client sends: an unknown field is an error, not a silent miss."""

    model_config = ConfigDict(extra="forbid")


class Record(BaseModel):
    """What the server sends: fields that a later release adds pass through."""

    model_config = ConfigDict(extra="allow")


class AskBody(Body):
    """One question."""

    question: str = Field(max_length=MAX_CHARACTERS * 4, examples=["有哪些保障措施？"])
    top: int = Field(5, ge=1, le=50, description="最多列出几个条款")
    as_of: date | None = Field(None, description="按哪一天的现行文件回答；默认今天")
    history: list[dict[str, Any]] | None = Field(
        None, max_length=50, description="先前的回答记录，先问的在前"
    )


class CitationRecord(Record):
    """A literal slice of a document."""

    marker: int
    doc_id: str
    title: str
    section: str
    label: str
    quote: str
    start: int
    end: int


class HitRecord(Record):
    """A section that was found."""

    doc_id: str
    section: str
    rank: int
    score: float


class Scope(Record):
    """What was searched."""

    documents: int
    clauses: int


class AnswerRecord(Record):
    """An answer or a refusal."""

    question: str
    answer: str
    refused: bool
    reason: Literal["no_evidence", "out_of_scope", "not_in_force", "needs_detail"] | None
    citations: list[CitationRecord]
    hits: list[HitRecord]
    scope: Scope
    notes: list[str]
    understood: str | None = None
    latency_ms: dict[str, float]


class JudgementBody(Body):
    """What a user says of an answer."""

    answer: AnswerRecord
    liked: bool
    reason: str = Field("", max_length=500)


class ProfileFields(Body):
    """The fields of a profile; what is missing is unknown."""

    industry: str | list[str] | None = None
    district: str | list[str] | None = None
    revenue_wan: float | str | None = None
    rd_ratio: float | str | None = None
    employees: int | str | None = None
    founded: int | str | None = None
    qualifications: list[str] | str | None = None
    stage: str | None = None
    needs: list[str] | str | None = None


class MatchBody(Body):
    """A company: a description, fields, or both."""

    text: str | None = Field(None, max_length=5000, examples=["武汉的智能网联汽车企业，营收2亿元"])
    fields: ProfileFields | None = None
    as_of: date | None = Field(None, description="按哪一天的现行文件匹配；默认今天")


class MatchRecord(Record):
    """Which sections apply."""

    met: list[dict[str, Any]]
    not_met: list[dict[str, Any]]
    unknown: list[dict[str, Any]]


class DocumentRecord(Record):
    """What a document says of itself, and what holds of it."""

    doc_id: str
    title: str
    number: str | None
    issuer: str | None
    issued: str | None
    effective: str | None
    expires: str | None
    clauses: int
    warnings: list[str]


class ClauseRecord(Record):
    """A passage of a section: `text` is the document's `[start:end]`."""

    section: str
    label: str
    heading_path: list[str]
    kind: str
    text: str
    start: int
    end: int


class DocumentText(DocumentRecord):
    """A document with its text in clauses, in reading order."""

    text: list[ClauseRecord]


class SectionRecord(Record):
    """The clauses of a section, and those of the sections below it."""

    doc_id: str
    title: str
    section: str
    label: str
    clauses: list[ClauseRecord]


class Problem(BaseModel):
    """A failed request: a code for programs, a sentence for people."""

    class Error(BaseModel):
        """What went wrong."""

        code: str
        message: str

    error: Error


PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"model": Problem} for status in (400, 401, 403, 404, 409, 413, 422, 429, 503)
}
