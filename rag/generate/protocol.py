"""What a language model has to offer, and the one error that it may raise.

GenerationError        no answer, or no more of it: one sentence with the remedy
"""

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple, Protocol


class GenerationError(Exception):
    """A model that cannot be asked, or stopped in the middle: one sentence, in Chinese.

    What was given before it stays given. It never holds a key.
    """


class Message(NamedTuple):
    """One message of a conversation with a model."""

    role: Literal["system", "user", "assistant"]
    content: str


class Generator(Protocol):
    """A language model."""

    @property
    def name(self) -> str:
        """The model's name, for reports and notes."""

    def stream(self, messages: Sequence[Message]) -> Iterator[str]:
        """The reply in pieces as they come; closing the iterator stops the model.

        Raises:
            GenerationError: nothing comes, or it ends before it is complete.
        """
