"""The answers of several sides put beside each other, each under the side's name with its quote.

A side that does not answer refuses the whole: what one document says is no answer for another.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from corpus.document import Document
from rag.across.side import Side, Sides
from rag.draft import Draft, Statement, refuse
from rag.evidence.quantity import Quantity, gap, total
from rag.evidence.value import quantities

_EACH = re.compile(
    r"每(?:一)?(?:个)?(?:人|名|月|年|季度?|天|辆|台|户|亩|吨|次|箱|标箱|平方米|千瓦时)"
)


def beside(sides: Sides, drafts: Sequence[Draft]) -> Draft:
    """One statement after the other, with sum, difference or the higher one in front if asked."""
    lacking = [
        side for side, draft in zip(sides.each, drafts, strict=True) if draft.reason is not None
    ]
    if lacking:
        return _refused(sides, lacking, drafts)
    notes = tuple(dict.fromkeys(note for draft in drafts for note in draft.notes))
    if _same(drafts):
        labels = "和".join(side.label for side in sides.each)
        return replace(drafts[-1], lead=f"{labels}是同一规定：", notes=notes, final=True)
    statements = tuple(
        Statement(f"{side.label}：{statement.text}", statement.passages)
        for side, draft in zip(sides.each, drafts, strict=True)
        for statement in draft.statements
    )
    values = [q[0] for draft in drafts if (q := quantities(draft.shown))]
    lead = _lead(sides, values) if len(values) == len(drafts) else ""
    if lead and len({_per(draft) for draft in drafts}) > 1:
        lead = "各方计算的口径不同，不能直接相加或比较："
    return Draft(statements, lead=lead, notes=notes, final=True)


def elsewhere(asked: Side, draft: Draft, other: Draft, documents: Mapping[str, Document]) -> Draft:
    """The refusal of whom was asked, with the document of somebody else that does say it."""
    if other.reason is not None:
        return draft
    clause = other.statements[0].passages[-1].clause
    title = documents[clause.doc_id].title
    why = f"{asked.label}的文件没有写明所问内容；《{title}》另有规定，见{clause.label}"
    return refuse("no_evidence", why, [clause])


def _lead(sides: Sides, values: Sequence[Quantity]) -> str:
    if len({value.dimension for value in values}) != 1 or values[0].dimension == "年":
        return ""
    if sides.operation == "sum" and values[0].dimension != "%":
        return f"合计{total(values)}："
    if sides.operation == "difference" and len(values) == 2:
        apart = gap(values[0], values[1])
        if not apart.value:
            return "没有差别："
        unit = "个百分点" if apart.dimension == "%" else apart.unit
        return f"相差{apart.value.normalize():f}{unit}："
    if sides.operation == "compare":
        most = max(value.base for value in values)
        best = [s.label for s, v in zip(sides.each, values, strict=True) if v.base == most]
        return f"{best[0]}更多：" if len(best) == 1 else "一样："
    return ""


def _per(draft: Draft) -> frozenset[str]:
    """What a draft's value is counted by: `每人每月3000元` -> 每人, 每月."""
    shown = draft.statements[0].text.partition("：")[2] or draft.statements[0].text
    at = shown.find(draft.shown)
    return frozenset(_EACH.findall(re.split(r"[,，;；。]", shown[: at + len(draft.shown)])[-1]))


def _same(drafts: Sequence[Draft]) -> bool:
    """Whether all sides answer with the same slices of the same documents."""
    shown = [
        {(p.clause.doc_id, p.start, p.end) for s in draft.statements for p in s.passages}
        for draft in drafts
    ]
    return all(slices == shown[0] for slices in shown)


def _refused(sides: Sides, lacking: Sequence[Side], drafts: Sequence[Draft]) -> Draft:
    """That a side does not say it, and which one does, with its clause."""
    nobody = [side.label for side in lacking if not side.doc_ids]
    silent = [side.label for side in lacking if side.doc_ids]
    why = [f"没有{'、'.join(nobody)}的现行文件"] if nobody else []
    why += [f"{'、'.join(silent)}没有写明所问内容"] if silent else []
    nearest = []
    for side, draft in zip(sides.each, drafts, strict=True):
        if side in lacking or not draft.statements:
            continue
        clause = draft.statements[0].passages[0].clause
        why.append(f"{side.label}写明了，见{clause.label}")
        nearest.append(clause)
    return refuse("no_evidence", "；".join(why), nearest)
