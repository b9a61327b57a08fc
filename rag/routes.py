"""The routes in their order: the first that feels responsible for a question answers it.

The only place that knows the order. Which documents a question means is decided before, in
`rag.composing`.
"""

import re
from collections.abc import Sequence

from corpus.document import FRAME_KINDS, Clause
from corpus.section import is_within
from index.hit import Hit
from rag.across.library import Library
from rag.across.revised import revised
from rag.across.side import Side
from rag.draft import Draft, refuse
from rag.evidence.demand import demands_of
from rag.held.holdings import Holdings
from rag.question.aspect import attribute_of
from rag.question.query import Query
from rag.route.about import about, names_no_document
from rag.route.aimed import aimed
from rag.route.allowed import rule_asked
from rag.route.calculate import calculated, under_name
from rag.route.cell import from_table
from rag.route.consequence import consequence
from rag.route.contact import contact
from rag.route.contents import contents
from rag.route.counted_list import counted_list
from rag.route.dated import dated_claim
from rag.route.deadline import deadline
from rag.route.definition import defined
from rag.route.found import found, supporting
from rag.route.granted import granted
from rag.route.inline import listed_inside
from rag.route.interpreted import interpreted
from rag.route.listed import as_list, listed, with_opening
from rag.route.located import located, sections_named
from rag.route.mention import mentions
from rag.route.opened import opened_items
from rag.route.responsible import responsible_for, role_of_unit, tasks_of_units, under
from rag.route.rows import over_rows
from rag.route.several import (
    asks_all,
    halves,
    question_about,
    shorter_first,
    spans_of,
    subjects_of,
    together,
)
from rag.route.table_meant import tables_near
from rag.route.tier_asked import of_tier
from rag.route.unattached import unattached
from rag.route.unit_count import units_counted
from rag.route.weighed import weighed
from rag.route.which import asked_of_files, asks_for_all_files, every, under_titles
from rag.search import Search

_BY_WHOM = re.compile(r"[由归被给找](?:谁|哪)")


def _is_frame(clause: Clause) -> bool:
    return clause.kind in ("addressee", "signature") or clause.section in ("附件说明", "题头")


