"""Standings that a condition lists, any of which will do: 全国重点实验室、省重点实验室."""

import re
from collections.abc import Iterator, Sequence

from corpus.qualification import Qualification


def grouped(text: str, found: tuple[Qualification, ...]) -> Iterator[tuple[Qualification, ...]]:
    """Standings joined by 、 or 和 are alternatives: 全国重点实验室、省重点实验室."""
    group: list[Qualification] = []
    for one in found:
        between = text[group[-1].end : one.start] if group else ""
        if group and not re.fullmatch(r"(?:企业)?(?:、|和|及|与|或者?|以及).{0,6}", between):
            yield tuple(group)
            group = []
        group.append(one)
    if group:
        yield tuple(group)


def levels_of(text: str, group: Sequence[Qualification]) -> Iterator[str | None]:
    """The level of each of a list: in 国家级企业技术中心、工程研究中心 it is said once for both."""
    level = None
    for one, before in zip(group, (None, *group), strict=False):
        joined = before is not None and "、" in text[before.end : one.start]
        level = one.level or (level if joined else None)
        yield level


def manner_start(text: str, first: Qualification) -> int:
    """Where the words that go with a standing begin: 首次通过认定的高新技术企业."""
    before = text[: first.start]
    found = re.search(
        r"(?:资质到期后)?(?:新|首次|重新|第一次|整体|从区外|从市外)?(?:获|迁入|升)?(?:我市|本市)?"
        r"(?:经|通过)?(?:获得|获批|获评|认定|备案|评定|评为|入选|升为|批|为)?的?$",
        before,
    )
    start = found.start() if found else first.start
    return start + 1 if text[start] == "的" else start
