"""A profile against everything the documents offer: met, not met, unknown, section by section.

The only place that knows the order of the steps. Documents not in force do not match; a section
has one state, that of the best of what it offers.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from corpus.document import Clause, Document
from corpus.filing import Filing, Step, read_filing
from corpus.legal_status import legal_statuses, relations
from corpus.offer import Offer, read_offers
from corpus.overlap import Overlap, read_overlaps
from corpus.requirement import Requirement
from corpus.responsibility import Responsibility, read_responsibilities
from index.tokenize import fold, tokenize
from rag.across.amended import amended_by
from rag.across.changes import read_changes
from rag.match.atlas import Atlas
from rag.match.award import Award, awards_of
from rag.match.change import Amended, amended_sections
from rag.match.direction import Direction, Directions
from rag.match.judge import judge
from rag.match.judged import Judged, State, overall
from rag.match.profile import Profile
from rag.words.terms import content_words

# 扶持工作由区科技局牵头, 县农业农村局负责本办法的组织实施: whoever is named answers for all of it.
_FOR_ALL = re.compile(r"组织实施|扶持工作|本(?:办法|措施|政策|意见|细则)的?(?:实施|落实|执行)")
_ORDER: Mapping[State, int] = {"met": 0, "unknown": 1, "not_met": 2}


@dataclass(frozen=True)
class Option:
    """One offer of a section against the profile."""

    offer: Offer
    state: State
    judged: tuple[Judged, ...]
    awards: tuple[Award, ...]


@dataclass(frozen=True)
class Unit:
    """Who to go to: the units, and whether a section above names them."""

    responsibility: Responsibility
    inherited: bool


@dataclass(frozen=True)
class Entry:
    """A section against the profile; `start` and `end` bound the quote in the document."""

    document: Document
    clause: Clause
    state: State
    nature: Literal["benefit", "accreditation", "direction"]
    start: int
    end: int
    reason: str
    judged: tuple[Judged, ...]
    weight: float
    options: tuple[Option, ...] = ()
    needs: str | None = None
    unit: Unit | None = None
    filing: Filing = field(default_factory=Filing)
    change: Amended | None = None
    overlaps: tuple[Overlap, ...] = ()


@dataclass(frozen=True)
class Match:
    """All entries, best first, and the documents that were left out because of the day."""

    profile: Profile
    entries: tuple[Entry, ...]
    not_in_force: tuple[Document, ...]
    in_force: tuple[Document, ...]

    def of(self, state: State) -> tuple[Entry, ...]:
        """The entries of a state, best first."""
        return tuple(entry for entry in self.entries if entry.state == state)


class Matcher:
    """Everything that the documents offer, read once; safe to share between threads."""

    def __init__(self, documents: Mapping[str, Document]) -> None:
        """Read the documents."""
        tokenize("企业")  # loads the dictionary, which takes a second, before the first match
        self.documents = documents
        self.atlas = Atlas.of(documents)
        self._offers = {i: read_offers(d) for i, d in documents.items()}
        self._directions = {
            i: Directions.of(d, _read_as_offers(self._offers[i])) for i, d in documents.items()
        }
        self._units = {
            (r.clause.doc_id, r.section): r
            for d in documents.values()
            for r in read_responsibilities(d.clauses)
        }

        self._overlaps = {
            i: read_overlaps(d.clauses, frozenset(o.section for o in self._offers[i]))
            for i, d in documents.items()
        }
        self._filing = {i: read_filing(d.clauses) for i, d in documents.items()}
        self._relations = relations(documents)
        amended = amended_by(self._relations)
        self._changes = read_changes(documents, amended)
        self._base = {
            later: base
            for base, all_later in amended.items()
            for later in all_later
            if self._offers[base]
        }

    def match(self, profile: Profile, as_of: date | None = None) -> Match:
        """The sections in force on `as_of` (today, if not given), ranked."""
        day = (as_of or date.today()).isoformat()
        known = legal_statuses(self.documents, self._relations, day)
        kept = {i: document for i, document in self.documents.items() if known[i].holds}
        out = tuple(document for i, document in self.documents.items() if i not in kept)
        changed = amended_sections(self._changes, self.documents, kept)
        entries: list[Entry] = []
        for document in kept.values():
            entries += self._benefits(document, profile, changed)
            entries += self._plans(document, profile)
        entries.sort(key=lambda e: (_ORDER[e.state], -e.weight, e.document.doc_id, e.clause.start))
        return Match(profile, tuple(entries), out, tuple(kept.values()))

    def _benefits(
        self,
        document: Document,
        profile: Profile,
        changed: Mapping[tuple[str, str], Amended],
    ) -> list[Entry]:
        by_section: dict[str, list[Option]] = {}
        general = self._general(document, profile)
        for offer in self._offers[document.doc_id]:
            change = _change_of(offer, changed)
            if change is not None and change.whole:
                continue  # what replaced it is an offer of the amendment
            words = change.words if change else ()
            option = self._judge(offer, document, profile, words, general)
            by_section.setdefault(offer.section, []).append(option)
        found = []
        for options in by_section.values():
            best = min(options, key=lambda o: (_ORDER[o.state], -_specific(o.judged)))
            offer = best.offer
            found.append(
                Entry(
                    document, offer.clause, best.state, offer.nature, offer.start, offer.end,
                    _reason(best), best.judged, 4.0 + _specific(best.judged), tuple(options),
                    None, self._unit(document.doc_id, offer.section), self._steps(offer, changed),
                    _change_of(offer, changed), self._overlap(offer),
                )
            )  # fmt: skip
        return found

    def _judge(
        self,
        offer: Offer,
        document: Document,
        profile: Profile,
        words: Sequence[tuple[str, str]],
        general: Callable[[Offer], Sequence[Judged]],
    ) -> Option:
        seat = self.atlas.seats.get(document.doc_id)
        judged = [judge(r, profile, self.atlas, seat) for r in offer.own]
        judged += general(offer)
        state = overall(judged)
        if state == "met" and not offer.own:
            state = "unknown"  # what it asks was not read; nobody is promised anything
        if seat and state != "not_met" and self._elsewhere(seat, profile):
            state = "not_met"
        awards = awards_of(offer.benefits, offer.own, profile, words)
        return Option(offer, state, tuple(judged), awards)

    def _general(self, document: Document, profile: Profile) -> Callable[[Offer], Sequence[Judged]]:
        """What the document asks of all applicants for an offer, each condition judged once."""
        seat = self.atlas.seats.get(document.doc_id)
        of_base = self._general_of_base(document.doc_id)
        known: dict[int, Judged] = {}

        def judged(offer: Offer) -> Sequence[Judged]:
            asked = (*offer.general, *of_base)
            for one in asked:
                if id(one) not in known:
                    known[id(one)] = _declared(judge(one, profile, self.atlas, seat))
            return [known[id(one)] for one in asked]

        return judged

    def _general_of_base(self, doc_id: str) -> tuple[Requirement, ...]:
        """What a document asks of all applicants, for the amendment that changes it."""
        offers = self._offers.get(self._base.get(doc_id, ""), ())
        return next((o.general for o in offers if o.nature == "benefit"), ())

    def _elsewhere(self, seat: str, profile: Profile) -> bool:
        """Whether the company is where the document's government has no say."""
        if not profile.places:
            return any(self.atlas.holds(place, seat) for place in profile.denied_places)
        return all(self.atlas.holds(seat, place) is False for place in profile.places)

    def _plans(self, document: Document, profile: Profile) -> list[Entry]:
        seat = self.atlas.seats.get(document.doc_id)
        away = seat is not None and self._elsewhere(seat, profile)
        found = []
        for each in self._directions[document.doc_id].speak_to(profile):
            found.append(self._direction(document, each, seat if away else None, profile))
        return found

    def _direction(
        self, document: Document, each: Direction, away: str | None, profile: Profile
    ) -> Entry:
        clause, state, reason = each.clause, each.state, each.reason
        if away and state != "not_met":
            state, reason = "not_met", f"所在地为{'、'.join(profile.places)}，本文件由{away}印发"
        return Entry(
            document, clause, state, "direction", each.passage.start, each.passage.end, reason, (),
            each.weight, (), each.needs, self._unit(document.doc_id, clause.section),
        )  # fmt: skip

    def _unit(self, doc_id: str, section: str) -> Unit | None:
        at = section
        while at:
            if found := self._units.get((doc_id, at)):
                return Unit(found, at != section)
            at = at.rpartition("/")[0]
        for (doc, _), found in self._units.items():
            if doc == doc_id and _FOR_ALL.search(found.clause.text):
                return Unit(found, inherited=True)
        return None

    def _overlap(self, offer: Offer) -> tuple[Overlap, ...]:
        """What is said of an offer beside others: 就高不重复."""
        own = self._overlaps[self._base.get(offer.clause.doc_id, offer.clause.doc_id)]
        return tuple(one for one in own if one.concerns(offer.section))

    def _steps(self, offer: Offer, changed: Mapping[tuple[str, str], Amended]) -> Filing:
        """How to apply for an offer: what holds for all, and the rows of a table that name it."""
        own = self._filing[self._base.get(offer.clause.doc_id, offer.clause.doc_id)]
        text = fold(offer.clause.text)

        def meant(step: Step) -> bool:
            words = [w for w in content_words(step.about) if w not in ("企业", "项目")]
            return all(word in text for word in words)

        def noted(step: Step) -> Step:
            change = changed.get((step.clause.doc_id, step.clause.section))
            words = [f"“{old}”已改为“{new}”" for old, new in change.words] if change else []
            return replace(step, note="；".join(words))

        return Filing(tuple(noted(s) for s in own.deadlines if meant(s)), own.materials)


