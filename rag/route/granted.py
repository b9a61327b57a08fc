"""All clauses that grant something: read as benefits, complete and counted."""

import re
from collections.abc import Sequence

from corpus.benefit import Benefit
from corpus.section import is_within
from rag.draft import Draft, Statement
from rag.held.name import bare_name
from rag.held.passage import Passage
from rag.question.query import Query

_GRANTS = re.compile(r"给钱|发钱|奖励|补助|补贴|资助|奖补|贴息|资金支持|金额")
_CLAUSES = re.compile(
    r"哪[几些]?个?(?:条款|条|项|款|地方)|(?:有|共)(?:几|多少)(?:条|项|款)|(?:条款|条|项)(?:都)?有哪|全部条款|所有条款"
)
_SETS = re.compile(r"金额|上限|封顶|最高|直接|给钱|规定了|写了|写明|给出|明确")
_CAPPED = re.compile(r"上限|封顶|最高")


def granted(query: Query, benefits: Sequence[Benefit], within: str | None) -> Draft | None:
    """Each section that grants a benefit, once, or None where that is not asked.

    `within` keeps those below a section's address.
    """
    if not (
        _GRANTS.search(query.text) and _CLAUSES.search(query.text) and _SETS.search(query.text)
    ):
        return None
    by_section: dict[tuple[str, str], Benefit] = {}
    for benefit in benefits:
        section = benefit.section
        if within and not is_within(section, within):
            continue
        if _CAPPED.search(query.text) and not benefit.cap:
            continue
        by_section.setdefault((benefit.clause.doc_id, section), benefit)
    if not by_section:
        return None
    statements = tuple(
        Statement(f"{bare_name(b.clause)}：{_amount(b)}", (_passage(b),))
        for b in by_section.values()
    )
    return Draft(statements, lead=f"写明数额的共 {len(by_section)} 条：", exhaustive=True)


def _amount(benefit: Benefit) -> str:
    value = f"{benefit.amount}{benefit.unit}"
    if benefit.cap and benefit.cap != value:
        return f"{value}，最高{benefit.cap}"
    return f"最高{value}" if benefit.cap else value


def _passage(benefit: Benefit) -> Passage:
    clause = benefit.clause
    text = clause.text[benefit.start - clause.start : benefit.end - clause.start]
    return Passage(clause, text, benefit.start, benefit.end)
