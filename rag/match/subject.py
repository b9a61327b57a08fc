"""Who an applicant must be (制造业企业, 行业协会) against what a description says that it is."""

import re
from functools import cache
from pathlib import Path

from corpus.list_file import rows_of
from corpus.qualification import is_object
from corpus.requirement import Requirement
from corpus.subject import WHO
from rag.match.industry import covers, industries_of, named_in, near, touches, trade_of
from rag.match.judged import Judged
from rag.match.profile import NOT, WANTS, Profile

_FILE = Path(__file__).with_name("subjects.tsv")
_PLACE = re.compile(
    r"^(?:本[市区县省]|我[市区县省]|全[市区县省]|[市区县省]内|辖区内?|域内|区属|市属|县域|各类|其他|相关|有关|上述|该|民营|社会)+"
)
_KIND = re.compile(rf"(?:类|型|性|业|行业|产业|领域)*{WHO}$")
_MAKES = re.compile(r"^(?:制造|生产|工业|加工|实体|先进制造|产品制造|生产制造)$")
_MAKER = re.compile(r"制造|生产(?!性|经营)|加工|工厂|厂(?!商|区)")
_SIZES = {
    "小微": re.compile(r"小微|小型|微型|个体工商户"),
    "中小": re.compile(r"小微|中小|小型|中型|微型|专精特新|个体工商户"),
    "中小微": re.compile(r"小微|中小|小型|中型|微型|专精特新|个体工商户"),
    "大型": re.compile(r"(?<!非)大型(?=企业|公司|集团)"),
}
_TECH = ("科技型", "科技", "创新型", "科技创新")
_TECH_STANDING = re.compile(r"科技型|高新技术|专精特新|瞪羚|独角兽")
_YOUNG = re.compile(r"初创")
_YOUNG_MONTHS = 36
_PERSONS = re.compile(r"个人|人才|毕业生|创业者|人员")


@cache
def _same() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(row) for row in rows_of(_FILE))


def judge_subject(asked: Requirement, profile: Profile) -> Judged:
    """Whether the company is one of the kinds of applicants asked for."""
    judged = [_one(asked, name, profile) for name in asked.names]
    for state in ("met", "unknown", "not_met"):
        for one in judged:
            if one.state == state:
                return one
    raise ValueError(f"{asked.text}: no applicant is named")


def _one(asked: Requirement, name: str, profile: Profile) -> Judged:
    bare = _PLACE.sub("", name)
    core = _KIND.sub("", bare)
    person = profile.subject == "个人"
    met = Judged(asked, "met", f"描述的是{bare}")
    if is_anyone(bare):
        return met if not person else Judged(asked, "not_met", f"描述的是个人，不是{bare}")
    if _PERSONS.search(bare):
        return met if person else Judged(asked, "unknown", "没有说明", f"是否为{bare}？")
    if core in _SIZES:
        if _SIZES[core].search(profile.text):
            return met
        if core != "大型" and _SIZES["大型"].search(profile.text):
            return Judged(asked, "not_met", "描述的是大型企业")
        return Judged(asked, "unknown", "没有说明企业规模", f"是否为{bare}？")
    if _YOUNG.search(core) and profile.months is not None and profile.months <= _YOUNG_MONTHS:
        return met
    if calls_itself(bare, profile) or (len(core) > 1 and calls_itself(core, profile)):
        return met
    if core in _TECH and any(s.held and _TECH_STANDING.search(s.name) for s in profile.standings):
        return met
    return _by_industry(asked, core, bare, profile)


def _by_industry(asked: Requirement, core: str, bare: str, profile: Profile) -> Judged:
    makes = _MAKES.match(core) is not None
    # 渔业企业 is named by 渔业, 船舶类企业 by 船舶.
    wanted = frozenset({"制造业"}) if makes else named_in(core) or named_in(bare)
    own = trade_of(profile.products, profile.trades, profile.text)
    if (makes and _MAKER.search(profile.text)) or covers(wanted, own):
        return Judged(asked, "met", f"描述的业务属于{bare}")
    broad = industries_of(" ".join(profile.products))
    if wanted and own and not touches(wanted, broad) and not near(wanted, broad):
        return Judged(asked, "not_met", f"描述的业务不属于{bare}")
    return Judged(asked, "unknown", f"没有说明是否为{bare}", f"是否为{bare}？")


def is_anyone(name: str) -> bool:
    """Whether a name means whoever applies: 用人单位, 申报企业."""
    return (
        re.fullmatch(
            rf"(?:申[报请]|用人|用户|使用|采购|法人|独立法人|用工|实施|承担|承办|主办|建设|项目|研制|应用|投资|运营|获奖|企事业|市场|经营|被改造)?{WHO}",
            name,
        )
        is not None
        and re.search(r"企业|单位|主体|公司|实体", name) is not None
    )


def calls_itself(name: str, profile: Profile) -> bool:
    """Whether the description calls the company by a name, or by one that means the same."""
    groups = [group for group in _same() if name in group] or [
        group for group in _same() if any(name.endswith(n) for n in group)
    ]
    names = groups[0] if groups else frozenset((name,))
    for part in profile.said:
        for each in names:
            at = part.find(each)
            if at < 0:
                continue
            before = part[:at]
            if not (is_object(before) or NOT.search(before) or WANTS.search(before)
                    or _ELSE.search(before)):  # fmt: skip
                return True
    return False


# 和大学共建, 租了孵化器的办公室, 为养老院配餐: somebody else's.
_ELSE = re.compile(
    r"(?:和|与|跟|向|给|为|由|租[了用赁]?|在|从|入驻[了于]?|接收|招收|获得?|对接)"
    r"(?:(?!运营|经营|是|开办)[^,，]){0,8}$"
)
