"""Values inside a sentence: each with the phrase that it stands in and its words of comparison.

A value answers only for the subject of its own phrase: in `培育高企达到7000家,培育一批独角兽企业`
the 7000 are no 独角兽企业.
"""

import re
from dataclasses import dataclass

from corpus.squeeze import unbroken, unbroken_text
from index.tokenize import fold
from rag.evidence.pattern import asks_how_often, by_share, of_any_unit
from rag.evidence.quantity import Quantity, number, span_in_days
from rag.held.passage import Passage, slice_of
from rag.question.aspect import ROUNDS
from rag.question.query import Query
from rag.question.units import COUNTED, LASTING, same_unit

_DIGIT = "〇零一二三四五六七八九十百千两"
_N = rf"(?:\d[\d,]*(?:\.\d+)?|[{_DIGIT}]+)"
_BEFORE = (
    r"(?:不低于|不少于|不得?超过|不高于|不得(?:低于|少于|高于|超过)|至少|至多|最高|最多|最低|最少|最长|最短|最晚"
    r"|最迟|超过|突破|高于|低于|每年|每人|每户|每月|约)?"
)
_AFTER = r"(?:左右|及?以上|及?以下|以内|之内|内|以前|之前|前)?"
_SCALE = r"(?:万亿|亿|万|千|百|多|余)*"
_PART = r"(?:上旬|中旬|下旬|月?底|月?末|月?初|上半年|下半年|第?[一二三四]季度|年中)"
_DAY = (
    rf"\d{{4}}年(?:\d{{1,2}}月(?:\d{{1,2}}日|{_PART})?|{_PART})?"
    rf"|(?<!\d)\d{{1,2}}月(?:\d{{1,2}}日|{_PART})?"
    r"|[〇零一二三四五六七八九]{4}年"
    r"|(?:每|次|翌|当|本)(?:年|月|季度)(?:\d{1,2}月)?(?:\d{1,2}日|底|末|初)"
    r"|(?:次|翌)(?:年|月|季度|日)|(?<![\d年月])(?:年|月|季|学期)(?:底|末)(?=[以之]?前)"
)
# A time that no number tells: at once, on the same day.
_AT_ONCE = (
    r"即时办[结理]|即办件|即办|即来即办|当[场即时]办[结理]|当场|当日|当天|即日|立即"
    r"|随到随[办批审]|同步"
)
_LAPSE = (
    rf"(?<!第){_N}\s*(?:余|多)?(?:{LASTING})"
    r"(?!(?<=[年月日])[\d〇零一二三四五六七八九]|(?<=年)[度级])"
)
# 一批 and 一系列 are no numbers, 至少一个 is one.
_NO_NUMBER = rf"(?:(?<=至少|最多|超过|少于)|(?!一(?![{_DIGIT}])))"
_GIVEN = rf"(?:{_N}\s*{_SCALE}(?:美元|港元|元)|(?:万亿|千亿|百亿)元)"
# The lower end of a range, which is one value with the upper end: `10万元以上100万元以下`.
_FROM = (
    rf"(?:{_N}\s*{_SCALE}\s*(?:元|倍|[%％‰]|个?[\u4e00-\u9fff]{{1,3}}?)?\s*"
    rf"(?:(?:及?以上|至|到|[-—–~～]{{1,2}})(?=\s*{_N}[^,，;；。]{{1,8}}?(?:以下|以内))|至|[-—–~～]{{1,2}})\s*)?"
)
_SPAN = rf"{_FROM}{_LAPSE}"
_UNITS = (
    r"个?工作日|家|个|大|类|名|人次|人|项|件|种|户|所|座|处|条|篇|年|天|日|倍|次(?!性)|吨标?煤?|公里|平方米|平方公里|亩|"
    r"分|台|套|辆|张|只|支|批|英寸|立方米|千瓦时?|[GMK]b/s"
)
_PATTERNS = {
    "amount": rf"{_BEFORE}{_FROM}{_GIVEN}{_AFTER}(?:/[\u4e00-\u9fff])?",
    "percentage": rf"{_BEFORE}{_FROM}(?:{_N}\s*(?:[%％‰]|个百分点|成|倍)|[百千万]分之{_N}){_AFTER}",
    "date": rf"{_BEFORE}(?:{_DAY}|{_SPAN}|{_AT_ONCE}|每半?(?:年|个?季度|个?月|周|天)){_AFTER}",
    "lapse": rf"{_BEFORE}(?:(?<!\d)(?<!\d年){_SPAN}|{_AT_ONCE}){_AFTER}",
    "year": r"\d{4}年(?:底|末)?|[〇零一二三四五六七八九]{4}年",
    # Words of number stand in phrases that count nothing (一页纸, 一级): digits for most units.
    "count": rf"{_BEFORE}{_FROM}(?:{_NO_NUMBER}{_N}\s*{_SCALE}\s*(?:{_UNITS})"
    rf"|\d[\d,.]*\s*{_SCALE}\s*(?:{COUNTED})){_AFTER}",
}  # fmt: skip
_LASTING = re.compile(rf"(?:多少|几)\s*(?:{LASTING})(?!期)")
_SEVERAL = re.compile(r"哪几|哪些")  # asks which, not how many
_PHRASE = re.compile(r"[^,，;；:：。]+")
_LEAVES_OPEN = re.compile(r"(?:内|前|当[日天场]|立即|即日)$")
_FULL_STOP = re.compile(r"[。\n]")
_ANCHORED = re.compile(r"[内前初末底]|\d{4}年|\d月(?!内)")
_PROLONGS = re.compile(r"延长|延期|顺延")
_STATES_CASE = re.compile(r"[的者][,，]")
_SEMICOLON = re.compile(r"[；;]")