class Routes:
    """All routes over the holdings of one index; safe to share between threads."""

    def __init__(self, library: Library, search: Search) -> None:
        """`library` of all documents, whichever a question is then asked of."""
        self._library = library
        self._search = search
        self._by_section = {
            (r.clause.doc_id, r.section): r for r in library.holdings.responsibilities
        }

    def first(self, query: Query, ranked: Sequence[Hit], holdings: Holdings) -> Draft:
        """What the first route says that feels responsible, of these documents alone."""
        ranked = [hit for hit in ranked if hit.clause.doc_id in holdings.documents] or list(ranked)
        best = next((h.clause.doc_id for h in ranked if h.clause.doc_id in holdings.documents), "")
        if not best:
            best = next(iter(holdings.documents))
        subjects = subjects_of(query, holdings)
        topical = [hit.clause for hit in ranked if hit.clause.kind not in FRAME_KINDS]
        called = [section for _, same in holdings.named(query.text) for section in same[:1]]
        placed = sections_named(query, holdings, best)
        below = placed[0].section if len(placed) == 1 else None
        titled = self._titled(query, holdings)
        tasks = under(holdings.tasks, below)
        changes = self._library.changes_in(holdings)
        draft = (
            contents(query, holdings, best)
            or over_rows(query, tables_near(ranked, holdings), holdings)
            or interpreted(query, holdings.clauses)
            or tasks_of_units(query, tasks)
            or units_counted(query, tasks, best)
            or consequence(query, ranked, holdings)
            or counted_list(query, ranked, holdings.clauses)
            or (None if query.address else listed(query, ranked, holdings))
            or self._which(query, holdings)
            or (None if query.is_value else located(query, holdings, best))
            or self._about(query, best, holdings)
            or role_of_unit(query, [*called, *topical], holdings.responsibilities)
            or granted(query, titled.benefits, below or self._part(query, titled))
            or aimed(query, titled.targets, below or self._part(query, titled))
            or weighed(query, holdings, changes)
            or of_tier(query, holdings, changes)
            or opened_items(query, ranked, holdings)
            or listed_inside(query, ranked, holdings)
            or mentions(query, holdings.clauses)
            or defined(query, holdings.clauses)
            or dated_claim(query, ranked, holdings)
            or contact(query, ranked, holdings)
            or deadline(query, ranked, holdings)
            or calculated(query, subjects, under_name(query, holdings), plural=asks_all(query))
            or from_table(query, [hit.clause for hit in ranked], holdings)
            or self._each(query, subjects, holdings)
        )
        if query.address and query.is_value and draft is None:
            inside = [h for h in ranked if below and is_within(h.clause.section, below)]
            return (
                self.one(query, inside, holdings)
                if inside
                else refuse("no_evidence", f"“{query.address}”没有写明所问内容", topical[:1])
            )
        return draft or self.one(query, ranked, holdings)

    def of_side(self, side: Side, query: Query) -> Draft:
        """The answer of one side of a question over several documents."""
        holdings = self._library.holdings.within(side.doc_ids)
        if not side.doc_ids:
            return refuse("no_evidence", f"没有{side.label}的现行文件")
        only = next(iter(side.doc_ids))
        draft = about(query, holdings.documents[only], holdings) if len(side.doc_ids) == 1 else None
        changes = self._library.changes_in(holdings)
        draft = draft or of_tier(query, holdings, changes)
        draft = draft or self.one(query, self._search(query, holdings), holdings)
        return revised(draft, query, changes)

    def one(self, query: Query, ranked: Sequence[Hit], holdings: Holdings) -> Draft:
        """The answer from the best sections, or a refusal."""
        if lacking := unattached(query, ranked, holdings):
            return lacking
        # Who signed and who is addressed says nothing of a subject; `about` answers for them.
        ranked = [hit for hit in ranked if not _is_frame(hit.clause)] or list(ranked)
        answer = found(query, ranked, holdings)
        answer = rule_asked(query, answer, ranked, holdings) or answer
        answer = with_opening(as_list(query, answer, holdings), holdings)
        if query.kind == "body" and not answer.absent:
            if _BY_WHOM.search(query.text) and attribute_of(query) and not answer.reason:
                return answer  # `由谁审批` is not who leads the section
            unframed = (hit.clause for hit in ranked if hit.clause.kind not in FRAME_KINDS)
            topical = supporting(query, unframed, holdings)
            if units := responsible_for(query, topical, self._by_section, holdings):
                return units
        return answer

    def _which(self, query: Query, holdings: Holdings) -> Draft | None:
        """The clause that answers under its document's title, where a document is asked for."""
        asked = asked_of_files(query)
        if asked is None or len(self._library.documents) < 2 or query.address or query.titles:
            return None
        draft = mentions(query, holdings.clauses)
        if draft is None or draft.reason:
            ranked = self._search(asked, holdings)
            unheard = [d.word for d in demands_of(asked, holdings.weights, holdings.text)
                       if d.noun and not d.known and len(d.word) > 2
                       and not any(d.word[n:n + 2] in holdings.text for n in range(len(d.word) - 1))
                       ]  # fmt: skip
            if unheard:
                why = f"没有文件写明“{unheard[0]}”"
                return refuse("no_evidence", why, [hit.clause for hit in ranked[:3]])
            draft = self.one(asked, ranked, holdings)
            if asks_for_all_files(query) and not draft.reason:
                ids = dict.fromkeys(hit.clause.doc_id for hit in ranked)
                each = [self.of_side(Side("", frozenset({i})), asked) for i in ids]
                draft = every(draft, each)
        return under_titles(draft, holdings.documents)

    def _about(self, query: Query, doc_id: str, holdings: Holdings) -> Draft | None:
        """What the document says of itself; a refusal where several may be meant."""
        draft = about(query, holdings.documents[doc_id], holdings)
        own = [i for i in holdings.documents if i not in self._library.titles.quoted]
        if draft is None or len(own) < 2 or not names_no_document(query, holdings):
            return draft
        which = "问题没有写明问的是哪一份，请写上文件的名称或者文号"
        why = f"现行文件有 {len(holdings.documents)} 份，{which}"
        return refuse("needs_detail", why)

    def _titled(self, query: Query, holdings: Holdings) -> Holdings:
        """The holdings of the one document whose title the question says most of, if it is one."""
        scores = self._library.titles.scores(query.text)
        best = max((scores.get(doc_id, 0.0) for doc_id in holdings.documents), default=0.0)
        ids = [i for i in holdings.documents if scores.get(i, 0.0) == best]
        return holdings.within(frozenset(ids)) if best > 0 and len(ids) == 1 else holdings

    def _part(self, query: Query, holdings: Holdings) -> str | None:
        """The section that the question names by its heading, if it is one."""
        named = holdings.named(query.text)
        return named[0][1][0].section if len(named) == 1 else None

    def _each(self, query: Query, subjects: Sequence[str], holdings: Holdings) -> Draft | None:
        """The answers for each of several subjects, or None where there is one or one refuses."""
        if spans := spans_of(query):
            drafts = [self.one(q, self._search(q, holdings), holdings) for _, q in spans]
            if draft := shorter_first([side for side, _ in spans], drafts):
                return draft
        parts = [question_about(query, subject, subjects) for subject in subjects]
        if len(parts) < 2:
            parts = list(halves(query))
        if len(parts) < 2:
            return None
        found = [self.one(part, self._search(part, holdings), holdings) for part in parts]
        return together(query, found)
