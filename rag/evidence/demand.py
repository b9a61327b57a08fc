"""What a question's own words demand of the evidence: what it is about must stand there.

A word that no document knows, or one that the documents know and the evidence lacks, is what a
near miss looks like: the right topic, but nothing about what was asked.
"""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from index.tokenize import tagged
from rag.question.query import Query
from rag.words.synonyms import same_as
from rag.words.terms import Weights, read_words, stop_words
from rag.words.torn import around_torn_terms

_MANNER_FILE = Path(__file__).with_name("manner.txt")
_WEIGHT = {"n": 1.0, "v": 0.5, "a": 0.4, "x": 1.0, "j": 1.0, "l": 0.8, "i": 0.8, "e": 1.0, "s": 0.6}
_VALUE_VERB = 0.45  # the same where one value answers, which has to be of this very thing
_UNKNOWN_VERB = 0.15  # people say in many ways what a document says in one
_HEAD = 1.3  # for what is asked about the subject: `审批流程是什么`, `哪家医院`
_ASKING = re.compile(
    r"什么|哪[个些家种类里儿几]?|多少|几|谁|怎么|怎样|如何|吗|多[高大长久远]|啥|咋"
)
_SURELY = 1.3  # how much more a noun weighs that only other places have
_HAN = re.compile(r"[\u4e00-\u9fffa-z]")
_MIN_PART = 0.5  # a long word counts as held by this share of its character pairs
_LIKE = 0.8  # what the rare characters of an unknown word are worth: 飞机 in 无人机


@cache
def _manner() -> frozenset[str]:
    return frozenset(read_words(_MANNER_FILE))


@dataclass(frozen=True)
class Demand:
    """A word that the evidence must answer to; `known` where some document has it.

    `head` where it is what is asked about the subject: `流程` in `审批流程是什么`.
    """

    word: str
    weight: float
    known: bool
    noun: bool = True
    head: bool = False


def demands_of(query: Query, weights: Weights, corpus_text: str) -> tuple[Demand, ...]:
    """The demanding words of a question, each once, in its order. `corpus_text` is folded."""
    found: dict[str, Demand] = {}
    ignored = stop_words() | _manner()
    words = _joined(
        [
            pair
            for piece, torn in around_torn_terms(query.text)
            for pair in (((piece, "x"),) if torn else tagged(piece))
        ]
    )
    heads = _heads(words)
    for at, (word, tag) in enumerate(words):
        factor = 0.8 if tag.startswith("vn") else _WEIGHT.get(tag[0], 0.0)
        if not factor or word in ignored or not _HAN.search(word) or _ASKING.match(word):
            continue
        if len(word) == 1 and not tag.startswith("n"):
            continue
        known = held(word, corpus_text) >= 1
        if known:
            rare = min(1.0, weights.weight(word) / math.log(1 + 2 * weights.n))
            factor *= 0.3 + 0.7 * rare
        elif tag == "v":
            factor = _VALUE_VERB if query.is_value else _UNKNOWN_VERB
        if at in heads:
            factor *= _HEAD
        found.setdefault(word, Demand(word, factor, known, tag[0] in "nxj", at in heads))
    return tuple(found.values())


def as_known_to(document_text: str, demands: Sequence[Demand]) -> list[Demand]:
    """The demands as one document knows them, its text folded: how others put things is strange.

    A thing or place that other documents name stays known: this one surely does not mean it.
    """
    return [
        demand
        if demand.noun or not demand.known or held(demand.word, document_text) >= 1
        else replace(demand, weight=min(demand.weight, _UNKNOWN_VERB), known=False)
        for demand in demands
    ]


def _joined(words: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The words with a lone noun character put to the short word before it: 区块 + 链."""
    joined: list[tuple[str, str]] = []
    for word, tag in words:
        before = joined[-1] if joined else ("", "")
        if len(word) == 1 and tag == "n" and len(before[0]) == 2 and before[1][0] in "nvbjsz":
            joined[-1] = (before[0] + word, "n")
        else:
            joined.append((word, tag))
    return joined


def _heads(words: Sequence[tuple[str, str]]) -> frozenset[int]:
    """Where the words stand that the asking word belongs to: before `是什么`, behind `哪家`."""
    asking = next((at for at, (word, _) in enumerate(words) if _ASKING.match(word)), None)
    if asking is None:
        return frozenset()
    heads = set()
    for at in range(asking - 1, max(-1, asking - 4), -1):
        if words[at][1][0] in "nv" and words[at][0] not in "是有要为在由到能":
            heads.add(at)
            break
    if asking + 1 < len(words) and words[asking + 1][1][0] in "nv":
        heads.add(asking + 1)
    return frozenset(heads)


def held(word: str, folded: str) -> float:
    """How much of a word a folded text holds, in [0, 1]: it, a synonym, or most of its pairs."""
    if any(other in folded for other in same_as().get(word, (word,))):
        return 1.0
    if len(word) < 4:
        return 0.0
    pairs = [word[at : at + 2] for at in range(len(word) - 1)]
    share = sum(pair in folded for pair in pairs) / len(pairs)
    return share if share >= _MIN_PART else 0.0


def resembled(word: str, folded: str, weights: Weights) -> float:
    """How much of an unknown word its characters' rarity lets a text hold, in [0, 1]."""
    rarity = [weights.character(c) for c in word]
    total = sum(rarity)
    return sum(r for c, r in zip(word, rarity, strict=True) if c in folded) / total if total else 0


def outside(demands: Sequence[Demand]) -> bool:
    """Whether a question is about nothing of the documents: none of the things it names is known.

    A question that names no thing at all is not outside for that.
    """
    things = [demand for demand in demands if demand.noun]
    known = sum(demand.weight for demand in demands if demand.known)
    return (
        bool(things)
        and not any(t.known for t in things)
        and 2 * known < sum(demand.weight for demand in demands)
    )


@dataclass(frozen=True)
class Shortfall:
    """What evidence leaves open, as shares of all demand in [0, 1], and the words.

    `unknown`: words that no document has; `missing`: words that only other places have.
    """

    unknown: float
    missing: float
    words: tuple[str, ...]

    @property
    def share(self) -> float:
        """All that is open."""
        return self.unknown + self.missing


def shortfall(demands: Iterable[Demand], evidence: str, weights: Weights) -> Shortfall:
    """What of the demands a folded evidence text does not hold."""
    total = unknown = missing = 0.0
    words: list[str] = []
    for demand in demands:
        total += demand.weight
        share = held(demand.word, evidence)
        if not demand.known:
            share = max(share, _LIKE * resembled(demand.word, evidence, weights))
        lacking = demand.weight * (1 - share)
        if share >= 1:
            continue
        words.append(demand.word)
        if demand.known:
            # What the documents do speak of elsewhere is lacking for certain here.
            missing += lacking * (_SURELY if demand.noun else 1.0)
        else:
            unknown += lacking
    if not total:
        return Shortfall(0.0, 0.0, ())
    total = max(total, unknown + missing)
    return Shortfall(unknown / total, missing / total, tuple(words))
