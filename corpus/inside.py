"""Where orders apply: the passages of a text under amendment that stand at a place."""

from collections.abc import Sequence

from corpus.document import NO_PROVISION
from corpus.piece import AmendedPassage
from corpus.reference import Place, Step, place_of, sections_below


def find(live: Sequence[AmendedPassage], steps: Sequence[Step]) -> Place | None:
    """The place that an order names, in the text as it stood before this amendment."""
    known = (c.section for c in live if c.pieces and not c.fresh and c.section not in NO_PROVISION)
    return place_of(steps, known)


def inside_of(live: Sequence[AmendedPassage], place: Place) -> list[AmendedPassage]:
    """What stands at a place: a section with all inside it, or one paragraph with its items."""
    sections = set(sections_below(place.section, (c.section for c in live)))
    own = [c for c in live if c.section in sections and c.pieces and not c.fresh]
    if place.paragraph is None:
        return own
    starts = [row for row, c in enumerate(own) if is_paragraph(c, place.section)]
    if not 0 < place.paragraph <= len(starts):
        return []
    ends = [*starts[1:], len(own)]
    return own[starts[place.paragraph - 1] : ends[place.paragraph - 1]]


def is_paragraph(clause: AmendedPassage, section: str) -> bool:
    """Whether it counts as a 款 of the section."""
    return clause.section == section and clause.kind not in ("heading", "responsibility", "table")


def behind(live: Sequence[AmendedPassage], section: str) -> int:
    """The row after a section and all inside it."""
    inside = set(sections_below(section, (c.section for c in live)))
    return max(row for row, c in enumerate(live) if c.section in inside) + 1
