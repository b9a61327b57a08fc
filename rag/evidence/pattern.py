"""Whether a passage can hold what was asked for: patterns of values, bodies and places."""

import re

from rag.question.aspect import FREQUENCY, ROUNDS
from rag.question.query import Kind, Query
from rag.question.units import COUNTED, LASTING, same_unit

AT_ONCE = r"即时|即办|当[场日天]|即日|立即|随到随|同步"  # a time without a number
_NUMERAL = r"[\d〇零一二三四五六七八九十百千两]"
HOLDS: dict[Kind, re.Pattern[str]] = {
    "amount": re.compile(rf"{_NUMERAL}[\d,.]*\s*(?:万|亿|千|百|万亿|多|余)*\s*元|万亿元"),
    "percentage": re.compile(rf"\d\s*[%％‰]|[百千万]分之{_NUMERAL}|{_NUMERAL}成|{_NUMERAL}倍"),
    "count": re.compile(
        rf"{_NUMERAL}[\d,.]*\s*(?:万|亿|多|余)*\s*(?:{COUNTED}|{LASTING})|{AT_ONCE}"
    ),
    "date": re.compile(
        rf"\d{{4}}\s*年|\d{{1,2}}月|{_NUMERAL}+\s*(?:{LASTING})|[年月季]底|{AT_ONCE}|每半?(?:年|季|月)|[〇零一二三四五六七八九]{{4}}年"
    ),
    "year": re.compile(r"\d{4}\s*年|[〇零一二三四五六七八九]{4}年"),
    "place": re.compile(r"区|市|县|省|镇|乡|街|园|基地|新城|地点|路|国"),
    "body": re.compile(
        r"(?:局|委|办|部|厅|政府|单位|机构|院|会|公司|中心|银行|管委会|部门|组|机关|署|社)"
    ),
    "contact": re.compile(
        r"\d{3,4}[-—－]\d{7,8}|(?<!\d)1\d{10}(?!\d)|(?<![\d.])\d{8}(?!\d)|\S+@\S+\.\S+|https?://|www\."
    ),
    "person": re.compile(
        r"(?:组长|主任|局长|联系人|市长|区长|负责人|厅长|书记|成员|姓名)\s*[:：]\s*[\u4e00-\u9fff]{2,4}"
        r"|[\u4e00-\u9fff]{2,}(?:担任|兼任|任)[\u4e00-\u9fff]{0,6}(?:组长|主任|召集人|会长|队长|委员)"
    ),
    "text": re.compile(r"."),
}


_BY_NAME = re.compile(r"叫什么|姓什么|姓名|名字|名单|是哪位")
_NAMED = re.compile(
    r"(?:组长|主任|局长|联系人|市长|区长|负责人|厅长|书记|成员|姓名)\s*[:：]\s*[\u4e00-\u9fff]{2,4}"
)


# What is asked for as `多少` and written as a share or a multiple as often as as a sum of money.
_AS_SHARE = re.compile(
    r"罚|滞纳金|利息|扣除|[能可得以]扣|抵[扣免减]|津贴|抚恤|补助金|补偿|赔偿|[计提]提|报销|的多少(?![\u4e00-\u9fff])"
)
_COUNTED = re.compile(rf"(?:多少|几)(?:{COUNTED}|{LASTING})")


def by_share(query: Query) -> bool:
    """Whether a sum that is asked for may be written as a share: `处1倍以上3倍以下的罚款`."""
    return query.kind == "amount" and bool(_AS_SHARE.search(query.text))


def of_any_unit(query: Query) -> bool:
    """Whether a number is asked for of which the question does not say what it counts."""
    return query.kind == "count" and not query.unit and not _COUNTED.search(query.text)


def asks_how_often(query: Query) -> bool:
    """Whether a date or time is asked for after which something comes again: `多久公开一次`."""
    return query.kind == "date" and bool(FREQUENCY.search(query.text))


def counts_in(unit: str, passage: str) -> bool:
    """Whether `passage` has a number in `unit`."""
    return bool(re.search(rf"{_NUMERAL}[^，,。;；]{{0,3}}(?:{same_unit(unit)})", passage))


def holds(kind: Kind, passage: str) -> bool:
    """Whether `passage` has a value of the kind that was asked for."""
    return bool(HOLDS[kind].search(passage))


def can_answer(query: Query, passage: str) -> bool:
    """Whether a passage holds a value of the kind, in the unit, that the question asks for."""
    if query.unit and query.is_value:
        return counts_in(query.unit, passage)
    if by_share(query) or of_any_unit(query):
        return any(holds(kind, passage) for kind in ("amount", "percentage", query.kind))
    if query.kind == "person" and _BY_NAME.search(query.text):
        return bool(_NAMED.search(passage))
    if asks_how_often(query) and re.search(ROUNDS, passage):
        return True
    return query.kind == "text" or holds(query.kind, passage)
