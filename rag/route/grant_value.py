"""A grant as a number to calculate with: its amount or its ceiling, and whom it is for.

A grant that an amendment changed is left out: what it states holds no longer.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from corpus.amount import read_amount
from corpus.benefit import Benefit
from corpus.document import Clause
from index.tokenize import fold
from rag.across.changes import Change
from rag.evidence.operand import Operand
from rag.evidence.quantity import Quantity
from rag.held.holdings import Holdings
from rag.held.name import bare_name
from rag.held.passage import Passage

_CEILING = re.compile(r"封顶|上限|最高额|最多|限额|最高(?:不超过|可|能|给|补|奖|资助|多少)")
_SHARE = re.compile(r"比例|百分|比率|几成")
_AROUND = re.compile(r"[()\[\]<>“”‘’\"'「」《》]")
_MAX_NAME = 40


@dataclass(frozen=True)
class Granted:
    """A benefit with the folded words that it is known by.

    `own` are those of the grant alone; `behind` what it stands under, too; `around` the whole
    sentence, which may grant to others as well.
    """

    benefit: Benefit
    own: str
    behind: str
    around: str

    @property
    def passage(self) -> Passage:
        """The words of the clause that grant it."""
        b = self.benefit
        text = b.clause.text[b.start - b.clause.start : b.end - b.clause.start]
        return Passage(b.clause, text, b.start, b.end)


def grants_in_force(holdings: Holdings, changes: Iterable[Change]) -> list[Granted]:
    """The benefits of the documents that state a number and were not changed since."""
    changes = [c for c in changes if c.kind != "add"]
    per_section = Counter((b.clause.doc_id, b.section) for b in holdings.benefits)
    return [
        _granted(benefit, holdings, alone=per_section[benefit.clause.doc_id, benefit.section] == 1)
        for benefit in holdings.benefits
        if benefit.amount is not None and not any(_touches(c, benefit.clause) for c in changes)
    ]


def _touches(change: Change, clause: Clause) -> bool:
    return change.concerns(clause) and (not change.old or change.old in clause.text)


def _granted(benefit: Benefit, holdings: Holdings, *, alone: bool) -> Granted:
    """`alone`: it is the section's only grant, which the section's name then names, too."""
    clause = benefit.clause
    sentence = clause.text[benefit.start - clause.start : benefit.end - clause.start]
    own = benefit.condition or sentence
    if alone and clause.heading_path:
        own = f"{clause.heading_path[-1]} {own}"
    opening = holdings.openings.get((clause.doc_id, clause.section), "")
    behind = (holdings.frames[clause.doc_id], *clause.heading_path, opening, benefit.what, own)
    whole = " ".join((*behind, sentence))
    return Granted(benefit, _bare(own), _bare(" ".join(behind)), _bare(whole))


def _bare(text: str) -> str:
    """Folded, without brackets and quotation marks: `首台（套）` is asked for as 首台套."""
    return _AROUND.sub("", fold(text))


def value_of(granted: Granted, asked: str, called: str = "") -> Operand | None:
    """The amount of a grant, or its ceiling where the folded question asks for that.

    None where the grant does not state what is asked for. `called` names it where the document
    does not say whom it is for.
    """
    benefit = granted.benefit
    name = benefit.condition or called or bare_name(benefit.clause)
    name = name if len(name) <= _MAX_NAME else f"{name[:_MAX_NAME]}…"
    if _CEILING.search(asked):
        if benefit.cap is None:
            return None
        cap = read_amount(benefit.cap)
        quantity = Quantity(Decimal(str(cap.value)), cap.unit)
        return Operand(name, benefit.what, f"最高{benefit.cap}", quantity, granted.passage, "<=")
    if _SHARE.search(asked) and benefit.unit != "%":
        return None
    quantity = Quantity(Decimal(str(benefit.amount)), benefit.unit or "")
    return Operand(name, benefit.what, str(quantity), quantity, granted.passage)
