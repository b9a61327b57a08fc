"""A sentence of the source that leaves out what the one before it named.

    对80周岁以上的独居老年人，每月补贴100元；年满100周岁的，每月补贴600元。
    100周岁以上的独居老年人每月补贴600元       独居, 老年人 are lent by the sentence before

A statement may fill the gap with such words if it tells the sentence whole: what it adds then only
narrows what is said anyway. It borrows no number, no body, no denial, and nobody to act but the
one who acts first.
"""

import re
from collections.abc import Sequence

from index.tokenize import tagged
from rag.generate.body import names_in
from rag.generate.figure import days_in, figures_in
from rag.generate.polarity import denials
from rag.generate.role import doings, first_actor
from rag.generate.source import Source
from rag.generate.stop import COMMA
from rag.generate.words import GENERAL, GRANTS, held, is_telling, meant_by, stated

_OTHERS = re.compile(r"其他|其余|其它|另外|以外的|之外的")  # not those named before
_MEMBERS = re.compile(r"[、或]")
_N_BEFORE = 2  # sentences right before; the first of the clause, which names its matter, always


def without_lent(said: str, at: int, source: Source) -> str | None:
    """A folded statement without the words that the sentences before `at` lend it.

    None where they lend nothing, or where the statement does not tell the sentence whole.
    """
    own, before = source.texts[at], _before(at, source)
    if not before:
        return None
    kinds = dict(tagged(said))
    lent = [word for word in dict.fromkeys(stated(said)) if not held(word, own)]
    if not lent or not all(held(w, f"{before} {source.lead}") for w in lent):
        return None
    if _OTHERS.search(own):
        return None
    if any(word.startswith("每") or kinds.get(word) in ("t", "m") for word in lent):
        return None
    if any(name.text not in own for name in names_in(said)) or _strangers(said, lent, before):
        return None
    if any(kinds.get(w, "n") == "v" and not _modifies(w, said, before) for w in lent):
        return None
    rest = said
    for word in sorted(lent, key=len, reverse=True):
        rest = rest.replace(word, "")
    parts = [part for part in COMMA.split(said) if stated(part) or figures_in(part)]
    if not all(_is_of(part, lent) for part in parts):
        return None
    return rest if _told_whole(own, said, rest) else None


def _before(at: int, source: Source) -> str:
    """The sentences of the same clause that may lend to the one at `at`; nothing for a row."""
    clause = source.passages[at].clause
    if "\t" in clause.text:
        return ""
    first = next(n for n, passage in enumerate(source.passages) if passage.clause is clause)
    places = dict.fromkeys((first, *range(max(first, at - _N_BEFORE), at)))
    return "\n".join(source.texts[place] for place in places if place < at)


def _strangers(said: str, lent: Sequence[str], before: str) -> bool:
    """Whether somebody is lent to act who is not the first to act in what stands before."""
    acting = {doing.who for doing in doings(said) if any(word in doing.who for word in lent)}
    first = first_actor(before)
    return any(first is None or first not in who for who in acting)


def _modifies(verb: str, said: str, before: str) -> bool:
    """Whether a verb says of whom (`购买成果的企业`), or is one that changes little."""
    phrase = next((part for part in COMMA.split(said) if verb in part), "")
    if "的" in phrase[phrase.find(verb) + len(verb) : -1]:
        return True
    return not is_telling(verb) and not any(
        denials(part) for part in COMMA.split(before) if verb in part
    )


def _is_of(part: str, lent: Sequence[str]) -> bool:
    """Whether at least half of what a part of the statement says is not lent."""
    words = stated(part)
    n_lent = sum(word in lent for word in words)
    n_own = len(words) - n_lent + len(figures_in(part)) + len(days_in(part)) + denials(part)
    return n_own >= n_lent


def _told_whole(own: str, said: str, rest: str) -> bool:
    """Whether a statement tells all of a sentence up to the last phrase that it tells of."""
    phrases = [phrase for phrase in COMMA.split(own.strip("。;； ")) if phrase.strip()]
    meant = meant_by(said)
    counted = {(f.value, f.unit) for f in figures_in(rest)}
    of = [
        at
        for at, phrase in enumerate(phrases)
        if any(held(word, rest) for word in stated(phrase))
        or counted & {(f.value, f.unit) for f in figures_in(phrase)}
    ]
    if not of:
        return False
    for phrase in phrases[: of[-1] + 1]:
        if any((f.value, f.unit) not in counted for f in figures_in(phrase)):
            return False
        members = [member for member in _MEMBERS.split(phrase) if stated(member)]
        missing = [_missing(member, meant) for member in members]
        if members and all(missing):
            return False
    return True


def _missing(text: str, meant: str) -> list[str]:
    return [
        word
        for word in stated(text)
        if word not in GENERAL and word not in GRANTS and not held(word, meant)
    ]
