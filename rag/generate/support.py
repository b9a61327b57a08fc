"""Whether one source bears a statement out, and with which of its sentences.

Everything that can be compared is: numbers with units and bounds, dates, bodies and places, what
is pointed at, denials, and every word that says something. Similarity is no evidence.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.tokenize import fold
from rag.generate.binding import loosened
from rag.generate.body import names_in
from rag.generate.condition import narrowed_less
from rag.generate.confused import confused, with_subjects
from rag.generate.ellipsis import without_lent
from rag.generate.exchange import exchanged_for_another
from rag.generate.figure import (
    Day,
    Figure,
    day_agrees,
    days_in,
    figures_agree,
    figures_in,
)
from rag.generate.gathered import gathered
from rag.generate.polarity import denies_alike
from rag.generate.reference import unknown_pointers, without_pointers
from rag.generate.role import exchanged
from rag.generate.source import Source
from rag.generate.words import GENERAL, added, held, stated
from rag.held.passage import Passage

_RANK = {
    "pointer": 0,
    "figure": 1,
    "date": 2,
    "word": 3,
    "denial": 4,
    "subject": 5,
    "binding": 6,
    "role": 7,
}
_MAX_LENT = 0.67  # of a statement's words may stand in headings only
_DECIDED = (
    "subject",
    "denial",
    "binding",
    "role",
)  # one sentence has all the words, and says otherwise
_CONDITION = re.compile(r"(?:^|(?<=[,，。;；]))(?:对|凡|属于|经)[^,，。;；]{2,40}(?=[,，])")
_CHANGES = re.compile(r"(?:修改|改|调整|变更|提高|降低)[为至到]")
_OPERAND = re.compile(r"“[^”]+”|\d[\d.,]*|[^,，。;；“”\s]{2,}")
_TITLE = re.compile(r"[《〈]([^》〉]+)[》〉]")
_GOAL = re.compile(r"^(?:[(（].{1,3}[)）]\S{2,6}。)?(?:到|至)\d{4}年")
_ONLY_WITH = re.compile(r"未经([^,，]{2,20})[,，]?(?:不得|不能|不可)")
_ASKS_LEAVE = re.compile(r"(?:必须|须|应当?|要|需要?)先?(?:经|取得|获得|得到|征得)")
# `整改合格后才能恢复` for `整改合格前不得恢复`
_NOT_BEFORE = re.compile(
    r"([^,，。;；]{2,12}?)(?:之|以)?前[,，]?(?:均|都|一律)?(?:不得|不能|不可以?)"
)
_NOT_UNTIL = re.compile(r"后[^,，。;；]{0,4}[,，]?[^,，。;；]{0,6}(?:才能?|方可|才可以?)")
_EACH_YEAR = re.compile(r"每年|年度|全年")
_EXCEPTION = re.compile(r"除外|例外|不在此列")
_COUNTERS = ("类", "种", "项", "个", "家", "处", "座")
_PLACE_ENDS = ("区", "县", "市")
_EDGE = r"(?:^|(?<=[,，。;；:：、.)）\s]))"


@dataclass(frozen=True)
class Refuted:
    """Why a source does not bear a statement out: a word for the kind, and what was at fault."""

    kind: str
    what: str


Finding = tuple[Passage, ...] | Refuted


def support(statement: str, source: Source, told: str = "") -> Finding:
    """The fewest sentences of a source that bear a statement out, or why none does.

    `told` is what its sentence says before it, folded: it need not say again of whom.
    """
    folded = fold(statement).strip("。.;； ")
    refuted: Refuted | None = None
    for window in _windows(source):
        if len(window) > 1 and refuted and refuted.kind in _DECIDED:
            break
        finding = _borne(folded, window, source, told)
        if isinstance(finding, tuple):
            return finding
        # The sentence that holds most of the statement says best what is wrong with it.
        if refuted is None or (_RANK[finding.kind] > _RANK[refuted.kind]):
            refuted = finding
    if filled := _filled(folded, source, told):
        return filled
    if refuted is None or refuted.kind in _DECIDED:
        return refuted or Refuted("word", statement)
    return _listed(folded, source) or gathered(folded, source, _borne) or refuted


def _filled(folded: str, source: Source, told: str) -> tuple[Passage, ...] | None:
    """The sentence that bears a statement out but for words of those before it, with them."""
    for at in range(1, len(source.passages)):
        rest = without_lent(folded, at, source)
        if rest is None:
            continue
        finding = _borne(rest, (at,), source, told)
        if isinstance(finding, tuple):
            return (source.passages[at - 1], *finding)
    return None


def _windows(source: Source) -> Iterator[tuple[int, ...]]:
    """One sentence, two of a clause that belong together, one with a line of responsibilities."""
    passages = source.passages
    places = range(len(passages))
    yield from ((at,) for at in places)
    first = 0
    for at in places[1:]:
        before = passages[at - 1]
        if before.clause is not passages[at].clause or "\t" in passages[at].text:
            first = at
            continue
        yield at - 1, at
        if not before.text.endswith(("；", ";")):
            first = at
        elif first < at - 1:
            yield first, at  # 到2027年,甲达到5家;乙达到6家: the year holds for both
    yield from _under_goals(source)
    closing = [at for at in places if passages[at].clause.kind == "responsibility"]
    for at in places:
        yield from (
            (at, line) for line in closing if passages[at].clause is not passages[line].clause
        )


def _under_goals(source: Source) -> Iterator[tuple[int, int]]:
    """Each later sentence of a clause with the one `到2022年，…` whose year holds for it."""
    opener: int | None = None
    for at, passage in enumerate(source.passages):
        if at and source.passages[at - 1].clause is not passage.clause:
            opener = None
        if days_in(source.texts[at]):
            opener = at if _GOAL.search(source.texts[at]) else None
        elif opener is not None and opener < at - 1:
            yield opener, at


def _listed(folded: str, source: Source) -> tuple[Passage, ...] | None:
    """The sentences behind a list of things, each borne out by one of them; None for no list."""
    parts = [
        part
        for part in re.split(r"[、,，]|和(?=[\u4e00-\u9fff])|[:：]", folded)
        if stated(part) or figures_in(part) or days_in(part)
    ]
    numbered = [bool(figures_in(part) or days_in(part)) for part in parts]
    if len(parts) < 2 or len(source.passages) < 2 or any(numbered) != all(numbered):
        return None
    if any(numbered) and re.search(r"[,，]", folded):
        return None  # a condition and what follows from it are no list
    found: list[Passage] = []
    for part in parts:
        borne = (_borne(part, (at,), source) for at in range(len(source.passages)))
        finding = next((each for each in borne if isinstance(each, tuple)), None)
        if finding is None:
            return None
        found += finding
    return tuple(dict.fromkeys(found))


def _borne(folded: str, window: Sequence[int], source: Source, told: str = "") -> Finding:
    passages = tuple(source.passages[at] for at in window)
    shown_texts = [source.texts[at] for at in window]
    if _NOT_UNTIL.search(folded):
        shown_texts = [_NOT_BEFORE.sub(r"\1后可以", text) for text in shown_texts]
    evidence = "\n".join(shown_texts)
    if _is_verbatim(folded, evidence):
        return passages
    lead = source.lead
    if any(p.clause.section != source.clause.section for p in passages):
        lead = f"{lead} {fold(source.clause.text)}"  # an item stands under what opens its list
    behind = f"{evidence} {lead} {source.frame}"
    if unknown := unknown_pointers(folded, f"{behind} {fold(source.clause.label)}"):
        return Refuted("pointer", unknown[0])
    said = without_pointers(folded)
    shown = f"{without_pointers(evidence)}\n{without_pointers(lead)}"
    figures = [figure for figure in figures_in(said) if not _counts_its_list(said, figure)]
    days = days_in(said)
    shown_figures, shown_days = figures_in(shown), days_in(shown)
    for figure in figures:
        if not any(figures_agree(figure, other, shown) for other in shown_figures) and not (
            figure.unit == "年" and figure.value == 1 and _EACH_YEAR.search(shown)
        ):
            return Refuted("figure", said[figure.start : figure.end])
    for day in days:
        if not any(day_agrees(day, other) for other in shown_days):
            return Refuted("date", said[day.start : day.end])
    words = _without(said, figures, days)
    if extra := added(words, behind, evidence, source.whole):
        return Refuted("word", extra[0])
    own = [word for word in stated(words) if not held(word, evidence)]
    own_figures = figures_in(evidence)
    n_own = sum(any(figures_agree(f, other, evidence) for other in own_figures) for f in figures)
    if len(own) > _MAX_LENT * (len(stated(words)) + n_own):
        return Refuted("word", own[0])
    allowed = _ONLY_WITH.sub(r"经\1,可以", evidence) if _ASKS_LEAVE.search(said) else evidence
    if not denies_alike(said, allowed, lead) or _turned(said, evidence):
        return Refuted("denial", said)
    of_one = len(window) == 1 or any(p.clause.kind == "responsibility" for p in passages)
    if not of_one and (apart := _apart(said, window, source, lead)):
        return Refuted("subject", apart)
    if other := _of_another_document(folded, window, source):
        return Refuted("subject", other)
    if mistaken := confused(said, figures, days, source, wide=len(window) > 1):
        return Refuted("subject", mistaken)
    lines = [p.clause.kind == "responsibility" for p in passages]
    only_roles = any(lines) and not figures
    texts = [
        without_pointers(text).strip()
        for text, is_line in zip(shown_texts, lines, strict=True)
        if is_line or not only_roles
    ]
    if any(not any(figures_agree(f, other, evidence) for other in own_figures) for f in figures):
        texts.append(without_pointers(lead).strip())  # its number is from what opens the list
    if loose := loosened(said, texts, f"{lead} {source.frame}", told):
        return Refuted("binding", loose)
    if widened := narrowed_less(said, with_subjects(texts), f"{lead} {source.frame}", told):
        return Refuted("binding", widened)
    opener = fold(source.clause.text)
    if own and opener not in evidence and opener.endswith(":") and "," in opener:
        # Who tells a part of whom a list is for tells all of it.
        whom = opener.rsplit(",", 1)[0]
        if widened := narrowed_less(said, [whom], f"{evidence} {source.frame}", told):
            return Refuted("binding", widened)
    if other := exchanged_for_another(said, "\n".join(texts), f"{lead} {source.frame}"):
        return Refuted("role", other)
    if stranger := _stranger(said, f"{evidence} {lead}"):
        return Refuted("role", stranger)
    if other_acts := exchanged(said, "\n".join(texts)):
        return Refuted("role", other_acts)
    return passages


def _counts_its_list(said: str, figure: Figure) -> bool:
    """Whether a number only counts what stands before it: `有综合型和专业型两类`."""
    if figure.unit not in _COUNTERS:
        return False
    listed = re.split(r"[、和及与]|以及", re.split("[,，:：]", said[: figure.start])[-1])
    return len(listed) > 1 and figure.value == len(listed) and all(map(stated, listed))


def _stranger(said: str, evidence: str) -> str | None:
    """A body in a statement that only what the whole document says of itself knows.

    A name may have caught words before it (`责任单位包括市科技局`): one of its ends is enough.
    """
    for name in names_in(said):
        ends = (name.text[at:] for at in range(len(name.text) - 2))
        if not name.text.endswith(_PLACE_ENDS) and not any(held(end, evidence) for end in ends):
            return name.text
    return None


def _apart(said: str, window: Sequence[int], source: Source, lead: str) -> str | None:
    """The part of a statement over several sentences that they hold only between them.

    Each part between commas must stand in one of the sentences, with its numbers; and a sentence
    that a number comes from must not say of whom it speaks in words that the statement lacks.
    """
    texts = [source.texts[at] for at in window]
    texts = with_subjects(texts)
    condition: list[str] | None = None
    dated = 0
    for part in re.split(r"[,，]", said):
        figures = figures_in(part)
        words = _without(part, figures, days_in(part))
        home = [
            text
            for text in texts
            if GENERAL.issuperset(added(words, f"{text} {lead} {source.frame}", text, source.whole))
            and all(any(figures_agree(f, o, text) for o in figures_in(text)) for f in figures)
        ]
        if not home and any(_EXCEPTION.search(text) for text in texts):
            home = texts  # what is taken out is said of what stands before it
        if stated(part) and not home:
            return part
        at_least = min((texts.index(text) for text in home), default=0)
        if stated(part) and max(map(texts.index, home), default=0) < dated:
            return part  # a date does not reach back to the sentence before it
        if day_homes := [
            at
            for at, text in enumerate(texts)
            for day in days_in(part)
            if any(day_agrees(day, other) for other in days_in(text))
        ]:
            dated = max(dated, min(day_homes)) if not stated(words) else max(dated, at_least)
        if condition is not None and home and not any(text in condition for text in home):
            return part  # what follows from a condition stands with it
        if condition and not any(denies_alike(part, t, lead) for t in home if t in condition):
            return part
        condition = home if part.endswith("的") else None
        conditions = [_CONDITION.search(text) for text in home]
        if figures and all(c and added(c[0], f"{said} {lead}") for c in conditions):
            return part
    return None


def _of_another_document(folded: str, window: Sequence[int], source: Source) -> str | None:
    """Another document's title with a date or a number that no sentence with the title has."""
    for match in _TITLE.finditer(folded):
        title = match[1]
        begin = max(folded.rfind(mark, 0, match.start()) for mark in ",，") + 1
        days, figures = days_in(folded[begin:]), figures_in(folded[begin:])
        texts = [source.texts[at] for at in window if title in source.texts[at]]
        if title in source.frame or not texts:
            continue
        if not any(
            all(any(day_agrees(day, other) for other in days_in(text)) for day in days)
            and all(
                any(figures_agree(f, other, text) for other in figures_in(text)) for f in figures
            )
            for text in texts
        ):
            return str(title)
    return None


def _turned(said: str, evidence: str) -> bool:
    """Whether `甲修改为乙` became `乙修改为甲`."""
    for change in _CHANGES.finditer(said):
        after = _OPERAND.search(said, change.end())
        if after and not re.search(
            rf"(?:{_CHANGES.pattern})[^。;；]{{0,12}}?{re.escape(after[0])}", evidence
        ):
            return True
    return False


def _is_verbatim(folded: str, evidence: str) -> bool:
    bare = re.sub(r"\s+", "", folded)
    text = re.sub(r"[ \t]+", "", evidence)
    return bool(re.search(rf"{_EDGE}{re.escape(bare)}(?=[。;；\n]|$)", text))


def _without(said: str, figures: Sequence[Figure], days: Sequence[Day]) -> str:
    characters = list(said)
    spans = [*((f.start, f.end) for f in figures), *((d.start, d.end) for d in days)]
    for start, end in spans:
        characters[start:end] = "," * (end - start)
    return "".join(characters)
