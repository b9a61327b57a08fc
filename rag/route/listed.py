"""All items of the list that a question is about: `哪些人不得担任保安员`, `申请要交哪些材料`.

The list is chosen by what its opening says: it must announce what is asked for, leave little of
the question open, and rule the same way (不得 or not). Its items are cited, those below them too,
and counted; the opening is said before them and not cited.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.squeeze import one_line
from index.hit import Hit
from index.tokenize import fold
from rag.draft import Draft, Statement, refuse
from rag.evidence.demand import Demand, demands_of, held, shortfall
from rag.held.enumeration import Enumeration, with_nested
from rag.held.holdings import Holdings
from rag.held.passage import sentences
from rag.question.query import Query
from rag.route.list_asked import ListAsked, announces, is_sort, list_asked, noun_phrase

_NOT = re.compile(
    r"不得|不能|不可|不许|不准|禁止|严禁|不予|不属于|不算|不适用|不受理|不包括|不列入|不纳入|不需|不用|不应|除外"
    r"|不再|免[于予除]"
)
# `…的，可以…，但不得…`: what a list that allows still forbids.
_BUT = re.compile(r"[,，]但是?[,，]?(?![^:]*(?:下列|以下|如下))[^:]*")
# How a question leads to what it says of the list: meant by any of these words or none.
_LEADING = re.compile(
    r"出现|发生|发现|遇[到见]?|碰到|具备|具有|符合|满足|应当?|必须|可以|需要?|给予|规定|属于|包括|包含|有关|相关"
    r"|进行|办理|提供|提交"
)
_OF_THING = 0.5  # what a word of what is asked for weighs: cases open without saying whose they are
_MAX_OPEN = 0.42  # share of the question's demands that the opening may leave open
_MAX_OPEN_FOUND = 0.5  # the same for a list that the search found first
_AHEAD = 3  # hits that count as found first
_TIE = 0.08  # openings that leave so much more open say no less
_MAX_LEAD = 60  # characters of an opening that are said before the items
_MAX_OPENING = 160  # the same before a single item
_N_HITS = 12


@dataclass(frozen=True)
class _Fit:
    """A list with what its opening leaves open and says; `place` among the hits.

    `open_share` of the demands, `said` of the question's characters by rarity in tenths.
    """

    one: Enumeration
    open_share: float
    said: int
    place: int


def listed(query: Query, ranked: Sequence[Hit], holdings: Holdings) -> Draft | None:
    """The items of the list that the question asks for, or None where none surely is meant."""
    asked = list_asked(query)
    if asked is None or query.operation in ("max", "min", "sum"):
        return None
    demands = _demands(query, asked, holdings)
    if not demands:
        return None
    fits = [
        _fit(one, place, query, demands, holdings)
        for one, place in _candidates(ranked, holdings)
        if _rules_alike(query, one) and announces(fold(one.opening.text), asked.thing, query)
    ]
    if not fits:
        return None
    least = min(fit.open_share for fit in fits)
    best = max((f for f in fits if f.open_share <= least + _TIE), key=lambda f: (f.said, -f.place))
    if best.open_share > (_MAX_OPEN_FOUND if best.place < _AHEAD else _MAX_OPEN):
        return None
    if _of_another_matter(best.one, demands, asked, holdings):
        return None
    return all_items(_narrowed(best.one, demands, holdings), holdings)


def all_items(one: Enumeration, holdings: Holdings) -> Draft:
    """The items of a list, those below them too, under its opening with their number."""
    said = one_line(one.opening.text).rstrip("：:").removeprefix(one.lead.label).strip()
    count = f"共 {len(one.items)} 项："
    lead = f"{said}，{count}" if len(said) <= _MAX_LEAD else count
    passages = [sentences(item)[0] for item in with_nested(one.items, holdings.lists)]
    listed = tuple(Statement(one_line(p.text), (p,)) for p in passages)
    return Draft(listed, lead=lead, exhaustive=True)


def as_list(query: Query, draft: Draft, holdings: Holdings) -> Draft:
    """A draft that quotes the opening of a list, where the question asks for all of one: its items.

    A refusal where the list is silent on what the question says of it.
    """
    asked = list_asked(query)
    quoted = [passage for statement in draft.statements for passage in statement.passages]
    if asked is None or draft.reason or not quoted:
        return draft
    first = quoted[0]
    opened = (
        one
        for one in holdings.lists.get((first.clause.doc_id, first.clause.section), ())
        if one.lead == first.clause and first.end == one.opening.end
    )
    if (one := next(opened, None)) is None:
        return draft
    if _of_another_matter(one, _demands(query, asked, holdings), asked, holdings):
        return refuse("no_evidence", "没有找到写明所问内容的条款", [first.clause])
    return all_items(one, holdings)


def with_opening(draft: Draft, holdings: Holdings) -> Draft:
    """A draft that quotes one item of a list behind what opens the list.

    `患有传染性疾病的；` says nothing without `有下列情形之一的，不得颁发导游证：`.
    """
    if draft.reason or draft.shown or draft.lead or len(draft.statements) != 1:
        return draft
    (statement,) = draft.statements
    if len(statement.passages) != 1:
        return draft
    (item,) = statement.passages
    if statement.text != one_line(item.text):
        return draft  # a verdict, or a value before what states it
    above = item.clause.section.rpartition("/")[0]
    opened = (
        one
        for one in holdings.lists.get((item.clause.doc_id, above), ())
        if any(i.section == item.clause.section for i in one.items) and one.lead.kind != "heading"
    )
    one = next(opened, None)
    if one is None or len(one.opening.text) > _MAX_OPENING:
        return draft
    said = Statement(one_line(one.opening.text), (one.opening,))
    return replace(draft, statements=(said, statement))


def closest(query: Query, lists: Sequence[Enumeration], holdings: Holdings) -> Enumeration:
    """The list whose opening leaves least of the question open."""
    demands = demands_of(query, holdings.weights, holdings.library)
    return min(
        lists, key=lambda one: shortfall(demands, fold(one.opening.text), holdings.weights).share
    )


def _candidates(ranked: Sequence[Hit], holdings: Holdings) -> list[tuple[Enumeration, int]]:
    """The lists that a hit opens or lies in, each with the place of the first such hit."""
    found: dict[tuple[str, int], tuple[Enumeration, int]] = {}
    for place, hit in enumerate(ranked[:_N_HITS]):
        if hit.clause.doc_id not in holdings.documents:
            continue
        section = hit.clause.section
        while section:
            for one in holdings.lists.get((hit.clause.doc_id, section), ()):
                found.setdefault((one.lead.doc_id, one.lead.start), (one, place))
            section = section.rpartition("/")[0]
    return list(found.values())


def _demands(query: Query, asked: ListAsked, holdings: Holdings) -> list[Demand]:
    """What the question says beside the sort of list that it asks for."""
    of_thing = noun_phrase(asked.thing)
    return [
        replace(demand, weight=demand.weight * (_OF_THING if demand.word in of_thing else 1))
        for demand in demands_of(query, holdings.weights, holdings.library)
        if not is_sort(demand.word)
        and not _LEADING.fullmatch(demand.word)
        and not _NOT.fullmatch(demand.word)
        and demand.word not in asked.governed_by
    ]


def _rules_alike(query: Query, one: Enumeration) -> bool:
    """Whether question and opening both forbid or except, or neither does."""
    opening = _BUT.sub("", fold(one.opening.text))
    return bool(_NOT.search(query.text)) == bool(_NOT.search(opening))


def _fit(
    one: Enumeration, place: int, query: Query, demands: Sequence[Demand], holdings: Holdings
) -> _Fit:
    """How well the opening alone, and with all that it stands under, says what is asked."""
    opening = fold(one.opening.text)
    around = f"{fold(holdings.frames[one.lead.doc_id])} {_around(one, holdings)}"
    own = shortfall(demands, opening, holdings.weights).share
    under = shortfall(demands, around, holdings.weights).share
    rarity = {c: holdings.weights.character(c) for c in set(fold(query.text))}
    said = sum(rare for c, rare in rarity.items() if c in opening) / sum(rarity.values())
    return _Fit(one, (own + under) / 2, round(10 * said), place)


def _of_another_matter(
    one: Enumeration, demands: Sequence[Demand], asked: ListAsked, holdings: Holdings
) -> bool:
    """Whether a list is silent on what the question says of what it asks for.

    That is a word that other places have, all that the question says behind what it asks for
    (`哪些情形可以免费`), or all beyond what the whole document is about.
    """
    of_thing = noun_phrase(asked.thing)
    frame, opening = fold(holdings.frames[one.lead.doc_id]), fold(one.opening.text)
    said = [demand for demand in demands if demand.word not in of_thing]
    around = f"{frame} {_around(one, holdings)} {fold(' '.join(i.text for i in one.items))}"
    if any(d.known and not held(d.word, around) for d in said):
        return True
    behind = [demand for demand in said if demand.word in asked.behind]
    if behind and not any(held(demand.word, opening) for demand in behind):
        return True
    beyond = [demand for demand in said if not held(demand.word, frame)]
    return bool(beyond) and not any(held(demand.word, opening) for demand in beyond)


def _around(one: Enumeration, holdings: Holdings) -> str:
    """The clause that opens a list with what it stands under, folded."""
    above = holdings.openings.get((one.lead.doc_id, one.lead.section), "")
    return fold(f"{above} {' '.join(one.lead.heading_path)} {one.lead.text}")


def _narrowed(one: Enumeration, demands: Sequence[Demand], holdings: Holdings) -> Enumeration:
    """The list of the one item that alone says what the question says, if it opens one.

    `免征企业所得税：` beside `减半征收企业所得税：` below what opens both.
    """
    texts = {item.section: fold(item.text) for item in one.items}
    for demand in demands:
        holders = [s for s, text in texts.items() if held(demand.word, text) >= 1]
        own = holdings.lists.get((one.lead.doc_id, holders[0]), ()) if len(holders) == 1 else ()
        if len(own) == 1:
            return own[0]
    return one