@dataclass(frozen=True)
class Value:
    """`shown` as written; `phrase` is the slice that holds it and its subject.

    `around` is the text between the value before it and the value after it, behind the `matter`
    that its paragraph opens with where the sentence only adds a case: `…的，…；情节严重的，处…`.
    """

    shown: str
    phrase: Passage
    around: str
    sentence: Passage
    matter: str = ""


# An upper limit is asked for, a lower one, what has come of it; how such values are written.
_MOST = re.compile(r"最多|至多|封顶|上限|不得?超过多少|顶多|最长|最晚|最迟")
_LEAST = re.compile(r"最少|至少|起码|最低|下限|不得?低于多少|不得?少于多少|最短")
_CAME = re.compile(r"(?:出|成|放|拨|到|建|定|付|奖|补|发|评)了(?:多少|几)")
_FROM_BELOW = re.compile(
    r"不得?低于|不得?少于|至少|最低|最少|(?<!不)(?<!不得)超过|突破|(?<!不)(?<!不得)高于|以上"
)
_FROM_ABOVE = re.compile(
    r"不得?超过|不得?高于|最高|最多|至多|(?<!不)(?<!不得)(?:低于|少于)|以下|以内"
)


def bounded_otherwise(query: Query, shown: str) -> bool:
    """Whether a value is a limit of the other sort than is asked for: 不少于20家 is no 最多几家."""
    below = _FROM_BELOW.search(shown) and not _FROM_ABOVE.search(shown)
    above = _FROM_ABOVE.search(shown) and not _FROM_BELOW.search(shown)
    if _CAME.search(query.text):
        return bool(below or above)
    return bool((_MOST.search(query.text) and below) or (_LEAST.search(query.text) and above))


def pattern_of(query: Query) -> re.Pattern[str] | None:
    """What a value of the kind, and in the unit, that is asked for looks like."""
    if query.kind not in _PATTERNS or _SEVERAL.search(query.text):
        return None
    if query.kind == "count" and _LASTING.search(query.text):
        return re.compile(_PATTERNS["lapse"])
    if query.unit and query.kind == "count":
        units = same_unit(query.unit)
        return re.compile(
            rf"{_BEFORE}{_FROM}{_N}\s*{_SCALE}\s*个?(?:{units})(?![\u4e00-\u9fff]度){_AFTER}"
        )
    if of_any_unit(query):
        # 实现多少主营业务收入: any value.
        return re.compile("|".join(_PATTERNS[k] for k in ("amount", "percentage", "count")))
    if by_share(query):
        return re.compile("|".join(_PATTERNS[k] for k in ("amount", "percentage")))
    if asks_how_often(query):
        return re.compile(rf"{ROUNDS}|{_PATTERNS[query.kind]}")
    return re.compile(_PATTERNS[query.kind])


def lasts(value: Value) -> bool:
    """Whether a value says how long something lasts and neither when nor by when: `最长为三年`."""
    if not span_in_days(value.shown) or _ANCHORED.search(value.shown):
        return False
    behind = unbroken_text(value.phrase.text).partition(value.shown)[2]
    return not re.match(r"[后起前]|之[后前]|以[后前]", behind)


