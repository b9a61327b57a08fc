"""Numbers with a comparator: `不低于5%`, `2000万元以上`, `3%以上不足5%`, and what they measure.

Values are in the plain unit (元, 人, %, 月 …), so that 1.2亿元 and 12000万元 compare.
Whether 以上 includes its number is what the document says of it (`Inclusion`); without a word it
does, as 以下 and 以内 do; 超过 and 不足 do not. Source: 民法典 art. 1259.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal, NamedTuple

from corpus.amount import NUMBER
from corpus.measure_word import MORE_UNITS
from corpus.numeral import number_of

Comparator = Literal[">=", ">", "<=", "<"]

_UNITS = (
    "万立方米|立方米|万平方米|平方米|平方公里|公里|亩|亿美元|万美元|亿元|万元|千万|百万|元|%|％|个百分点|万千瓦时|千瓦时|万千瓦|千瓦|兆瓦|"
    "万架次|架次|万标准箱|标准箱|个航次|航次|个月|周年|年|小时|万吨标准煤|吨标准煤|吨标煤|蒸吨|万吨|吨|个工作日|日|天|万人次|人次|人|名|位|家|户|项|件|个|台|套|条|次|辆|分|倍|岁|颗|座|张|艘|架|头|只|株|所|处|间|列|场|批|篇|款(?!项)|单(?![位个项独])|集(?![团中成])|部(?![门分委])|册|"
    rf"{MORE_UNITS}|万(?=以上|以下|以内|的|$|[,，、且])"
)
# 容积率达到1.5以上: a number of its own, no unit behind it.
_BARE = r"(?=以上|以下|以内|的|$|[,，、且。;；])"
_RATE = re.compile(r"(?:率|系数|指数|倍数|得分|评分|分数|密度|排名)(?:为|在)?$")
_NOTE = re.compile(
    r"[(（](?!含?[)）])[^()（）\d]*[)）](?=(?:总额|合计|累计)?(?:不|达|超|满|在|为|\d|大|高))"
)
_WITHOUT = re.compile(r"(?:不含|不包括|扣除|剔除|除)(?P<what>[\u4e00-\u9fff、]{1,16})")
# 种植药材50亩至200亩（含）的: a range that closes what is asked.
_CLOSES = re.compile(r"的(?=$|[,，])|$|[,，]")
_GAP = "\0"  # stands for a character of a note in brackets
COUNTED = re.compile(r"(?:粉丝|播放|用户|订阅|下载|访问|浏览)?(?:数量?|量|数|人气|粉丝)$")
_LOW = "不低于|不少于|不小于|不短于|达到|达|至少|满|满足"
_HIGH = "不超过|不高于|不多于|不大于|至多|不得超过"
_OVER = "超过|高于|大于|多于|突破"
_UNDER = "低于|少于|小于|不足|不满|未满"
_BOUND = re.compile(
    rf"(?P<pre>{_LOW}|{_HIGH}|{_OVER}|{_UNDER})?\s*(?:(?<=[于过足到])每[公平立]?[\u4e00-\u9fff]{{1,2}})?(?:人民币)?(?P<number>{NUMBER}|半(?=年))\s*"
    rf"(?P<scale>[万亿千百])?(?P<unit>{_UNITS}|(?(scale)(?!)){_BARE})(?:人民币)?"
    r"(?P<post>[(（]?含?[)）]?(?:及其?)?(?:以上|以下|以内))?"
)
_RANGE = re.compile(
    rf"(?P<low>{NUMBER})\s*(?P<low_scale>[万亿])?(?P<low_unit>{_UNITS})?\s*(?:—|–|-|~|～|至|到)\s*"
    rf"(?P<high>{NUMBER})\s*(?P<scale>[万亿])?(?P<unit>{_UNITS})(?:[(（]含[)）])?(?:之间|以内)?"
)
_ONE = re.compile(rf"(?P<number>{NUMBER})\s*(?P<scale>[万亿千百])?(?P<unit>{_UNITS})")
_LISTED = re.compile(rf"(?:(?:、|和|及|以及){NUMBER}\s*[万亿千百]?(?:{_UNITS})(?:以上)?)+")
_SCALES = {"百": 100, "千": 1000, "万": 10**4, "亿": 10**8, "百万": 10**6, "千万": 10**7}
_SAME = {
    "天": "日",
    "个航次": "航次",
    "名": "人",
    "位": "人",
    "％": "%",
    "周年": "年",
    "户": "家",
    "吨标煤": "吨标准煤",
    "个百分点": "%",
}
_CUT = re.compile(r"[,，。;；:：、(（)）]|并且|(?<![不而])且|以及|或者?")
_LEAD = re.compile(
    r"^(?:对于?|凡|其中|在|近[\d一二三四五两]+个?年来?内?|连续[\d一二三四五两]+年|最近[\d一二三]年|"
    r"上一?年度?|上一?个?(?:会计|纳税|自然)年度|当年|本年度?|应当?|须|需|要求|具有|拥有|具备|有(?![效限机色])|年度|且)+"
)
_TRAIL = re.compile(
    r"(?:分别|为|在|均|应当?|须|总体|要|的|至少|原则上|合计|累计|已|首次|就|都|又|已?向|已?对|已?为|已?与)+$"
)
_DEED_OF = re.compile(
    r"(?:通过|获得|取得|入选|列入|纳入|具有|具备|完成|符合)[^,，]{3,}的"
    r"(?!比例|比重|占比|数量|总量|总数|总额|金额|面积|规模|增幅|增速|收入比)(?=[\u4e00-\u9fff]{3,})"
)
_HAS = re.compile(r"(?:缴纳|拥有|具有|具备|有|建有|持有|建设|新建|建成|购置|引进|签订|签署)$")
_NOUN = re.compile(r"的?(?P<noun>(?!企业|单位|的)[\u4e00-\u9fff]{2,14})")
_DEFINED = re.compile(r"所称[^。]*?以上[^。]{0,12}?(?P<no>不)?(?:包含|包括|含)本[数级]")


class Inclusion(NamedTuple):
    """Whether the document's 以上 includes its number, and the slice that says so, if any."""

    included: bool = True


