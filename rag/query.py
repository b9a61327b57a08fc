"""What a question asks for and what it is bound to, read from its words alone.

Knows nothing of the documents; `rag.evidence` holds the two against each other.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

Kind = Literal[
    "amount", "percentage", "count", "date", "place", "body", "contact", "person", "text"
]  # fmt: skip

MAX_CHARACTERS = 500

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\ufeff]")
_CONTACT = re.compile(r"电话|手机号|联系方式|邮箱|网址|邮编|传真|微信|热线|二维码|地址是|办公地点")
_PERSON = re.compile(
    r"姓名|是哪位|(?:负责人|[区市县省局厅部院组会]长|主任|书记)是谁|(?:局长|主任|书记|市长|区长|组长|负责人|联系人).{0,4}(?:叫什么|姓什么|名字)"
    r"|名单里.{0,4}(?:谁|哪些人)|哪些人"
)
_PERCENTAGE = re.compile(
    r"百分之几|百分比|比例|比重|占比|几成|百分之多少|利率|税率|[率占](?:.{0,20})多少(?!亩|平方|地)"
)
_AMOUNT = re.compile(
    r"多少(?:亿|万|千|百)?元|多少钱|几(?:个)?(?:亿|万)元?|金额|(?:补贴|奖励|补助|资助|奖金|收入|产值|规模(?!以上)"
    r"|投资|资金|罚款|营收|经费|税额|费用|额度).{0,12}(?:多少|几|多大|是多)(?![家个名人项件种户所])"
    r"|多少(?:补贴|奖励|补助|资助|资金|经费|奖金|\S{0,3}费)"
)
_COUNT = re.compile(
    r"多少(?:家|个|名|人|项|件|种|户|所|座|处|条|篇|年|天|日|倍|次|吨|公里|平方)"
    r"|几(?:家|个|名|人|项|件|种|户|所|座|处|条|年|天|次)"
)
_DATE = re.compile(
    r"什么时候|何时|哪一?年|哪天|哪一天|几月|几号|什么日期|时间是|截止时间|截止日期|期限|多久|啥时候|哪个月|到几几年"
)
_BODY = re.compile(
    r"牵头|责任单位|分工|主管部门|负责单位|由谁(?:来)?(?:负责|管|抓)|谁(?:来)?(?:负责|主管|管|抓|牵)"
    r"|归谁|归哪|找谁|找哪|(?:哪|什么|啥)(?:个|些|家|几个)?(?:单位|部门|局|委办局).{0,6}(?:负责|管|抓|牵|主管)"
    r"|(?:负责|主管|管).{0,8}(?:单位|部门)是"
)
_PLACE = re.compile(
    r"哪(?:个|些|几个)?(?:区|地方|园区|开发区|地区|城市|区域|基地)|在哪(?:里|儿)|何处|什么地方|布局在|落在"
)
# The unit that a number is asked for in: the evidence must count in it too.
_UNIT = re.compile(
    r"(?:多少|几)\s*(?:个)?(家|名|项|件|种|户|所|座|处|篇|辆|台|套|吨|公里|平方米|英寸|倍|次|[A-Z]{1,3}(?![A-Za-z]))"
)
_ORDINAL = re.compile(r"第几")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)(?=\s*年|[^\d号])|(?<!\d)((?:19|20)\d{2})$")
_ALL = re.compile(r"哪些|所有|全部|列出|分别|都有(?:谁|哪)|有几|一共|总共|清单|各是")
_ADDRESS = re.compile(
    r"第?([一二三四五六七八九十]+)(?:部分|大?点|、|章)?\s*第?[(（]([一二三四五六七八九十]+)[)）]"
    r"(?:条|项|点|款)?\s*(?:[、/]?\s*第?(\d{1,2})(?:条|项|点|\.|．|、)?(?!\d))?(?:\s*[(（](\d{1,2})[)）])?"
)
_PART_ITEM = re.compile(
    r"第([一二三四五六七八九十]+)(?:部分|大点)\s*(?:的)?\s*第[(（]?([一二三四五六七八九十]+)[)）]?(?:条|项|点|款)"
    r"(?:\s*(?:的)?\s*第\s*(\d{1,2})\s*(?:条|项|点|款))?()"
)
_ARTICLE = re.compile(r"第[一二三四五六七八九十百零\d]+条(?:之[一二三四五六七八九十])?")


class QuestionError(ValueError):
    """A question that cannot be asked; its text is one sentence for the user."""


@dataclass(frozen=True)
class Query:
    """A question as understood.

    `text` is the question with noise folded; `years` what it is bound to; `address` a section
    address that it names (without document); `wants_all` true where it asks for all of something;
    `unit` what it counts in.
    """

    question: str
    text: str
    kind: Kind
    years: tuple[str, ...]
    address: str | None
    wants_all: bool
    unit: str | None = None

    @property
    def is_value(self) -> bool:
        """Whether a single value answers."""
        return self.kind in ("amount", "percentage", "count", "date")


def understand(question: str) -> Query:
    """What the question asks for.

    Raises:
        QuestionError: empty, too long (over 500 characters), or with control characters.
    """
    if not question.strip():
        raise QuestionError("问题是空的，请输入一个问题。")
    if len(question) > MAX_CHARACTERS:
        raise QuestionError(
            f"问题有 {len(question)} 个字，超过 {MAX_CHARACTERS} 字的上限，请缩短后再问。"
        )
    if _CONTROL.search(question) or any("\ud800" <= c <= "\udfff" for c in question):
        raise QuestionError("问题里有不可见的控制字符，请删去后再问。")
    text = _simplified().convert(" ".join(unicodedata.normalize("NFKC", question).split()))
    if not any(character.isalnum() for character in text):
        raise QuestionError("问题里没有文字，请用一句话提问。")
    years = tuple(dict.fromkeys(found[1] or found[2] for found in _YEAR.finditer(text)))
    unit = _UNIT.search(text)
    return Query(
        question=question,
        text=text,
        kind=_kind(text),
        years=years,
        address=_address(text),
        wants_all=bool(_ALL.search(text)),
        unit=unit[1] if unit else None,
    )


@cache
def _simplified() -> Any:  # noqa: ANN401 (opencc has no types)
    """The converter from traditional to simplified characters."""
    import opencc

    return opencc.OpenCC("t2s")


def _kind(text: str) -> Kind:
    if _ORDINAL.search(text):
        return "text"
    patterns: tuple[tuple[Kind, re.Pattern[str]], ...] = (
        ("contact", _CONTACT),
        ("person", _PERSON),
        ("body", _BODY),
        ("percentage", _PERCENTAGE),
        ("amount", _AMOUNT),
        ("count", _COUNT),
        ("date", _DATE),
        ("place", _PLACE),
    )
    found = next((kind for kind, pattern in patterns if pattern.search(text)), None)
    return found or ("count" if "多少" in text else "text")


def _address(text: str) -> str | None:
    """The section that a question names: `二(三)2讲什么` -> `二/(三)/2`."""
    found = _PART_ITEM.search(text) or _ADDRESS.search(text)
    if found:
        first, second, third, fourth = found.groups()
        parts = [first, f"({second})", third, f"({fourth})" if fourth else None]
        return "/".join(part for part in parts if part)
    if article := _ARTICLE.search(text):
        return article[0]
    return None
