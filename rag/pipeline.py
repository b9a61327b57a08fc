"""A question from words to an answer: understand, embed, search, answer, each stage timed.

The only place that knows the routes' order.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from corpus.document import Document
from corpus.standing import relations, standings
from index.hit import Hit
from index.index import Index
from index.reranker import reranked, reranker_named
from index.settings import Settings
from index.tokenize import tagged
from rag.across.amended import (
    EXPLAINS,
    amendments,
    changed_first,
    explanations,
)
from rag.across.beside import beside, elsewhere
from rag.across.changes import read_changes
from rag.across.government import governments
from rag.across.revised import as_reworded, before_explanations, revised
from rag.across.revised import in_force as changes_in_force
from rag.across.scope import Titles, bound_years, still_so
from rag.across.side import Side
from rag.across.sides import Divided
from rag.answer import Answer, Citation
from rag.draft import Draft, refuse, without
from rag.evidence.demand import demands_of
from rag.evidence.rank import rank
from rag.held.holdings import Holdings
from rag.held.passage import with_headings
from rag.notes import notes
from rag.question.conversation import Turn
from rag.question.pair import operation_on
from rag.question.query import Query, QuestionError
from rag.question.understanding import Understanding
from rag.route.about import about
from rag.route.aimed import aimed
from rag.route.calculate import calculated, under_name
from rag.route.cell import from_table
from rag.route.contents import contents
from rag.route.definition import defined
from rag.route.found import found, open_share, supported
from rag.route.granted import granted
from rag.route.interpreted import interpreted
from rag.route.located import located, sections_named
from rag.route.mention import mentions
from rag.route.nearby import answers, nearby
from rag.route.opened import opened_items
from rag.route.parts import parts_of, put_together
from rag.route.register import Register
from rag.route.responsible import responsible_for, role_of_unit, tasks_of_units, under
from rag.route.rows import over_rows
from rag.route.several import asks_all, halves, question_about, subjects_of, together
from rag.route.table_meant import tables_near
from rag.route.tier_asked import of_tier
from rag.route.weighed import weighed
from rag.route.which import asked_of_files, asks_for_all_files, every, under_titles
from rag.words.synonyms import official
from rag.write import write

__all__ = ["Pipeline", "QuestionError"]

_N_CANDIDATES = 20
_FURTHER = 0.35  # how much more of a question's demands a side may leave open than the best one
_FRAME = ("addressee", "signature", "preamble")


class Pipeline:
    """Everything that answers questions over one index; safe to share between threads."""

    def __init__(self, index: Index) -> None:
        """Read from the index what the routes need."""
        self.index = index
        tagged("目标")  # loads the tagger, which takes a second, before the first question
        self._holdings = Holdings.of(index.documents)
        self._by_section = {
            (r.clause.doc_id, r.section): r for r in self._holdings.responsibilities
        }
        named = index.settings.reranker
        self._reranker = reranker_named(named) if named else None
        self._understanding = Understanding(self._holdings)
        units = {u for r in self._holdings.responsibilities for u in (*r.lead, *r.support)}
        self._titles = Titles.of(index.documents, units)
        self._changed = amendments(index.documents)
        self._governments = governments(index.documents)
        self._divided = Divided(index.documents, self._governments, self._titles, self._changed)
        self._register = Register(index.documents, self._governments, self._titles)
        self._explained = explanations(index.documents)
        self._changes = read_changes(index.documents)

    @classmethod
    def open(cls, settings: Settings) -> "Pipeline":
        """The pipeline over the index in the settings' data folder.

        Raises:
            IndexUnusable: no index there, or one of another embedder.
        """
        return cls(Index.open(settings))

    @property
    def documents(self) -> Mapping[str, Document]:
        """The documents that answer, by id."""
        return self.index.documents

    def ask(
        self,
        question: str,
        top_n: int = 5,
        as_of: date | None = None,
        turns: Sequence[Turn] = (),
    ) -> Answer:
        """The answer to one question, with the `top_n` best sections as hits.

        Only documents in force on `as_of` (today, if not given) answer. `turns` are the earlier
        ones of the conversation, oldest first; they complete a follow-up and nothing else.

        Raises:
            QuestionError: a question that cannot be asked.
        """
        clock = _Clock()
        query = still_so(bound_years(self._understanding.read(question, turns), as_of))
        clock.lap("understand")
        holdings = self._holdings.within(_in_force(self.index, as_of or date.today()))
        ranked = self._search(query, holdings, clock)
        day = (as_of or date.today()).isoformat()
        draft = self._register.answer(query, day) or self._draft(query, ranked, holdings, clock)
        draft = without(draft, query.beyond)
        draft = revised(draft, query, changes_in_force(self._changes, holdings.documents))
        holdings = self._cited(draft, holdings)
        answer = write(draft, holdings.documents)
        hits = _cited_first(ranked, answer.citations, self.index)[:top_n]
        clock.lap("answer")
        return Answer(
            question=question,
            answer=answer.text,
            refused=draft.reason is not None,
            reason=draft.reason,
            citations=answer.citations,
            hits=hits,
            n_documents=len(holdings.documents),
            n_clauses=sum(len(d.clauses) for d in holdings.documents.values()),
            notes=notes(draft, answer.citations, holdings, self._changed, self._changes),
            understood=self._understanding.shown(query),
            asked=query.text,
            latency_ms=clock.stages(),
        )

    def _cited(self, draft: Draft, holdings: Holdings) -> Holdings:
        """The holdings with the documents that only the draft cites: old rules asked for."""
        cited = {p.clause.doc_id for s in draft.statements for p in s.passages}
        return self._holdings.within(frozenset({*holdings.documents, *cited}))

    def _search(self, query: Query, holdings: Holdings, clock: "_Clock") -> list[Hit]:
        """The sections that may answer, best first."""
        vector = self.index.embed(query.text)
        clock.lap("embed")
        rows = _rows(self.index, frozenset(holdings.documents))
        hits = self.index.search(official(query.text), vector, _N_CANDIDATES, rows)
        if self._reranker:
            texts = [with_headings(hit.clause) for hit in hits]
            hits = reranked(hits, query.text, texts, self._reranker)
        clock.lap("search")
        seen = set(query.beyond)
        new = [hit for hit in hits if (hit.clause.doc_id, hit.clause.section) not in seen]
        ranked = rank(query, new, holdings.weights, self._titles.scores(query.text))
        changes = changes_in_force(self._changes, holdings.documents)
        if not EXPLAINS.search(query.text):
            ranked = before_explanations(ranked, self._explained, changes)
        ranked = as_reworded(ranked, query, changes, holdings.documents, holdings.weights)
        ranked = changed_first(ranked, self._changed)
        clock.lap("answer")
        return ranked

    def _draft(
        self, query: Query, ranked: Sequence[Hit], holdings: Holdings, clock: "_Clock"
    ) -> Draft:
        """What the first route that feels responsible says."""
        if not holdings.documents and self.documents:
            return refuse("not_in_force", "所问日期没有现行有效的文件")
        if not ranked:
            return refuse("no_evidence", "没有其他条款" if query.beyond else "没有任何文件")
        in_force = frozenset(holdings.documents)
        changes = changes_in_force(self._changes, holdings.documents)
        if operation_on(query.text) in ("difference", "sum", "compare") and (
            (draft := weighed(query, holdings, changes)) and not draft.reason
        ):
            return draft
        if not query.address and (sides := self._divided.sides(query, in_force)):
            if draft := tasks_of_units(query, holdings.tasks):
                return draft
            drafts = [self._of_side(*one, clock) for one in sides.pairs()]
            return beside(sides, self._on_subject(sides.questions, drafts))
        named = self._titles.named(query, holdings.documents)
        if named:
            holdings = holdings.within(named)
            ranked = [hit for hit in ranked if hit.clause.doc_id in named] or ranked
        elif giver := self._divided.giver(query.text, in_force):
            own = holdings.within(giver.doc_ids)
            draft = self._draft_of(query, self._search(query, own, clock), own, clock)
            bare = replace(query, text=query.text.replace(giver.label, " "))
            other = self._draft_of(bare, self._search(bare, holdings, clock), holdings, clock)
            if self._on_subject([bare, bare], [draft, other])[0].reason:
                draft = elsewhere(giver, draft, other, self.documents)
            return draft
        return self._draft_of(query, ranked, holdings, clock)

    def _draft_of(
        self, query: Query, ranked: Sequence[Hit], holdings: Holdings, clock: "_Clock"
    ) -> Draft:
        """What the first route says that feels responsible, and what it leaves of the question."""
        whole = self._routed(query, ranked, holdings, clock)
        done = whole.exhaustive or whole.lead
        parts = () if done else parts_of(query, by_joining=not whole.settled)
        if all(answers(part, whole) for part in parts):
            return whole
        found = [
            nearby(p, whole, ranked, holdings)
            or self._routed(p.query, self._search(p.query, holdings, clock), holdings, clock)
            for p in parts
        ]
        return put_together(parts, whole, found)

    def _routed(
        self, query: Query, ranked: Sequence[Hit], holdings: Holdings, clock: "_Clock"
    ) -> Draft:
        """What the first route says that feels responsible, of these documents alone."""
        ranked = [hit for hit in ranked if hit.clause.doc_id in holdings.documents] or list(ranked)
        best = next((h.clause.doc_id for h in ranked if h.clause.doc_id in holdings.documents), "")
        if not best:
            best = next(iter(holdings.documents))
        subjects = subjects_of(query, holdings)
        topical = [hit.clause for hit in ranked if hit.clause.kind not in _FRAME]
        called = [section for _, same in holdings.named(query.text) for section in same[:1]]
        placed = sections_named(query, holdings, best)
        below = placed[0].section if len(placed) == 1 else None
        titled = self._titled(query, holdings)
        draft = (
            contents(query, holdings, best)
            or over_rows(query, tables_near(ranked, holdings), holdings)
            or interpreted(query, holdings.clauses)
            or tasks_of_units(query, under(holdings.tasks, below))
            or self._which(query, holdings, clock)
            or (None if query.is_value else located(query, holdings, best))
            or about(query, holdings.documents[best], holdings)
            or role_of_unit(query, [*called, *topical], holdings.responsibilities)
            or granted(query, titled.benefits, below or self._part(query, titled))
            or aimed(query, titled.targets, below or self._part(query, titled))
            or weighed(query, holdings, changes_in_force(self._changes, holdings.documents))
            or of_tier(query, holdings, changes_in_force(self._changes, holdings.documents))
            or opened_items(query, ranked, holdings)
            or mentions(query, holdings.clauses)
            or defined(query, holdings.clauses)
            or calculated(query, subjects, under_name(query, holdings), plural=asks_all(query))
            or from_table(query, [hit.clause for hit in ranked], holdings)
            or self._each(query, subjects, holdings, clock)
        )
        if query.address and query.is_value and draft is None:
            inside = [h for h in ranked if below and f"{h.clause.section}/".startswith(f"{below}/")]
            return (
                self._one(query, inside, holdings)
                if inside
                else refuse("no_evidence", f"“{query.address}”没有写明所问内容", topical[:1])
            )
        return draft or self._one(query, ranked, holdings)

    def _of_side(self, side: Side, query: Query, clock: "_Clock") -> Draft:
        """The answer of one side of a question over several documents."""
        holdings = self._holdings.within(side.doc_ids)
        if not side.doc_ids:
            return refuse("no_evidence", f"没有{side.label}的现行文件")
        only = next(iter(side.doc_ids))
        draft = about(query, holdings.documents[only], holdings) if len(side.doc_ids) == 1 else None
        draft = draft or self._one(query, self._search(query, holdings, clock), holdings)
        return revised(draft, query, changes_in_force(self._changes, holdings.documents))

    def _on_subject(self, queries: Sequence[Query], drafts: Sequence[Draft]) -> list[Draft]:
        """The drafts, each that speaks of something else than the nearest one does refused.

        What one document says of the subject shows that another only says something like it.
        """
        shares = [
            min(
                (
                    open_share(query, passage.clause, self._holdings)
                    for statement in draft.statements
                    for passage in statement.passages
                ),
                default=1.0,
            )
            for query, draft in zip(queries, drafts, strict=True)
        ]
        return [
            draft
            if share <= min(shares) + _FURTHER or draft.reason
            else refuse("no_evidence", "没有找到写明所问内容的条款")
            for share, draft in zip(shares, drafts, strict=True)
        ]

    def _which(self, query: Query, holdings: Holdings, clock: "_Clock") -> Draft | None:
        """The clause that answers under its document's title, where a document is asked for."""
        asked = asked_of_files(query)
        if asked is None or len(self.documents) < 2 or query.address or query.titles:
            return None
        draft = mentions(query, holdings.clauses)
        if draft is None or draft.reason:
            ranked = self._search(asked, holdings, clock)
            unheard = [d.word for d in demands_of(asked, holdings.weights, holdings.text)
                       if d.noun and not d.known and len(d.word) > 2]  # fmt: skip
            if unheard:
                why = f"没有文件写明“{unheard[0]}”"
                return refuse("no_evidence", why, [hit.clause for hit in ranked[:3]])
            draft = self._one(asked, ranked, holdings)
            if asks_for_all_files(query) and not draft.reason:
                ids = dict.fromkeys(hit.clause.doc_id for hit in ranked)
                each = [self._of_side(Side("", frozenset({i})), asked, clock) for i in ids]
                draft = every(draft, each)
        return under_titles(draft, holdings.documents)

    def _titled(self, query: Query, holdings: Holdings) -> Holdings:
        """The holdings of the one document whose title the question says most of, if it is one."""
        scores = self._titles.scores(query.text)
        best = max((scores.get(doc_id, 0.0) for doc_id in holdings.documents), default=0.0)
        ids = [i for i in holdings.documents if scores.get(i, 0.0) == best]
        return holdings.within(frozenset(ids)) if best > 0 and len(ids) == 1 else holdings

    def _part(self, query: Query, holdings: Holdings) -> str | None:
        """The section that the question names by its heading, if it is one."""
        named = holdings.named(query.text)
        return named[0][1][0].section if len(named) == 1 else None

    def _each(
        self, query: Query, subjects: Sequence[str], holdings: Holdings, clock: "_Clock"
    ) -> Draft | None:
        """The answers for each of several subjects, or None where there is one or one refuses."""
        parts = [question_about(query, subject, subjects) for subject in subjects]
        if len(parts) < 2:
            parts = list(halves(query))
        if len(parts) < 2:
            return None
        found = [self._one(part, self._search(part, holdings, clock), holdings) for part in parts]
        return together(query, parts, found)

    def _one(self, query: Query, ranked: Sequence[Hit], holdings: Holdings) -> Draft:
        """The answer from the best sections, or a refusal."""
        answer = found(query, ranked, holdings)
        if query.kind == "body" and not answer.absent:
            topical = [
                hit.clause
                for hit in ranked
                if hit.clause.kind not in _FRAME and supported(query, hit.clause, holdings)
            ]
            if units := responsible_for(query, topical, self._by_section):
                return units
        return answer


