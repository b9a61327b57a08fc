"""Answers by search: the clause and the sentences that hold what was asked for, or a refusal.

Similarity proposes, evidence decides: what no document mentions, and what the clause is silent on,
refuses; among the rest a trained gate says which clause is likeliest to answer, and whether it is
likely enough.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from corpus.document import Clause
from index.hit import Hit
from index.tokenize import fold
from rag.draft import Draft, refuse
from rag.evidence.demand import Demand, Shortfall, as_known_to, demands_of, held, outside, shortfall
from rag.evidence.gate import gate
from rag.evidence.gate_veto import other_matter
from rag.evidence.promised import only_promised
from rag.evidence.verdict import claims_year, without_years
from rag.held.holdings import Holdings
from rag.held.passage import Passage
from rag.question.aspect import attribute_of
from rag.question.constraint import BENEFIT, absent
from rag.question.query import Query
from rag.route.candidate import Candidate, behind, candidates
from rag.words.terms import subject_words

MAX_LACKING = 0.56  # share of the question's demands that a clause may leave open
_STANDS_IN = 0.5  # how likely, beside the best that is silent, what answers instead is
_WHICH_ONES = re.compile(r"哪几|哪些")
_MONEY = re.compile(
    r"(?:奖|补|资助|贴|给|拿|领|award)\S{0,4}\s*多少(?![家个名人项年天月])|多少(?:奖|补|钱)|几多钱"
)
_RATE = re.compile(r"速率|频率|功率|分辨率|效率|税率表")  # no percentages
_POINTS = re.compile(r"[那这](?:个|笔|项|种|份)")  # at something that was not said
_YEAR = re.compile(r"(20\d\d)年")


def found(query: Query, ranked: Sequence[Hit], holdings: Holdings) -> Draft:
    """The shortest passages of the best clause that answer, or a refusal that says what is missing.

    `ranked` comes from `rank`.
    """
    query = sharpened(query)
    wrong_years = claims_year(query, holdings.text)
    if wrong_years:
        return _other_year(query, wrong_years, ranked, holdings)
    nearest = [hit.clause for hit in ranked[:3]]
    if refusal := unanswerable(query, holdings, nearest):
        return refusal
    offers = candidates(query, ranked, holdings)
    best = _likeliest(query, offers)
    promise = None if best is None else only_promised(query, offers[best].draft)
    if best is not None and gate().lets(offers[best].features):
        return promise or offers[best].draft
    demands = demands_of(query, holdings.weights, holdings.library)
    if outside(demands):
        return refuse("out_of_scope", "所问的事不是这些文件的内容")
    if promise:
        return promise
    lacks = [_lacking(clause, demands, holdings) for clause in nearest]
    closest = min(lacks, key=lambda one: one.share, default=None)
    return refuse("no_evidence", _what_is_missing(query, closest), nearest)


def _likeliest(query: Query, offers: Sequence[Candidate]) -> int | None:
    """Where the likeliest stands; None where it states nothing of the kind that is asked for.

    What states a value stands in for it where it is at least half as likely, no other place or
    body does; the runner-up for one that is not likely enough to answer.
    """
    measured = [(one.features, one.score) for one in offers]
    best = gate().likeliest(measured)
    if best is None:
        return None
    if not offers[best].silent:
        other = None if gate().lets(offers[best].features) else gate().runner_up(measured, best)
        return best if other is None or offers[other].silent else other
    speaking = [at for at, one in enumerate(offers) if query.is_value and not one.silent]
    likely = gate().likeliest([measured[at] for at in speaking])
    if likely is None:
        return None
    own = gate().which.probability(offers[speaking[likely]].features)
    enough = own >= _STANDS_IN * gate().which.probability(offers[best].features)
    return speaking[likely] if enough else None


def unanswerable(query: Query, holdings: Holdings, nearest: Sequence[Clause] = ()) -> Draft | None:
    """The refusal of a question that no clause of the documents can answer; None for others."""
    if missing := absent(query, holdings.text):
        return replace(refuse("no_evidence", missing, nearest), absent=True)
    which = replace(
        refuse("needs_detail", "问题没有写明问的是哪一事项，请补上政策、项目或者对象的名称"),
        absent=True,
    )
    if query.is_value and _POINTS.search(query.text) and not _names_a_matter(query):
        return which
    if not any(held(word, holdings.text) for word in subject_words(query.text)):
        if query.is_value and not demands_of(query, holdings.weights, holdings.library):
            return which
        return replace(refuse("out_of_scope", "所问的事不是这些文件的内容"), absent=True)
    if query.operation in ("max", "min", "rank") and not query.is_value:
        why = "所问需要比较多条，而文件没有可比较的数值"
        return replace(refuse("needs_detail", why, nearest), absent=True)
    return None


def _lacking(clause: Clause, demands: Sequence[Demand], holdings: Holdings) -> Shortfall:
    own = as_known_to(holdings.texts[clause.doc_id], demands)
    return shortfall(own, fold(behind(clause, holdings)), holdings.weights)


def _names_a_matter(query: Query) -> bool:
    """Whether a question says of which benefit it asks: not `那个补贴能拿多少`."""
    words = [word for word in subject_words(query.text) if len(word) > 1]
    return any(not BENEFIT.fullmatch(word) for word in words) or bool(query.address)


def sharpened(query: Query) -> Query:
    """The question with the kind that its words around the number tell."""
    if query.is_value and _WHICH_ONES.search(query.text):
        return replace(query, kind="text", unit=None)
    if query.kind == "percentage" and _RATE.search(query.text):
        return replace(query, kind="count")
    if query.kind in ("count", "text") and query.unit is None and _MONEY.search(query.text):
        return replace(query, kind="amount")
    return query


def _other_year(
    query: Query, years: tuple[str, ...], ranked: Sequence[Hit], holdings: Holdings
) -> Draft:
    """The same question without its years, if what is written for it has another year."""
    draft = found(without_years(query, years), ranked, holdings)
    written = [
        year
        for statement in draft.statements
        for passage in statement.passages
        for year in _YEAR.findall(passage.clause.text[: _end_of(passage)])
    ]
    if draft.reason or not written:
        nearest = [hit.clause for hit in ranked[:3]]
        return replace(refuse("no_evidence", f"文件没有提到{years[0]}年", nearest), absent=True)
    first = draft.statements[0]
    said = f"不是{years[0]}年，写的是{written[-1]}年：{first.text.removeprefix('是。')}"
    return replace(draft, statements=(replace(first, text=said), *draft.statements[1:]))


def _end_of(passage: Passage) -> int:
    return passage.end - passage.clause.start


def supported(query: Query, clause: Clause, holdings: Holdings) -> bool:
    """Whether a clause, with what it stands under, meets the question's demands."""
    return bool(supporting(query, [clause], holdings))


