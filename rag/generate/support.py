"""Whether one source bears a statement out, and with which of its sentences.

Everything that can be compared is: numbers with units and bounds, dates, bodies and places, what
is pointed at, denials, and every word that says something. Similarity is no evidence.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.tokenize import fold
from rag.generate.binding import loosened
from rag.generate.body import names_in, places_of
from rag.generate.condition import narrowed_less
from rag.generate.contrast import (
    Anchor,
    Placed,
    belongs,
    day_anchors,
    features,
    figure_anchors,
    placed,
)
from rag.generate.figure import (
    Day,
    Figure,
    bounds_agree,
    day_agrees,
    days_in,
    figures_in,
    units_agree,
)
from rag.generate.gathered import gathered
from rag.generate.polarity import denies_alike
from rag.generate.reference import unknown_pointers, without_pointers
from rag.generate.role import exchanged
from rag.generate.source import Source
from rag.generate.words import added, held, stated, words_for
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
_NEVER_EACH = ("岁", "分")  # `100周岁以上的每月…` is no age a month
_TITLE = re.compile(r"[《〈]([^》〉]+)[》〉]")
_BEFORE_NUMBER = re.compile(r"(?:低于|高于|达到|超过|不足)?\d")
_SUBJECTLESS = re.compile(r"(?:年满|得分|其中|达到|超过|不足|满|在)?[^,，。;；对]{0,14}的[,，]")
_GOAL = re.compile(r"^(?:[(（].{1,3}[)）]\S{2,6}。)?(?:到|至)\d{4}年")
_ONLY_WITH = re.compile(r"未经([^,，]{2,20})[,，]?(?:不得|不能|不可)")
_ASKS_LEAVE = re.compile(r"(?:必须|须|应当?|要|需要?)先?(?:经|取得|获得|得到|征得)")
_EACH_YEAR = re.compile(r"每年|年度|每人每年")
_EXCEPTION = re.compile(r"除外|例外|不在此列")
_PLACE_ENDS = ("区", "县", "市")
_EDGE = r"(?:^|(?<=[,，。;；:：、\s]))"


@dataclass(frozen=True)
class Refuted:
    """Why a source does not bear a statement out: a word for the kind, and what was at fault."""

    kind: str
    what: str


Finding = tuple[Passage, ...] | Refuted


def support(statement: str, source: Source) -> Finding:
    """The fewest sentences of a source that bear a statement out, or why none does."""
    folded = fold(statement).strip("。.;； ")
    refuted: Refuted | None = None
    for window in _windows(source):
        if len(window) > 1 and refuted and refuted.kind in _DECIDED:
            break
        finding = _borne(folded, window, source)
        if isinstance(finding, tuple):
            return finding
        # The sentence that holds most of the statement says best what is wrong with it.
        if refuted is None or (_RANK[finding.kind] > _RANK[refuted.kind]):
            refuted = finding
    if refuted is None or refuted.kind in _DECIDED:
        return refuted or Refuted("word", statement)
    return _listed(folded, source) or gathered(folded, source, _borne) or refuted


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
    yield from ((opener, at) for at in places if (opener := _goal_opener(source, at)) is not None)
    closing = [at for at in places if passages[at].clause.kind == "responsibility"]
    for at in places:
        yield from (
            (at, line) for line in closing if passages[at].clause is not passages[line].clause
        )


def _goal_opener(source: Source, at: int) -> int | None:
    """The sentence `到2022年，…` whose year holds for a later one of its clause, or None."""
    own = source.passages[at]
    for before in range(at - 1, -1, -1):
        if source.passages[before].clause is not own.clause or days_in(source.texts[at]):
            return None
        if days_in(source.texts[before]):
            opens = _GOAL.search(source.texts[before])
            return before if opens and before < at - 1 else None
    return None


def _listed(folded: str, source: Source) -> tuple[Passage, ...] | None:
    """The sentences behind a list of things, each borne out by one of them; None for no list."""
    parts = [
        part for part in re.split(r"[、,，]|和(?=[\u4e00-\u9fff])|[:：]", folded) if stated(part)
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


def _borne(folded: str, window: Sequence[int], source: Source) -> Finding:
    passages = tuple(source.passages[at] for at in window)
    evidence = "\n".join(source.texts[at] for at in window)
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
    figures, days = figures_in(said), days_in(said)
    shown_figures, shown_days = figures_in(shown), days_in(shown)
    for figure in figures:
        if not any(_agrees(figure, other, shown) for other in shown_figures) and not (
            figure.unit == "年" and figure.value == 1 and _EACH_YEAR.search(shown)
        ):
            return Refuted("figure", said[figure.start : figure.end])
    for day in days:
        if not any(day_agrees(day, other) for other in shown_days):
            return Refuted("date", said[day.start : day.end])
    words = _without(said, figures, days)
    if extra := added(words, behind):
        return Refuted("word", extra[0])
    own = [word for word in stated(words) if not held(word, evidence)]
    if len(own) > _MAX_LENT * len(stated(words)):
        return Refuted("word", own[0])
    allowed = _ONLY_WITH.sub(r"经\1,可以", evidence) if _ASKS_LEAVE.search(said) else evidence
    if not denies_alike(said, allowed, lead) or _turned(said, evidence):
        return Refuted("denial", said)
    of_one = len(window) == 1 or any(p.clause.kind == "responsibility" for p in passages)
    if not of_one and (apart := _apart(said, window, source, lead)):
        return Refuted("subject", apart)
    if other := _of_another_document(folded, window, source):
        return Refuted("subject", other)
    if confused := _confused(said, figures, days, source, wide=len(window) > 1):
        return Refuted("subject", confused)
    lines = [p.clause.kind == "responsibility" for p in passages]
    only_roles = any(lines) and not figures
    texts = [
        without_pointers(source.texts[at]).strip()
        for at, is_line in zip(window, lines, strict=True)
        if is_line or not only_roles
    ]
    if loose := loosened(said, texts, f"{lead} {source.frame}"):
        return Refuted("binding", loose)
    if widened := narrowed_less(said, texts, f"{lead} {source.frame}"):
        return Refuted("binding", widened)
    if stranger := _stranger(said, f"{evidence} {lead}"):
        return Refuted("role", stranger)
    if other_acts := exchanged(said, "\n".join(texts)):
        return Refuted("role", other_acts)
    return passages


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
    texts = _with_subjects(texts)
    condition: list[str] | None = None
    dated = 0
    for part in re.split(r"[,，]", said):
        figures = figures_in(part)
        words = _without(part, figures, days_in(part))
        home = [
            text
            for text in texts
            if not added(words, f"{text} {lead} {source.frame}")
            and all(any(_agrees(f, o, text) for o in figures_in(text)) for f in figures)
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
            and all(any(_agrees(f, other, text) for other in figures_in(text)) for f in figures)
            for text in texts
        ):
            return str(title)
    return None


def _with_subjects(texts: Sequence[str]) -> list[str]:
    return [text if not at else _with_subject(text, texts[at - 1]) for at, text in enumerate(texts)]


def _with_subject(text: str, before: str) -> str:
    """A sentence that opens without saying of whom, with the opening of the one before it.

    Example: `对80岁以上的独居老人,每月100元;` before `年满90岁的,每月200元`.
    """
    if not before.endswith((";", "；")) or not _SUBJECTLESS.match(text):
        return text
    opening = re.split("[,，]", before)[0]
    if "的" in opening[:-1]:
        return f"{opening[:-1].split('的')[-1]}{opening[-1]}{text}"
    return f"{_BEFORE_NUMBER.split(opening)[0]}{text}"


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


def _agrees(said: Figure, stands: Figure, shown: str) -> bool:
    if not bounds_agree(said.bound, stands.bound):
        return False
    if said.unit not in _NEVER_EACH and not said.per <= stands.per:
        return False
    if units_agree(said.unit, stands.unit):
        return said.value == stands.value
    if not stands.unit and said.unit:
        # A table says the unit in its head: 总投资（亿元）, and 22 in the row.
        return said.written == stands.written and f"({_unit_written(said)}" in shown
    bare = said.value == said.written and said.written == stands.written
    return not said.unit and (bare or said.value == stands.value)


def _unit_written(said: Figure) -> str:
    ratio = int(said.value / said.written) if said.written else 1
    return {1: "", 10**4: "万", 10**8: "亿"}.get(ratio, "?") + said.unit


def _without(said: str, figures: Sequence[Figure], days: Sequence[Day]) -> str:
    characters = list(said)
    spans = [*((f.start, f.end) for f in figures), *((d.start, d.end) for d in days)]
    for start, end in spans:
        characters[start:end] = "," * (end - start)
    return "".join(characters)


def _confused(
    said: str, figures: Sequence[Figure], days: Sequence[Day], source: Source, *, wide: bool
) -> str | None:
    """What of a sentence stands in its source for another matter; None where nothing does.

    `wide` where the sentence draws on several of the source: then a number needs the whole
    sentence to be nearer to its own place, or its subject may be from another.
    """
    text = "\n".join(map(without_pointers, _with_subjects(source.texts)))
    there_figures, there_days = figures_in(text, loose=True), days_in(text)
    names = [name.text for name in names_in(text)]
    said_names, there_names = places_of(names, said), places_of(names, text)
    here = [
        *figure_anchors(said, figures),
        *day_anchors(days),
        *(Anchor(n.text, "name", n.start, n.end) for n in said_names),
    ]
    there = [
        *figure_anchors(text, there_figures),
        *day_anchors(there_days),
        *(Anchor(n.text, "name", n.start, n.end) for n in there_names),
    ]
    by_start = _by_start(figures, days)
    by_start_there = _by_start(there_figures, there_days)
    places = placed(text, there, there_days)
    meant = _meant(said, text)

    def same(one: Anchor, other: Anchor) -> bool:
        left, right = by_start.get(one.start), by_start_there.get(other.start)
        if isinstance(left, Day) and isinstance(right, Day):
            return day_agrees(left, right)
        if isinstance(left, Figure) and isinstance(right, Figure):
            return _agrees(left, right, text)
        if isinstance(one.key, str) and isinstance(other.key, str):
            return one.key.endswith(other.key) or other.key.endswith(one.key)
        return one.key == other.key

    for place in placed(said, here, days):
        own = Placed(place.anchor, {**place.own, **meant_in(place, meant)}, place.inherited)
        alike = [p for p in places if p.anchor.rival == place.anchor.rival]
        rivals = [p for p in alike if p.anchor.conditional == place.anchor.conditional]
        if rivals and not any(same(place.anchor, p.anchor) for p in rivals):
            if _led_alike(
                said, place.anchor, text, [p.anchor for p in alike if same(place.anchor, p.anchor)]
            ):
                continue
            return said[place.anchor.start : place.anchor.end]  # a condition told as what it gives
        agreeing = [p for p in rivals if same(place.anchor, p.anchor)]
        others = [
            p
            for p in rivals
            if p.anchor.key != place.anchor.key and not same(place.anchor, p.anchor)
        ]
        if not agreeing or not others:
            continue
        if not belongs(own, agreeing, others):
            return said[place.anchor.start : place.anchor.end]
        figure = by_start.get(place.anchor.start)
        if wide and isinstance(figure, Figure) and not _has_parallel(figure, figures):
            whole = Placed(place.anchor, features(said, 0, len(said), days))
            if not belongs(whole, agreeing, others, margin=0.0):
                return said[figure.start : figure.end]
    return None


def _led_alike(said: str, anchor: Anchor, text: str, others: Sequence[Anchor]) -> bool:
    """Whether a number stands behind the same two characters, as 10亿元 behind 突破."""
    lead = said[max(0, anchor.start - 2) : anchor.start]
    return bool(lead.strip(",，")) and any(text[: o.start].endswith(lead) for o in others)


def _by_start(figures: Sequence[Figure], days: Sequence[Day]) -> dict[int, Figure | Day]:
    found: dict[int, Figure | Day] = {figure.start: figure for figure in figures}
    found.update((day.start, day) for day in days)
    return found


def _has_parallel(figure: Figure, figures: Sequence[Figure]) -> bool:
    return any(
        f is not figure and f.unit == figure.unit and f.bound == figure.bound for f in figures
    )


def _meant(said: str, text: str) -> dict[str, str]:
    """The words of a sentence that stand in the source under another word, with that word."""
    found: dict[str, str] = {}
    for word in stated(said):
        if word not in text and held(word, text):
            for other in words_for(word):
                if other in text:
                    found[word] = other
                    break
    return found


def meant_in(place: Placed, meant: dict[str, str]) -> dict[str, float]:
    """What the words around an anchor mean in the source's own words."""
    found: dict[str, float] = {}
    for word, other in meant.items():
        if all(word[at : at + 2] in place.own for at in range(max(1, len(word) - 1))):
            found |= features(other, 0, len(other), ())
    return found
