"""Numbers and dates of a text made comparable: `四千亿元` is `4000亿元`, `二〇二二年` is `2022年`.

    最高不超过300万元      3000000 元, bound `most`
    百分之五以上           5 %, bound `least`
    三分之二以上           2/3 `分之`, bound `least`
    2022年6月底前          2022-06, end
    5G、3D                 are words, not numbers

Says where each stands; what it measures is `contrast`'s business.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from corpus.numeral import DIGITS, HANZI, TENS
from rag.generate.stop import PHRASE_END

Bound = Literal["exact", "within", "reach", "least", "most", "about"]
Edge = Literal["", "start", "end"]

_SCALES = {"万亿": 10**12, "千亿": 10**11, "百亿": 10**10, "亿": 10**8, "千万": 10**7,
           "百万": 10**6, "万": 10**4, "千": 10**3, "百": 10**2}  # fmt: skip
_SCALE = "|".join(s if s[0] not in "千百" else f"{s}(?![瓦克米兆])" for s in _SCALES)
_UNIT = (
    r"元人民币|元|美元|港元|%|‰|个百分点|个工作日|工作日|个自然日|自然日|个月|人次|架次|班次|"
    r"千瓦时|千瓦|兆瓦|吉瓦|平方米|平方公里|立方米|公里|公顷|英寸|纳米|微米|毫米|小时|分钟|"
    r"周年|周岁|季度|吨标准煤|吨标煤|吨|标准?箱|亩|米|家|个|名|人|位|户|项|件|种|类|座|处|所|条|篇|支|批|套|台|辆|"
    r"升(?![级为至规学格])|公斤|千克|毫升|株|头(?!部)|羽|份(?!额)|间(?!接|隔)|栋|幢|学时|课时|学分|车位|床位|艘|架|只|张|次|场|期|倍|成|分|版|天|日|年|月|周|岁|层|级|届|款|章|节"
)
_HAN_NUMBER = rf"[{HANZI}]+(?:点[{HANZI}]+)?"
_NUMBER = re.compile(
    rf"(?P<of>百分之|千分之|万分之)(?P<share>\d+(?:\.\d+)?|{_HAN_NUMBER})"
    r"|(?P<whole>[二两三四五六七八九十])分之(?P<part>[一二两三四五六七八九])"
    rf"|(?P<digits>(?<![a-z0-9.])\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|(?<![a-z0-9.])\d+(?:\.\d+)?)"
    rf"\s*(?P<scale>{_SCALE})?(?P<more>多|余)?\s*(?P<unit>{_UNIT})?(?![a-z0-9])"
    rf"|(?P<han>(?:{_HAN_NUMBER}|(?<![\d(（])(?=[百千]?[万亿]+(?:元|美元)))(?:[万亿]{_HAN_NUMBER}|[万亿]){{0,3}})"
    rf"(?P<hmore>多|余)?(?P<hunit>{_UNIT})",
    re.IGNORECASE,
)
_YEAR = r"(?:(?:19|20)\d{2}|[〇零一二三四五六七八九]{4})"
_PART = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_DATE = re.compile(
    rf"(?P<year>{_YEAR})\s*年(?!级)(?:\s*(?P<month>{_PART})\s*月(?:\s*(?P<day>{_PART})\s*日)?)?"
    rf"|(?P<y>(?:19|20)\d{{2}})[-./](?P<m>\d{{1,2}})[-./](?P<d>\d{{1,2}})(?!\d)"
    rf"|(?P<from>{_YEAR})(?=\s*(?:[-–—−~～]|至|到)\s*{_YEAR}\s*年)"
    rf"|(?<![\d個个])(?P<only_month>{_PART})\s*月(?!度)(?:\s*(?P<only_day>{_PART})\s*日)?"
)  # fmt: skip
# How far a number or a date is looked around: its phrase, and what touches it.
_PHRASE, _NEAR = 80, 8
_ORDINAL = re.compile(r"第\s*$")
# A loose `一`: 一批, 一项, 一个 count nothing; 一年, 一倍 do.
_LOOSE = re.compile(
    r"一(?:个|批|家|项|种|次|条|类|位|名|支|件|套|级(?!及?以)|期|版|层|款|场|处|座|章|节|台|辆)"
)
_NOT = r"不(?:得|能|可|可以|应|应当|会|要|准|许|允许)?"
_MOST_BEFORE = re.compile(
    rf"(?:{_NOT}(?:超过|多于|高于|大于)"
    r"|不足|最高|最多|最长|最迟|最晚|至多|上限|限额|封顶|以内|低于|小于|少于|不到|未满|不满"
    r"|未达到?|控制在|限于)[^,，。;；\d]{0,14}$"
)
# `每户限养一只`, `只能申请1次`: as many and no more.
_LIMITED = re.compile(
    r"(?:(?<![期时年权界局有无上下额])限(?![期时年制额定])|只能|只可以?|仅能|仅可)[\u4e00-\u9fff]{0,2}$"
)
_LEAST_BEFORE = re.compile(
    rf"(?:{_NOT}(?:低于|少于|小于)"
    r"|至少|最低|最少|最短|起码|下限|超过|突破|高于|大于|多于|超出|(?<![期届])满)"
    r"[^,，。;；\d]{0,8}$"
)
_PERIODS = {
    "每年": "年", "全年": "年", "一年最": "年", "年均": "年", "按年": "年", "/年": "年",
    "每月": "月", "月均": "月", "按月": "月", "/月": "月", "每个月": "月",
    "每季度": "季度", "每个季度": "季度", "每周": "周", "每日": "日", "每天": "日",
    "一次性": "一次",
}  # fmt: skip
_PERIOD = re.compile("|".join(sorted(_PERIODS, key=len, reverse=True)))
_OF_A_YEAR = re.compile(r"(?<![上下前本近])年度[^,，。;；]{0,4}(?:总额|补|奖|最高|累计)")
_NOT_LESS = re.compile(rf"{_NOT}(?:低于|少于|小于)")
_NOT_MORE = re.compile(rf"{_NOT}(?:超过|高于|大于|多于)")
_REACH_BEFORE = re.compile(r"(?:达到|达|实现|增至|增加到|提高到|提升到)[^,，。;；\d]{0,6}$")
_ABOUT_BEFORE = re.compile(r"(?:约|大约|大概|接近|近|左右)$")
_LEAST_AFTER = re.compile(r"^\s*(?:[(（]?含[^)）]{0,3}[)）]?)?\s*(?:及|或)?(?:以上|起)(?!来)")
_MOST_AFTER = re.compile(
    r"^\s*(?:[(（]?含[^)）]{0,3}[)）]?)?\s*(?:及|或)?(?:以下|以内|之内|为限|封顶|为上限|的?上限)"
)
_OPERAND = re.compile(r"\s*乘以")  # 800万元乘以5% is no amount of 800万元
_NEVER_EACH = ("岁", "分")  # `100周岁以上的每月…` is no age a month
_TIMES = ("日", "工作日", "月", "年", "周", "小时", "分钟")
_WITHIN = re.compile(r"^\s*(?:之|以)?内")
_ABOUT_AFTER = re.compile(r"^\s*(?:左右|上下)")
# `75分到90分之间`, `100元至300元`, `2到5倍`: from the first up to the second.
_RANGE_END = re.compile(
    r"(?:到|至|[-–—−~～])(?=\d[\d.]*(?:[^,，。;；\d]{0,3}之间|(?:万|亿)?(?:元|倍|%|分(?!钟))))"
)
_RANGE_BEGIN = re.compile(r"^(?:到|至|[-–—−~～])$")
_ENDS = re.compile(r"^\s*(?:年?底|末|底前|前|之前|以前|止|为止)")
_STARTS = re.compile(r"^\s*(?:起|后|之后|以后|以来|开始)")
_UNTIL = re.compile(r"(?:到|至|截至|截止|在)\s*$")
_SINCE = re.compile(r"(?:自|从)\s*$")


@dataclass(frozen=True)
class Figure:
    """A number in its base unit (`4000亿元` -> 400000000000 `元`); unit "" where none is written.

    `[start:end]` is where it stands in the folded text, `per` the times it is for in its phrase:
    `每年最高30万元` -> 年.
    """

    value: Decimal
    unit: str
    bound: Bound
    start: int
    end: int
    written: Decimal
    per: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Day:
    """A date as far as it is written; a part that is not is None."""

    year: int | None
    month: int | None
    day: int | None
    edge: Edge
    start: int
    end: int


def days_in(folded: str) -> list[Day]:
    """The dates of a folded text, in order."""
    return list(_days(folded))


def figures_in(folded: str, *, loose: bool = False) -> list[Figure]:
    """The numbers of a folded text that are no date and no ordinal, in order.

    `一批` and the like count nothing and are left out, unless `loose`.
    """
    taken = [(day.start, day.end) for day in days_in(folded)]
    found: list[Figure] = []
    for match in _NUMBER.finditer(folded):
        while taken and taken[0][1] <= match.start():
            taken.pop(0)
        if taken and taken[0][0] < match.end():
            continue
        if _ORDINAL.search(folded[max(0, match.start() - _NEAR) : match.start()]) or (
            not loose and _LOOSE.fullmatch(match[0])
        ):
            continue
        left = found[-1].end if found else 0
        if figure := _figure(match, folded, left):
            found.append(figure)
    return found


def _figure(match: re.Match[str], folded: str, left: int) -> Figure | None:
    if match["of"]:
        unit = {"百分之": "%", "千分之": "‰", "万分之": "‱"}[match["of"]]
        written = value = _plain(match["share"])
    elif match["whole"]:
        unit = "分之"
        written = value = _han(match["part"]) / _han(match["whole"])
    elif match["digits"]:
        written = Decimal(match["digits"].replace(",", ""))
        value = written * _SCALES.get(match["scale"] or "", 1)
        unit = match["unit"] or ""
        if unit in ("年", "月") and not match["scale"] and value >= 1900:
            return None
    else:
        written = value = _han(match["han"])
        unit = match["hunit"]
        if not value:
            return None
    if unit == "成":
        value, unit = value * 10, "%"
    bound = _bound(folded, left, match.start(), match.end(), _same_unit(unit))
    if match["more"] or match["hmore"]:
        bound = "least"
    per = _per(folded, match.start(), match.end())
    if bound == "exact" and _RANGE_END.match(folded, match.end()):
        bound = "least"
    if bound == "exact" and _RANGE_BEGIN.search(folded[left : match.start()]):
        bound = "most"
    return Figure(value, _same_unit(unit), bound, match.start(), match.end(), written, per)


def _per(folded: str, start: int, end: int) -> frozenset[str]:
    before = PHRASE_END.split(folded[max(0, start - _PHRASE) : start])[-1]
    after = PHRASE_END.split(folded[end : end + _PHRASE])[0]
    found = {_PERIODS[each] for text in (before, after) for each in _PERIOD.findall(text)}
    return frozenset(found | {"年"} if _OF_A_YEAR.search(before) else found)


def _same_unit(unit: str) -> str:
    same = {"元人民币": "元", "个月": "月", "个工作日": "工作日",
            "个自然日": "日", "天": "日", "自然日": "日", "位": "人", "名": "人",
            "户": "家", "周年": "年", "周岁": "岁", "件": "项",
            "吨标煤": "吨标准煤"}  # fmt: skip
    return same.get(unit, unit)


def _plain(text: str) -> Decimal:
    return Decimal(text) if text[0].isdigit() else _han(text)


def _han(text: str) -> Decimal:
    """`三百五十万` -> 3500000, `二〇二二` -> 2022, `二点五` -> 2.5, `万亿` -> 10**12."""
    whole, _, part = text.partition("点")
    if part:
        return _han(whole) + Decimal("0." + "".join(str(DIGITS[c]) for c in part))
    if len(text) > 1 and all(c in DIGITS for c in text):
        return Decimal("".join(str(DIGITS[c]) for c in text))
    total, section, digit = Decimal(0), 0, 0
    for at, character in enumerate(text):
        if character in DIGITS:
            digit = DIGITS[character]
        elif character in TENS:
            section += (digit or 1) * TENS[character]
            digit = 0
        else:
            scale = 10**8 if character == "亿" else 10**4
            if at and text[at - 1] in "万亿":
                total *= scale
            else:
                total += (section + digit or 1) * scale
            section = digit = 0
    return total + section + digit


def _bound(folded: str, left: int, start: int, end: int, unit: str) -> Bound:
    before, after = folded[max(left, start - 24) : start], folded[end : end + 8]
    within = bool(unit in _TIMES and _WITHIN.match(after))
    if _NOT_LESS.search(before) and _LEAST_BEFORE.search(before):
        return "least"
    if _NOT_MORE.search(before) and _MOST_BEFORE.search(before):
        return "most"
    if _LEAST_AFTER.search(after):
        return "least"
    if (_MOST_AFTER.search(after) and not within) or _MOST_BEFORE.search(before):
        return "most"
    if _LEAST_BEFORE.search(before):
        return "least"
    if _ABOUT_AFTER.search(after) or _ABOUT_BEFORE.search(before):
        return "about"
    if within or _LIMITED.search(before):
        return "within"
    return "reach" if _REACH_BEFORE.search(before) else "exact"


def _days(folded: str) -> Iterator[Day]:
    for match in _DATE.finditer(folded):
        year = _int(match["year"] or match["y"] or match["from"])
        month = _int(match["month"] or match["m"] or match["only_month"])
        day = _int(match["day"] or match["d"] or match["only_day"])
        if (month is not None and not 1 <= month <= 12) or (day is not None and day > 31):
            continue
        if (
            match["only_month"]
            and not match["only_day"]
            and folded.endswith("每", 0, match.start())
        ):
            continue
        yield Day(year, month, day, _edge(folded, match), match.start(), match.end())


def _edge(folded: str, match: re.Match[str]) -> Edge:
    before = folded[max(0, match.start() - _NEAR) : match.start()]
    after = folded[match.end() : match.end() + _NEAR]
    if _STARTS.search(after) or _SINCE.search(before):
        return "start"
    if _ENDS.search(after) or _UNTIL.search(before):
        return "end"
    return ""


def _int(text: str | None) -> int | None:
    if not text:
        return None
    return int(text) if text[0].isdigit() else int(_han(text))


def bounds_agree(said: Bound, stands: Bound) -> bool:
    """Whether a sentence may give a number this bound where its source gives it that one."""
    if said == stands:
        return True
    if "within" in (said, stands):  # 30日内
        return {said, stands} & {"most", "exact"} != set()
    return {said, stands} in ({"reach", "exact"}, {"reach", "least"})


def units_agree(said: str, stands: str) -> bool:
    """Whether two units may stand for each other: 个 counts what 家, 项, 座 count."""
    counters = "家项座处所条支批套台辆架只种类场"
    if said == stands:
        return True
    return bool(said and stands) and (
        (said == "个" and stands in counters) or (stands == "个" and said in counters)
    )


def day_agrees(said: Day, stands: Day) -> bool:
    """Whether a date says no more than another does, and does not turn an end into a start."""
    parts = ((said.year, stands.year), (said.month, stands.month), (said.day, stands.day))
    same = all(left is None or left == right for left, right in parts)
    return same and not (said.edge and stands.edge and said.edge != stands.edge)


def figures_agree(said: Figure, stands: Figure, shown: str) -> bool:
    """Whether a number says what another one of the folded text `shown` does."""
    if not bounds_agree(said.bound, stands.bound) or _OPERAND.match(shown, stands.end):
        return False
    if said.unit not in _NEVER_EACH and not said.per <= stands.per:
        return False
    if units_agree(said.unit, stands.unit):
        return said.value == stands.value
    if not stands.unit and said.unit:
        # A table says the unit in its head: 总投资（亿元）, and 22 in the row.
        return said.written == stands.written and f"({_unit_written(said)}" in shown
    bare = said.value == said.written and said.written == stands.written
    return not said.unit and (bare or said.value == stands.value)


def _unit_written(said: Figure) -> str:
    ratio = int(said.value / said.written) if said.written else 1
    return {1: "", 10**4: "万", 10**8: "亿"}.get(ratio, "?") + said.unit
