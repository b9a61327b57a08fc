"""Which documents a question means, and the answer from each: one, several sides, or parts.

A question may set documents side by side, name one, or leave open whose rules it means; what one
answer leaves unsaid of a question of several parts is looked for beside it.
"""

from collections.abc import Sequence
from dataclasses import replace

from corpus.document import ABOUT_ITSELF
from index.hit import Hit
from index.tokenize import fold
from rag.across.beside import beside, elsewhere
from rag.across.level import level_meant
from rag.across.library import Library
from rag.across.sides import Divided
from rag.draft import Draft, refuse
from rag.held.holdings import Holdings
from rag.question.edition import of_year
from rag.question.pair import operation_on
from rag.question.query import Query
from rag.route.found import open_share
from rag.route.nearby import answers, nearby
from rag.route.parts import asks_anew, parts_of, put_together
from rag.route.responsible import tasks_of_units
from rag.route.weighed import weighed
from rag.routes import Routes
from rag.search import Search

_FURTHER = 0.35  # how much more of a question's demands a side may leave open than the best one


class Composer:
    """Answers from the documents that a question means; safe to share between threads."""

    def __init__(self, library: Library, search: Search) -> None:
        """`library` of all documents, whichever a question is then asked of."""
        self._library = library
        self._search = search
        self._routes = Routes(library, search)
        self._divided = Divided(library)

    def answer(self, query: Query, holdings: Holdings) -> tuple[Draft, Sequence[Hit] | None]:
        """What the first route says that feels responsible, and the sections it was found among.

        None for these where they were not searched for the question as a whole.
        """
        if not holdings.documents and self._library.documents:
            return refuse("not_in_force", "所问日期没有现行有效的文件"), ()
        in_force = frozenset(holdings.documents)
        changes = self._library.changes_in(holdings)
        if operation_on(query.text) in ("difference", "sum", "compare") and (
            (draft := weighed(query, holdings, changes)) and not draft.reason
        ):
            return draft, None
        if not query.address and (sides := self._divided.sides(query, in_force)):
            if draft := tasks_of_units(query, holdings.tasks):
                return draft, None
            drafts = [self._routes.of_side(*one) for one in sides.pairs()]
            return beside(sides, self._on_subject(sides.questions, drafts)), None
        query, holdings = self._of_level(query, holdings)
        if named := self.named(query, holdings):
            return self._of(query, holdings.within(named))
        if giver := self._divided.giver(query.text, in_force):
            draft, ranked = self._of(query, holdings.within(giver.doc_ids))
            bare = replace(query, text=query.text.replace(giver.label, " "))
            other, _ = self._of(bare, holdings)
            if self._on_subject([bare, bare], [draft, other])[0].reason:
                draft = elsewhere(giver, draft, other, self._library.documents)
            return draft, ranked
        if place := self._divided.place(query.text, in_force):
            draft, ranked = self._of(query, holdings.within(place.doc_ids))
            if not draft.reason:
                return draft, ranked
            other, of_all = self._of(query, holdings)
            return (other, of_all) if _says(other, place.label) else (draft, ranked)
        return self._of(query, holdings)

    def _of_level(self, query: Query, holdings: Holdings) -> tuple[Query, Holdings]:
        """The question without the level of government it means, asked of that level's documents.

        A document that shows no government may be of any.
        """
        governments = self._library.governments
        if (meant := level_meant(query.text, holdings.text, governments)) is None:
            return query, holdings
        levels = {i: governments[i].level for i in holdings.documents if i in governments}
        if meant.level not in levels.values():
            return query, holdings
        ids = frozenset(i for i in holdings.documents if levels.get(i, meant.level) == meant.level)
        return replace(query, text=meant.bare), holdings.within(ids)

    def named(self, query: Query, holdings: Holdings) -> frozenset[str]:
        """The documents that the question names; what others say is no answer about them."""
        documents = holdings.documents
        called = {doc_id: document.title for doc_id, document in documents.items()}
        by_year = of_year(fold(query.text), called)
        return frozenset(by_year or self._library.titles.named(query, documents))

    def _of(self, query: Query, holdings: Holdings) -> tuple[Draft, Sequence[Hit]]:
        """The answer from these documents, searched; and what the search found."""
        ranked = self._search(query, holdings)
        if not ranked:
            why = "没有其他条款" if query.beyond else "没有任何文件"
            return refuse("no_evidence", why), ranked
        return self._draft_of(query, ranked, holdings), ranked

    def _draft_of(self, query: Query, ranked: Sequence[Hit], holdings: Holdings) -> Draft:
        """What the first route says that feels responsible, and what it leaves of the question."""
        whole = self._routes.first(query, ranked, holdings)
        done = whole.exhaustive or whole.lead or _is_of_document(whole)
        parts = () if done else parts_of(query, by_joining=not whole.final)
        if all(answers(part, whole) for part in parts):
            return whole
        found = [
            nearby(p, whole, ranked, holdings)
            or self._routes.first(p.query, self._search(p.query, holdings), holdings)
            for p in parts
        ]
        return put_together(parts, whole, found, kept=asks_anew(query))

    def _on_subject(self, queries: Sequence[Query], drafts: Sequence[Draft]) -> list[Draft]:
        """The drafts, each that speaks of something else than the nearest one does refused.

        What one document says of the subject shows that another only says something like it.
        """
        shares = [
            min(
                (
                    open_share(query, passage.clause, self._library.holdings)
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


def _is_of_document(draft: Draft) -> bool:
    """Whether a draft gives what a document says of itself: both who issued it and when."""
    passages = [passage for statement in draft.statements for passage in statement.passages]
    return len(passages) > 1 and all(passage.clause.section in ABOUT_ITSELF for passage in passages)


def _says(draft: Draft, name: str) -> bool:
    """Whether what a draft quotes names a place."""
    return any(name in passage.text for s in draft.statements for passage in s.passages)
