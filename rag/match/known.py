"""The profile's number for what a bound measures, exact or on one side of a stated value.

Whether it keeps the bound is told here; what that means for a clause is the caller's business.
"""

import re
from decimal import Decimal
from typing import NamedTuple

from corpus.bound import Bound
from corpus.requirement import Requirement
from index.tokenize import fold
from rag.match.profile import Profile, Side
from rag.words.terms import content_words

_REVENUE = re.compile(
    r"^(?:上一?年度?|全?年|年度|企业|年均)*(?:主营业务|营业|销售)(?:总?收入|额)$|^营收$"
)
_RD_SHARE = re.compile(
    r"(?:研发|研究开发|研究与试验发展|R&D)(?!人员|机构|团队|岗位).*(?:占|比重|比例|强度|投入)",
    re.IGNORECASE,
)
_RD_MONEY = re.compile(r"(?:研发|研究开发)(?:费用|投入|经费|支出)(?:总额)?$", re.IGNORECASE)
_PEOPLE = re.compile(
    r"^(?:企业)?(?:从业人员|职工|员工|在职职工|从业人数|职工人数|员工人数)(?:总?数|人数)?$"
)
_AGE = re.compile(r"(?:注册|登记|成立|设立)(?:时间)?$")


# When it was counted is no part of what was.
_TIME = re.compile(
    r"(?:20\d\d年|今年|去年|当年|本年度?|上一?年度?|首年|全年|年度|近[一二三两\d]年|(?<!上)年(?=[\u4e00-\u9fff]{2}))"
)
# 较上年增长, 比上年增长 and 同比增长; 已投入使用 and 已经使用; 单笔贷款金额 and 贷款.
_SAME_WORDS = (
    (re.compile(r"(?:较|比|与)(?:上一?年度?|去年|上年度?)(?:同期)?(?:相比)?|同期"), "同比"),
    (re.compile(r"增速|增长率|增幅|增长幅度|增长比例"), "增长"),
    (re.compile(r"技改"), "技术改造"),
    (re.compile(r"社保"), "社会保险"),
    (re.compile(r"已经?|累计|实际|投入(?=使用)|完成|单[个笔项件台户](?:（套）)?|应当?"), ""),
    (re.compile(r"正式|持续|连续|每[期次场年月]"), ""),
    (re.compile(r"(?<=..)(?:时间|[已超]?满)$"), ""),
    (re.compile(r"营业(?!收入|额|面积)|运营"), "经营"),
    (re.compile(r"(?<=..)(?:总?数量?|总数)$"), ""),
    (re.compile(r"(?<=.[^总])(?:总?金额|实绩|总?额|支出)$"), ""),
)
_SHARE_OF = re.compile(r"占.*$")
_GENERIC_HEAD = re.compile(r"(?:面积|数量|规模|总额|金额|费用|容积)$")


class Known(NamedTuple):
    """A number of the profile, and on which side of it the true one lies (`profile.Measure`)."""

    value: Decimal
    side: Side
    top: Decimal | None = None

    def keeps(self, bound: Bound) -> bool | None:
        """Whether it keeps the bound; None where that hangs on the true value."""
        at = bound.holds(self.value)
        if self.top is not None:
            return at if bound.holds(self.top) == at else None  # 3%—5% may be either
        rising = bound.comparator in (">=", ">")
        if not self.side:
            return at
        if self.side == ">" and self.value == bound.value:
            return rising  # above it
        if (self.side in (">=", ">")) == rising:
            return True if at else None  # from there on it stays kept
        if at and not (self.side == "<" and self.value == bound.value):
            return None
        return False


def _known(value: Decimal | None, side: Side, top: Decimal | None = None) -> Known | None:
    return Known(value, side, top) if value is not None else None


