"""Where one of several things is said that a question asks for: beside what answers the rest.

`场地、设备、人员各要多少` is answered by three items of one article, none of which says what the
article is about. What was found for the whole question says where to look; the words of the part
alone, and the kind of value that it asks for, choose the sentence.
"""

import re
from collections.abc import Sequence

from corpus.document import Clause
from index.hit import Hit
from index.tokenize import fold
from rag.draft import Draft, quoted
from rag.evidence.pattern import can_answer
from rag.evidence.silent import silent
from rag.evidence.value import pattern_of
from rag.held.holdings import Holdings
from rag.held.passage import Passage, sentences
from rag.question.query import Query
from rag.route.contents import items_of
from rag.route.found import supporting
from rag.route.parts import Part
from rag.words.terms import subject_words

# How a document says what a question calls by a name of its own.
_ASPECTS = tuple(
    (re.compile(name), re.compile(said))
    for name, said in (
        (r"比例|百分", r"\d\s*%"),
        (r"封顶|上限|最[高多]|限额", r"最[高多]|不超过|上限|封顶|以内"),
        (r"年限|期限|几年|几个月|有效期", r"\d+\s*(?:个?月|年|日|天|个?工作日)"),
        (r"多久|多长时间", r"\d+\s*(?:个?月|年|日|天|个?工作日)|每半?个?[年月季周天]"),
        (r"什么时候|何时|哪天|几月|几号|啥时候", r"\d{1,2}月|\d{4}年|每半?个?[年月季周]|日前"),
        (r"面积|场地|多大", r"平方米|亩|公顷"),
        (r"谁|部门|单位", r"局|委|办|政府|部门|单位|公司|中心"),
    )
)


_ACTS = re.compile(r"[交补发给奖建办报要需]")  # a verb of one character that is no subject
_STATES_NOTHING = ("addressee", "signature", "heading")
_N_SECTIONS = 3


def answers(part: Part, draft: Draft) -> bool:
    """Whether what a draft says states the thing that a part asks for."""
    if draft.reason:
        return False
    said = fold(" ".join(statement.text for statement in draft.statements))
    return _states(part, said, said)


def nearby(part: Part, whole: Draft, ranked: Sequence[Hit], holdings: Holdings) -> Draft | None:
    """The sentence that states a part, in what answers the whole question or was found first."""
    for clause in _places(part, whole, ranked, holdings):
        for sentence in (s for c in _around(clause, holdings) for s in sentences(c)):
            if _states(part, fold(sentence.text), fold(_named(sentence))):
                items = _opened(sentence, holdings)
                return Draft(quoted([sentence, *items]))
    return None


def _places(part: Part, whole: Draft, ranked: Sequence[Hit], holdings: Holdings) -> list[Clause]:
    """The clauses that answer the whole question, then those found first for it."""
    cited = [p.clause for s in whole.statements for p in s.passages]
    cited = [clause for clause in cited if clause.doc_id in holdings.documents]
    if cited:
        return list(dict.fromkeys(cited))
    hits = [hit.clause for hit in ranked if hit.clause.kind not in _STATES_NOTHING][:_N_SECTIONS]
    known = [clause for clause in hits if clause.doc_id in holdings.documents]
    return supporting(part.topic, known, holdings)


def _around(clause: Clause, holdings: Holdings) -> list[Clause]:
    """The section of a clause and its items, then the items beside it."""
    beside = holdings.documents[clause.doc_id].clauses
    own = [c for c in beside if c.section == clause.section and c.kind not in _STATES_NOTHING]
    own = list(dict.fromkeys((*own, *items_of(clause, beside))))
    # subtle: what closes a section sets exceptions, hence last.
    own.sort(key=lambda c: (c.kind == "tail", c.start))
    above = clause.section.rpartition("/")[0]
    listing = next(
        (c for c in beside if c.section == above and c.text.rstrip().endswith((":", "："))), None
    )
    return list(dict.fromkeys((*own, *(items_of(listing, beside) if listing else ()))))


def _states(part: Part, said: str, named: str) -> bool:
    """Whether a folded text holds the value that a part asks for and the words that are its own."""
    rest = part.own
    for name, told in _ASPECTS:
        if name.search(rest):
            if not told.search(said):
                return False
            rest = name.sub(" ", rest)
    words = [w for w in subject_words(rest) if len(w) > 1 or not _ACTS.match(w)]
    if not all(_said(word, named) for word in words):
        return False
    if rest == part.own and not words:
        return False
    return _holds(part.query, said) and not silent(part.query, said, "")


def _said(word: str, named: str) -> bool:
    """Whether a text has a word, or both its ends: `强高管` of 500强企业高管."""
    return word in named or (len(word) > 2 and word[0] in named and word[-2:] in named)


def _holds(query: Query, said: str) -> bool:
    pattern = pattern_of(query)
    if pattern is not None:
        return bool(pattern.search(said))
    return can_answer(query, said)


def _named(sentence: Passage) -> str:
    heading = sentence.clause.heading_path[-1] if sentence.clause.heading_path else ""
    return f"{heading} {sentence.text}"


def _opened(sentence: Passage, holdings: Holdings) -> list[Passage]:
    """The items that a sentence opens: `提交下列材料：`."""
    if not sentence.text.rstrip().endswith((":", "：")):
        return []
    return [sentences(item)[0] for item in items_of(sentence.clause, holdings.clauses)]
