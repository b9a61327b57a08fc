"""What answers questions, whether it quotes or has a model phrase: what servers ask of either."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

from corpus.document import Document
from rag.answer import Answer
from rag.held.holdings import Holdings
from rag.question.conversation import Turn


class Answerer(Protocol):
    """`rag.pipeline.Pipeline`, or `rag.generate.answering.GeneratedPipeline` around one."""

    @property
    def holdings(self) -> Holdings:
        """What the answers are drawn from."""

    @property
    def documents(self) -> Mapping[str, Document]:
        """The documents that answer, by id."""

    def ask(
        self, question: str, top_n: int = 5, as_of: date | None = None, turns: Sequence[Turn] = ()
    ) -> Answer:
        """The answer on a day, after the session's earlier turns.

        Raises:
            QuestionError: a question that cannot be asked.
        """
