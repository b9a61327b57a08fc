"""The standings that a requirement names against those of a company: held, level, how come by."""

from corpus.qualification import implied
from corpus.requirement import Requirement
from rag.match.judged import Judged, State
from rag.match.profile import Profile, Standing

_LEVELS = ("区", "县", "市", "省", "国家")


def judge_standing(asked: Requirement, profile: Profile) -> Judged:
    """Whether the company holds one of the standings asked, at the level and come by as asked."""
    judged = [
        _standing(asked, name, level, profile)
        for name, level in zip(asked.names, asked.levels, strict=True)
    ]
    for state in ("met", "unknown", "not_met"):
        for one in judged:
            if one.state == state:
                return one
    raise ValueError(f"{asked.text}: no standing is named")


def _standing(asked: Requirement, name: str, level: str | None, profile: Profile) -> Judged:
    held = [s for s in profile.standings if s.held and name in implied(s.name)]
    if not held:
        if any(not s.held and s.name in implied(name) for s in profile.standings):
            return Judged(asked, "not_met", f"描述中说明不是（或尚未是）{name}")
        return Judged(asked, "unknown", f"没有说明是否为{name}", f"是否已是{name}？")
    judged = [_held(asked, name, level, one, profile) for one in held]
    return min(judged, key=lambda one: ("met", "not_met", "unknown").index(one.state))


def _held(
    asked: Requirement, name: str, level: str | None, held: Standing, profile: Profile
) -> Judged:
    exact = held.name == name
    if exact and level and held.level and _rank(held.level) != _rank(level):
        higher = "以上" in asked.text and _rank(held.level) > _rank(level)
        if not higher:
            return Judged(asked, "not_met", f"要求{level}级，描述的是{held.level}级{name}")
    if asked.manner is None:
        return Judged(asked, "met", f"描述中说明是{held.name}")
    if asked.manner == "moved":
        if profile.moved is None:
            return Judged(asked, "unknown", "没有说明是否从区外迁入", "是否从外地整体迁入？")
        state: State = "met" if profile.moved else "not_met"
        return Judged(asked, state, f"{'是' if profile.moved else '不是'}迁入的{name}")
    if held.manner is None or not exact:
        how = "首次（新）认定" if asked.manner == "new" else "重新认定"
        return Judged(
            asked,
            "unknown",
            f"是{held.name}，没有说明是否{how}",
            f"{name}是何时认定的，是否{how}？",
        )
    if held.manner == asked.manner:
        return Judged(asked, "met", f"描述中说明：{held.text}")
    said = {"new": "首次认定", "renewed": "重新认定"}.get(held.manner, "")
    return Judged(asked, "not_met", f"描述的是{said}，与要求不同")


def _rank(level: str) -> int:
    return (
        _LEVELS.index("国家" if level == "全国" else level)
        if level in _LEVELS or level == "全国"
        else -1
    )