def _change_of(offer: Offer, changed: Mapping[tuple[str, str], Amended]) -> Amended | None:
    at = offer.section
    while at:
        if found := changed.get((offer.clause.doc_id, at)):
            return found
        at = at.rpartition("/")[0]
    return None


def _read_as_offers(offers: Sequence[Offer]) -> frozenset[str]:
    """The sections that grant something, and those that only say to whom: no directions."""
    asking = (r.clause.section for o in offers for r in (*o.own, *o.general))
    return frozenset((*(o.section for o in offers), *asking))


_DECLARED = ("deed", "industry", "subject")


def _declared(one: Judged) -> Judged:
    """What all applicants declare (依法纳税) holds nothing back where nothing is said of it."""
    asked = one.requirement
    if asked.excludes:
        return one
    declared = asked.kind in _DECLARED or any(
        all(r.kind in (*_DECLARED, "place") for r in option) for option in asked.options
    )
    if declared and one.state == "unknown":
        return replace(one, decides=False)
    return one


def _specific(judged: Sequence[Judged]) -> float:
    """How much of what decides is met: what a clerk would name first."""
    deciding = [one for one in judged if one.decides]
    met = [one for one in deciding if one.state == "met"]
    own = sum(1.5 if one.requirement.kind == "industry" else 1.0 for one in met)
    return own / (len(deciding) or 1) + 0.3 * own


def _reason(option: Option) -> str:
    if option.state == "not_met":
        said = [one.reason for one in option.judged if one.state == "not_met"]
        return "；".join(said) or "所在地不在本文件的适用地域"
    if option.state == "unknown" and not option.offer.own:
        return "没有读出本条的条件，请看原文"
    if option.state == "unknown":
        said = [one.reason for one in option.judged if one.state == "unknown" and one.decides]
        return "；".join(said)
    said = [one.reason for one in option.judged if one.state == "met"]
    return "；".join(said) or "条文没有写明限制条件"