@dataclass(frozen=True)
class Bound:
    """`metric` (as written, shortened) `comparator` `value` in the plain `unit`.

    `tiers` are further values of a list (首次突破1亿元、5亿元), rising; the first one is the bound.
    `start` and `end` bound the words, metric included, in the text that was read. `without` is
    what a note leaves out of what is measured: 固定资产投资（不含土地费用）.
    """

    metric: str
    comparator: Comparator
    value: Decimal
    unit: str
    start: int
    end: int
    tiers: tuple[Decimal, ...] = ()
    without: str = ""

    def holds(self, value: Decimal) -> bool:
        """Whether a value in the same unit keeps the bound."""
        if self.comparator == ">=":
            return value >= self.value
        if self.comparator == ">":
            return value > self.value
        return value <= self.value if self.comparator == "<=" else value < self.value


def read_inclusion(text: str) -> Inclusion:
    """What the document says that 以上 means; that it includes its number where it says nothing."""
    found = _DEFINED.search("".join(text.split()).replace("“", "").replace("”", ""))
    return Inclusion(included=not (found and found["no"]))


def plain(number: str, scale: str | None, unit: str) -> tuple[Decimal, str]:
    """The value in the plain unit: (1.2, None, 亿元) -> (120000000, 元); 2年 -> (24, 月)."""
    value = _value(number) * _SCALES.get(scale or "", 1)
    unit = _SAME.get(unit, unit)
    if unit == "成":
        return value * 10, "%"
    if unit in ("公斤", "千克"):
        return value / 1000, "吨"
    if unit == "万":
        return value * _SCALES[unit], "元"
    if unit in ("千万", "百万"):
        return value * _SCALES[unit], "元"
    if len(unit) > 1 and unit[0] in "万亿":
        value, unit = value * _SCALES[unit[0]], unit[1:]
    if unit == "年":
        return value * 12, "月"
    return value, "月" if unit == "个月" else unit


def read_bounds(text: str, inclusion: Inclusion = Inclusion()) -> tuple[Bound, ...]:  # noqa: B008
    """The bounds of a stretch of text in order; a bare number bounds nothing.

    Example: `研发费用占营业收入比重为3%以上不足5%` -> (…比重, >=, 3, %), (…比重, <, 5, %).
    """
    found: list[Bound] = []
    notes = {note.end(): note for note in _NOTE.finditer(text)}
    whole, text = text, _NOTE.sub(lambda note: _GAP * len(note[0]), text)
    ranges = [
        m
        for m in _RANGE.finditer(text)
        if "之间" in m[0] or text[: m.start()][-1:] in "为在" or _CLOSES.match(text, m.end())
    ]
    for match in sorted([*ranges, *_BOUND.finditer(text)], key=lambda m: (m.start(), -m.end())):
        if found and match.start() < found[-1].end:
            continue
        metric, start = _metric(text, match.start(), found[-1].end if found else 0)
        note = next((n for end, n in notes.items() if start <= end <= match.start()), None)
        left_out = _WITHOUT.search(whole, *note.span()) if note else None
        metric = metric.replace(_GAP, "")
        if not match.groupdict().get("unit", "%") and not _RATE.search(metric):
            continue
        if not metric and found and found[-1].end == match.start():
            metric = found[-1].metric  # 3%以上不足5%
        without = left_out["what"] if left_out else ""
        found += (replace(b, without=without) for b in _bounds(match, metric, start, inclusion))
    return tuple(found)


