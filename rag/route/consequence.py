"""What follows from a case that a list names: `不标价格会怎么罚`, `改了名称要办什么手续`.

The case stands in an item, what follows in the sentence that opens the list; both are quoted. A
clause of its own that says both is left to the search.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.document import Clause
from index.hit import Hit
from index.tokenize import fold
from rag.draft import Draft, quoted
from rag.evidence.demand import Demand, demands_of, shortfall
from rag.held.enumeration import Enumeration
from rag.held.holdings import Holdings
from rag.held.passage import Passage, sentences, with_headings
from rag.question.query import Query

_WHAT = r"(?:什么|啥|怎样的?|怎么样的?|哪些|何种|多少|多大|几)"
_PENALTY = re.compile(
    rf"(?:怎么|如何|怎样|咋)(?:处罚|罚|处分|追究|追责|惩处)|罚{_WHAT}|{_WHAT}的?(?:处罚|处分|罚款|惩罚|法律责任|后果)"
    rf"|承担{_WHAT}的?责任"
)
_FOLLOWS = re.compile(
    rf"{_PENALTY.pattern}|(?:怎么|如何|怎样|咋)(?:处理|处置|办(?!理))|(?:会|将|要|该|应|就)(?:被)?(?:怎么样|怎样|如何|咋样|咋办)"
    rf"|办理?{_WHAT}的?(?:手续|登记)"
)
_PUNISHES = re.compile(r"罚款|警告|处分|吊销|责令|处罚|撤销|没收|追究|取消|约谈|通报")
_FOLLOWING = re.compile(
    r"处罚|罚|处分|处理|处置|后果|责任|手续|登记|惩罚|罚款|怎么样|怎样|法律|办理|承担|受到|面临|违规|违法"
)
_MAX_OPEN = 0.4  # share of the case that opening and item may leave open
_APART = 0.05  # how much less of the case other items of the list must hold
_N_HITS = 12
# An opening that rules what happens in the cases below it, not one that names parts.
_OF_CASES = re.compile(r"情[形况]|行为|之一|(?:下列|以下|如下)规定|的[,，]")


def consequence(query: Query, ranked: Sequence[Hit], holdings: Holdings) -> Draft | None:
    """The opening and the item that holds the case, or None where none surely does."""
    text = fold(query.text)
    if not (asked := _FOLLOWS.search(text)) or query.address or query.operation:
        return None
    demands = _case(query, holdings)
    if not demands:
        return None
    punished = _PENALTY.search(asked[0]) is not None
    lists = (
        one
        for one in _lists(ranked, holdings)
        if _OF_CASES.search(one.opening.text)
        and (not punished or _PUNISHES.search(one.opening.text))
    )
    found = [meant for one in lists if (meant := _meant(one, demands, holdings))]
    share, opening, item = min(found, key=lambda one: one[0], default=(1.0, None, None))
    if opening is None or item is None or share > _MAX_OPEN:
        return None
    if share > _alone(ranked, demands, holdings, punished=punished):
        return None
    return Draft(quoted([opening, sentences(item)[0]]))


def _case(query: Query, holdings: Holdings) -> list[Demand]:
    """What the question says of the case, without what asks for what follows."""
    bare = replace(query, text=_FOLLOWS.sub(" ", fold(query.text)), kind="text")
    return [
        demand
        for demand in demands_of(bare, holdings.weights, holdings.library)
        if not _FOLLOWING.fullmatch(demand.word)
    ]


def _lists(ranked: Sequence[Hit], holdings: Holdings) -> list[Enumeration]:
    """The lists that hits open or lie in, in the order of the hits."""
    found: dict[tuple[str, int], Enumeration] = {}
    for hit in ranked[:_N_HITS]:
        doc_id, section = hit.clause.doc_id, hit.clause.section
        if doc_id in holdings.documents:
            for address in (section, section.rpartition("/")[0]):
                for one in holdings.lists.get((doc_id, address), ()):
                    found.setdefault((doc_id, one.lead.start), one)
    return list(found.values())


def _meant(
    one: Enumeration, demands: Sequence[Demand], holdings: Holdings
) -> tuple[float, Passage, Clause] | None:
    """The one item that holds most of the case, with what is left open and the list's opening.

    None where several hold as much, or none says more of the case than the opening.
    """
    opening = fold(one.opening.text)
    rated = [
        (_open_share(demands, f"{opening} {fold(item.text)}", item, holdings), item)
        for item in one.items
    ]
    least = min(share for share, _ in rated)
    best = [item for share, item in rated if share < least + _APART]
    without = _open_share(demands, opening, one.lead, holdings)
    return (least, one.opening, best[0]) if len(best) == 1 and least < without else None


def _open_share(demands: Sequence[Demand], said: str, clause: Clause, holdings: Holdings) -> float:
    around = f"{fold(holdings.frames[clause.doc_id])} {said}"
    return shortfall(demands, around, holdings.weights).share


def _alone(
    ranked: Sequence[Hit], demands: Sequence[Demand], holdings: Holdings, *, punished: bool
) -> float:
    """What the best clause that states a case and what follows by itself leaves open."""
    shares = [
        _open_share(demands, fold(with_headings(hit.clause)), hit.clause, holdings)
        for hit in ranked[:_N_HITS]
        if hit.clause.doc_id in holdings.documents
        and not holdings.lists.get((hit.clause.doc_id, hit.clause.section))
        and not holdings.lists.get((hit.clause.doc_id, hit.clause.section.rpartition("/")[0]))
        and (not punished or _PUNISHES.search(hit.clause.text))
    ]
    return min(shares, default=1.0)
