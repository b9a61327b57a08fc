"""Questions that no single clause answers: highest, sum, difference, all above a limit.

Every operand is shown as written and cited. Refuses where operands measure different things.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.section import is_below
from rag.draft import Draft, Statement, refuse
from rag.evidence.operand import (
    LIMITS,
    Bound,
    Operand,
    bound_of,
    of_family,
    of_subjects,
    said_in_name,
)
from rag.evidence.quantity import gap, total
from rag.evidence.verdict import claim_of
from rag.held.holdings import Holdings
from rag.question.query import Operation, Query

_MARK = "〔〕"  # where a statement's next passage is cited
_BOTH_ENDS = re.compile(r"最[高大多].{0,4}最[低小少]|最[低小少].{0,4}最[高大多]")
_OF_VALUES = re.compile(
    r"目标|指标|收入|产值|规模|比重|比例|占比|增速|投入|数量|总量|面积|产量|率|多少|几|数[字值]|定量|量化|\d"
)
_NUMBERS_ONLY = ("body", "contact", "person", "place")


def calculated(
    query: Query, subjects: Sequence[str], holdings: Holdings, *, plural: bool
) -> Draft | None:
    """The answer computed from targets, or None where none is asked for.

    `subjects` are the section names in the question; `plural` says that all of something is
    asked for (各产业, 哪些产业), not one.
    """
    if query.kind in _NUMBERS_ONLY or claim_of(query):
        return None
    targets = holdings.targets
    bound = bound_of(query.text)
    if query.operation in (None, "count") and not plural and not (bound and query.wants_all):
        return None
    if query.operation is None and not bound and not _OF_VALUES.search(query.text):
        return None  # 要筹建哪些研发平台 asks for no number
    named = of_subjects(subjects, query, targets) if len(subjects) > 1 else None
    if named is None:
        family, missing = of_family(query, targets, holdings.weights, holdings.text)
        if len(family) < 2:
            return None
        framed = any(missing in holdings.frames[o.passage.clause.doc_id] for o in family)
        if missing and missing not in "".join(subjects) and not framed:
            if query.operation is None:
                return None
            nearest = [o.passage.clause for o in family[:3]]
            return refuse("no_evidence", f"各项目标里没有写“{missing}”", nearest)
        named = said_in_name(query, family) or family
    elif len({o.quantity.dimension for o in named}) > 1:
        return _different(named)
    if bound:
        return within(bound, named)
    if query.kind == "count" and query.operation is None and _money_or_share(named):
        return None  # 建成多少个 is no question for amounts
    if _BOTH_ENDS.search(query.text):
        return _both_ends(named)
    return worked_out(query.operation, named)


def _money_or_share(operands: Sequence[Operand]) -> bool:
    return all(each.quantity.dimension in ("元", "%") for each in operands)


def under_name(query: Query, holdings: Holdings) -> Holdings:
    """The holdings with the targets below the one section that a calculation is about.

    `大健康产业两大块的收入目标合起来` adds up what its parts aim at. All targets where no single
    section with several is named.
    """
    if query.operation not in ("sum", "max", "min", "rank"):
        return holdings
    named = [sections for _, sections in holdings.named(query.text)]
    if len(named) != 1 or len(named[0]) != 1:
        return holdings
    above = named[0][0]
    below = tuple(
        t for t in holdings.targets
        if t.clause.doc_id == above.doc_id and is_below(t.section, above.section)
    )  # fmt: skip
    return replace(holdings, targets=below) if len(below) > 1 else holdings


def worked_out(operation: Operation | None, operands: Sequence[Operand]) -> Draft:
    """What an operation makes of its operands, each cited; all of them where it is none."""
    if operation in ("max", "min"):
        return _extreme(operands, highest=operation == "max")
    if operation == "rank":
        ordered = sorted(operands, key=lambda o: -o.quantity.base)
        return _listed(f"从高到低共 {len(ordered)} 项：", ordered)
    if operation == "sum":
        return _sum(operands)
    if operation == "difference" and len(operands) == 2:
        return _difference(operands)
    if operation == "compare" and len(operands) == 2:
        return _comparison(operands)
    if operation in ("difference", "compare"):
        return _extreme(operands, highest=True)
    return _listed(f"共 {len(operands)} 项：", operands, all_of=True)


def _extreme(operands: Sequence[Operand], *, highest: bool) -> Draft:
    edge = (max if highest else min)(o.quantity.base for o in operands)
    best = [o for o in operands if o.quantity.base == edge]
    rest = sorted(
        (o for o in operands if o.quantity.base != edge),
        key=lambda o: -o.quantity.base if highest else o.quantity.base,
    )
    word = "最高" if highest else "最低"
    who = "、".join(f"{o.name}，{o.shown}{_MARK}" for o in best)
    statements = [Statement(f"{word}的是{who}。", tuple(o.passage for o in best))]
    if rest:
        others = "、".join(f"{o.name}{o.shown}{_MARK}" for o in rest)
        statements.append(
            Statement(
                f"共比较 {len(operands)} 项，其余为：{others}。", tuple(o.passage for o in rest)
            )
        )
    return Draft(tuple(statements))


def _both_ends(operands: Sequence[Operand]) -> Draft:
    """The highest and the lowest, and what they were chosen from."""
    highest, lowest = (_extreme(operands, highest=high).statements[0] for high in (True, False))
    shown = {id(passage) for s in (highest, lowest) for passage in s.passages}
    rest = [o for o in operands if id(o.passage) not in shown]
    statements = [highest, lowest]
    if rest:
        others = "、".join(f"{o.name}{o.shown}{_MARK}" for o in rest)
        text = f"共比较 {len(operands)} 项，其余为：{others}。"
        statements.append(Statement(text, tuple(o.passage for o in rest)))
    return Draft(tuple(statements))


def _sum(operands: Sequence[Operand]) -> Draft:
    if operands[0].quantity.dimension == "%" or len({o.by for o in operands}) > 1:
        return _different(operands)
    whole = total([o.quantity for o in operands])
    parts = " + ".join(f"{o.name}{o.shown}{_MARK}" for o in operands)
    return Draft(
        (Statement(f"合计 {whole}：{parts}。", tuple(o.passage for o in operands)),),
        notes=_as_written(operands),
    )


def _difference(operands: Sequence[Operand]) -> Draft:
    first, second = operands
    apart = gap(first.quantity, second.quantity)
    unit = "个百分点" if apart.dimension == "%" else apart.unit
    shown = f"{apart.value.normalize():f}{unit}"
    text = (
        f"相差{shown}：{first.name}{first.shown}{_MARK}，{second.name}{second.shown}{_MARK}。"
        if apart.value
        else f"没有差别：{first.name}{first.shown}{_MARK}，{second.name}{second.shown}{_MARK}。"
    )
    return Draft((Statement(text, (first.passage, second.passage)),), notes=_as_written(operands))


def _comparison(operands: Sequence[Operand]) -> Draft:
    first, second = sorted(operands, key=lambda o: -o.quantity.base)
    verdict = "两者一样" if first.quantity.base == second.quantity.base else f"{first.name}更高"
    text = f"{verdict}：{first.name}{first.shown}{_MARK}，{second.name}{second.shown}{_MARK}。"
    return Draft((Statement(text, (first.passage, second.passage)),))


def within(bound: Bound, operands: Sequence[Operand]) -> Draft:
    """The operands within a limit, all of them, or a refusal where there is none."""
    kept = [o for o in operands if bound.holds(o.quantity)]
    limit = LIMITS[bound.comparator]
    if not kept:
        nearest = [o.passage.clause for o in operands[:3]]
        return refuse("no_evidence", f"{len(operands)} 项中没有{limit}{bound.quantity}的", nearest)
    return _listed(f"{limit}{bound.quantity}的共 {len(kept)} 项：", kept, all_of=True)


def _listed(lead: str, operands: Sequence[Operand], *, all_of: bool = False) -> Draft:
    statements = tuple(Statement(f"{o.name}：{o.shown}", (o.passage,)) for o in operands)
    return Draft(statements, lead=lead, exhaustive=all_of)


def _different(operands: Sequence[Operand]) -> Draft:
    why = "所问各项的口径、单位或期限不同，不能直接相加或比较"
    return refuse("needs_detail", why, [o.passage.clause for o in operands[:3]])


def _as_written(operands: Sequence[Operand]) -> tuple[str, ...]:
    if any(o.comparator != "=" for o in operands):
        return ("原文写的是目标的上限或下限，这里按写明的数值计算。",)
    return ()
