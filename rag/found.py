"""Answers by search: the clause and the sentences that hold what was asked for, or a refusal.

Similarity proposes, evidence decides: the asked-for kind of value, the years, the places and
enough of the question's words must stand in the clause (with its headings) that is quoted.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from corpus.document import Clause
from index.hit import Hit
from index.tokenize import fold
from rag.draft import Draft, quoted, refuse
from rag.evidence import counts_in, holds
from rag.name import section_names
from rag.passage import Passage, sentences, with_headings
from rag.query import Query
from rag.terms import Weights, content_words, coverage, read_words

# Calibrated on the development questions (`python -m eval run`).
MIN_COVERAGE = 0.18  # share of the question's words that clause and headings must hold
MIN_SCORE = 0.30
MIN_VALUE_COVERAGE = 0.43  # the same for sentence and headings where one value answers
MIN_KNOWN_COVERAGE = 0.70  # the same, of the words that the documents know
_SEARCH_SHARE = 0.6  # the rest is coverage
_NEAR = 0.75  # a sentence is kept when it scores at least this share of the best one's
_MAX_SENTENCES = {True: 1, False: 3}  # by whether one value answers
_KIND_BONUS = 0.15
_NAME_BONUS = 0.1  # for a section that the question calls by its name

_PLACES_FILE = Path(__file__).with_name("places.txt")
# Two characters and 区 or 县 are a district, unless they are a word for a kind of area.
_DISTRICT = re.compile(r"[\u4e00-\u9fff]{2}[区县]")
_NO_DISTRICT = re.compile(
    r"[哪这那各几个的在全本我你们和与到对由是每一二三四五等及或]|开发|示范|试验|实验|保税|自贸|高新|园区"
    r"|城区|辖区|社区|景区|地区|郊区|市区|先行|新区|片区|特区|街区|厂区|校区"
)
_SUBSIDY = re.compile(r"补贴|补助|奖励|资助|奖金|免税|减税|减免|贴息|退税|罚款|处罚|租金")
# What somebody must do to get something: only a clause about that can answer.
_APPLICATION = re.compile(r"申报|申请|提交|报名|受理|办理")
# A ranking of several clauses, which no single quote shows.
_SUPERLATIVE = re.compile(
    r"哪(?:个|一|项|家|几).{0,20}最[高低大小多少]|最[高低大小多少]的.{0,8}(?:哪|什么)"
)


@cache
def _places() -> re.Pattern[str]:
    return re.compile("|".join(read_words(_PLACES_FILE)))


def rank(query: Query, hits: Sequence[Hit], weights: Weights) -> list[Hit]:
    """The hits re-ordered by search score and by how much of the question their clause holds.

    Each section once; scores in [0, 1]; ties in the order of the search.
    """
    words = _words(query)
    asked = fold(query.text)
    best: dict[tuple[str, str], Hit] = {}
    for hit in hits:
        covered = coverage(words, with_headings(hit.clause), weights)
        if query.is_value:
            # The value and what it is of stand in one sentence.
            said = [s.text for s in sentences(hit.clause) if _can_answer(query, s.text)]
            best_said = max((coverage(words, text, weights) for text in said), default=0.0)
            covered = (covered + best_said) / 2
        score = _SEARCH_SHARE * hit.score + (1 - _SEARCH_SHARE) * covered
        if query.kind != "body" and not _can_answer(query, hit.clause.text):
            score *= 1 - _KIND_BONUS
        if hit.clause.kind in ("responsibility", "heading", "addressee", "signature"):
            score *= 1 - _KIND_BONUS
        if any(name in asked for name in section_names(hit.clause)):
            score = min(1.0, score + _NAME_BONUS)
        key = (hit.clause.doc_id, hit.clause.section)
        if key not in best or best[key].score < score:
            best[key] = Hit(hit.clause, hit.rank, score)
    ordered = sorted(best.values(), key=lambda hit: -hit.score)
    return [Hit(hit.clause, place, hit.score) for place, hit in enumerate(ordered, start=1)]


def found(query: Query, ranked: Sequence[Hit], corpus_text: str, weights: Weights) -> Draft:
    """The shortest passages of the best clause that answer, or a refusal that says what is missing.

    `ranked` comes from `rank`; `corpus_text` is the folded text of all documents.
    """
    nearest = [hit.clause for hit in ranked[:3]]
    if missing := _absent(query, corpus_text):
        return replace(refuse("no_evidence", missing, nearest), absent=True)
    if _SUPERLATIVE.search(query.text):
        why = "所问需要比较多条，逐条询问可得各自的数值"
        return replace(refuse("needs_detail", why, nearest), absent=True)
    words = _words(query)
    for hit in ranked[:3]:
        clause = hit.clause
        if coverage(words, with_headings(clause), weights) < MIN_COVERAGE or hit.score < MIN_SCORE:
            continue
        if _APPLICATION.search(query.text) and not _APPLICATION.search(clause.text):
            continue
        passages = _answering(query, clause, words, weights)
        if passages:
            return Draft(quoted(passages))
    return refuse("no_evidence", _what_is_missing(query), nearest)


def _words(query: Query) -> tuple[str, ...]:
    """The content words, without years and bare numbers (a number asked about may be wrong)."""
    return tuple(word for word in content_words(query.text) if not word.isdigit())


def _absent(query: Query, corpus_text: str) -> str:
    """What the question names and no document mentions: a year, a place, a kind of benefit."""
    for year in query.years:
        if year not in corpus_text:
            return f"文件没有提到{year}年"
    districts = [d for d in _DISTRICT.findall(query.text) if not _NO_DISTRICT.search(d)]
    for place in (*_places().findall(query.text), *districts):
        if place not in corpus_text:
            return f"文件没有提到{place}"
    benefit = _SUBSIDY.search(query.text)
    if benefit and query.is_value and not _SUBSIDY.search(corpus_text):
        return f"文件没有规定{benefit[0]}"
    return ""


def _can_answer(query: Query, passage: str) -> bool:
    """Whether a passage holds a value of the kind, in the unit, that the question asks for."""
    if query.unit and query.is_value:
        return counts_in(query.unit, passage)
    return query.kind == "text" or holds(query.kind, passage)


def _answering(
    query: Query, clause: Clause, words: tuple[str, ...], weights: Weights
) -> list[Passage]:
    """The sentences of the clause that hold the kind of value and most of the words."""
    heading = " ".join(clause.heading_path)
    scored: list[tuple[float, Passage]] = []
    for sentence in sentences(clause):
        if not _can_answer(query, sentence.text):
            continue
        if (
            query.is_value
            and any(year not in sentence.text and year not in heading for year in query.years)
            and not any(year in clause.text for year in query.years)
        ):
            continue
        if _SUBSIDY.search(query.text) and query.is_value and not _SUBSIDY.search(sentence.text):
            continue
        own = coverage(words, sentence.text, weights)
        with_heading = coverage(words, f"{heading} {sentence.text}", weights)
        if query.is_value and (
            with_heading < MIN_VALUE_COVERAGE
            or coverage(words, f"{heading} {sentence.text}", weights, known_only=True)
            < MIN_KNOWN_COVERAGE
        ):
            continue
        scored.append((own + 0.5 * with_heading, sentence))
    if not scored:
        return []
    top = max(score for score, _ in scored)
    n_most = _MAX_SENTENCES[query.is_value and not query.wants_all]
    kept = sorted(scored, key=lambda pair: -pair[0])[:n_most]
    near = [passage for score, passage in kept if score >= _NEAR * top]
    return sorted(near, key=lambda passage: passage.start)


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


def _what_is_missing(query: Query) -> str:
    return f"没有找到写明所问{_KIND_NAMES[query.kind]}的条款"
