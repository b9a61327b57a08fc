"""Which clauses say that a body interprets the document: `由市科技局负责解释的是哪几条`."""

import re
from collections.abc import Iterable

from corpus.document import Clause
from corpus.unit import read_units
from rag.draft import Draft, quoted, refuse
from rag.held.passage import Passage, sentences
from rag.question.query import Query
from rag.route.responsible import named_units

_ASKS = re.compile(
    r"解释.{0,20}(?:哪|多少|几|分别|各)|(?:哪[些几份个]|所有|各份?|列出|分别).{0,30}解释|解释权"
)
_ONE = re.compile(r"哪[个家]?(?:单位|部门|局|机关)|谁|哪一?家")
_EACH = re.compile(r"各|分别|所有|全部|哪些文件|几份")
_SAYS = re.compile(
    r"由(?P<units>[^,，。;；由]{2,60}?)(?:共同|会同[^,，。;；]{2,20})?(?:负责|承担)?(?:具体)?(?:负责)?解释"
)


def interpreted(query: Query, clauses: Iterable[Clause]) -> Draft | None:
    """The sentences that give the interpretation to the named bodies, or to any.

    None where that is not asked, or of a single document.
    """
    if "解释" not in query.text or not _ASKS.search(query.text):
        return None
    if _ONE.search(query.text) and not _EACH.search(query.text):
        return None
    found: list[tuple[tuple[str, ...], Passage]] = []
    for clause in clauses:
        for sentence in sentences(clause):
            if said := _SAYS.search(sentence.text):
                found.append((tuple(read_units(said["units"])), sentence))
    wanted = named_units(query.text, sorted({unit for units, _ in found for unit in units}))
    chosen = [p for units, p in found if not wanted or any(unit in wanted for unit in units)]
    if _names_a_body(query.text) and not wanted:
        return refuse(
            "no_evidence", "没有写明由所问单位负责解释的条款", [p.clause for _, p in found]
        )
    if not chosen:
        return None
    who = f"由{'、'.join(wanted)}" if wanted else ""
    return Draft(quoted(chosen), lead=f"{who}负责解释的共 {len(chosen)} 条：", exhaustive=True)


def _names_a_body(text: str) -> bool:
    return bool(re.search(r"[由归][^,，。?？哪谁]{2,16}?(?:共同|一起)?(?:负责|承担)?解释", text))