def opens_later(value: Value) -> bool:
    """Whether a span is one after which something may be done: `作出之日起1年后，可以申请复查`."""
    behind = unbroken_text(value.phrase.text).partition(value.shown)[2]
    return bool(span_in_days(value.shown)) and bool(re.match(r"(?:之|以)?后(?!果)", behind))


def looks_back(value: Value) -> bool:
    """Whether a span lies before today, and is none that something takes: `近3年无失信记录`."""
    before = unbroken_text(value.phrase.text).partition(value.shown)[0]
    return bool(span_in_days(value.shown)) and before.endswith(("近", "过去", "此前", "之前"))


def sets_condition(value: Value) -> bool:
    """Whether a value says when a rule holds, not what it gives: `违法所得不足5万元的，处…`."""
    behind = unbroken_text(value.phrase.text).partition(value.shown)[2]
    return bool(re.match(r"[^,，;；:：。]*的(?:[,，]|$)", behind))


def values_in(passage: Passage, pattern: re.Pattern[str]) -> list[Value]:
    """The values of a sentence in order, each with the phrases since the value before it.

    What is to be done within a time stands behind it: `自受理之日起30日内，作出决定`.
    """
    found: list[Value] = []
    begin = 0
    plain = unbroken(passage.text)
    text = plain.text
    matter = _matter(passage)
    phrases = list(_PHRASE.finditer(text))
    valued = [
        [m for m in pattern.finditer(phrase[0]) if not _is_label(m, phrase[0])]
        for phrase in phrases
    ]
    for n, (phrase, matches) in enumerate(zip(phrases, valued, strict=True)):
        if not matches:
            continue
        end = phrase.end()
        if _LEAVES_OPEN.search(matches[-1][0]) and matches[-1].end() == len(phrase[0].rstrip()):
            following = next((m for m in range(n + 1, len(phrases)) if valued[m]), len(phrases))
            end = phrases[following - 1].end()
        for at, match in enumerate(matches):
            left = phrase.start() if at == 0 else phrase.start() + matches[at - 1].end()
            right = phrase.start() + matches[at + 1].start() if at + 1 < len(matches) else end
            around = text[min(begin, left) if at == 0 else left : right]
            shown = "".join(match[0].split())
            stated = _slice(passage, *plain.slice(begin, end))
            found.append(Value(shown, stated, f"{matter}{around}", passage, matter))
        # A value inside a condition leaves that to what it is a condition of.
        if not (phrase[0].rstrip().endswith("的") and text[end : end + 1] in (",", "，")):
            begin = end + 1
    return found


def _matter(passage: Passage) -> str:
    """What opens the paragraph of a sentence that only goes on after a semicolon; or empty."""
    before = unbroken_text(passage.clause.text[: passage.start - passage.clause.start]).rstrip()
    if not before.endswith(("；", ";")):
        return ""
    opening = _SEMICOLON.split(_FULL_STOP.split(before)[-1])[0]
    of_case = _STATES_CASE.search(opening) or _PROLONGS.search(passage.text)
    return opening if of_case else ""


def _is_label(match: re.Match[str], phrase: str) -> bool:
    """Whether a number counts nothing: `第十八条`; 2022年, unless dates are looked for."""
    if phrase[: match.start()].endswith("第"):
        return True
    dated = match.re.pattern in (_PATTERNS["date"], _PATTERNS["year"])
    return not dated and bool(re.match(r"(?:19|20)\d\d年", match[0]))


def _slice(passage: Passage, begin: int, end: int) -> Passage:
    offset = passage.start - passage.clause.start
    # A full stop that follows belongs to the phrase.
    stop = passage.clause.text[offset + end : offset + end + 1]
    return slice_of(passage.clause, offset + begin, offset + end + (stop in ("。", ";", "；")))


_QUANTITY = re.compile(
    r"(?P<value>\d[\d,]*(?:\.\d+)?|[一二两三四五六七八九十百千]+)\s*"
    r"(?P<unit>(?:万亿|亿|万|千|百)?元|万亿|亿|[%％]|家|个|名|人|项|座|吨|天|年(?!度)|倍)"
)


def quantities(text: str) -> list[Quantity]:
    """The quantities in a text, years left out: `1.7万亿` counts as money."""
    found = []
    for match in _QUANTITY.finditer(fold(text)):
        unit = match["unit"].replace("％", "%")
        value = match["value"].replace(",", "")
        if unit == "年" and len(value) == 4:
            continue
        found.append(Quantity(number(value), f"{unit}元" if unit in ("万亿", "亿") else unit))
    return found
