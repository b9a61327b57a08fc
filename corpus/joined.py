"""How the parts of a condition go together: 且, 或, 分别, and what one leaves to the other."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.condition import share_out
from corpus.metric import read_metric
from corpus.requirement import Requirement


def paired(found: Sequence[Requirement]) -> Iterator[Requirement]:
    """`国家级、省级赛事，人数分别不低于300人、500人`: each level with the number of its own."""
    kept = list(found)
    for row, one in enumerate(found):
        if one.kind != "threshold" or "分别" not in one.text or len(one.bounds) != 1:
            continue
        bound = one.bounds[0]
        values = (bound.value, *bound.tiers)
        for of in found[:row]:
            shared = share_out(of.text, len(values)) if of.kind == "deed" else ()
            if len({*shared}) == len(values) > 1:
                options = tuple(
                    (
                        replace(of, names=(level or of.text,)),
                        replace(one, bounds=(replace(bound, value=value, tiers=()),)),
                    )
                    for level, value in zip(shared, values, strict=True)
                )
                both = Requirement("either", one.clause, of.start, one.end, options=options)
                kept[kept.index(one)] = both
                kept.remove(of)
                break
    yield from kept


def alternative(one: Sequence[Requirement], other: Sequence[Requirement]) -> Requirement:
    """`新增专利10件以上，或者拥有专利50件以上的`: what stands on either side of the comma."""
    start, end = min(r.start for r in one), max(r.end for r in other)
    return Requirement("either", one[0].clause, start, end, options=(tuple(one), tuple(other)))


def of_the_same(one: Requirement, before: Sequence[Requirement]) -> Requirement:
    """`研发投入超过500万元且占营业收入不低于8%`: the share is of what was named before.

    So is a change that names nothing itself: `主营业务收入不低于3000万元且较上年增幅10%以上`.
    """
    metrics = [b.metric for r in before for b in r.bounds]
    last = metrics[-1] if metrics else ""
    if not last:
        return one
    bounds = tuple(
        replace(b, metric=last + b.metric) if _says_no_thing(b.metric) else b for b in one.bounds
    )
    return replace(one, bounds=bounds) if bounds != one.bounds else one


def _says_no_thing(metric: str) -> bool:
    read = read_metric(metric)
    return metric.startswith("占") or (bool(read.change) and not read.what)
