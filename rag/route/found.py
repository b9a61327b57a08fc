"""Answers by search: the clause and the sentences that hold what was asked for, or a refusal.

Similarity proposes, evidence decides: the asked-for kind of value, the years, the places and the
demanding words of the question must stand in the clause (with its headings) that is quoted.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.document import Clause
from index.hit import Hit
from index.tokenize import fold
from rag.draft import Draft, Statement, quoted, refuse
from rag.evidence.demand import Demand, Shortfall, as_known_to, demands_of, held, outside, shortfall
from rag.evidence.pattern import can_answer
from rag.evidence.promised import only_promised
from rag.evidence.value import Value, bounded_otherwise, pattern_of, quantities, values_in
from rag.evidence.verdict import about_number, claim_of, claims_year, without_years
from rag.held.holdings import Holdings
from rag.held.passage import Passage, sentences, with_headings
from rag.question.aspect import attribute_of, lacking_aspect, lacking_qualifier
from rag.question.constraint import APPLICATION, APPLIES, BENEFIT, absent, each_missing
from rag.question.query import Query
from rag.route.contents import items_of
from rag.words.terms import Weights, coverage, subject_words

# Calibrated on the development questions (`python -m eval run`).
MIN_COVERAGE = 0.18  # share of the question's words that clause and headings must hold
MIN_SCORE = 0.30
MIN_VALUE_COVERAGE = 0.30  # the same for sentence and headings where one value answers
MIN_KNOWN_COVERAGE = 0.55  # the same, of the words that the documents know
MAX_LACKING = 0.56  # share of the question's demands that a clause may leave open
_MAX_STRANGE = 0.47  # the same where it holds none of the things that are named
MAX_VALUE_LACKING = 0.42  # the same for the phrase that holds a value, with its headings
_WHICH_ONES = re.compile(r"哪几|哪些")
_MONEY = re.compile(
    r"(?:奖|补|资助|贴|给|拿|领|award)\S{0,4}\s*多少(?![家个名人项年天月])|多少(?:奖|补|钱)|几多钱"
)
_RATE = re.compile(r"速率|频率|功率|分辨率|效率|税率表")  # no percentages
_SHARE = re.compile(r"[率比占增降%％成倍点]|百分|千分|幅度|速度")
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
_YEAR = re.compile(r"(20\d\d)年")
_DATING = re.compile(r"(?<![比较于])(20\d\d)年")
_N_CLAUSES = 4
_NEAR = 0.75  # a sentence is kept when it scores at least this share of the best one's
_MAX_SENTENCES = 3
_MAX_CHARACTERS = 280  # of all sentences, the best one always kept whole


def found(query: Query, ranked: Sequence[Hit], holdings: Holdings) -> Draft:
    """The shortest passages of the best clause that answer, or a refusal that says what is missing.

    `ranked` comes from `rank`.
    """
    query = _sharpened(query)
    nearest = [hit.clause for hit in ranked[:3]]
    wrong_years = claims_year(query, holdings.text)
    if wrong_years:
        return _other_year(query, wrong_years, ranked, holdings)
    if missing := absent(query, holdings.text):
        return replace(refuse("no_evidence", missing, nearest), absent=True)
    words = subject_words(query.text)
    everywhere = demands_of(query, holdings.weights, holdings.library)
    if not any(held(word, holdings.text) for word in words):
        if query.is_value and not everywhere:
            why = "问题没有写明问的是哪一事项，请补上政策、项目或者对象的名称"
            return replace(refuse("needs_detail", why), absent=True)
        return replace(refuse("out_of_scope", "所问的事不是这些文件的内容"), absent=True)
    if query.operation in ("max", "min", "rank") and not query.is_value:
        why = "所问需要比较多条，而文件没有可比较的数值"
        return replace(refuse("needs_detail", why, nearest), absent=True)
    doer = attribute_of(query)
    closest: Shortfall | None = None
    for hit in ranked[:_N_CLAUSES]:
        behind = fold(_behind(hit.clause, holdings))
        demands = as_known_to(holdings.texts[hit.clause.doc_id], everywhere)
        lacks = shortfall(demands, behind, holdings.weights)
        if closest is None or lacks.share < closest.share:
            closest = lacks
        if hit.score < MIN_SCORE or lacks.share > _limit(demands, lacks):
            continue
        if _other_matter(query, doer, behind):
            continue
        if lacking_aspect(query, behind) or lacking_qualifier(query, behind):
            continue
        if draft := _answer(query, hit.clause, demands, holdings):
            return only_promised(query, draft) or draft
    if outside(everywhere):
        return refuse("out_of_scope", "所问的事不是这些文件的内容")
    return refuse("no_evidence", _what_is_missing(query, closest), nearest)


def _limit(demands: Sequence[Demand], lacks: Shortfall) -> float:
    """How much may be open: less where no thing that is named is held, one of them unheard of."""
    nouns = [demand for demand in demands if demand.noun]
    none_held = all(demand.word in lacks.words for demand in nouns)
    unheard = any(not demand.known for demand in nouns)
    return _MAX_STRANGE if none_held and unheard else MAX_LACKING


def _sharpened(query: Query) -> Query:
    """The question with the kind that its words around the number tell."""
    if query.is_value and _WHICH_ONES.search(query.text):
        return replace(query, kind="text", unit=None)
    if query.kind == "percentage" and _RATE.search(query.text):
        return replace(query, kind="count")
    if query.kind == "count" and query.unit is None and _MONEY.search(query.text):
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
    behind = fold(_behind(clause, holdings))
    demands = demands_of(query, holdings.weights, holdings.text)
    open_share = shortfall(demands, behind, holdings.weights).share
    return open_share <= MAX_LACKING and not _other_matter(query, attribute_of(query), behind)


def open_share(query: Query, clause: Clause, holdings: Holdings) -> float:
    """The share of the question's demands that a clause, with all above it, leaves open."""
    demands = demands_of(query, holdings.weights, holdings.text)
    return shortfall(demands, fold(_behind(clause, holdings)), holdings.weights).share


