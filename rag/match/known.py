"""The profile's number for what a bound measures, exact or on one side of a stated value.

Whether it keeps the bound is told here; what that means for a clause is the caller's business.
"""

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from corpus.bound import Bound
from corpus.metric import read_metric
from corpus.requirement import Requirement
from index.tokenize import fold
from rag.match.profile import Profile, Side
from rag.match.verbs import verbs
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
    r"(?:至今|20\d\d年|今年|去年|当年|本年度?|上一?年度?|首年|全年|年度|近[一二三两\d]年|(?<!上)年(?=[\u4e00-\u9fff]{2}))"
)
# 已投入使用 and 已经使用; 单笔贷款金额 and 贷款.
_SAME_WORDS = (
    (re.compile(r"营收|销售收入"), "营业收入"),
    (re.compile(r"技改"), "技术改造"),
    (re.compile(r"社保|五险一金|五险"), "社会保险"),
    (re.compile(r"(?<=社会保险)参保|参保"), "缴纳社会保险"),
    (re.compile(r"(?<![成提])(?:交|缴)(?:纳|了|的)?(?=$|社会|了|满)"), "缴纳"),
    (re.compile(r"在?(?:[本我全]|当)[省市区县地]|在[\u4e00-\u9fff]{2,5}(?=已?缴纳|缴|交)"), ""),
    (re.compile(r"干了?|上班|在岗|就业|任职"), "工作"),
    (re.compile(r"从业人员|服务员|员工|职工|工人"), "人员"),
    (re.compile(r"价格"), "价"),
    (re.compile(r"租赁期限?|租约|租赁合同"), "租期"),
    (re.compile(r"成交"), "交易"),
    (re.compile(r"(?<=..)(?:花费?了?|投了?|共?花掉)$|(?<=设备)投资"), "投入"),
    (re.compile(r"新上|新购(?![置买入进])|新买|新添"), "新增"),
    (re.compile(r"以来"), ""),
    (re.compile(r"生产能力|产能"), "产"),
    (re.compile(r"能力|能(?=[产加停养种供]|处理|容纳)"), ""),
    (re.compile(r"每天|每日|日均"), "日"),
    (re.compile(r"零售价|卖价|销售价"), "售价"),
    (re.compile(r"(?<=价)每[\u4e00-\u9fff]{1,2}$"), ""),
    (re.compile(r"生产(?!场|用房|基地|设备|线|性|经营|厂|或|、)|制造(?!业)"), "产"),
    (re.compile(r"制备|制(?![度定品作约式服止裁造])"), "产"),
    (re.compile(r"已经?|累计|实际|投入(?=使用)|完成|单[个笔项件台户](?:（套）)?|应当?"), ""),
    (re.compile(r"正式|持续|连续|每[期次场年月]"), ""),
    (re.compile(r"(?<=..)(?:时间|[已超]?满)$"), ""),
    (re.compile(r"营业(?!收入|额|面积)|运营"), "经营"),
    (re.compile(r"(?<=..)(?:总?数量?|总数)$"), ""),
    (re.compile(r"(?<=.[^总])(?:总?金额|实绩|总?额|支出)$"), ""),
)
_SHARE_OF = re.compile(r"占.*$")
_PART_OF = re.compile(
    r"^(?:其中)?(?P<part>.{2,20}?)(?:占(?P<whole>[^占]{0,12}?))?的?(?:比例|比重|占比|比率)$|"
    r"^(?P<part2>.{2,20}?)占(?P<whole2>.{2,12})$"
)
_LEFT_OUT = re.compile(r"[(（]?(?:不含|不包括|扣除|剔除)[\u4e00-\u9fff]{1,6}?(?:[)）]|的|(?<=税))")
# What has one of these is told by the unit alone.
_TELLING_UNITS = ("平方米", "立方米", "亩", "公里", "千瓦", "兆瓦", "千瓦时", "公顷", "床")
_HEAD = 5  # characters
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
    if len(same_unit) == 1 and bound.unit in _TELLING_UNITS:
        only = same_unit[0]
        words = content_words(only.metric)
        if not words or any(len(w) > 1 and w in fold(asked.clause.text) for w in words):
            # 新开一个网点，18平方米; 开的展示中心有60平方米
            return Known(only.value, only.side, only.top)
    best: tuple[float, Known, str] | None = None
    for measure in profile.measures:
        if measure.unit != bound.unit or not measure.metric:
            continue
        share = max(
            _alike(metric, measure.metric),
            _alike(metric, measure.behind),
            _alike(metric, measure.metric + measure.behind) if measure.behind else 0.0,
        )
        if bound.unit == "%" and "占" in metric and "占" in measure.metric:
            # 软件业务收入占企业营业收入的比例 and 软件业务收入占比: what the share is of
            share = max(share, _alike(_SHARE_OF.sub("", metric), _SHARE_OF.sub("", measure.metric)))
        if metric and measure.behind.startswith(_without_verb(metric)):  # 800立方米冷库
            share = 1.0
        if len(measure.behind) > 2 and metric.startswith(measure.behind):  # 4家区内企业
            share = 1.0
        if share >= 0.6 and (best is None or share > best[0]):
            best = (share, Known(measure.value, measure.side, measure.top), measure.metric)
    if best is None and bound.unit == "%":
        return _worked_share(metric, profile)
    if best is None or (bound.without and _LEFT_OUT.search(best[2])):
        return best[1] if best else None
    return _less(best[1], bound, profile)


