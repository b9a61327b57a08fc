"""All clauses that set a target in numbers: read as targets, complete and counted."""

import re
from collections.abc import Sequence

from corpus.section import is_within
from corpus.target import Target
from rag.draft import Draft, Statement
from rag.evidence.operand import operand
from rag.held.name import bare_name
from rag.question.query import Query

_AIMS = re.compile(
    r"(?:量化|数字|具体|明确的?|定量)的?(?:目标|指标|任务)|目标(?:值|数)|(?:目标|指标)的?数字"
)
_CLAUSES = re.compile(
    r"[哪几][几些]?个?(?:条款|条(?!件)|款|地方|处)|(?:条款|条目)(?:都)?有(?:哪|几)|多少条"
)


def aimed(query: Query, targets: Sequence[Target], within: str | None) -> Draft | None:
    """Each section that states a target, once, or None where that is not asked.

    Of the question's years, if it names any. `within` keeps those below a section's address.
    """
    if not (_AIMS.search(query.text) and _CLAUSES.search(query.text)):
        return None
    by_section: dict[tuple[str, str], list[Target]] = {}
    for target in targets:
        section = target.section
        if within and not is_within(section, within):
            continue
        if query.years and not any((target.by or "").startswith(year) for year in query.years):
            continue
        by_section.setdefault((target.clause.doc_id, section), []).append(target)
    if not by_section:
        return None
    statements = []
    for stated in by_section.values():
        operands = [operand(target) for target in stated]
        said = "，".join(dict.fromkeys(f"{o.metric}{o.shown}" for o in operands))
        passages = tuple(dict.fromkeys(o.passage for o in operands))
        statements.append(Statement(f"{bare_name(stated[0].clause)}：{said}", passages))
    lead = f"写明量化目标的共 {len(statements)} 条："
    return Draft(tuple(statements), lead=lead, exhaustive=True)