def _behind(clause: Clause, holdings: Holdings) -> str:
    """The clause with all that it stands under: its document's frame, its headings."""
    opening = holdings.openings.get((clause.doc_id, clause.section), "")
    return f"{holdings.frames[clause.doc_id]} {opening} {with_headings(clause)}"


def _other_matter(query: Query, doer: str, behind: str) -> bool:
    """Whether a folded clause is about something else than applying, or than whom is asked for."""
    applying = APPLICATION.search(query.text) and not APPLIES.search(behind)
    return bool(applying or (doer and held(doer, behind) < 1))


def _answer(
    query: Query, clause: Clause, demands: Sequence[Demand], holdings: Holdings
) -> Draft | None:
    weights, clauses = holdings.weights, holdings.clauses
    opening = holdings.openings.get((clause.doc_id, clause.section), "")
    title = f"{holdings.frames[clause.doc_id]} {opening}"
    words = subject_words(query.text)
    if coverage(words, _behind(clause, holdings), weights) < MIN_COVERAGE:
        return None
    claim = claim_of(query)
    if claim:
        asked = about_number(query, claim)
        own = demands_of(asked, weights, holdings.text)
        value = _value(asked, clause, title, own, weights)
        verdict = claim.verdict(value) if value else None
        if value and verdict:
            stated = _stated(value)
            return Draft((replace(stated, text=f"{verdict}。{stated.text}"),))
    if pattern_of(query) and not query.wants_all:
        value = _value(query, clause, title, demands, weights)
        if value is None:
            return None
        if _asks_several(query):
            return Draft(quoted(_beside(value)), shown=value.shown)
        return Draft((_stated(value),), shown=value.shown)
    passages = _answering(query, clause, title, words, weights)
    if not passages:
        return None
    if items := _opened(passages[-1], clauses):
        return Draft(quoted([*passages, *items]))
    return Draft(quoted(passages))


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
    following = passage.clause.text[_end_of(passage) :].strip()
    if following:
        return []
    return [sentences(item)[0] for item in items_of(passage.clause, clauses)]


def _stated(value: Value) -> Statement:
    """The value first, then the words that state it: the phrase alone where the rest is long."""
    whole_fits = len(value.sentence.text) <= _MAX_STATED
    passage = value.sentence if whole_fits else value.phrase
    said = " ".join(passage.text.split())
    shown = len(said) <= len(value.shown) + 6
    return Statement(said if shown else f"{value.shown}：{said}", (passage,))


def _value(
    query: Query, clause: Clause, title: str, demands: Sequence[Demand], weights: Weights
) -> Value | None:
    """The value in whose phrase most of the question stands."""
    pattern = pattern_of(query)
    heading = " ".join(clause.heading_path)
    words = subject_words(query.text)
    best: tuple[tuple[bool, float], Value] | None = None
    for sentence in sentences(clause):
        if pattern is None or not _fits(query, clause, sentence, heading, title):
            continue
        behind = f"{title} {heading} {sentence.text}"
        if (
            coverage(words, behind, weights) < MIN_VALUE_COVERAGE
            or coverage(words, behind, weights, known_only=True) < MIN_KNOWN_COVERAGE
        ):
            continue
        for value in values_in(sentence, pattern):
            around = fold(f"{title} {heading} {value.around}")
            if shortfall(demands, around, weights).share > MAX_VALUE_LACKING:
                continue
            if bounded_otherwise(query, value.shown) or _is_given(query, value.shown):
                continue
            if "%" in value.shown and not _SHARE.search(query.text):
                continue
            score = coverage(words, value.around, weights) + 0.5 * coverage(words, around, weights)
            rated = _is_of_years(query, value), score
            if best is None or rated > best[0]:
                best = rated, value
    return best[1] if best else None


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


def _answering(
    query: Query, clause: Clause, title: str, words: tuple[str, ...], weights: Weights
) -> list[Passage]:
    """The sentences of the clause that hold the kind of value and most of the words."""
    heading = " ".join(clause.heading_path)
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