def supporting(query: Query, clauses: Iterable[Clause], holdings: Holdings) -> list[Clause]:
    """The clauses that, with what they stand under, meet the question's demands."""
    demands = demands_of(query, holdings.weights, holdings.text)
    attribute = attribute_of(query)

    def meets(under: str) -> bool:
        open_share = shortfall(demands, under, holdings.weights).share
        return open_share <= MAX_LACKING and not other_matter(query, attribute, under)

    return [clause for clause in clauses if meets(fold(behind(clause, holdings)))]


def open_share(query: Query, clause: Clause, holdings: Holdings) -> float:
    """The share of the question's demands that a clause, with all above it, leaves open."""
    demands = demands_of(query, holdings.weights, holdings.text)
    return shortfall(demands, fold(behind(clause, holdings)), holdings.weights).share


_KIND_NAMES = {
    "amount": "金额",
    "percentage": "比例",
    "count": "数量",
    "date": "时间",
    "year": "年份",
    "place": "地点",
    "body": "单位",
    "contact": "联系方式",
    "person": "人员",
    "text": "内容",
}


def _what_is_missing(query: Query, closest: Shortfall | None) -> str:
    if closest and closest.words and closest.share > MAX_LACKING:
        words = "”“".join(closest.words[:3])
        return f"没有找到写明“{words}”的条款"
    return f"没有找到写明所问{_KIND_NAMES[query.kind]}的条款"
