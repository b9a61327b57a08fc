"""Yes or no, where the text proves it: a number that is asked about, held against the one written.

Where nothing can be compared the evidence is quoted without a verdict.
"""

import re
from dataclasses import dataclass, replace

from rag.evidence.operand import Bound, bound_of
from rag.evidence.quantity import Quantity
from rag.evidence.value import Value, quantities
from rag.question.query import Kind, Query

_CLAIM = re.compile(
    r"吧\s*[?？。]*$|[对是]吗|对不对|没错|真的假的|是不是|是否|吗\s*[?？。]*$|属实|对吧|听说|据说"
)
_MANNER = re.compile(
    r"听说|据说|真的假的|没错吧?|对不对|对吧|是真的吗|是不是|文件要求|文件说|属实吗?"
)
_NUMBER = re.compile(
    r"(?:不低于|不少于|不超过|超过|高于|大于|突破|低于|小于|不到|达到|是|为)?\s*\d[\d,.]*\s*"
    r"(?:(?:万亿|亿|万|千|百)?元|万亿|亿|[%％]|[家个名人项座吨天倍])(?:以上|以下|以内)?"
)
_KINDS: dict[str, Kind] = {"元": "amount", "%": "percentage"}


@dataclass(frozen=True)
class Claim:
    """What a question holds to be so: a limit on the number written, or the number itself."""

    bound: Bound | None
    quantity: Quantity

    def verdict(self, value: Value) -> str | None:
        """`是` or `不是`, or None where the value written cannot be compared."""
        written = [q for q in quantities(value.shown) if q.dimension == self.quantity.dimension]
        if not written:
            return None
        if self.bound:
            return "是" if self.bound.holds(written[0]) else "不是"
        return "是" if written[0].base == self.quantity.base else "不是"


def claim_of(query: Query) -> Claim | None:
    """The claim about a number that the question makes, or None."""
    if not (_CLAIM.search(query.text) or query.wants_verdict):
        return None
    found = quantities(query.text)
    if len(found) != 1:
        return None
    return Claim(bound_of(query.text), found[0])


def about_number(query: Query, claim: Claim) -> Query:
    """The question for the number itself: `收入是4000亿元吧` asks for an amount of money."""
    kind: Kind = _KINDS.get(claim.quantity.dimension, "count")
    unit = None if kind != "count" else claim.quantity.dimension
    text = _NUMBER.sub(" ", _MANNER.sub(" ", query.text))
    return replace(query, text=text, kind=kind, unit=unit, wants_all=False, wants_verdict=False)


def claims_year(query: Query, corpus_text: str) -> tuple[str, ...]:
    """The years that a claiming question gives and no document has."""
    if not _CLAIM.search(query.text):
        return ()
    return tuple(year for year in query.years if year not in corpus_text)


def without_years(query: Query, years: tuple[str, ...]) -> Query:
    """The question without some of its years."""
    text = query.text
    for year in years:
        text = re.sub(rf"(?:到|在)?{year}年?(?:底|末)?", "", text)
    kept = tuple(year for year in query.years if year not in years)
    return replace(query, text=_MANNER.sub("", text), years=kept)