@lru_cache(maxsize=4096)
def _without_verb(metric: str) -> str:
    """`拆解船龄` without what is done to it; the metric itself where that leaves too little."""
    verb = max(
        (v for group in verbs() for v in group if len(v) > 1 and metric.startswith(v)),
        key=len,
        default="",
    )
    return metric[len(verb) :] if len(metric) - len(verb) > 1 else metric


def _less(known: Known, bound: Bound, profile: Profile) -> Known | None:
    """A number without what a note leaves out of it: 固定资产投资（不含土地费用）."""
    if not bound.without:
        return known
    for measure in profile.measures:
        if measure.unit == bound.unit and _alike(bound.without, measure.metric) >= 0.6:
            return known._replace(value=known.value - measure.value)
    # Without that part it is less; what is not enough with it is not enough.
    return known._replace(side="<") if not known.side else None


def _worked_share(metric: str, profile: Profile) -> Known | None:
    """A share worked out from the two numbers that it is of: 12名教练, 其中9名持证 is 75 %."""
    found = _PART_OF.search(metric)
    if found is None:
        return None
    part = (found["part"] or found["part2"]).strip("的")
    whole = (found["whole"] or found["whole2"] or "").strip("的")
    for row, measure in enumerate(profile.measures):
        if max(_alike(part, measure.metric), _alike(part, measure.behind)) < 0.6 or measure.side:
            continue
        same = [m for m in profile.measures if m.unit == measure.unit and m is not measure]
        of = [
            m
            for m in same
            if whole and max(_alike(whole, m.metric), _alike(whole, m.behind)) >= 0.6
        ]
        if not whole and row and profile.measures[row - 1].unit == measure.unit:
            of = [profile.measures[row - 1]]  # 其中9名持证: of those named before
        if of and of[0].value >= measure.value > 0 and not of[0].side:
            return Known(measure.value * 100 / of[0].value, "")
    return None


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


@lru_cache(maxsize=4096)
def _same_words(metric: str) -> str:
    metric = _LEFT_OUT.sub("", metric)
    for pattern, word in _SAME_WORDS:
        metric = pattern.sub(word, metric)
    return metric


def _common_end(one: str, other: str) -> int:
    """How many characters two names have in common at their end."""
    shared = 0
    for a, b in zip(reversed(one), reversed(other), strict=False):
        if a != b:
            break
        shared += 1
    return shared


def _alike(asked: str, said: str) -> float:
    """How much of the shorter name's character pairs the longer one holds, in [0, 1]."""
    one, other = read_metric(asked), read_metric(said)
    if one.change != other.change:
        return 0.0
    if one.change and not (one.what and other.what):
        return 0.7  # 同比增长8%, of which nobody says what
    asked, said = _TIME.sub("", _same_words(one.what)), _TIME.sub("", _same_words(other.what))
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
    ends = _common_end(fold(asked), fold(said))
    if ends >= _HEAD and ends * 2 >= min(len(asked), len(said)):
        return 0.65  # 营业性演出单场售票收入, 演唱会单场售票收入: what is counted stands last
    pairs = [{text[i : i + 2] for i in range(len(text) - 1)} for text in (fold(asked), fold(said))]
    short, long = sorted(pairs, key=len)
    if len(short) == 1:  # 场地 is the 服务场地, 投资 not the 设备投资额
        return float(fold(asked).endswith(fold(said)) or fold(said).endswith(fold(asked)))
    return len(short & long) / len(short) if short else 0.0
