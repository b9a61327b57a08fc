"""How far a long work is: a bar on stderr where that is a terminal, nothing elsewhere."""

import sys
from collections.abc import Iterator, Sequence
from typing import TypeVar

Item = TypeVar("Item")


def with_progress(items: Sequence[Item], what: str, shown: bool, each: int = 1) -> Iterator[Item]:
    """The items one by one; the bar counts `each` for each of them."""
    from rich.console import Console
    from rich.progress import Progress

    hidden = not (shown and items and sys.stderr.isatty())
    with Progress(console=Console(stderr=True), transient=True, disable=hidden) as bar:
        task = bar.add_task(what, total=len(items) * each)
        for item in items:
            yield item
            bar.advance(task, each)
