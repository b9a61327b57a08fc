"""The rows that a search may find, in the forms that the engines take; made once for each set."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Restriction:
    """Some of `n` rows: their numbers in order, a flag for each row, the flags as bits."""

    rows: NDArray[np.int64]
    flags: NDArray[np.bool_]
    bits: NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.rows)


def restriction(rows: AbstractSet[int], n: int) -> Restriction:
    """Those of `rows` that lie in `range(n)`; the same set again costs nothing."""
    # A frozenset keeps its hash, and the pipeline asks with the same one all day.
    return _restriction(frozenset(rows), n)


@lru_cache(maxsize=32)
def _restriction(rows: frozenset[int], n: int) -> Restriction:
    numbers = np.fromiter(rows, dtype=np.int64, count=len(rows))
    numbers = np.sort(numbers[(numbers >= 0) & (numbers < n)])
    flags = np.zeros(n, dtype=np.bool_)
    flags[numbers] = True
    return Restriction(numbers, flags, np.packbits(flags, bitorder="little"))
