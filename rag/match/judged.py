"""What came of one requirement against one profile, and of several together."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.requirement import Requirement

State = Literal["met", "not_met", "unknown"]


@dataclass(frozen=True)
class Judged:
    """A requirement's state, in one sentence why, and what would settle it where it is unknown.

    `decides` is false for what every applicant declares (依法纳税, 不迁出): unknown, it holds
    nothing back.
    """

    requirement: Requirement
    state: State
    reason: str
    needs: str | None = None
    decides: bool = True


def overall(judged: Sequence[Judged]) -> State:
    """Not met where one is not, unknown where one that decides is, else met."""
    if any(one.state == "not_met" for one in judged):
        return "not_met"
    return "unknown" if any(one.state == "unknown" and one.decides for one in judged) else "met"
