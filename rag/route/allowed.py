"""Whether something may be done: `能不能只设窗口`, `行得通吗`, `还没做完能报吗`.

The sentence that sets the rule answers, not the one that shares most words with the question: what
must, may or must not be. No verdict is given where nothing proves it; the rule is quoted.
"""

import re
from collections.abc import Sequence

from corpus.document import Clause
from index.hit import Hit
from index.tokenize import fold
from rag.draft import Draft, quoted
from rag.evidence.quantity import span_in_days
from rag.evidence.value import quantities
from rag.held.holdings import Holdings
from rag.held.passage import Passage, sentences
from rag.question.query import Query
from rag.route.found import supported
from rag.words.terms import coverage, subject_words

_ASKS = re.compile(
    r"能不能|能否|可不可以|可否|可以吗|可以么|行不行|行吗|行么|行得通|允许|准不准|许不许|合规|合法|违规"
    r"|算不算|(?<![智功职只才不性机])能[^,，]{1,24}[吗么不嘛][?？]?$|可以[^,，]{1,24}[吗么不嘛][?？]?$|要不要|必须.{0,20}[吗么]|用不用|需不需要"
    r"|管得着|管不管|适用吗|适不适用|有没有资格|够不够格|符合.{0,10}[吗么]"
)
# Words that set a rule; 应 alone also stands where something is only to be done.
_RULE = re.compile(
    r"不得|严禁|禁止|不允许|不予|不能|不可|只能|方可|原则上|必须|可以|均可|可自行|允许|参照|适用|除外|无需|不需|免于"
    r"|不再|不在|不属于|不纳入|不享受|不支持|不受理|不包括|不适用|视为|免费|不收|应当?(?:同时)?(?:已|具备|符合|满足|是|为|具有|属于|在)|选择其一|限于|仅限|不限于"
)
_ENDS_OPEN = re.compile(r"[?？:：]$")  # asks, or leaves the rule to what follows
_NEAR = 0.75  # a hit that scores this share of the best one's may set the rule
_BONUS = 0.25  # what it is worth to set a rule, beside the share of the question's words
_KEPT = 0.3  # a rule that says less than this of what the answer says is about something else
_N_HITS = 4


def rule_asked(
    query: Query, answer: Draft, ranked: Sequence[Hit], holdings: Holdings
) -> Draft | None:
    """The sentence that sets the rule in place of an answer that sets none; or None.

    `answer` is what the search found, not refused.
    """
    valued = query.is_value and answer.shown  # a value was asked for and stands there
    if valued or not _ASKS.search(query.text) or answer.reason or not answer.statements:
        return None
    passages = [p for s in answer.statements for p in s.passages]
    opened = [holdings.openings.get((p.clause.doc_id, p.clause.section), "") for p in passages]
    said = " ".join((*opened, *(p.text for p in passages)))
    if _RULE.search(said) or re.match(r"不?是。", answer.statements[0].text):
        return None
    words = subject_words(query.text)
    top = max((hit.score for hit in ranked), default=0.0)
    cited = {(p.clause.doc_id, p.clause.section) for s in answer.statements for p in s.passages}
    best: tuple[float, Passage] | None = None
    for hit in ranked[:_N_HITS]:
        place = (hit.clause.doc_id, hit.clause.section)
        if hit.clause.doc_id not in holdings.documents or hit.score < _NEAR * top:
            continue
        own = [
            c for c in holdings.documents[place[0]].clauses
            if c.kind in ("item", "paragraph", "tail")
            and place[1] in (c.section, _list_of(c, holdings))
        ]  # fmt: skip
        for sentence in (s for clause in own for s in sentences(clause)):
            own_place = (place[0], sentence.clause.section)
            opening = holdings.openings.get(own_place, "")
            rules = _RULE.search(sentence.text) or (
                _RULE.search(opening) and _measures_alike(query.text, sentence.text)
            )
            if not rules or _ENDS_OPEN.search(sentence.text):
                continue
            if own_place not in cited and not supported(query, sentence.clause, holdings):
                continue
            score = _told(words, sentence, holdings) + _BONUS * (own_place in cited)
            if best is None or score > best[0]:
                best = score, sentence
    current = max(_told(words, p, holdings) + _BONUS for p in passages)
    return Draft(quoted([best[1]])) if best and best[0] >= _KEPT * current else None


def _list_of(clause: Clause, holdings: Holdings) -> str:
    """The section whose list a clause is an item of; empty for none."""
    opened = (clause.doc_id, clause.section) in holdings.openings
    return clause.section.rpartition("/")[0] if opened else ""


def _measures_alike(asked: str, said: str) -> bool:
    """Whether a condition sets a number of the sort that the question tells of the asker.

    Example: `注册满2年` for `注册才一年零三个月，能申请吗`.
    """
    if span_in_days(asked) and span_in_days(said):
        return True
    told = {quantity.dimension for quantity in quantities(asked)}
    return any(quantity.dimension in told for quantity in quantities(said))


def _told(words: Sequence[str], sentence: Passage, holdings: Holdings) -> float:
    """How much of the question's words a sentence holds, alone and under its headings."""
    heading = " ".join(sentence.clause.heading_path)
    own = coverage(words, fold(sentence.text), holdings.weights)
    return own + coverage(words, fold(f"{heading} {sentence.text}"), holdings.weights)
