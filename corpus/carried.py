"""What a grant leaves unsaid because the one before it in the passage said it.

`省级龙头企业奖励30万元，市级的奖励10万元`; `达到500万元的，…；达到2000万元的，…`.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from corpus.qualification import Manner
from corpus.requirement import Requirement

LEVEL_ALONE = re.compile(
    r"(?:新?(?:获评|获批|获得|评为|评定为?|认定为?|入选|列入|升级?为|晋升为?))?(国家|省|市|区|县)级"
    r"(?:企业|单位)?"
)
_LEVEL = re.compile(r"(?:国际|国家|全国|省|市|区|县)级|(?:国家|全国)(?=[\u4e00-\u9fff]{3,})")
AGAIN_ALONE = re.compile(
    r"(?:有效期满|期满|到期)?(?:后)?(首次|重新|再次)(?:认定|通过|备案)(?:认定)?的?(?:企业)?"
)


def at_level(before: tuple[Requirement, ...], level: str) -> tuple[Requirement, ...]:
    """`省级龙头企业奖励30万元，市级的奖励10万元`: the second asks for the same at its level."""
    found = []
    for r in before:
        if r.kind == "qualification":
            r = replace(r, levels=tuple(level for _ in r.levels))
        elif r.kind == "deed" and not r.excludes and _LEVEL.search(r.in_full):
            r = replace(r, names=(_LEVEL.sub(f"{level}级", r.in_full, count=1),))
        found.append(r)
    return tuple(found)


def in_manner(before: tuple[Requirement, ...], manner: Manner | None) -> tuple[Requirement, ...]:
    """The standings asked before, come by in another manner: 重新认定的奖励5万元."""
    return tuple(replace(r, manner=manner) for r in before if r.kind == "qualification")


def same_metric(
    own: tuple[Requirement, ...], before: tuple[Requirement, ...]
) -> tuple[Requirement, ...]:
    """`达到500万元的，…；达到2000万元的，…`: the second is of what the first one measures."""
    metrics = [b.metric for r in before for b in r.bounds if b.metric]
    if not metrics:
        return own
    return tuple(
        replace(r, bounds=tuple(b if b.metric else replace(b, metric=metrics[0]) for b in r.bounds))
        for r in own
    )


def carried(
    own: tuple[Requirement, ...], before: tuple[Requirement, ...]
) -> tuple[Requirement, ...]:
    """`注册率达到80%且税收超过1亿元的，…；税收超过3亿元的，…`: the rate is asked for both.

    Only where all that is asked is another step of a number that was asked before, or of a deed:
    `2025年以来选育的品种通过国家审定的，…；通过省级审定的，…`.
    """
    steps = {b.metric for r in own for b in r.bounds}
    if own and all(r.kind == "threshold" for r in own):
        if not steps or not all(
            any(b.metric == m for r in before for b in r.bounds) for m in steps
        ):
            return own
        return (*(kept for r in before for kept in _without(r, steps)), *own)
    if len(own) == 1 and own[0].kind == "deed" and (whole := _longer(own[0], before)):
        others = tuple(r for r in before if r is not whole)
        lead = whole.text.rfind(own[0].text[:2])
        return (*others, replace(whole, end=whole.start + lead), *own)
    return own


def _without(asked: Requirement, metrics: set[str]) -> Iterator[Requirement]:
    """A requirement without its bounds on these metrics; nothing where none is left."""
    if asked.kind != "threshold":
        yield asked
    elif kept := tuple(b for b in asked.bounds if b.metric not in metrics):
        yield replace(asked, bounds=kept)


def _longer(asked: Requirement, before: tuple[Requirement, ...]) -> Requirement | None:
    """The deed before that an elliptic one shortens: the same verb, the same last word."""
    for one in before:
        at = one.text.rfind(asked.text[:2])
        if one.kind == "deed" and at > 3 and one.text[-2:] == asked.text[-2:]:
            if len(one.text) == one.end - one.start:  # no layout inside
                return one
    return None