def value_of(bound: Bound, asked: Requirement, profile: Profile) -> Known | None:
    """The profile's number for what a bound measures, or None."""
    metric = bound.metric
    # Of a product's or a project's turnover the company's own says nothing.
    behind = asked.clause.text[asked.end - asked.clause.start :][:16]
    of_thing = re.match(
        r"的[^,，。;；企]{0,8}(?:产品|项目|装备|平台|软件)", "".join(behind.split())
    )
    if _RD_SHARE.search(metric) and bound.unit == "%":
        return _known(
            _rd_ratio(profile), profile.sides.get("rd_ratio", ""), profile.tops.get("rd_ratio")
        )
    if _RD_MONEY.search(metric) and bound.unit == "元":
        return _known(_rd_money(profile), "")
    if _REVENUE.search(metric) and bound.unit == "元" and not of_thing:
        return _known(
            profile.revenue, profile.sides.get("revenue", ""), profile.tops.get("revenue")
        )
    if _PEOPLE.search(metric) and bound.unit == "人":
        return _known(
            profile.employees, profile.sides.get("employees", ""), profile.tops.get("employees")
        )
    if _AGE.search(metric) and bound.unit == "月":
        return _known(profile.months, "")
    same_unit = [m for m in profile.measures if m.unit == bound.unit]
    if metric in ("面积", "金额", "规模", "投资额", "数量") and len(same_unit) == 1:
        return Known(same_unit[0].value, same_unit[0].side, same_unit[0].top)
    best: tuple[float, Known] | None = None
    for measure in profile.measures:
        if measure.unit != bound.unit or not measure.metric:
            continue
        share = max(_alike(metric, measure.metric), _alike(metric, measure.behind))
        if bound.unit == "%" and "占" in metric and "占" in measure.metric:
            # 软件业务收入占企业营业收入的比例 and 软件业务收入占比: what the share is of
            share = max(share, _alike(_SHARE_OF.sub("", metric), _SHARE_OF.sub("", measure.metric)))
        if metric and measure.behind.startswith(metric):  # 800立方米冷库
            share = 1.0
        if share >= 0.6 and (best is None or share > best[0]):
            best = (share, Known(measure.value, measure.side, measure.top))
    return best[1] if best else None


def _rd_money(profile: Profile) -> Decimal | None:
    """What is spent on research: as stated, or the share of the revenue."""
    for measure in profile.measures:
        if measure.unit == "元" and measure.top is None and _RD_MONEY.search(measure.metric):
            return measure.value
    if profile.revenue is not None and profile.rd_ratio is not None and not profile.tops:
        return profile.revenue * profile.rd_ratio / 100
    return None


def _rd_ratio(profile: Profile) -> Decimal | None:
    """The share of research in the revenue: as stated, or worked out from both."""
    if profile.rd_ratio is not None or not profile.revenue or "revenue" in profile.tops:
        return profile.rd_ratio
    spent = _rd_money(profile)
    return spent * 100 / profile.revenue if spent is not None else None


def _same_words(metric: str) -> str:
    for pattern, word in _SAME_WORDS:
        metric = pattern.sub(word, metric)
    return metric


def _alike(asked: str, said: str) -> float:
    """How much of the shorter name's character pairs the longer one holds, in [0, 1]."""
    asked, said = _TIME.sub("", _same_words(asked)), _TIME.sub("", _same_words(said))
    if asked and asked == said:
        return 1.0
    if _GENERIC_HEAD.search(asked):
        words = [w for w in content_words(said) if len(w) > 1]
        if words and all(w in fold(asked) for w in words):
            return 1.0
    words = [w for w in content_words(said) if len(w) > 1]
    if len(words) > 1 and sum(len(w) for w in words if w in fold(asked)) >= 0.75 * sum(
        map(len, words)
    ):
        return 0.7
    pairs = [{text[i : i + 2] for i in range(len(text) - 1)} for text in (fold(asked), fold(said))]
    short, long = sorted(pairs, key=len)
    if len(short) == 1:  # 场地 is the 服务场地, 投资 not the 设备投资额
        return float(fold(asked).endswith(fold(said)) or fold(said).endswith(fold(asked)))
    return len(short & long) / len(short) if short else 0.0
