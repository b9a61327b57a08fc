"""A statement that gathers several items of a list: `须在本市注册、依法纳税，且近3年未发生事故`.

Each of its parts must be borne out by an item or by what opens the list, and of each item that it
uses it must say most: an item's beginning is no lease on another item's end.
"""

import re
from collections.abc import Callable, Sequence

from rag.generate.figure import days_in, figures_in
from rag.generate.source import Source
from rag.generate.words import held, meant_by, stated
from rag.held.passage import Passage

_PART = re.compile(r"[,，、;；]|(?<![,，])(?:且|并且|以及)")
_ALL = re.compile(r"同时|均|都|全部")
_ANY = re.compile(r"之一|任一|任何一")
_RESULT = re.compile(r"^(?:按|给予|最高|每|单个|可获|上限)")
_LEAST_SAID = 0.6  # of an item's words

Bears = Callable[[str, Sequence[int], Source], object]


def gathered(folded: str, source: Source, bears: Bears) -> tuple[Passage, ...] | None:
    """The opener and the items behind a folded statement over several of a list; or None.

    `bears(part, window, source)` gives passages where these sentences bear the part out.
    """
    opener = source.texts[0]
    if len(source.texts) < 3 or not opener.endswith((":", "：")):
        return None
    if (_ANY.search(opener) and re.search(r"同时(?:符合|具备|满足)", folded)) or (
        _ALL.search(opener) and (_ANY.search(folded) or "或者满足" in folded)
    ):
        return None
    used: set[int] = set()
    bound: list[int] | None = None
    for part in _PART.split(folded):
        if not stated(part) and not figures_in(part) and not days_in(part):
            continue
        homes = [
            at for at in range(len(source.texts)) if isinstance(bears(part, (at,), source), tuple)
        ]
        if bound is not None or (_RESULT.search(part) and used):
            # What follows from a condition stands in the same item.
            homes = [home for home in homes if home in (bound or used)]
        if not homes:
            return None
        used.add(homes[0])
        bound = homes if part.endswith("的") and figures_in(part) else None
    items = used - {0}
    if len(items) < 2 or any(_left_out(source.texts[at], folded) for at in items):
        return None
    return tuple(source.passages[at] for at in sorted({0} | used))


def _left_out(item: str, folded: str) -> bool:
    """Whether a statement says less than most of an item."""
    meant = meant_by(folded)
    words = stated(item)
    return sum(held(word, meant) for word in words) < _LEAST_SAID * len(words)