class _Clock:
    """Milliseconds spent in each stage, laps of the same stage added up, and in total."""

    def __init__(self) -> None:
        self._start = self._last = time.perf_counter()
        self._laps: dict[str, float] = {}

    def lap(self, stage: str) -> None:
        """Count the time since the last lap to a stage."""
        now = time.perf_counter()
        self._laps[stage] = self._laps.get(stage, 0.0) + (now - self._last) * 1000
        self._last = now

    def stages(self) -> dict[str, float]:
        """All stages up to the last lap, and their total."""
        return {**self._laps, "total": (self._last - self._start) * 1000}


@lru_cache(maxsize=8)
def _in_force(index: Index, day: date) -> frozenset[str]:
    """The documents that may answer on a day; most questions are asked of the same one."""
    found = standings(index.documents, relations(index.documents), day.isoformat())
    return frozenset(doc_id for doc_id, standing in found.items() if standing.holds)


@lru_cache(maxsize=64)
def _rows(index: Index, doc_ids: frozenset[str]) -> frozenset[int] | None:
    """The rows of the index that belong to some documents; None for all."""
    if len(doc_ids) == len(index.documents):
        return None
    return frozenset(row for row, c in enumerate(index.clauses) if c.doc_id in doc_ids)


def _cited_first(
    ranked: Sequence[Hit], citations: Sequence[Citation], index: Index
) -> tuple[Hit, ...]:
    """The hits with the sections that the answer cites in front, ranks counted anew."""
    by_key = {(hit.clause.doc_id, hit.clause.section): hit for hit in ranked}
    ordered: dict[tuple[str, str], Hit] = {}
    for citation in citations:
        key = (citation.doc_id, citation.section)
        hit = by_key.get(key)
        if hit is None:
            clause = next(
                c for c in index.documents[citation.doc_id].clauses if c.section == key[1]
            )
            hit = Hit(clause, 0, 1.0)
        ordered.setdefault(key, hit)
    for hit in ranked:
        ordered.setdefault((hit.clause.doc_id, hit.clause.section), hit)
    top = max((hit.score for hit in ordered.values()), default=0.0)
    cited = {(c.doc_id, c.section) for c in citations}
    return tuple(
        Hit(hit.clause, place, top if key in cited else hit.score)
        for place, (key, hit) in enumerate(ordered.items(), start=1)
    )
