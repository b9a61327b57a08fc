"""Numbers that a description states, with the words around them that say what they measure."""

import re
from collections.abc import Iterator

from corpus.amount import NUMBER
from corpus.bound import COUNTED, plain
from corpus.measure_word import MORE_UNITS, NOT_MORE
from rag.match.profile import Measure, Side

_UNITS = (
    rf"万立方米|立方米|万平方米|平方米|平米|亩|亿美元|万美元|亿元|万元|千万元|百万元|元|(?:亿|千万|百万){NOT_MORE}|万(?![标架人吨平千立亩单册款台件套户家头只株张辆个名字册米]){NOT_MORE}|%|％|个点|万千瓦时|千瓦时|万千瓦|千瓦|兆瓦|万架次|架次|万标准箱|标准箱|个航次|航次|"
    r"个月|年|天|万人次|人次|万人|人|名|位|家|户|项|件|个|台|套|条|次|辆|倍|万吨标准煤|吨标准煤|吨标煤|蒸吨|万吨|吨|张|艘|架|头|只|株|列|款(?!项)|间|座|场|处|岁|期|单(?![位个项独])|集(?![团中成])|部(?![门分委])|册|"
    rf"{MORE_UNITS}|(?<=[率数分比]\d\.\d)|(?<=[率数分比]\d\.\d\d)|(?<=[率数分比]\d)(?=$)"
)
# A number begins at its first digit: looked for at each, a long row of digits takes its square.
_FIRST = r"(?:(?<!\d)|(?!\d))"
MEASURE = re.compile(
    rf"{_FIRST}(?P<number>{NUMBER})\s*(?:多|余|几|来)?(?P<scale>[千百万亿]*?)(?:多|余)?\s*(?P<unit>{_UNITS})(?P<more>多|余|左右|以上|以下|以内)?"
)
_JOIN = r"\s*(?:—+|–|-|~|～|至|到)\s*"
_GOES_ON = re.compile(rf"{_JOIN}{NUMBER}\s*[千百万亿]*?\s*(?:{_UNITS})")
_LOW = re.compile(
    rf"{_FIRST}(?P<number>{NUMBER})\s*(?P<scale>[千百万亿]*?)(?P<unit>{_UNITS})?{_JOIN}$"
)
_BELOW = re.compile(r"(?:不到|不足|未达到?|没到|没达到|低于|不满|未满|少于|近|将近|接近|快到)$")
_ABOVE = re.compile(r"(?:超过|突破|大于|高于|多于)$")
_FROM = re.compile(r"(?:超过|突破|大于|高于|多于|达到|至少)$")
_NOT_YET = re.compile(r"预计|预期|计划|目标|明年|争取|力争|有望|希望|打算|拟")
# 一年线上订单1.6万单, 每个月加注20吨: how often the number behind it comes.
_A_YEAR = re.compile(
    r"(?<![\u4e00-\u9fff])(?:每|[1一])个?[年月](?![期内之以的])[\u4e00-\u9fff]{1,10}\d|(?<=每)[1一]个?[年月]"
)
_HALF = re.compile(r"(?<![\d一二两三四五六七八九十上下前后])半年")
_RATE_IS = re.compile(r"(?<=[率数])(?:为|是|约)(?=\d)")
_LEFT_OUT = re.compile(r"[(（](?:不含|未含|不包括|扣除|剔除)[^()（）]{1,8}[)）]")
# Units as people say them, by what documents write.
_WRITTEN = {
    "亿": "亿元",
    "万": "万元",
    "千万元": "千万",
    "百万元": "百万",
    "万人": "人",
    "平米": "平方米",
    "个点": "%",
}


def read_measures(part: str) -> Iterator[Measure]:
    """The measures of one part of a description, in order; a year is none."""
    text = _HALF.sub("6个月", _RATE_IS.sub("", part.replace(",", "")))
    if _NOT_YET.search(text):
        return  # what is expected is not so yet
    at = 0
    for match in MEASURE.finditer(text):
        if re.fullmatch(r"(?:19|20)\d\d", match["number"]) and match["unit"] == "年":
            continue
        if text[: match.start()].endswith("第") or _A_YEAR.match(text, match.start()):
            continue  # 第一次; 一年能产1800吨 is a rate
        if re.fullmatch(r"一|两|二|三", match["number"]) and match["unit"] in "个家位条名项次":
            if not re.search(r"[有引进建设招]", text[: match.start()]):
                continue
        if match["unit"] in ("年", "个月") and text[: match.start()].endswith("近"):
            continue  # 近三年 is a window
        if _GOES_ON.match(text, match.end()):
            continue  # the low end of a range is read with its high end
        before = text[at : match.start()]
        low = _LOW.search(before)
        before = before[: low.start()] if low else before
        behind = re.match(r"的?(?P<of>[\u4e00-\u9fff]{2,8})", text[match.end() :])
        unit = _WRITTEN.get(match["unit"], match["unit"])
        scale = "万" if match["unit"] == "万人" else match["scale"] or None
        written = unit
        value, unit = plain(match["number"], scale, unit)
        top = None
        if low and not re.search(r"[从由自]$", before):
            least, _ = plain(
                low["number"],
                low["scale"] or scale,
                (low["unit"] and _WRITTEN.get(low["unit"], low["unit"])) or written,
            )
            if least < value:
                value, top = least, value
        metric = _BELOW.sub("", _FROM.sub("", before)).strip("的为是有约达到了大概近将超过 ：:")
        metric = metric[:-1] if metric.endswith("快") else metric  # 开业快半年
        metric = f"{metric}{behind['of']}" if behind and len(metric) < 2 else metric
        of = behind["of"] if behind else ""
        note = _LEFT_OUT.match(text, match.end())
        metric = f"{metric}{note[0]}" if note else metric
        if match["unit"] == "万" and COUNTED.search(metric):
            unit = "个"  # 粉丝量180万
        yield Measure(
            metric or of, value, unit, match[0], of, _side(before, match["more"] or ""), top
        )
        at = match.end()


def _side(before: str, after: str) -> Side:
    if _BELOW.search(before) or after in ("以下", "以内"):
        return "<"
    if _ABOVE.search(before):
        return ">"
    return ">=" if _FROM.search(before) or after in ("以上", "多", "余") else ""
