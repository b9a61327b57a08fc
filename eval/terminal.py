"""What the commands of `python -m eval` show on a terminal, and the counts that they are given."""

import argparse
import sys
from collections.abc import Iterable, Sequence
from typing import TypeVar

from rich.console import Console
from rich.progress import track

T = TypeVar("T")


def tracked(questions: Sequence[T], doing: str = "提问") -> Iterable[T]:
    """The items in their order; a terminal sees a progress bar."""
    return track(
        questions,
        doing,
        console=Console(stderr=True),
        disable=not sys.stderr.isatty(),
        transient=True,
    )


def wide() -> Console:
    """A console whose tables do not break where the output goes into a file."""
    return Console(width=None if sys.stdout.isatty() else 150)


def count(text: str) -> int:
    """An argument that counts something.

    Raises:
        ArgumentTypeError: no positive whole number.
    """
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"「{text}」不是正整数")
    return int(text)
