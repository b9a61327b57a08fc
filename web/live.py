"""What the server answers from: the newest complete state, as each group of readers may see it.

A build or an upload makes a new state; it is opened beside the old one, which answers until then.
"""

import logging
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Protocol

from corpus.document import Document
from index.catalog import Catalog
from index.embedder import Embedder
from index.errors import IndexUnusable
from index.index import Index
from index.settings import Settings
from rag.answer import Answer
from rag.answerer import Answerer
from rag.follow_up import follow_ups, opening_questions
from rag.generate.answering import GeneratedPipeline
from rag.match.matching import Matcher
from rag.pipeline import Pipeline
from rag.question.conversation import Turn
from rag.tables.kept import KeptTables
from rag.words.own import load_own

_MAX_VIEWS = 16  # different sets of visible documents kept ready
_EVERY_S = 2.0
Phrasing = Callable[[Pipeline], Answerer]  # may put a model before a pipeline


@dataclass(frozen=True, eq=False)
class View:
    """One state, as one sees it who may see `pipeline.documents`."""

    pipeline: Answerer
    generation: int

    @property
    def documents(self) -> Mapping[str, Document]:
        """The documents that may be seen, by id."""
        return self.pipeline.documents

    def follow_ups(self, answer: Answer, turns: Sequence[Turn]) -> tuple[str, ...]:
        """Questions to ask next that these documents answer; `turns` end with the answer's own."""
        return follow_ups(answer, self._quoted, self.pipeline.holdings, turns)

    def opening_questions(self) -> tuple[str, ...]:
        """Questions to begin with that these documents answer today."""
        today = date.today()
        if today not in self._opened:
            self._opened.clear()
            self._opened[today] = opening_questions(self._quoted, self.pipeline.holdings)
        return self._opened[today]

    @cached_property
    def _opened(self) -> dict[date, tuple[str, ...]]:
        return {}

    def _quoted(self, question: str, turns: Sequence[Turn]) -> Answer:
        """An answer that no model phrases: whether there is one does not hang on the model."""
        asked = self.pipeline
        quoting = asked.pipeline if isinstance(asked, GeneratedPipeline) else asked
        return quoting.ask(question, turns=turns)

    @cached_property
    def matcher(self) -> Matcher:
        """What the visible documents offer, read when first asked for."""
        return Matcher(self.documents)

    @cached_property
    def tables(self) -> KeptTables:
        """What the visible documents state, for the tables; each read when first looked up."""
        return KeptTables(self.documents)


class ViewSource(Protocol):
    """Where the server gets what it answers from; `Live`, or a fixed one in tests."""

    def view(self, visible: frozenset[str] | None = None) -> View:
        """The newest state, held to the documents with these ids; None for all."""


class Live:
    """The index of a data folder; safe to share between threads."""

    def __init__(self, index: Index, phrased: Phrasing = lambda p: p) -> None:
        """Serve this state first; `phrased` may put a model before each pipeline."""
        self.settings = index.settings
        self._phrased = phrased
        self._index = index
        self._views: OrderedDict[frozenset[str] | None, View] = OrderedDict()
        self._lock = threading.Lock()
        self._reloading = threading.Lock()
        self.view()

    @classmethod
    def open(cls, settings: Settings, phrased: Phrasing = lambda p: p) -> "Live":
        """The last complete state of the data folder; `phrased` as for `Live`.

        Raises:
            IndexUnusable: no index there, or one of another embedder.
        """
        index = Index.open(settings)
        load_own(Catalog.of(settings))
        return cls(index, phrased)

    @property
    def embedder(self) -> Embedder:
        """The one embedder of this process."""
        return self._index.embedder

    @cached_property
    def catalog(self) -> Catalog:
        """The catalogue of the data folder."""
        return Catalog.of(self.settings)

    def view(self, visible: frozenset[str] | None = None) -> View:
        """The newest state, held to the documents with these ids; None for all."""
        with self._lock:
            index, views = self._index, self._views
            found = views.get(visible)
            if found is not None:
                self._views.move_to_end(visible)
                return found
        # Read outside of the lock: other readers need not wait for a first look.
        made = self._view(index, visible)
        with self._lock:
            if views is self._views:
                views[visible] = made
                while len(views) > _MAX_VIEWS:
                    views.popitem(last=False)
        return made

    def reload(self) -> bool:
        """Switches to a state or synonyms that were made since; whether there were any.

        Raises:
            IndexUnusable: the new state cannot be opened; the old one goes on answering.
        """
        with self._reloading:
            index = self._index.reload_if_changed()
            # What was made of the synonyms lies in the views too.
            if not load_own(self.catalog) and index is self._index:
                return False
            whole = self._view(index, None)
            with self._lock:
                self._index = index
                self._views = OrderedDict({None: whole})
            return True

    def follow(self, stop: threading.Event, failed: Callable[[IndexUnusable], None]) -> None:
        """Looks for a new state every two seconds until `stop` is set; for a thread of its own.

        What each state offers to begin with is asked of it here, not while a visitor waits.
        """
        self._prepare()
        while not stop.wait(_EVERY_S):
            try:
                if self.reload():
                    self._prepare()
            except IndexUnusable as error:
                failed(error)

    def _prepare(self) -> None:
        """Finds the questions to begin with; that they fail keeps nobody from answering."""
        try:
            self.view().opening_questions()
        except Exception as error:
            logging.getLogger("xuntiao").error("no questions to begin with", exc_info=error)

    def _view(self, index: Index, visible: frozenset[str] | None) -> View:
        seen = index if visible is None else index.within(visible)
        return View(self._phrased(Pipeline(seen)), index.state.generation)
