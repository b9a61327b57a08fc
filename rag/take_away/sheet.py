"""The 依据 sheet: a conclusion, what it stands on word for word, where and when it was looked up.

A sheet is made of a record that is kept in the audit log, and of nothing else, so that the same id
gives the same file, byte for byte, whatever has changed in the documents since.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from corpus.document import Document
from corpus.responsibility import read_assignments
from index.validity import Validity
from rag.match.record import NATURES


def sheet_of_answer(
    record: Mapping[str, Any], known: Sequence[Validity], day: str
) -> dict[str, Any]:
    """The record of the sheet of an answer's record (contract, 3).

    `day` is the day (`YYYY-MM-DD`) as of which it was asked.
    """
    return {
        "kind": "ask",
        "day": day,
        "question": record["question"],
        "conclusion": record["answer"],
        "refused": record["refused"],
        "evidence": [{"marker": c["marker"], **_place(c)} for c in record["citations"]],
        "documents": _documents(known, [c["doc_id"] for c in record["citations"]]),
        "units": _units(known, [(c["doc_id"], c["section"]) for c in record["citations"]]),
        "scope": record["scope"],
        "notes": record["notes"],
    }


def sheet_of_match(
    match: Mapping[str, Any], known: Sequence[Validity], day: str, description: str
) -> dict[str, Any]:
    """The record of a match's sheet (`rag.match.record`): what is met first, then the open ones."""
    found = [*match["met"], *match["unknown"]]
    states = [*(f"符合·{NATURES[one['nature']]}" for one in match["met"])]
    states += ["待核实"] * len(match["unknown"])
    evidence = [
        {"marker": n, "state": state, "reason": one["reason"], **_place(one)}
        for n, (one, state) in enumerate(zip(found, states, strict=True), start=1)
    ]
    lines = [f"符合 {len(match['met'])} 条，待核实 {len(match['unknown'])} 条。"]
    return {
        "kind": "match",
        "day": day,
        "question": description,
        "conclusion": "".join(lines),
        "refused": not found,
        "evidence": evidence,
        "documents": _documents(known, [one["doc_id"] for one in found]),
        "units": _units(known, [(one["doc_id"], one["section"]) for one in found]),
        "scope": {
            "documents": sum(one.status.holds for one in known),
            "clauses": sum(len(one.document.clauses) for one in known if one.status.holds),
        },
        "notes": _overlaps(match["met"]),
    }


def _overlaps(met: Sequence[Mapping[str, Any]]) -> list[str]:
    """What the documents say of grants beside others (就高不重复), each once."""
    found = (
        f"《{one['title']}》{each['label']}：{each['text']}"
        for one in met
        for each in one.get("overlaps", ())
    )
    return list(dict.fromkeys(found))


def _place(cited: Mapping[str, Any]) -> dict[str, Any]:
    """Where it stands: `quote` is literal."""
    return {key: cited.get(key) for key in ("doc_id", "title", "section", "label", "quote")}


def _documents(known: Sequence[Validity], cited: Sequence[str]) -> list[dict[str, Any]]:
    by_id = {one.document.doc_id: one for one in known}
    found = []
    for doc_id in dict.fromkeys(cited):
        one = by_id[doc_id]
        about = one.document.metadata
        found.append(
            {
                "doc_id": doc_id,
                "title": one.document.title,
                "number": about.number,
                "issuer": about.issuer,
                "issued": about.issued,
                "effective": about.effective,
                "expires": about.expires,
                "state": one.label,
            }
        )
    return found


def _units(known: Sequence[Validity], cited: Sequence[tuple[str, str]]) -> list[dict[str, Any]]:
    """Who answers for the cited sections, or for one above, which is said."""
    documents = {one.document.doc_id: one.document for one in known}
    found: list[dict[str, Any]] = []
    for doc_id, section in dict.fromkeys(cited):
        found += _answering(documents[doc_id], section)
    return found


def _answering(document: Document, section: str) -> list[dict[str, Any]]:
    stated = read_assignments(document.clauses)
    at = section
    while at:
        here = [one for one in stated if one.section == at]
        if here:
            return [
                {
                    "section": section,
                    "label": one.clause.label,
                    "inherited": at != section,
                    "lead": list(one.lead),
                    "support": list(one.support),
                }
                for one in here
            ]
        at = at.rpartition("/")[0]
    return []
