"""What is known of a company: the value, and the form's fields checked one by one.

    ProfileError    a field that cannot be: its name, what it holds, what it may hold

Missing is unknown, never false: a standing is held, not held, or not spoken of.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Literal

from corpus.bound import plain
from corpus.qualification import Manner, read_qualifications

FIELDS = {
    "id": "文字",
    "text": "企业情况的描述",
    "industry": "行业或产品，文字或文字列表",
    "district": "所在市、区，文字",
    "revenue_wan": "上年度营业收入（万元），0 以上的数",
    "rd_ratio": "研发费用占营业收入的比重，0 到 1 的小数或“6%”这样的百分数",
    "employees": "职工人数，0 以上的整数",
    "founded": "成立年份或日期，如 2019 或 2019-05-01",
    "qualifications": '资质列表，如 ["高新技术企业"]；不具备的写成“不是高新技术企业”',
    "stage": "发展阶段，文字",
    "needs": '需求列表，如 ["融资", "用地"]',
}
_NUMBER = re.compile(
    r"(?P<number>-?\d+(?:\.\d+)?)\s*(?P<scale>[千百万亿]+)?\s*(?P<unit>亿元|万元|元)?"
)
NOT = re.compile(
    r"(?:不是|并非|非|没有?|无|未曾?|尚未|还没有?|不具备|没能|未能|暂无|不属于|从未)(?!来)[^,，。;；]{0,8}$"
)
WANTS = re.compile(
    r"(?:准备|打算|计划|拟|想要?|希望|正在|争取|力争|目标|筹备|明年|预计|预期|有望|考虑|有意|即将|将要)[^,，。;；]{0,10}$"
)


class ProfileError(ValueError):
    """A profile that cannot be; one sentence that names the field and what it may hold."""


Side = Literal["", "<", ">=", ">"]


@dataclass(frozen=True)
class Measure:
    """A number that the description states: `value` in the plain `unit`, and what it measures.

    `metric` stands before the number, `behind` after it (800立方米冷库). `side` is where the true
    value lies: below it (不到2000万), from it on (2000万以上), above (突破2000万) or at it (none).
    With `top` it lies from `value` to `top` (3%—5%).
    """

    metric: str
    value: Decimal
    unit: str
    text: str
    behind: str = ""
    side: Side = ""
    top: Decimal | None = None


@dataclass(frozen=True)
class Standing:
    """A standing that is held, or that is said not to be; `text` is what was understood from."""

    name: str
    held: bool
    manner: Manner | None = None
    level: str | None = None
    text: str = ""


@dataclass(frozen=True)
class Profile:
    """What is known of a company; None and empty are unknown.

    `products` are the words for its industry and products, `trades` those of them by which it says
    what it is or does, `places` where it is, `denied_places`
    where it says it is not. Money is in 元, shares in %, `months` is its age; `sides` tells of
    `revenue`, `rd_ratio`, `employees` on which side of the value the true one lies.
    """

    text: str = ""
    products: tuple[str, ...] = ()
    trades: tuple[str, ...] = ()
    denied_products: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    denied_places: tuple[str, ...] = ()
    moved: bool | None = None
    revenue: Decimal | None = None
    rd_ratio: Decimal | None = None
    employees: Decimal | None = None
    months: Decimal | None = None
    standings: tuple[Standing, ...] = ()
    stage: str | None = None
    needs: tuple[str, ...] = ()
    measures: tuple[Measure, ...] = ()
    subject: str = "企业"
    said: tuple[str, ...] = ()
    sides: Mapping[str, Side] = field(default_factory=dict)
    tops: Mapping[str, Decimal] = field(default_factory=dict)
    day: date = field(default_factory=date.today)

    def standing(self, name: str) -> Standing | None:
        """What is said of a standing; a holding before a denial."""
        own = [s for s in self.standings if s.name == name]
        return next((s for s in own if s.held), own[0] if own else None)


def with_fields(profile: Profile, fields: Mapping[str, Any], today: date) -> Profile:
    """The profile with what a form says, which wins over the description.

    Raises:
        ProfileError: a field that is unknown or holds what it cannot.
    """
    for name in fields:
        if name not in FIELDS:
            raise ProfileError(f"没有字段“{name}”；可用的字段：{'、'.join(FIELDS)}。")
    values = {name: value for name, value in fields.items() if value not in (None, "", [])}
    if "industry" in values:
        named = tuple(_texts(values, "industry"))
        profile = replace(
            profile, products=(*named, *profile.products), trades=(*named, *profile.trades)
        )
    if "district" in values:
        profile = replace(profile, places=tuple(_texts(values, "district")))
    if "revenue_wan" in values:
        sides = {name: side for name, side in profile.sides.items() if name != "revenue"}
        tops = {name: top for name, top in profile.tops.items() if name != "revenue"}
        profile = replace(profile, revenue=_money(values["revenue_wan"]), sides=sides, tops=tops)
    if "rd_ratio" in values:
        sides = {name: side for name, side in profile.sides.items() if name != "rd_ratio"}
        tops = {name: top for name, top in profile.tops.items() if name != "rd_ratio"}
        profile = replace(profile, rd_ratio=_share(values["rd_ratio"]), sides=sides, tops=tops)
    if "employees" in values:
        sides = {name: side for name, side in profile.sides.items() if name != "employees"}
        tops = {name: top for name, top in profile.tops.items() if name != "employees"}
        people = _count(values["employees"])
        profile = replace(profile, employees=people, sides=sides, tops=tops)
    if "founded" in values:
        profile = replace(profile, months=_age(values["founded"], today))
    if "stage" in values:
        stage = "、".join(_texts(values, "stage"))
        profile = replace(profile, stage=stage, said=(*profile.said, stage))
    if "needs" in values:
        needs = dict.fromkeys((*_texts(values, "needs"), *profile.needs))
        profile = replace(profile, needs=tuple(needs))
    if "qualifications" in values:
        stated = [s for text in _texts(values, "qualifications") for s in _standings(text)]
        names = {s.name for s in stated}
        kept = [s for s in profile.standings if s.name not in names]
        profile = replace(profile, standings=(*stated, *kept))
    return profile


def _standings(text: str) -> list[Standing]:
    found = [
        Standing(
            q.name, not (NOT.search(text[: q.start]) or WANTS.search(text[: q.start])),
            q.manner, q.level, text,
        )
        for q in read_qualifications(text)
    ]  # fmt: skip
    if found:
        return found
    return [Standing(text.removeprefix("不是").strip(), not text.startswith("不是"), text=text)]


def _wrong(name: str, value: object) -> ProfileError:
    shown = f"“{value}”" if isinstance(value, str) else str(value)
    return ProfileError(f"字段 {name} 不能是 {shown}；应为{FIELDS[name]}。")


def _texts(values: Mapping[str, Any], name: str) -> list[str]:
    value = values[name]
    listed = value if isinstance(value, list) else [value]
    if not all(isinstance(one, str) and one.strip() for one in listed):
        raise _wrong(name, value)
    return [part.strip() for one in listed for part in re.split(r"[、,，;；]", one) if part.strip()]


def _number(name: str, value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise _wrong(name, value)
    try:
        number = Decimal(str(value).replace(",", "").strip())
    except InvalidOperation as error:
        raise _wrong(name, value) from error
    if not number.is_finite() or number < 0:
        raise _wrong(name, value)
    return number


def _money(value: object) -> Decimal:
    name = "revenue_wan"
    if isinstance(value, str) and (found := _NUMBER.fullmatch(value.replace(",", "").strip())):
        if found["number"].startswith("-"):
            raise _wrong(name, value)
        if found["scale"] or found["unit"]:
            return plain(found["number"], found["scale"], found["unit"] or "元")[0]
    return _number(name, value) * 10000


def _share(value: object) -> Decimal:
    name = "rd_ratio"
    if isinstance(value, str) and value.strip().endswith(("%", "％")):
        share = _number(name, value.strip()[:-1])
    else:
        share = _number(name, value) * 100
    if share > 100:
        raise _wrong(name, value)
    return share


def _age(value: object, today: date) -> Decimal:
    found = re.fullmatch(
        r"(\d{4})(?:[-年.](\d{1,2})(?:[-月.](\d{1,2})日?)?)?[年月]?", str(value).strip()
    )
    year, month = (int(found[1]), int(found[2] or 1)) if found else (0, 0)
    if isinstance(value, bool) or not (1800 <= year <= today.year and 1 <= month <= 12):
        raise _wrong("founded", value)
    return Decimal(max((today.year - year) * 12 + today.month - month, 0))


def check_description(profile: Profile) -> Profile:
    """The profile itself.

    Raises:
        ProfileError: the description states a number that cannot be.
    """
    if profile.rd_ratio is not None and profile.rd_ratio > 100:
        raise ProfileError(f"描述中的研发占比为 {profile.rd_ratio}%，不能超过 100%；请改正后再试。")
    if re.search(r"研发[^,，。;；\d]{0,12}?(?:-|－|负)\s*\d+(?:\.\d+)?\s*[%％]", profile.text):
        raise ProfileError("描述中的研发占比是负数；应在 0 到 100% 之间，请改正后再试。")
    if re.search(r"(?:营收|营业收入|收入|产值)(?:为|是|约)?\s*(?:-|－|负)\s*\d", profile.text):
        raise ProfileError("描述中的营业收入是负数；应为 0 以上的数，请改正后再试。")
    return profile


def _count(value: object) -> Decimal:
    text = value.strip().rstrip("人名") if isinstance(value, str) else value
    number = _number("employees", text)
    if number != number.to_integral_value():
        raise _wrong("employees", value)
    return number
