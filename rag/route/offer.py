"""What a clause offers as an answer: the value, or the sentences, that hold most of the question.

Chooses within one clause; whether that answers the question is decided in `rag.evidence.gate`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.document import Clause
from corpus.squeeze import one_line
from index.tokenize import fold
from rag.draft import Draft, Statement, quoted
from rag.evidence.case import case_fit
from rag.evidence.demand import as_known_to, demands_of, shortfall
from rag.evidence.gate_features import Offered
from rag.evidence.pattern import by_share, can_answer
from rag.evidence.value import (
    Value,
    bounded_otherwise,
    lasts,
    looks_back,
    opens_later,
    pattern_of,
    quantities,
    sets_condition,
    values_in,
)
from rag.evidence.verdict import about_number, claim_of
from rag.held.holdings import Holdings
from rag.held.passage import Passage, sentences
from rag.question.constraint import BENEFIT, each_missing
from rag.question.query import Query
from rag.route.contents import items_of
from rag.words.terms import Weights, coverage, subject_words

_SHARE = re.compile(r"[率比占增降扣%％成倍点]|百分|千分|幅度|速度|抵免")
# Share of the question's demands that the phrase of a value may leave open: of the answers to 433
# development questions 5 leave more, of what is offered to 80 near misses 32.
MAX_OPEN = 0.42
_MAX_STATED = 90  # characters of a sentence that is quoted whole behind its value
_VALUES_ASKED = re.compile(r"多少|几(?!乎)|封顶|最高|上限|各[要奖补]|什么时候|何时|哪天")
_OPENS = re.compile(r"(?:下列|以下|如下|包括|分为|有)[^。;；]{0,20}[:：]?$|[:：]$")
_ASKED = re.compile(r"[?？]$|^问\s*\d*\s*[:：.、]")  # a question that the document answers
# `为…，现将《…清单》印发给你们`: why a document is there, none of what it says.
_ISSUES = re.compile(
    r"(?:现将|现印发|现发布|现公布|现予|特制定|现(?:已|正式)?印发|会同有关部门制定|制定(?:了)?本|制定如下|制定以下|提出(?:如下|以下)|(?:研究)?编制了?《|印发给?你们)"
)
_WHY = re.compile(
    r"为什么|为了|目的|依据|根据|背景|按照|参照|落实|宗旨|初衷|出台|制定|印发|发布|编制|会议|审议|同意|批准|哪些文件|哪份|什么文件"
)
_DATING = re.compile(r"(?<![比较于])(20\d\d)年")
# When something is to be done; how long it lasts is no answer beside a day or a deadline.
_ASKS_DAY = re.compile(r"什么时候|何时|哪一?天|几[月号日](?!内)")
_NO_DAY = 0.3
# After how long something may be done, and from where on a rule holds, are questions of their own.
_ASKS_LATER = re.compile(r"后|才|等|再|满|隔|以上|什么时候|何时|哪一?[天年]")
# A span before today is a record that is asked of somebody; it is no time that something takes.
_ASKS_BACK = re.compile(r"近|过去|此前|以前|记录|历史|无|没有|未|不得")
_ASKS_LIMIT = re.compile(
    r"(?:达到?|满|超过?|到|低于|不足)(?:多少|几)|(?:多少|几).{0,8}(?:才|算|属于|以上)"
)
_PROSE = ("item", "paragraph", "tail")
_NEAR = 0.75  # a sentence is kept when it scores at least this share of the best one's
_MAX_SENTENCES = 3
_MAX_CHARACTERS = 280  # of all sentences, the best one always kept whole


@dataclass(frozen=True)
class Offer:
    """The draft that a clause makes possible, what is measured of it, and the question it answers.

    That is the question for the number itself where one is claimed: `收入是4000亿元吧`.
    """

    draft: Draft
    offered: Offered
    query: Query


def offer(query: Query, clause: Clause, holdings: Holdings) -> Offer | None:
    """What the clause says to the question; None where it cannot hold what is asked for."""
    opening = holdings.openings.get((clause.doc_id, clause.section), "")
    text = holdings.texts[clause.doc_id]
    title = f"{holdings.frames[clause.doc_id]} {opening}"
    claim = claim_of(query)
    if claim:
        asked = about_number(query, claim)
        value = _value(asked, clause, title, holdings)
        verdict = claim.verdict(value) if value else None
        if value and verdict:
            stated = _stated(value)
            said = replace(stated, text=f"{verdict}。{stated.text}")
            return Offer(Draft((said,)), _of_value(value, title, text), asked)
    if pattern_of(query) and not query.wants_all:
        value = _value(query, clause, title, holdings)
        if value is None:
            return None
        statements = quoted(_beside(value)) if _asks_several(query) else (_stated(value),)
        return Offer(Draft(statements, shown=value.shown), _of_value(value, title, text), query)
    passages = _answering(query, clause, title, holdings.weights)
    if not passages:
        return None
    items = _opened(passages[-1], holdings.clauses)
    quote = " ".join(p.text for p in (*passages, *items))
    seen = Offered(clause, quote, title, document=text)
    return Offer(Draft(quoted([*passages, *items])), seen, query)


def _of_value(value: Value, title: str, text: str) -> Offered:
    clause, said = value.sentence.clause, value.sentence.text
    return Offered(clause, said, title, value.around, value.shown, document=text)


def _asks_several(query: Query) -> bool:
    """Whether more than one value is asked for: `按百分之几给，一年封顶多少`."""
    return len(_VALUES_ASKED.findall(query.text)) > 1


def _beside(value: Value) -> list[Passage]:
    """The sentence of a value with the next ones that state values too, as far as is short."""
    following = [s for s in sentences(value.sentence.clause) if s.start > value.sentence.start]
    kept = [value.sentence]
    for sentence in following:
        length = sum(len(p.text) for p in kept) + len(sentence.text)
        if not quantities(sentence.text) or length > _MAX_CHARACTERS:
            break
        kept.append(sentence)
    return kept


def _opened(passage: Passage, clauses: Sequence[Clause]) -> list[Passage]:
    """The items that a passage opens with `下列…：`, each with its first sentence."""
    if not _OPENS.search(passage.text):
        return []
    following = passage.clause.text[passage.end - passage.clause.start :].strip()
    if following:
        return []
    return [sentences(item)[0] for item in items_of(passage.clause, clauses)]


def _stated(value: Value) -> Statement:
    """The value first, then the words that state it: the phrase alone where the rest is long."""
    whole_fits = len(value.sentence.text) <= _MAX_STATED
    passage = value.sentence if whole_fits else value.phrase
    said = one_line(passage.text)
    shown = len(said) <= len(value.shown) + 6
    return Statement(said if shown else f"{value.shown}：{said}", (passage,))


def _value(query: Query, clause: Clause, title: str, holdings: Holdings) -> Value | None:
    """The value in whose phrase most of the question stands.

    One whose phrase leaves much of the question open gives way to one that does not; one of a case
    that the question does not state to what another paragraph of the section says of no case.
    """
    best = _valued(query, clause, title, holdings)
    if best is None or best[0] >= 0:
        return best[2] if best else None
    beside = [
        other
        for c in holdings.documents[clause.doc_id].clauses
        if c.section == clause.section and c is not clause and c.kind in _PROSE
        if (other := _valued(query, c, title, holdings)) and other[0] > best[0]
    ]
    return max([best, *beside], key=lambda one: one[1])[2]


def _valued(
    query: Query, clause: Clause, title: str, holdings: Holdings
) -> tuple[float, tuple[bool, float], Value] | None:
    """The best value of a clause by itself: how its case fits, what it is rated, the value."""
    pattern = pattern_of(query)
    heading = " ".join(clause.heading_path)
    words, weights = subject_words(query.text), holdings.weights
    rated: list[tuple[float, tuple[bool, float], str, Value]] = []
    for sentence in sentences(clause):
        if pattern is None or not _fits(query, clause, sentence, heading, title):
            continue
        for value in values_in(sentence, pattern):
            if bounded_otherwise(query, value.shown) or _is_given(query, value.shown):
                continue
            if opens_later(value) and not _ASKS_LATER.search(query.text):
                continue
            if looks_back(value) and not _ASKS_BACK.search(query.text):
                continue
            if "%" in value.shown and not (_SHARE.search(query.text) or by_share(query)):
                continue
            around = fold(f"{title} {heading} {value.around}")
            score = coverage(words, value.around, weights) + 0.5 * coverage(words, around, weights)
            score -= _NO_DAY * (_ASKS_DAY.search(query.text) is not None and lasts(value))
            fit = case_fit(query.text, value.around.removeprefix(value.matter))
            rated.append((fit, (_is_of_years(query, value), score + fit), around, value))
    if not _ASKS_LIMIT.search(query.text):
        rated = [one for one in rated if not sets_condition(one[3])] or rated
    if len(rated) > 1:
        demands = demands_of(query, weights, holdings.library)
        own = as_known_to(holdings.texts[clause.doc_id], demands)
        near = [one for one in rated if shortfall(own, one[2], weights).share <= MAX_OPEN]
        rated = near or rated
    best = max(rated, key=lambda one: one[1], default=None)
    return (best[0], best[1], best[3]) if best else None


def _is_given(query: Query, shown: str) -> bool:
    """Whether a value is one that the question gives and asks more of: 达到1000万元奖多少."""
    number = re.search(r"\d.*", fold(shown))
    return (
        query.kind in ("amount", "percentage", "count")
        and re.search(r"多少|几", query.text) is not None
        and number is not None
        and bool(re.search(rf"(?<![\d.]){re.escape(number[0])}", fold(query.text)))
    )


def _is_of_years(query: Query, value: Value) -> bool:
    """Whether the last year that is said before a value is asked for: `到2025年，…；到2027年，…`.

    A year that a value is only compared with (`比2020年增长`) dates nothing.
    """
    before = value.sentence.text[: value.phrase.end - value.sentence.start]
    before = before[: before.rfind(value.shown)] if value.shown in before else before
    said = _DATING.findall(before)
    return not query.years or not said or said[-1] in query.years


def _fits(query: Query, clause: Clause, sentence: Passage, heading: str, title: str) -> bool:
    """Whether a sentence meets what a question is bound to beside its words.

    `title` is what the whole document, and the words that open a list, say of each sentence.
    """
    if any(
        year not in sentence.text and year not in heading and year not in clause.text
        for year in query.years
    ):
        return False
    if each_missing(query, fold(f"{heading} {sentence.text}")):
        return False
    return not BENEFIT.search(query.text) or bool(BENEFIT.search(f"{title} {sentence.text}"))


def _answering(query: Query, clause: Clause, title: str, weights: Weights) -> list[Passage]:
    """The sentences of the clause that hold the kind of value and most of the words."""
    heading = " ".join(clause.heading_path)
    words = subject_words(query.text)
    scored: list[tuple[float, Passage]] = []
    for sentence in sentences(clause):
        if not can_answer(query, sentence.text) or _ASKED.search(sentence.text):
            continue
        if (
            clause.kind == "preamble"
            and _ISSUES.search(sentence.text)
            and not _WHY.search(query.text)
        ):
            continue
        if query.is_value and not _fits(query, clause, sentence, heading, title):
            continue
        own = coverage(words, sentence.text, weights)
        with_heading = coverage(words, f"{heading} {sentence.text}", weights)
        scored.append((own + 0.5 * with_heading, sentence))
    if not scored:
        return []
    kept = sorted(scored, key=lambda pair: -pair[0])[:_MAX_SENTENCES]
    chosen: list[Passage] = []
    for score, passage in kept:
        length = sum(len(p.text) for p in chosen) + len(passage.text)
        if not chosen or (score >= _NEAR * kept[0][0] and length <= _MAX_CHARACTERS):
            chosen.append(passage)
    return sorted(chosen, key=lambda passage: passage.start)
