"""Every section that mentions a term: literal search over all clauses, complete by construction."""

import re
from collections.abc import Iterable

from corpus.document import Clause
from index.tokenize import fold
from rag.draft import Draft, quoted, refuse
from rag.held.passage import Passage, sentences
from rag.question.query import Query

_SAYS = r"(?:提到|提及|提过|涉及|出现|写到|写有|写了|点到|含有|说到|讲到)(?:了|过)?"
_WHERE = r"(?:文件|政策|办法|条款|条文|条|款|地方|段落|章节|内容|部分|处)"
_WHICH = rf"(?:哪[些几]?[个份]?{_WHERE}|在哪[里儿]?|哪[里儿])"
_TERM = r"[^”\"」』’，,。?？]{2,30}?"
_QUOTED = re.compile(r"[“\"「『‘](?P<term>[^”\"」』’]{1,30})[”\"」』’]")
_AFTER_VERB = re.compile(
    rf"{_SAYS}(?P<term>{_TERM})(?:这个词|一词|字样|[二两三四]字|的东西|这件事)?"
    rf"(?:的?(?:{_WHERE})|的)?(?:都)?(?:有|是|在)?(?:哪|都|$|[,，。?？])"
)
_BEFORE_VERB = re.compile(
    rf"^(?:文件|文中|原文)?(?:里|中)?(?P<term>{_TERM})(?:这个词|一词)?(?:都|分别)?"
    rf"(?:在{_WHICH}(?:里|中)?(?:{_SAYS}|被提)|(?:出现|写|提到)在{_WHICH}|"
    rf"在[\u4e00-\u9fff]{{2,8}}(?:里|中){_SAYS}的{_WHERE})"
)
_MENTIONS = re.compile(rf"{_SAYS}.{{0,32}}(?:{_WHICH}|的{_WHERE})|{_WHICH}.{{0,8}}{_SAYS}")
# `以“工作日”计时限的条款有哪几条`: a term in quotes, and which clauses.
_QUOTED_CLAUSES = re.compile(
    r"[“\"「『‘][^”\"」』’]{1,12}[”\"」』’][^,，。?？]{0,12}(?:条款|条文|条目)(?:都|分别)?(?:是|有)?(?:哪|几)"
)
_WITHIN = re.compile(r"(?P<scope>[\u4e00-\u9fff]{2,12}?)的?(?:段落|段|部分)(?:里|中)")
_DUTIES = re.compile(r"(?:责任)?分工(?:里|中)|责任单位(?:里|中)")


def mentions(query: Query, clauses: Iterable[Clause]) -> Draft | None:
    """The first sentence of each section that holds the term, or None where that is not asked."""
    term = _term(query.text)
    if term is None:
        return None
    scope = _WITHIN.search(query.text)
    found: dict[tuple[str, str], Passage] = {}
    for clause in clauses:
        folded = fold(clause.text)
        if fold(term) not in folded:
            continue
        if scope and fold(scope["scope"]) not in folded:
            continue
        if _DUTIES.search(query.text) and clause.kind != "responsibility":
            continue
        holding = next((s for s in sentences(clause) if fold(term) in fold(s.text)), None)
        if holding:
            found.setdefault((clause.doc_id, clause.section), holding)
    if not found and len(term) > _MAX_TERM and not _QUOTED.search(query.text):
        return None  # a description, not a term
    if not found:
        return refuse("no_evidence", f"没有条款提到“{term}”")
    lead = f"提到“{term}”的共 {len(found)} 条："
    return Draft(quoted([_short(p, term) for p in found.values()]), lead=lead, exhaustive=True)


_MAX_SHOWN = 80
_MAX_TERM = 8


def _short(passage: Passage, term: str) -> Passage:
    """The part of a long sentence around the term, cut at commas."""
    if len(passage.text) <= _MAX_SHOWN:
        return passage
    at = fold(passage.text).find(fold(term))
    begin = passage.text.rfind(",", 0, at) + 1
    begin = max(begin, passage.text.rfind("，", 0, at) + 1)
    ends = [e for e in (passage.text.find(c, at) for c in ",，;；。") if e >= 0]
    end = min(ends) + 1 if ends else len(passage.text)
    text = passage.text[begin:end]
    left = begin + len(text) - len(text.lstrip())
    text = text.strip().rstrip(",，")
    return Passage(passage.clause, text, passage.start + left, passage.start + left + len(text))


def _term(text: str) -> str | None:
    if (said := _QUOTED_CLAUSES.search(text)) and (found := _QUOTED.search(said[0])):
        return found["term"]
    if not _MENTIONS.search(text) and not _BEFORE_VERB.search(text):
        return None
    for pattern in (_QUOTED, _BEFORE_VERB, _AFTER_VERB):
        if found := pattern.search(text):
            return found["term"].strip().removesuffix("的")
    return None