def _bounds(match: re.Match[str], metric: str, start: int, inclusion: Inclusion) -> Iterator[Bound]:
    groups = match.groupdict()
    end = match.end()
    if not metric or _HAS.search(metric):  # 拥有不少于800平方米的生产场地
        named = _NOUN.match(match.string, end)
        if named:
            metric, end = named["noun"].rstrip("的"), named.end()
    if "low" in groups:
        high, unit = plain(groups["high"], groups["scale"], groups["unit"])
        scale = groups["low_scale"] or groups["scale"]
        low, _ = plain(groups["low"], scale, groups["low_unit"] or groups["unit"])
        yield Bound(metric, ">=", low, unit, start, end)
        yield Bound(metric, "<=", high, unit, start, end)
        return
    comparator = _comparator(groups["pre"] or "", groups["post"] or "", inclusion)
    if comparator is not None:
        value, unit = plain(groups["number"], groups["scale"], groups["unit"])
        unit = "个" if groups["unit"] == "万" and COUNTED.search(metric) else unit
        tiers = tuple(_tiers(match))
        if tiers:
            end = match.end() + len(_LISTED.match(match.string, match.end())[0])  # type: ignore[index]
        yield Bound(metric, comparator, value, unit, start, end, tiers)


def _tiers(match: re.Match[str]) -> Iterator[Decimal]:
    """The values listed behind a bound in the same unit: 1亿元、5亿元、10亿元."""
    listed = _LISTED.match(match.string, match.end())
    for one in _ONE.finditer(listed[0]) if listed else ():
        value, unit = plain(one["number"], one["scale"], one["unit"])
        if unit == plain("1", None, match["unit"])[1]:
            yield value


def _comparator(pre: str, post: str, inclusion: Inclusion) -> Comparator | None:
    if pre and re.fullmatch(_HIGH, pre):
        return "<="
    if pre and re.fullmatch(_UNDER, pre):
        return "<"
    if pre and re.fullmatch(_OVER, pre) and not post:
        return ">"
    if post.endswith(("以下", "以内")):
        return "<="
    if post.endswith("以上"):
        return ">=" if inclusion.included or "含" in post else ">"
    return ">=" if pre else None


def _metric(text: str, at: int, after: int) -> tuple[str, int]:
    """The words before a number that say what it measures, and where they begin."""
    begin = after
    for cut in _CUT.finditer(text, after, at):
        begin = cut.end() if cut[0] != "、" or not _is_listed(text[begin:at]) else begin
    words = text[begin:at]
    firm = re.search(r"(?<!占)(?:企业|单位)(?=.{2})", words)
    if firm:  # 软件企业年度研发投入: whose it is stands before what it is
        begin += firm.end()
        words = words[firm.end() :]
    deed = _DEED_OF.match(words)
    if deed:  # 通过绿色认证的营业收入: what must be done beside what is counted
        begin += deed.end()
        words = words[deed.end() :]
    lead = _LEAD.match(words)
    if lead and lead.end() < len(words):
        begin += lead.end()
        words = words[lead.end() :]
    return _TRAIL.sub("", words).strip(), begin


def _is_listed(words: str) -> bool:
    """Whether words before a number list things of one kind: 主持制定国家标准、行业标准1项."""
    items = _TRAIL.sub("", words).split("、")
    if len(items) > 1 and re.search(r".等[\u4e00-\u9fff]{2,8}$", items[-1]):
        return True  # 新增种植黄精、天麻等药材50亩
    return len(items) > 1 and all(len(i) > 2 and i[-2:] == items[-1][-2:] for i in items)


def _value(text: str) -> Decimal:
    digits = text.replace(",", "")
    if digits == "半":
        return Decimal("0.5")
    if digits[0].isdigit():
        return Decimal(digits)
    return Decimal(number_of(digits))
