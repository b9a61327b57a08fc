"""One requirement against one profile: met, not met, unknown, and why.

Met needs evidence in the profile, not met a contradiction; everything else is unknown and comes
with the question that would settle it.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from corpus.bound import Bound, read_bounds
from corpus.deed import read_deed
from corpus.requirement import Requirement
from corpus.window import Window, read_window
from rag.match.atlas import Atlas
from rag.match.deed import fits_shut_out, said_of
from rag.match.industry import (
    covers,
    heads_of,
    industries_of,
    named_in,
    near,
    plain,
    touches,
)
from rag.match.interval import kept, read_interval
from rag.match.judged import Judged, overall
from rag.match.known import value_of
from rag.match.profile import Profile
from rag.match.standing import judge_standing
from rag.match.subject import calls_itself, judge_subject
from rag.match.timing import measured_in, told_in, window_of

# 本市, 区内, 高新区: the place of whoever issued the document.
_OWN_PLACE = re.compile(
    r"^[本我全该]?(?:省|市|区|县|(?:经济技术|高新技术产业)?开发区|高新区|经开区|新区|园区|示范区|辖区)内?$"
)
_UNREAD = re.compile(r"\d[^,，]*(?:以上|以下|以内)|(?:不少于|不低于|不超过|超过|不足)\s*\d")
_KIND_OF_FIRM = re.compile(r"(?:企业|行业|产业|项目|领域)$")
_NEVER = re.compile(
    r"未(?:发生|被|列入|受到?|因|出现|存在|有|纳入|欠)|没有|无(?:自有|住房|重大|违法|不良|失信|欠|拖欠|严重)|不存在"
)
# 未被列入名录的研制、运营和服务企业: who it is says nothing of the list.
_WHO_BEHIND = re.compile(r"的[^的]{0,20}(?:企业|单位|机构|主体|个人)$")
_INNER = re.compile(r"(?<=[省市州])(?=[\u4e00-\u9fff]{2})")  # 启阳市|云岭县
_OF_ONE_GRANT = re.compile(r"(?P<who>[\u4e00-\u9fff]{2,12}?(?:单位|企业|机构|公司))申[请报]第")
# 从事氢能应用的企业: whoever uses it, whatever their trade.
_USES = re.compile(r"应用$|推广$|使用$")
FIRST = re.compile(r"首次|首度|第一次|头一[次回]|第一回")
_SIDES = {"": "为", "<": "不到", ">=": "达到", ">": "超过"}
_SHOWN = {">=": "不低于", ">": "超过", "<=": "不超过", "<": "低于"}


def judge(requirement: Requirement, profile: Profile, atlas: Atlas, seat: str | None) -> Judged:
    """The requirement of a document whose own place is `seat`."""
    match requirement.kind:
        case "qualification":
            return judge_standing(requirement, profile)
        case "threshold":
            return _threshold(requirement, profile)
        case "place":
            return _place(requirement, profile, atlas, seat)
        case "industry":
            return _industry(requirement, profile)
        case "subject":
            return judge_subject(requirement, profile)
        case "moved":
            return _moved(requirement, profile)
        case "either":
            return _either(requirement, profile, atlas, seat)
        case _:
            return _deed(requirement, profile, atlas)


def _threshold(asked: Requirement, profile: Profile) -> Judged:
    reasons, missing = [], []
    first = "首次" in asked.text and not FIRST.search(profile.text)
    for bound in asked.bounds:
        found = value_of(bound, asked, profile)
        if found is None and _has_none(bound, profile):
            return Judged(asked, "not_met", f"描述中说明没有{bound.metric}")
        if found is None:
            missing.append(bound)
            continue
        limit = f"{_SHOWN[bound.comparator]}{amount(bound.value, bound.unit)}"
        said = f"{_SIDES[found.side]}{amount(found.value, bound.unit)}"
        kept = found.keeps(bound)
        if kept is None:
            missing.append(bound)
        elif kept:
            reasons.append(f"{bound.metric}{said}，符合{limit}")
        else:
            return Judged(asked, "not_met", f"{bound.metric}{said}，要求{limit}")
    timed = read_window(asked.text, profile.day)
    if timed and reasons and "累计" not in asked.text:
        kept = measured_in(timed, asked, profile)
        if kept is False:
            return Judged(asked, "not_met", "描述的时间不在条文所指的期间内")
        if kept is None and not missing:
            return Judged(asked, "unknown", "没有说明时间", f"时间是否符合：{asked.text}？")
    if missing:
        metric = missing[0].metric or asked.text
        return Judged(asked, "unknown", f"没有说明{metric}", f"{metric}是多少？")
    if first:
        return Judged(
            asked, "unknown", f"{reasons[0]}，没有说明是否首次", f"是否首次达到（{asked.text}）？"
        )
    return Judged(asked, "met", "；".join(reasons))


def _has_none(bound: Bound, profile: Profile) -> bool:
    """Whether the company says that it has none of what must be some: 没签劳动合同."""
    if bound.comparator not in (">=", ">") or len(bound.metric) < 3:
        return False
    none = re.compile(rf"(?:没有?|未|无)[签订交缴买做办设]{{0,2}}{re.escape(bound.metric)}")
    return any(none.search(part) for part in profile.said)


def amount(value: Decimal, unit: str) -> str:
    """A plain value as people write it: 80000000元 -> 8000万元, 24月 -> 2年."""
    if unit == "元" and value >= 10**8 and value % 10**6 == 0:
        return f"{(value / 10**8).normalize():f}亿元"
    if unit == "元" and value >= 10**4:
        return f"{(value / 10**4).normalize():f}万元"
    if unit == "月":
        return f"{(value / 12).normalize():f}年" if value % 6 == 0 and value else f"{value:f}个月"
    return f"{value.normalize():f}{unit}"


def _place(asked: Requirement, profile: Profile, atlas: Atlas, seat: str | None) -> Judged:
    name = asked.names[0]
    if _OWN_PLACE.match(name) and seat:
        name = seat
    return judge_place(asked, name, profile, atlas)


def judge_place(asked: Requirement, name: str, profile: Profile, atlas: Atlas) -> Judged:
    """Whether the company is in the place `name`."""
    if any(atlas.holds(name, place) for place in profile.places):
        return Judged(asked, "met", f"所在地为{'、'.join(profile.places)}")
    if any(atlas.holds(place, name) for place in profile.denied_places):
        return Judged(asked, "not_met", f"描述中说明不在{name}")
    if profile.places and all(atlas.holds(name, place) is False for place in profile.places):
        return Judged(asked, "not_met", f"所在地为{'、'.join(profile.places)}，不在{name}")
    return Judged(asked, "unknown", f"没有说明是否在{name}", f"是否在{name}注册、纳税？")


def _industry(asked: Requirement, profile: Profile) -> Judged:
    names = "、".join(asked.names)
    own = industries_of(" ".join(profile.products))
    trades = industries_of(" ".join(profile.trades))
    heads = heads_of(profile.products, profile.text)
    wanted = industries_of(" ".join(asked.names))
    literal = any(
        plain(product) in plain(name) or plain(name) in plain(product)
        for product in heads
        for name in asked.names
    )
    named = frozenset(n for name in asked.names for n in named_in(name))
    # 保洁、月嫂、陪护等: what most of them belong to is meant by all.
    counted = Counter(industry for name in asked.names for industry in industries_of(name))
    named |= {industry for industry, count in counted.items() if count > 1}
    if literal or covers(named, industries_of(" ".join(heads))):
        return Judged(asked, "met", f"描述的业务（{'、'.join(profile.products[:3])}）属于{names}")
    denied = industries_of(" ".join(profile.denied_products))
    if wanted and denied and covers(denied, wanted):
        return Judged(asked, "not_met", f"描述中说明不做{names}")
    open_to_all = any(_USES.search(name) for name in asked.names)
    if trades and wanted and not open_to_all and not touches(wanted, own) and not near(wanted, own):
        said = "、".join(profile.products[:3])
        return Judged(asked, "not_met", f"描述的业务（{said}）不属于{names}")
    firms = [f"{name}{who}" for name in asked.names for who in ("企业", "公司", "机构", "厂")]
    if any(calls_itself(firm, profile) for firm in firms if len(firm) > 4):
        return Judged(asked, "met", f"描述的是{names}企业")
    return Judged(asked, "unknown", f"没有说明是否属于{names}", f"主要业务是否属于{names}？")


def _either(asked: Requirement, profile: Profile, atlas: Atlas, seat: str | None) -> Judged:
    sides = [[judge(r, profile, atlas, seat) for r in option] for option in asked.options]
    states = [overall(side) for side in sides]
    best = min(range(len(sides)), key=lambda row: ("met", "unknown", "not_met").index(states[row]))
    reasons = "；".join(one.reason for one in sides[best] if one.state == states[best])
    needs = f"是否符合：{asked.text}？" if states[best] == "unknown" else None
    return Judged(asked, states[best], reasons, needs)


def _moved(asked: Requirement, profile: Profile) -> Judged:
    if profile.moved is None:
        return Judged(asked, "unknown", "没有说明是否迁入", "是否从外地整体迁入？")
    said = "是" if profile.moved else "不是"
    return Judged(asked, "met" if profile.moved else "not_met", f"{said}迁入的企业")


def _done_in(asked: Requirement, places: Sequence[str], profile: Profile, atlas: Atlas) -> Judged:
    """A deed that was told of and that counts in some places only: 在云岭县、沙溪县境内建设."""
    told = {place for place in places if _INNER.split(place)[-1] in profile.text}
    if told or any(atlas.holds(place, own) for place in places for own in profile.places):
        return Judged(asked, "met", "描述中说明了这一点")
    where = "、".join(places)
    return Judged(asked, "unknown", f"没有说明是否在{where}", f"是否在{where}？")


def _deed(asked: Requirement, profile: Profile, atlas: Atlas) -> Judged:
    text = asked.in_full
    negative = _NEVER.search(text)
    if asked.excludes and (within := _bounded(asked, profile)) is not None:
        return within
    if asked.excludes or negative:
        text = text if asked.excludes else _WHO_BEHIND.sub("", text)
        timed = window_of(text, profile.day)
        tells = fits_shut_out if asked.excludes else said_of
        told = tells(timed[1] if timed else text, profile.said)
        if told is True and timed:
            window, rest = timed
            if told_in(rest, window, profile.said, profile.day)[1] is False:
                return Judged(asked, "met", "描述中说的不在条文所指的期间")
        if told is None and asked.excludes and (who := _OF_ONE_GRANT.match(text)):
            # 劳务派遣单位申请第三项补贴的: which grant that is was not read
            named = replace(asked, end=asked.start + who.end("who"))
            if judge_subject(replace(named, names=(who["who"],)), profile).state == "met":
                return Judged(asked, "unknown", f"可能属于“{text}”", f"是否属于：{text}？")
        if told is None and asked.excludes and _is_of(asked, profile):
            return Judged(asked, "not_met", f"描述的业务属于“{text}”")
        if told is True:
            return Judged(asked, "not_met", f"描述中有“{text}”所指的情形")
        if told is False:
            return Judged(asked, "met", "描述中说明没有这种情形")
        return Judged(
            asked, "unknown", "没有说明有无这种情形", f"有无这种情形：{text}？", decides=False
        )
    if re.search(r"独立法人", text):
        if profile.subject == "个体工商户" or "分公司" in profile.text:
            return Judged(asked, "not_met", "个体工商户和分公司不是独立法人")
        return Judged(asked, "unknown", "没有说明", "是否为独立法人？", decides=False)
    if interval := read_interval(text):
        in_time = kept(interval, profile.said, profile.day)
        if in_time is None:
            return Judged(asked, "unknown", "没有说明两件事的时间", f"是否符合：{text}？")
        said = "没有超过" if in_time else "超过了"
        return Judged(asked, "met" if in_time else "not_met", f"描述的间隔{said}条文所定的时间")
    if timed := window_of(text, profile.day):
        return _timed(asked, *timed, profile)
    told = said_of(text, profile.said)
    if told is True and _UNREAD.search(text):
        # A number with a comparator that was not read may say otherwise.
        return Judged(asked, "unknown", f"没有核对“{text}”中的数", f"是否符合：{text}？")
    if told is True and (places := read_deed(text).places):
        return _done_in(asked, places, profile, atlas)
    if told is True:
        return Judged(asked, "met", "描述中说明了这一点")
    if told is False:
        return Judged(asked, "not_met", "描述中说明没有（或尚未）做到")
    return Judged(asked, "unknown", f"没有提到“{text}”", f"是否符合：{text}？")


def _bounded(asked: Requirement, profile: Profile) -> Judged | None:
    """`资产负债率超过85%` shuts out by a number; None where the profile does not give it."""
    bounds = [b for b in read_bounds(asked.text) if len(b.metric) > 1]
    if not bounds or read_window(asked.text, profile.day):
        return None
    known = [(b, value_of(b, asked, profile)) for b in bounds]
    kept = [found.keeps(bound) if found else None for bound, found in known]
    said = "；".join(f"{b.metric}为{amount(k.value, b.unit)}" for b, k in known if k)
    if all(kept):
        return Judged(asked, "not_met", f"{said}，属于“{asked.text}”")
    return Judged(asked, "met", f"{said}，不属于“{asked.text}”") if False in kept else None


def _timed(asked: Requirement, window: Window, rest: str, profile: Profile) -> Judged:
    """A deed that counts only within a window: 2024年1月1日至2025年12月31日期间竣工."""
    told, inside = told_in(rest, window, profile.said, profile.day)
    if told is False:
        return Judged(asked, "not_met", "描述中说明没有（或尚未）做到")
    if told and inside is not None:
        said = "在" if inside else "不在"
        return Judged(asked, "met" if inside else "not_met", f"描述的时间{said}条文所指的期间内")
    if told:
        return Judged(asked, "unknown", "没有说明时间", f"时间是否符合：{asked.text}？")
    return Judged(asked, "unknown", f"没有提到“{asked.text}”", f"是否符合：{asked.text}？")


def _is_of(asked: Requirement, profile: Profile) -> bool:
    """Whether the company is of an industry that is shut out: 房地产开发、烟草加工企业."""
    text = asked.text
    behind = asked.clause.text[asked.end - asked.clause.start :][:2]
    if not (_KIND_OF_FIRM.search(text) or _KIND_OF_FIRM.match(behind)):
        return False
    heads = heads_of(profile.products, profile.text)
    own = industries_of(" ".join(heads))
    return any(
        covers(named_in(item), own) or any(plain(head) in plain(item) for head in heads)
        for item in re.split(r"、|以及|和|及|与", text)
    )
