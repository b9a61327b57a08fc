"""Two documents or versions, called as people call them, and how they differ, told in lines."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corpus.diff import ClauseChange, Diff
from corpus.document import Clause, Document
from corpus.edit import ValueChange
from corpus.load import load_document
from corpus.read import readable_suffixes
from index.catalog import Catalog
from index.errors import IndexUnusable
from index.settings import Settings
from index.versions import versions

_VERSION = re.compile(r"(?P<doc_id>.+)@(?P<n>\d+)")
_SHOWN = 60  # characters of a clause
_KINDS = {"changed": "修改", "added": "新增", "removed": "删除", "moved": "移动"}
_VALUES = {
    "amount": "数额",
    "percent": "比例",
    "date": "日期",
    "term": "期限",
    "quantity": "数量",
    "condition": "条件",
}


def documents_compared(
    settings: Settings, old: str, new: str | None = None
) -> tuple[Document, Document]:
    """The documents that two names mean: an id, `id@version` or a file; the older first.

    Without `new`, the version before the one that holds now, and that one.

    Raises:
        CorpusError: a file that cannot be read.
        IndexUnusable: no such document or version, or no earlier version.
    """
    if new is not None:
        return document_called(settings, old), document_called(settings, new)
    known = versions(Catalog.of(settings), old)
    if len(known) < 2:
        raise IndexUnusable(f"“{old}”只有一个版本；请再给出要对比的文档编号或文件")
    return known[-2].document, known[-1].document


def document_called(settings: Settings, name: str) -> Document:
    """The document that a name means: an id, `id@version` or a file.

    Raises:
        CorpusError: a file that cannot be read.
        IndexUnusable: no such document or version.
    """
    path = Path(name)
    if path.suffix.lower() in readable_suffixes() and path.is_file():
        return load_document(path, path.parent)
    catalog = Catalog.of(settings)
    with catalog.transaction() as connection:
        held = catalog.documents(connection).get(name)
    if held is not None:
        return held
    called = _VERSION.fullmatch(name)
    known = versions(catalog, called["doc_id"] if called else name)
    if called is None:
        return known[-1].document
    found = next((version for version in known if version.n == int(called["n"])), None)
    if found is None:
        raise IndexUnusable(
            f"“{called['doc_id']}”没有第 {called['n']} 版；"
            f"用 python -m index history {called['doc_id']} 查看各版"
        )
    return found.document


def diff_record(found: Diff) -> dict[str, Any]:
    """The differences as one JSON object; `segments` hold old and new wording, joined the whole."""
    return {
        "old": {"doc_id": found.old.doc_id, "title": found.old.title},
        "new": {"doc_id": found.new.doc_id, "title": found.new.title},
        "unchanged": found.unchanged,
        "changes": [
            {
                "kind": change.kind,
                "old": _clause_record(change.old),
                "new": _clause_record(change.new),
                "values": [
                    {"kind": v.kind, "old": v.old, "new": v.new, "about": v.about}
                    for v in change.values
                ],
                "segments": [[s.old, s.new] for s in change.segments],
            }
            for change in found.changes
        ],
    }


def diff_lines(found: Diff) -> Iterator[str]:
    """The differences for a terminal: the values that changed first, then clause by clause."""
    yield f"旧  《{found.old.title}》（{found.old.doc_id}）"
    yield f"新  《{found.new.title}》（{found.new.doc_id}）"
    valued = [(change, value) for change in found.changes for value in change.values]
    stated = [pair for pair in valued if pair[1].kind != "condition"]
    stated += [pair for pair in valued if pair[1].kind == "condition"]
    if stated:
        yield "数额、日期、条件的变化"
    for change, value in stated:
        yield f"  {_place(change)}：{_value(value)}"
    for kind, name in _KINDS.items():
        changes = [change for change in found.changes if change.kind == kind]
        if changes:
            yield f"{name} {len(changes)} 条"
        for change in changes:
            yield f"  {_place(change)}  {_wording(change)}".rstrip()
    yield f"未变 {found.unchanged} 条"


def _place(change: ClauseChange) -> str:
    old, new = (c.section if c else None for c in (change.old, change.new))
    return f"{old} → {new}" if old and new and old != new else old or new or ""


def _value(value: ValueChange) -> str:
    about = f"{value.about} " if value.about else ""
    name = _VALUES[value.kind]
    if value.old is None:
        return f"{about}增加{name} {value.new}"
    if value.new is None:
        return f"{about}删去{name} {value.old}"
    return f"{about}{value.old} → {value.new}"


def _wording(change: ClauseChange) -> str:
    if change.kind == "moved":
        return ""
    if change.old is None or change.new is None:
        clause = change.new or change.old
        return _short(clause.text) if clause else ""
    parts = []
    for segment in change.segments:
        if segment.kept:
            kept = " ".join(segment.old.split())
            parts.append(kept if len(kept) <= 16 else f"{kept[:8]}…{kept[-8:]}")
        else:
            parts.append(f"[-{_flat(segment.old)}-]" if segment.old.strip() else "")
            parts.append(f"{{+{_flat(segment.new)}+}}" if segment.new.strip() else "")
    return "".join(parts)


def _short(text: str) -> str:
    flat = _flat(text)
    return flat if len(flat) <= _SHOWN else f"{flat[:_SHOWN]}…"


def _flat(text: str) -> str:
    return " ".join(text.split())


def _clause_record(clause: Clause | None) -> dict[str, Any] | None:
    if clause is None:
        return None
    return {
        "doc_id": clause.doc_id,
        "section": clause.section,
        "label": clause.label,
        "text": clause.text,
        "start": clause.start,
        "end": clause.end,
    }
