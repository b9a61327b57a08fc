"""What to ask next: short questions that the documents answer, drawn from what an answer cites.

Each is made of a fact beside the cited one: what else its section grants or aims at, on what
conditions, with which papers, who answers for it, what a term means, what stands next to it. Each
is then put to the pipeline, and kept only where the answer is no refusal, cites that very fact,
and shows something new. Nothing here is part of answering: it is asked for when the answer is
already shown.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.document import Clause
from corpus.section import is_within
from index.tokenize import fold
from rag.answer import Answer
from rag.held.holdings import Holdings
from rag.question.conversation import Turn, short_name

MAX_QUESTIONS = 3
_MAX_CHARACTERS = 32
_MAX_TRIES = 12  # questions put to the pipeline for one answer
_MAX_CITED = 3  # sections of the answer that are looked around

_LISTED = re.compile(
    r"(?P<before>[^。；;：:]{0,24}?)(?:应当|应|须|需要|需|可以)?(?:同时)?"
    r"(?P<does>提交|提供|报送|符合|具备|满足|履行)(?:以下|下列)(?P<what>[\u4e00-\u9fff]{2,6})[：:]$"
)
_ORDERED = re.compile(
    r"(?P<before>[^。；;：:]{2,24}?)按照?(?:以下|下列)(?P<what>程序|步骤|标准|方式)"
    r"(?P<does>[\u4e00-\u9fff]{2,10})[：:]$"
)
_CASES = re.compile(
    r"(?P<before>[^。；;：:，,]{0,16}?)有(?:以下|下列)(?:情形|行为)之一的?[，,]"
    r"(?P<then>[^。；;：:]{3,14})[：:]$"
)
_NUMBERED = re.compile(
    r"^\s*(?:[(（]?[一二三四五六七八九十百零\d]+[)）、.．]|第\S{1,6}条(?:之[一二三四五])?)\s*"
)
_DEFINED = re.compile(r"所称(?:的)?[“\"]?(?P<term>[\u4e00-\u9fffA-Za-z]{2,12})[”\"]?[，,]?是指")
_NO_NOUN = re.compile(r"(?:[\d%％]|以上|以下|以内|不足|未满|达到)$")
_POINTS_BACK = re.compile(r"前款|前述|上述|本条|该")
_OBLIGED = re.compile(r"应当|须|需")
_MIN_NAME = 4  # characters of a heading that says by itself what is meant
_MAX_OPENED = 24  # documents that questions to begin with are looked for in

Ask = Callable[[str, Sequence[Turn]], Answer]
Slice = tuple[int, int]


@dataclass(frozen=True)
class Candidate:
    """A question, of a kind, that `document.text` answers in one of `slices`."""

    kind: str
    question: str
    doc_id: str
    slices: tuple[Slice, ...]


def follow_ups(
    answer: Answer,
    ask: Ask,
    holdings: Holdings,
    turns: Sequence[Turn] = (),
    n: int = MAX_QUESTIONS,
) -> tuple[str, ...]:
    """Up to `n` questions to ask after `answer`; `turns` end with that answer's own.

    `ask` answers a question after these turns, as it would be when somebody clicks on it.
    """
    shown = {(c.doc_id, c.start, c.end) for c in answer.citations}
    asked = {_plain(turn.question) for turn in turns} | {_plain(answer.question)}
    around = [(c.doc_id, c.section, (c.start, c.end)) for c in answer.citations]
    if not around:  # a refusal: what it was nearest to
        around = [(h.clause.doc_id, h.clause.section, (0, 0)) for h in answer.hits]
    places = list(dict.fromkeys(around))[:_MAX_CITED]
    candidates = _in_turn([_around(place, holdings) for place in places])
    return tuple(one.question for one in _kept(candidates, ask, turns, asked, shown, n))


def opening_questions(ask: Ask, holdings: Holdings, n: int = 6) -> tuple[str, ...]:
    """Up to `n` questions to begin with, from as many documents and of as many kinds as may be."""
    found: list[Candidate] = []
    newest = sorted(
        holdings.documents.values(), key=lambda each: each.metadata.issued or "", reverse=True
    )
    waiting = [list(_of_document(each.doc_id, holdings)) for each in newest[:_MAX_OPENED]]
    while any(waiting) and len(found) < n:
        for candidates in waiting:
            kinds = [one.kind for one in found]
            candidates.sort(key=lambda one: kinds.count(one.kind))  # stable: else as they were
            asked = {_plain(one.question) for one in found}
            found += _kept(candidates[:_MAX_CITED], ask, (), asked, set(), 1)[: n - len(found)]
            del candidates[:_MAX_CITED]
    return tuple(one.question for one in found)


def _kept(
    candidates: Iterable[Candidate],
    ask: Ask,
    turns: Sequence[Turn],
    asked: set[str],
    shown: set[tuple[str, int, int]],
    n: int,
) -> list[Candidate]:
    """The first `n` candidates of different kinds that are answered as they are meant."""
    kept: list[Candidate] = []
    kinds: set[str] = set()
    seen = set(asked)
    tries = 0
    for one in candidates:
        plain = _plain(one.question)
        if one.kind in kinds or plain in seen or len(one.question) > _MAX_CHARACTERS:
            continue
        seen.add(plain)
        tries += 1
        found = ask(one.question, turns)
        cited = {(c.doc_id, c.start, c.end) for c in found.citations}
        if (
            not found.refused
            and found.understood is None
            and _answers(one, cited)
            and cited - shown
        ):
            kept.append(one)
            kinds.add(one.kind)
            shown = shown | cited
        if len(kept) == n or tries == _MAX_TRIES:
            break
    return kept


def _answers(one: Candidate, cited: Iterable[tuple[str, int, int]]) -> bool:
    """Whether what is cited lies in the place that the question was made of."""
    return any(
        doc_id == one.doc_id and any(_overlap((start, end), each) for each in one.slices)
        for doc_id, start, end in cited
    )


def _in_turn(each: Sequence[Iterator[Candidate]]) -> Iterator[Candidate]:
    """The first of each, then the second of each, and so on."""
    waiting = list(each)
    while waiting:
        for candidates in list(waiting):
            one = next(candidates, None)
            if one is None:
                waiting.remove(candidates)
            else:
                yield one


def _around(place: tuple[str, str, Slice], holdings: Holdings) -> Iterator[Candidate]:
    """What can be asked of a cited section, then of those beside it, then of its document."""
    doc_id, section, slice_ = place
    own = holdings.within(frozenset({doc_id}))
    if doc_id not in own.documents:
        return
    above = _ancestors(section)
    yield from _of_sections(own, above, slice_)
    yield from _defined(own, slice_)
    parent = above[1] if len(above) > 1 else ""
    sections = list(dict.fromkeys(c.section for c in own.clauses))
    at = sections.index(section)
    near = [s for s in (*sections[at + 1 :], *sections[:at]) if _parent(s) == parent]
    for other in near[:4]:
        yield from _of_sections(own, (other,), (0, 0))
    yield from _lists(own, above[-1])
    yield from _of_document(doc_id, holdings)


def _of_document(doc_id: str, holdings: Holdings) -> Iterator[Candidate]:
    own = holdings.within(frozenset({doc_id}))
    for benefit in own.benefits[:3]:
        yield from _benefits(own, (benefit.clause.section,), (0, 0))
    for target in own.targets[:2]:
        yield from _targets(own, (target.clause.section,), (0, 0))
    for task in own.responsibilities[:3]:
        yield from _responsible(own, (task.section,), (0, 0))
    yield from _lists(own, "")


def _of_sections(own: Holdings, sections: Sequence[str], cited: Slice) -> Iterator[Candidate]:
    """What the facts of these sections answer, apart from the cited slice."""
    yield from _conditions(own, sections, cited)
    yield from _responsible(own, sections, cited)
    yield from _benefits(own, sections, cited)
    yield from _targets(own, sections, cited)
    yield from _items(own, sections)


def _responsible(own: Holdings, sections: Sequence[str], cited: Slice) -> Iterator[Candidate]:
    for each in own.responsibilities:
        if each.section not in sections:
            continue
        if _overlap((each.start, each.end), cited):
            for unit in each.lead[:1]:
                slices = tuple((o.start, o.end) for o in own.responsibilities if unit in o.lead)
                yield _candidate("unit", f"{unit}牵头哪些条款？", each.clause, slices)
            continue
        name = _name(own, each.section)
        told = any(unit in name for unit in (*each.lead, *each.support))
        if len(name) >= _MIN_NAME and not told:
            asked = "由谁牵头" if each.lead else "的责任单位有哪些"
            yield _candidate("who", f"{name}{asked}？", each.clause, ((each.start, each.end),))


def _benefits(own: Holdings, sections: Sequence[str], cited: Slice) -> Iterator[Candidate]:
    for each in own.benefits:
        slice_ = each.start, each.end
        if each.clause.section not in sections or _overlap(slice_, cited):
            continue
        if each.condition and each.amount is not None and _stands_alone(each.condition):
            yield _candidate("amount", f"{each.condition}{each.what}多少？", each.clause, (slice_,))


def _conditions(own: Holdings, sections: Sequence[str], cited: Slice) -> Iterator[Candidate]:
    """What a list says that the sections hold: conditions, papers, steps."""
    for clause in own.clauses:
        if clause.section in sections and not _overlap((clause.start, clause.end), cited):
            yield from _of_list(own, clause)


def _targets(own: Holdings, sections: Sequence[str], cited: Slice) -> Iterator[Candidate]:
    for each in own.targets:
        slice_ = each.start, each.end
        if each.clause.section in sections and not _overlap(slice_, cited):
            year = f"{each.by[:4]}年" if each.by else ""
            yield _candidate("target", f"{year}{each.metric}目标是多少？", each.clause, (slice_,))


def _items(own: Holdings, sections: Sequence[str]) -> Iterator[Candidate]:
    """What a section with a name is made of, where it has sections below."""
    for section in sections[:1]:
        below = [c for c in own.clauses if _parent(c.section) == section]
        name = _name(own, section)
        if len({c.section for c in below}) > 1 and len(name) >= _MIN_NAME:
            slices = tuple((c.start, c.end) for c in below)
            yield _candidate("items", f"{name}有哪些内容？", below[0], slices)


def _defined(own: Holdings, cited: Slice) -> Iterator[Candidate]:
    """What a term of the cited words means, where the document says it elsewhere."""
    (document,) = own.documents.values()
    words = document.text[cited[0] : cited[1]]
    for clause in own.clauses:
        for found in _DEFINED.finditer(clause.text):
            slice_ = clause.start + found.start(), clause.start + found.end()
            if found["term"] in words and not _overlap(slice_, cited):
                yield _candidate("term", f"{found['term']}是指什么？", clause, (slice_,))


def _lists(own: Holdings, under: str) -> Iterator[Candidate]:
    """What the lists of a document answer, those under one section first."""
    for clause in sorted(own.clauses, key=lambda c: not is_within(c.section, under)):
        yield from _of_list(own, clause)


def _of_list(own: Holdings, clause: Clause) -> Iterator[Candidate]:
    """The question that a list answers, from the words that open it."""
    said = _NUMBERED.sub("", clause.text.strip()).split("\n")[-1]
    if found := _LISTED.match(said):
        before = found["before"].removesuffix("的，").removesuffix("的,").rstrip("，,")
        if len(before) >= 2:
            ought = "" if _OBLIGED.search(before) else "应当"
            asked = f"{before}{ought}{found['does']}哪些{found['what']}？"
            yield _candidate(found["what"], asked, clause, _below(own, clause))
    elif found := _ORDERED.match(said):
        asked = f"{found['before'].rstrip('，,')}按照什么{found['what']}{found['does']}？"
        yield _candidate(found["what"], asked, clause, _below(own, clause))
    elif found := _CASES.match(said):
        if found["before"]:
            asked = f"{found['before']}在哪些情形下{found['then']}？"
            yield _candidate("cases", asked, clause, _below(own, clause))


def _below(own: Holdings, clause: Clause) -> tuple[Slice, ...]:
    """The slices of a clause and of all that its section holds behind it."""
    behind = (c for c in own.clauses if c.start >= clause.end)
    inside = (c for c in behind if is_within(c.section, clause.section))
    return ((clause.start, clause.end), *((c.start, c.end) for c in inside))


def _candidate(kind: str, question: str, clause: Clause, slices: Sequence[Slice]) -> Candidate:
    return Candidate(kind, " ".join(question.split()), clause.doc_id, tuple(slices))


def _name(own: Holdings, section: str) -> str:
    clause = next((c for c in own.clauses if c.section == section), None)
    return (short_name(clause) or "") if clause else ""


def _stands_alone(condition: str) -> bool:
    """Whether a condition names whom it is about, and nothing that was said before it."""
    return not (_NO_NOUN.search(condition) or _POINTS_BACK.search(condition))


def _ancestors(section: str) -> tuple[str, ...]:
    """The section and those above it, innermost first: `二/(三)/2`, `二/(三)`, `二`."""
    steps = section.split("/")
    return tuple("/".join(steps[:n]) for n in range(len(steps), 0, -1))


def _parent(section: str) -> str:
    return section.rpartition("/")[0]


def _overlap(one: Slice, other: Slice) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _plain(question: str) -> str:
    return re.sub(r"[\s?？。!！,，]", "", fold(question))
