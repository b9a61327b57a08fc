"""What is measured of a question and a passage that may answer it, for `rag.evidence.gate`.

A word is held by a text literally or by one that means the same. What is measured of the words is
taken over widening circles around the answer: `near` (the phrase of a value, or the sentences,
with headings and the document's frame), `said` (sentences and headings), `all` (the whole clause
and what it stands under).
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from corpus.document import FRAME_KINDS, Clause
from index.tokenize import fold
from rag.evidence.demand import Demand, as_known_to, demands_of, held, resembled
from rag.evidence.pattern import can_answer
from rag.evidence.promised import PROMISED
from rag.question.aspect import attribute_of, lacking_qualifier
from rag.question.constraint import BENEFIT, each_missing
from rag.question.query import Query
from rag.words.synonyms import same_as
from rag.words.terms import Weights, stop_words, subject_words

Features = dict[str, float]

_LIKE = 0.8  # what the rare characters of an unknown word are worth, as in `demand`
_NUMBER = re.compile(r"\d[\d.]*")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_CAME = re.compile(r"了(?:多少|几|哪)|已经?|一共|至今|目前|现在")
_NORM = re.compile(r"应当?|不低于|不少于|不超过|可以|须|以上")
_TOO_MUCH = {"near": 0.42, "all": 0.56}  # a share so large was a refusal when rules decided
_MUCH = 0.4  # of the demands left open: beyond it each share weighs more
# What counts differently where one value has to be of this very thing.
_OF_VALUES = (
    "open_near",
    "open_near_over",
    "open_near_much",
    "most_missing_near",
    "cover_known_near",
    "head_near",
)


@dataclass(frozen=True)
class _Word:
    """A word of the question, folded, with all that mean the same and what it weighs."""

    text: str
    meant: frozenset[str]
    weight: float
    known: bool


@dataclass(frozen=True)
class Offered:
    """A passage that may answer: what would be quoted, the clause it is of, where it was found.

    `around` is the phrase of a value, or empty; `shown` that value. `above` is what the clause
    stands under beside its headings: its document's frame, the words that open its list. `score`
    is the search's, `ahead` the best score of all, `rank` from 1. `document` is the folded text of
    its document: words that only others have are strange to it.
    """

    clause: Clause
    said: str
    above: str
    around: str = ""
    shown: str = ""
    score: float = 0.0
    ahead: float = 0.0
    rank: int = 1
    document: str = ""


class Extractor:
    """A question, read once for all passages that may answer it."""

    def __init__(self, query: Query, weights: Weights, corpus_text: str) -> None:
        """`corpus_text` is the folded text of all documents."""
        self.query = query
        self.weights = weights
        self.demands = demands_of(query, weights, corpus_text)
        same = same_as()
        self.words = tuple(
            _word(text, same.get(text, frozenset((text,))), weights)
            for text in subject_words(query.text)
        )
        self.doer = attribute_of(query)
        self.folded = fold(query.text)
        ignored = "".join(w for w in stop_words() if w in self.folded)
        self.characters = {
            c: weights.character(c) for c in self.folded if _HAN.match(c) and c not in ignored
        }
        self.numbers = [n for n in _NUMBER.findall(self.folded) if n not in query.years]
        self.pairs = _pairs(self.words, self.demands)
        self.known_pairs = frozenset(pair for pair in self.pairs if pair in corpus_text)

    @cached_property
    def of_question(self) -> Features:
        """What is measured of the question alone."""
        q = self.query
        total = sum(d.weight for d in self.demands) or 1.0
        return {
            "q_value": float(q.is_value),
            "q_text": float(q.kind == "text"),
            "q_named": float(q.kind in ("place", "body", "person", "contact")),
            "q_verdict": float(q.wants_verdict),
            "q_all": float(q.wants_all),
            "q_how": float(q.how or q.definition),
            "q_came": float(bool(_CAME.search(q.text))),
            "q_words": min(1.0, len(self.words) / 10),
            "q_few": float(len(self.demands) <= 2),
            "q_unknown": sum(d.weight for d in self.demands if not d.known) / total,
            "q_unknown_nouns": float(sum(d.noun and not d.known for d in self.demands)),
            "q_known_pairs": len(self.known_pairs) / max(1, len(self.pairs)),
            "q_lay": sum(len(w.meant) > 1 for w in self.words) / max(1, len(self.words)),
        }

    def features(self, offered: Offered) -> Features:
        """All that is measured of the question and one passage."""
        clause = offered.clause
        heading = fold(" ".join(clause.heading_path))
        said, around = fold(offered.said), fold(offered.around or offered.said)
        above, whole = fold(offered.above), fold(clause.text)
        under = (heading, above)
        near, saying, everything = (around, *under), (said, heading), (said, whole, *under)
        demands = as_known_to(offered.document, self.demands)
        found: Features = dict(self.of_question)
        for name, texts in (("near", near), ("said", saying), ("all", everything)):
            found |= self._words_in(name, texts)
            found |= self._demands_in(name, texts, demands, said)
        found["cover_bare"] = self._cover((said,), lambda w: w.weight)
        found["cover_phrase"] = self._cover((around,), lambda w: w.weight)
        found["cover_title"] = self._cover((above,), lambda w: w.weight)
        for name in ("near", "all"):
            open_share = found[f"unknown_{name}"] + found[f"missing_{name}"]
            found[f"open_{name}"] = open_share
            found[f"open_{name}_over"] = max(0.0, open_share - _MUCH)
            found[f"open_{name}_much"] = float(open_share > _TOO_MUCH[name])
        for name in _OF_VALUES:
            found[f"value_{name}"] = found[name] * self.query.is_value
        found |= self._bound(offered, said, f"{above} {heading} {whole} {said}", heading)
        found |= {
            "score": offered.score,
            "behind_best": offered.ahead - offered.score,
            "rank": min(1.0, (offered.rank - 1) / 8),
            "frame": float(clause.kind in FRAME_KINDS),
            "heading": float(clause.kind == "heading"),
            "table": float(clause.kind == "table"),
            "length": min(1.0, len(said) / 300),
            "explained": self._explained(said),
        }
        return found

    def _cover(self, texts: Sequence[str], weight: Callable[[_Word], float]) -> float:
        total = sum(weight(w) for w in self.words)
        got = sum(weight(w) for w in self.words if _has(w.meant, texts))
        return got / total if total else 1.0

    def _explained(self, said: str) -> float:
        """The share of the characters said that words of the question take."""
        taken = sum(max((len(m) for m in w.meant if m in said), default=0) for w in self.words)
        return min(1.0, taken / max(1, len(said)))

    def _words_in(self, name: str, texts: Sequence[str]) -> Features:
        total = sum(self.characters.values())
        spelt = sum(r for c, r in self.characters.items() if any(c in text for text in texts))
        return {
            f"cover_{name}": self._cover(texts, lambda w: w.weight),
            f"cover_known_{name}": self._cover(texts, lambda w: w.weight if w.known else 1.0),
            f"spelt_{name}": spelt / total if total else 1.0,
            f"pairs_{name}": _share(self.pairs, texts),
            f"known_pairs_{name}": _share(self.known_pairs, texts),
        }

    def _demands_in(
        self, name: str, texts: Sequence[str], demands: Sequence[Demand], said: str
    ) -> Features:
        # A sentence names a benefit once for all its values: `每箱补贴300元，最高60万元`.
        total = sum(d.weight for d in demands)
        things = sum(d.noun for d in demands)
        unheard = any(d.noun and not d.known for d in demands)
        held_things = 0.0
        unknown = missing = most_unknown = most_missing = rare = head = nouns = strange = 0.0
        for demand in demands:
            places = (*texts, said) if BENEFIT.fullmatch(demand.word) else texts
            share = max((held(demand.word, text) for text in places), default=0.0)
            if not demand.known:
                like = max(resembled(demand.word, text, self.weights) for text in texts)
                share = max(share, _LIKE * like)
            held_things += demand.noun * (share >= 1)
            lacking = demand.weight * (1 - share)
            if lacking <= 0:
                continue
            if demand.known:
                missing += lacking
                most_missing = max(most_missing, lacking)
                rare = max(rare, (1 - share) * self.weights.weight(demand.word))
                nouns += demand.noun * (1 - share)
            else:
                unknown += lacking
                most_unknown = max(most_unknown, lacking)
                strange += demand.noun * (1 - share)
            if demand.head:
                head = max(head, 1 - share)
        total = total or 1.0
        return {
            f"unknown_{name}": unknown / total,
            f"missing_{name}": missing / total,
            f"most_unknown_{name}": most_unknown,
            f"most_missing_{name}": most_missing,
            f"rare_{name}": rare / 8,
            f"head_{name}": head,
            f"nouns_{name}": min(nouns, 4),
            f"strange_{name}": min(strange, 4),
            f"nothing_{name}": float(bool(things) and held_things <= 0),
            f"nothing_known_{name}": float(unheard and held_things <= 0),
        }

    def _bound(self, offered: Offered, said: str, behind: str, heading: str) -> Features:
        """Whether what the question is bound to beside its words is met; 1 is lacking.

        What the clause with all above it is silent on, `gate_veto.bonds` measures; another place
        is let pass by no means and would be 0 everywhere.
        """
        q = self.query
        benefit = bool(BENEFIT.search(q.text))
        numbers = [n for n in self.numbers if n not in behind]
        return {
            "kind_lacking": float(not can_answer(q, offered.said)),
            "kind_lacking_clause": float(not can_answer(q, offered.clause.text)),
            "no_value": float(q.is_value and not offered.shown),
            "qualifier_lacking_said": float(bool(lacking_qualifier(q, f"{heading} {said}"))),
            "doer_lacking_said": 1 - held(self.doer, said) if self.doer else 0.0,
            "each_lacking": float(bool(each_missing(q, f"{heading} {said}"))),
            "year_lacking": float(any(y not in behind for y in q.years)),
            "year_lacking_said": float(any(y not in f"{heading} {said}" for y in q.years)),
            "benefit_lacking": float(benefit and not BENEFIT.search(f"{offered.above} {said}")),
            "numbers_lacking": len(numbers) / len(self.numbers) if self.numbers else 0.0,
            "promised": float(bool(PROMISED.search(said))),
            "norm_for_fact": float(bool(_CAME.search(q.text)) and bool(_NORM.search(said))),
            "annex_list": float(offered.clause.section.startswith("附件说明")),
        }


def _word(text: str, meant: frozenset[str], weights: Weights) -> _Word:
    known = [weights.weight(other) for other in meant if weights.df.get(other)]
    return _Word(text, meant, max(known) if known else weights.weight(text), bool(known))


def _pairs(words: Sequence[_Word], demands: Sequence[Demand]) -> frozenset[str]:
    """The neighbouring characters inside the words of a question."""
    texts = {*(w.text for w in words), *(d.word for d in demands)}
    return frozenset(t[at : at + 2] for t in texts for at in range(max(1, len(t) - 1)))


def _share(pairs: frozenset[str], texts: Sequence[str]) -> float:
    if not pairs:
        return 1.0
    return sum(any(pair in text for text in texts) for pair in pairs) / len(pairs)


def _has(meant: Iterable[str], texts: Sequence[str]) -> bool:
    return any(other in text for other in meant for text in texts)
