"""A number or a word of a statement that its source has in another phrase.

    货物达到1.2亿吨，集装箱突破260万箱    集装箱达到1.2亿吨       the number of another phrase
    当年有效，逾期作废                    逾期有效，当年作废      crossed

`confused` compares what surrounds a number; here it is whether its phrase says the same.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from index.tokenize import tagged
from rag.generate.figure import Figure, figures_in
from rag.generate.stop import PHRASE_END
from rag.generate.words import GENERAL, GRANTS, held, stated

# A phrase that opens so has its subject from those before it.
_SUBJECTLESS = re.compile(
    r"^(?:单个|每|最|按|给予|一次|分\d|并|同一|可|补助|补贴|奖励|资助|期限|上限|不|[\u4e00-\u9fff]{0,4}期限?)"
)
_CONDITION_ENDS = re.compile(r"(?:以上|以下|以内)?的")
_BASE = re.compile(r"[^,，。;；:：]+的$")
_WITHIN = re.compile(r"(?:年|月|日|工作日|小时)(?:之|以)?内(?P<then>[^,，。;；]*)")
_TERM_ENDS = re.compile(r"(?:日|月|年|小时)(?:之|以)?[内前后]$")


def of_another_phrase(said: str, texts: Sequence[str], behind: str) -> str | None:
    """A word beside a number that the source has only beside another number or deadline."""
    for text in texts:
        phrases = [phrase for phrase in PHRASE_END.split(text) if phrase.strip()]
        numbered = [(phrase, {(f.value, f.unit) for f in figures_in(phrase)}) for phrase in phrases]
        for part in PHRASE_END.split(said):
            keys = {(f.value, f.unit) for f in figures_in(part)}
            homes = [phrase for phrase, there in numbered if keys and keys <= there]
            homes += [_next(home, phrases) for home in homes if _TERM_ENDS.search(home)]
            if not homes:
                continue
            elsewhere = [phrase for phrase, there in numbered if there and phrase not in homes]
            plain = " ".join(phrase for phrase, there in numbered if not there)
            plain += " ".join(_inherited(home, phrases) for home in homes)
            for word in stated(part):
                if (
                    word in GENERAL
                    or word in GRANTS
                    or any(held(word, own) for own in (*homes, plain, behind))
                ):
                    continue
                if len(word) > 1 and any(word in other for other in elsewhere):
                    return word
            within = _WITHIN.search(part)
            for word in stated(within["then"])[:2] if within else ():
                if not any(held(word, home) for home in homes) and word in text:
                    return word
    return None


def _next(home: str, phrases: Sequence[str]) -> str:
    """The phrase behind one that only says when: `自收到之日起15日内,向县农业农村局提出`."""
    return "".join(phrases[phrases.index(home) + 1 :][:1])


def _inherited(home: str, phrases: Sequence[str]) -> str:
    """What stands before a phrase that has no subject of its own: `最高不超过80万元`."""
    before = phrases[: phrases.index(home)] if _SUBJECTLESS.search(home) else []
    return " ".join(before)


def crossed(said: str, evidence: str) -> str | None:
    """Two phrases of the statement that both mix the same two phrases of the source."""
    phrases = [phrase for phrase in PHRASE_END.split(evidence) if phrase.strip()]
    parts = [set(stated(part)) for part in PHRASE_END.split(said) if stated(part)]
    # What one phrase says whole mixes nothing.
    parts = [p for p in parts if not any(all(w in phrase for w in p) for phrase in phrases)]
    if len(parts) < 2:
        return None
    for at, one in enumerate(phrases):
        for other in phrases[at + 1 :]:
            mixing = [
                ({w for w in part if w in one and w not in other},
                 {w for w in part if w in other and w not in one})
                for part in parts
            ]  # fmt: skip
            both = [(here, there) for here, there in mixing if here and there]
            for before, after in pairwise(both):
                if not before[0] & after[0] and not before[1] & after[1]:
                    return "".join(sorted(before[0]))
    return None


def number_moved(said: str, texts: Sequence[str]) -> str | None:
    """A number whose phrase shares nothing with the statement but it: of another season or use.

    Either no noun that leads to it is told, or what it is said to be for stands elsewhere only.
    """
    phrases = [p for text in texts for p in PHRASE_END.split(text) if p.strip()]
    for part in PHRASE_END.split(said):
        for figure in (f for f in figures_in(part) if f.unit not in ("级", "类", "档")):
            homes = [p for p in phrases if (figure.value, figure.unit) in _keys(p)]
            if not homes:
                continue
            based = _BASE.search(part[: figure.start])
            if all(_leads_unlike(figure, home, said, based=bool(based)) for home in homes):
                return part[figure.start : figure.end]
            elsewhere = [p for p in phrases if p not in homes]
            after = [w for w in stated(part[figure.end :]) if w not in GRANTS]
            own = [w for w in after if any(held(w, home) for home in homes)]
            own = [w for w in own if not any(held(w, p) for p in elsewhere)]
            others = [w for w in after if w not in own and any(held(w, p) for p in elsewhere)]
            others = [w for w in others if not any(held(w, home) for home in homes)]
            if others and not own and all(_follows_words(figure, home) for home in homes):
                return others[0]
    return None


def _keys(text: str) -> set[tuple[Decimal, str]]:
    return {(f.value, f.unit) for f in figures_in(text)}


def _leads_unlike(figure: Figure, home: str, said: str, *, based: bool) -> bool:
    """Whether nouns lead to the number at home, and the statement has a character of none.

    What a share is of (`按成交价格的10%`) may be left out, but not told otherwise (`based`).
    """
    there = next(f for f in figures_in(home) if (f.value, f.unit) == (figure.value, figure.unit))
    kinds = dict(tagged(home[: there.start]))
    base = None if based else _BASE.search(home[: there.start])
    words = [
        w
        for w in stated(home[: base.start() if base else there.start])
        if w not in GRANTS and w not in GENERAL
    ]
    nouns = [w for w in words if kinds.get(w, "v")[0] in "nts"]
    return bool(nouns) and not any(c in said for w in words for c in w)


def _follows_words(figure: Figure, home: str) -> bool:
    there = next(f for f in figures_in(home) if (f.value, f.unit) == (figure.value, figure.unit))
    rest = home[there.end :]
    return bool(stated(rest)) and not _CONDITION_ENDS.match(rest)
