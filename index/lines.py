"""What the commands of `python -m index` say, as lines for a terminal or records for JSON."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from corpus.document import Document
from corpus.legal_status import first_day
from index.catalog import Held
from index.commit import BuildReport
from index.validity import Validity
from index.versions import Version

_SHOWN = 10  # names of files in one line
_ORIGINS = {"folder": "文档文件夹", "added": "单独添加"}


def build_line(report: BuildReport) -> str:
    """What a change of documents did, in one line, and which files are none that can be read."""
    shown = "、".join(report.unknown[:_SHOWN])
    more = " 等" if len(report.unknown) > _SHOWN else ""
    unknown = f"；格式不认识，未读入 {len(report.unknown)} 个：{shown}{more}" if shown else ""
    renamed = f"，改名 {len(report.renamed)}" if report.renamed else ""
    return (
        f"文档 {report.documents} 份（新增 {report.added}，改动 {report.changed}，"
        f"移除 {report.removed}{renamed}，未变 {report.unchanged}，失败 {len(report.failed)}），"
        f"条款 {report.clauses} 条；"
        f"新向量 {report.embedded}，复用 {report.reused}；用时 {report.seconds:.1f} 秒"
        f"{unknown}"
    )


def document_line(what: str, document: Document) -> str:
    """What was done with one document, and by which id it is called."""
    return f"{what}《{document.title}》，编号 {document.doc_id}，{len(document.clauses)} 条"


def status_lines(status: Mapping[str, Any]) -> Iterator[str]:
    """`index.index.index_status` for a terminal."""
    sizes = status["sizes"]
    yield f"数据文件夹  {status['home']}（第 {status['generation']} 版）"
    yield f"文档        {status['documents']} 份"
    yield f"条款        {status['clauses']} 条（可检索 {status['searchable']} 条）"
    yield f"向量模型    {status['embedder']}（{status['dim']} 维）"
    yield f"存储        {status['store']}"
    yield (
        f"大小        目录库 {sizes['catalog'] / 1e6:.1f} MB，"
        f"派生索引 {sizes['derived'] / 1e6:.1f} MB"
    )
    for sentence in status["duplicates"]:
        yield f"注意        {sentence}"


def list_records(held: Mapping[str, Held]) -> list[dict[str, Any]]:
    """Every document: id, title, number, issuer, day of issue, clauses, file, origin, since."""
    return [
        {
            "doc_id": doc_id,
            "title": each.document.title,
            "number": each.document.metadata.number,
            "issuer": each.document.metadata.issuer,
            "issued": each.document.metadata.issued,
            "clauses": len(each.document.clauses),
            "file": str(each.document.path),
            "origin": each.origin,
            "since": each.since or None,
        }
        for doc_id, each in held.items()
    ]


def list_lines(records: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """The documents for a terminal."""
    for record in records:
        about = "，".join(
            part for part in (record["number"], record["issued"], f"{record['clauses']} 条") if part
        )
        yield f"{record['doc_id']}  《{record['title']}》（{about}；{_ORIGINS[record['origin']]}）"


def history_records(found: Sequence[Version]) -> list[dict[str, Any]]:
    """Every version of a document: number, from when until when it was held, what it was."""
    return [
        {
            "n": version.n,
            "since": version.since,
            "until": version.until,
            "title": version.document.title,
            "number": version.document.metadata.number,
            "issued": version.document.metadata.issued,
            "clauses": len(version.document.clauses),
            "file": version.document.path.name,
        }
        for version in found
    ]


def history_lines(doc_id: str, records: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """The versions for a terminal, the oldest first."""
    for record in records:
        since = record["since"] or "（未记录）"
        held = "现在" if record["until"] is None else record["until"]
        about = "，".join(
            part for part in (record["file"], record["issued"], f"{record['clauses']} 条") if part
        )
        yield f"{doc_id}@{record['n']}  {since} 至 {held}  《{record['title']}》（{about}）"


def validity_records(found: Sequence[Validity]) -> list[dict[str, Any]]:
    """Every document: state, first and last day, who did it with the slice that says so."""
    return [
        {
            "doc_id": each.document.doc_id,
            "title": each.document.title,
            "state": each.status.state,
            "label": each.label,
            "begins": each.status.begins,
            "ends": each.status.ends,
            "by": [
                {
                    "doc_id": relation.later,
                    "title": later.title,
                    "kind": relation.kind,
                    "begins": first_day(later),
                    "quote": quote,
                    "start": relation.start,
                    "end": relation.end,
                }
                for relation, later, quote in each.by
            ],
            "evidence": [
                {
                    "field": e.field,
                    "quote": each.document.text[e.start : e.end],
                    "start": e.start,
                    "end": e.end,
                }
                for e in each.status.evidence
            ],
        }
        for each in found
    ]


def validity_lines(records: Sequence[Mapping[str, Any]], day: str) -> Iterator[str]:
    """The validity of each document for a terminal, then how many there are of each."""
    for record in records:
        ends = f"至 {record['ends']}" if record["ends"] else "起，未写明失效日期"
        span = f"{record['begins']} {ends}" if record["begins"] else record["ends"] or "未写明日期"
        yield f"{record['label']}  《{record['title']}》（{record['doc_id']}）  {span}"
        for evidence in record["evidence"]:
            if evidence["field"] != "issued":
                yield f"    依据：“{' '.join(evidence['quote'].split())}”"
        for by in record["by"]:
            verb = "废止" if by["kind"] == "repeals" else "修改"
            since = f"，{by['begins']} 起" if by["begins"] else ""
            yield f"    由《{by['title']}》（{by['doc_id']}）{verb}{since}"
            if by["quote"]:
                yield f"    依据：“{' '.join(by['quote'].split())}”"
    counts = Counter(record["label"] for record in records)
    told = "，".join(f"{label} {count}" for label, count in counts.most_common())
    yield f"截至 {day}：{told or '没有文档'}"


def audit_lines(records: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Entries of the audit log for a terminal, one a line."""
    for record in records:
        what = " ".join(record["what"].split())
        yield f"{record['id']}  {record['at']}  {record['who'] or '-'}  {record['kind']}  {what}"
