"""A company's own words into a profile: place, size, standings, industry, needs; nothing guessed.

What a part of the text denies (不是高企, 还没有) or only intends (准备申报) is not held.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from corpus.amount import NUMBER
from corpus.bound import plain as in_plain_unit
from corpus.metric import read_metric
from corpus.qualification import is_object, manner_of, read_qualifications
from rag.match.measures import read_measures
from rag.match.products import read_products, read_trades
from rag.match.profile import NOT, WANTS, Measure, Profile, Standing

_PARTS = re.compile(r"[,，。;；！!？?\n]")
_REVENUE = re.compile(r"营收|营业收入|营业额|销售收入|销售额|收入|年销|流水|年入|销售")
_NO_REVENUE = re.compile(
    r"研发|占|比|利润|服务收入|投资|贷款|融资|增|中试|(?<!主营)业务收入|产品|设备"
)
_RD = re.compile(r"研发|研究开发|r&d|科研投入", re.IGNORECASE)
_SHARE = re.compile(r"占|比|强度|投入|%")
_PEOPLE = re.compile(r"员工|职工|从业|人员规模|团队|在职|人数|共有|规模")
_NO_PEOPLE = re.compile(r"博士|硕士|专职|服务|研发人员|工程师|引进|客户|学员|高级|持证")
_FOUNDED = re.compile(
    r"(?P<year>(?:19|20)\d\d)年(?:(?P<month>\d{1,2})月)?(?:\d{1,2}日)?(?:刚|才)?(?:登记)?(?:成立|注册|登记|创办|创立|设立)|(?:成立|注册|创办|创立|设立)于?(?:在)?(?P<year2>(?:19|20)\d\d)年?"
)
_AGE = re.compile(
    rf"(?:成立|注册|创办|创立|设立|登记)(?:登记|注册)?(?:已经?|有|满|才|不到|了|快)*(?P<number>{NUMBER})(?P<half>半)?(?P<unit>年|个月)"
)
_OTHERS = re.compile(
    r"(?:客户|合作伙伴|合作方|供应商|对手|母公司|子公司|股东|关联企业|曾经?|以前|原来|原先|周边|一些|很多)"
    r"[^,，]{0,8}$"
)
_FOR = re.compile(r"(?:为|给|向|帮助?|服务于?|对接)[^,，]{0,4}$")
_SERVES = re.compile(r"[^,，]{0,6}(?:提供|服务|咨询|配套|供|做|申报|培训)")
_PLACE = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,9}?(?:经济技术开发区|技术开发区|高新技术产业开发区|开发区|高新区|经开区|新区|新城|自治州|省|市|区|县|旗))(?!域|间|别|分|块|位|场|面|级|值|长)"
)
_PLACE_LEAD = re.compile(
    r"^.*?(?:位于|在|于|是|落户|注册地?|来自|我们|公司|企业|的|从|到|和|及|、|我|家|个|入驻|服务|聘请|了|过|来|每年)(?=[\u4e00-\u9fff]{2,}|[市区县]$)"
)
_AWAY = re.compile(r"(?:不在|没在|没有?在|未在|不是|外地|从)[^,，。;；]{0,4}$")
# 注册地在外省, 住所在隔壁区: in no place that a document here speaks of.
_SEAT_AWAY = re.compile(
    r"(?:注册|登记|住所|总部|工商)[^,，。;；]{0,6}?(?:在|于|是|为)[^,，。;；]{0,2}"
    r"(?:外地|外省|外市|外区|外县|省外|市外|区外|县外|境外|国外|邻[省市区县]|隔壁|别的|其他|别处)"
)
_BRANCH = re.compile(
    r"^[\u4e00-\u9fff]{2,9}?(?:只|仅|就)?(?:有|设了?|租了?|派驻)[^,，。;；]{0,6}(?:办事处|联络处|接单点|代表处|分公司|分店|门店|仓库|项目部)"
)
# 临沅加氢站, 我们在临沅, 注册地临沅: a place named without what it is.
_LOCATES = re.compile(
    r"(?:^|^(?:我们|我司|公司|企业|本公司|我公司)(?:是|为)?(?:一家|一个)?|在|于|位于|来自|到|落户|注册地?(?:址)?(?:是|为)?|(?:一家|总部)(?:是|为)?)$"
)
_SUFFIX = re.compile(r"(?:省|自治区|自治州|市|区|县|旗|镇)$")
_MOVED = re.compile(r"(?:迁入|迁来|迁到|迁至|搬到|搬来|搬至|搬入|整体搬迁)")
_NO_PLACE = re.compile(
    r"园区|小区|厂区|社区|校区|城市|全市|本市|我市|上市|门市|超市|都市|市场|地区|景区|全省|我省|本区|我区|片区|辖区|商区|库区|专区|区外|[了用的做有是与为个][省市区县]|[了用的做有是与为有个在][市县]|租[赁用]|购买|[去今]年|区属|市区$|超$|股"
)
_NO_NAME = ("高新区", "经开区", "开发区", "新区", "新城", "工业区")
_AGAIN = re.compile(
    r"^[^,，]{0,8}(?:重新|再次|首次|第一次)?(?:认定|通过|复审|复核|评审)[^,，]{0,6}$"
)
_NEEDS = {
    "上市": r"上市|科创板|创业板|北交所|主板|ipo|挂牌|新三板|股改",
    "融资": r"融资|贷款|借钱|缺钱|资金(?:紧张|短缺|周转)|贴息|股权投资|风投|担保|利息|授信",
    "用地": r"用地|土地|买地|拿地|建厂|厂房|场地|租房|办公用房|扩建|选址",
    "人才": r"引才|招人|招聘|引进(?:人才|博士|硕士|高端|团队|专家)|人才|缺人|博士|工程师|高管",
    "研发": r"研发(?!费|投入|占|人员)|攻关|创新平台|实验室|技术中心|揭榜|成果转化|产学研",
    "市场": r"市场|销路|订单|推广|展会|品牌|应用场景|首台|采购",
    "数字化": r"数字化|上云|智能化改造|技改|技术改造|智改数转|工业互联网",
    "降本": r"降成本|电价|物流成本|税",
}
_WISH = re.compile(r"想|要|需|希望|打算|准备|计划|缺|求|寻|找|拟|争取|筹")
_PERSON = re.compile(
    r"我是(?:一名|一位|个)?(?:博士|硕士|大学生|应届|毕业生|工程师|个人|自由职业|居民|农民)|个人申请|以个人"
)
_KINDS = (
    ("个体工商户", re.compile(r"个体(?:工商)?户")),
    (
        "高等院校",
        re.compile(
            r"我校|(?<![和与跟向从收买为给内外同])(?:高校|高等院校|大学(?!生|科技园|毕业))"
            r"(?!合作|签|的?技术|成果|在校|学生)"
        ),
    ),
    ("科研院所", re.compile(r"(?:我院|我所|研究院|研究所|科研院所)(?!合作|签|的?技术|成果|建)")),
    ("个人", _PERSON),
)


def describe(text: str, places: Sequence[str] = (), today: date | None = None) -> Profile:
    """What the text says of a company; `places` are names that the documents use."""
    parts = [part.strip() for part in _PARTS.split(text) if part.strip()]
    measures = _carried(m for part in parts for m in read_measures(part))
    revenue, rd_ratio, employees = _revenue(measures), _rd_ratio(measures), _employees(measures)
    sized = {"revenue": revenue, "rd_ratio": rd_ratio, "employees": employees}
    here, away, moved = _where(text, parts, places)
    products, denied = read_products(parts)
    return Profile(
        text=text,
        products=products,
        trades=read_trades(parts),
        denied_products=denied,
        places=here,
        denied_places=away,
        moved=moved,
        revenue=revenue.value if revenue else None,
        rd_ratio=rd_ratio.value if rd_ratio else None,
        employees=employees.value if employees else None,
        sides={name: found.side for name, found in sized.items() if found and found.side},
        tops={name: m.top for name, m in sized.items() if m and m.top is not None},
        months=_months(text, today or date.today()),
        standings=tuple(_come_by(list(_standings(parts)), parts)),
        stage=_stage(text),
        needs=_needs(parts),
        measures=measures,
        subject=next((kind for kind, pattern in _KINDS if pattern.search(text)), "企业"),
        said=tuple(parts),
        day=today or date.today(),
    )


def is_company(profile: Profile) -> bool:
    """Whether anything was understood that conditions could be judged by."""
    return any(
        (
            profile.products, profile.places, profile.standings, profile.measures, profile.needs,
            profile.revenue, profile.rd_ratio, profile.employees, profile.months, profile.stage,
            profile.moved,
        )
    )  # fmt: skip


def _carried(measures: Iterable[Measure]) -> tuple[Measure, ...]:
    """`营收首次突破1000万元，达到1300万元`: the second number, which is nearer, is of the first.

    So is a change that names nothing itself: `营收1300万元，同比增长8%`.
    """
    found: list[Measure] = []
    for one in measures:
        before = found[-1] if found else None
        if before and not one.metric and before.side and one.unit == before.unit:
            found[-1] = replace(one, metric=before.metric, side="")
        elif (
            before and one.unit == "%" and (now := read_metric(one.metric)).change and not now.what
        ):
            found.append(replace(one, metric=read_metric(before.metric).what + one.metric))
        else:
            found.append(one)
    return tuple(found)


def _revenue(measures: Iterable[Measure]) -> Measure | None:
    return next(
        (m for m in measures
         if m.unit == "元" and _REVENUE.search(m.metric) and not _NO_REVENUE.search(m.metric)),
        None,
    )  # fmt: skip


def _rd_ratio(measures: Iterable[Measure]) -> Measure | None:
    return next(
        (
            m
            for m in measures
            if m.unit == "%" and _RD.search(m.metric) and not re.search("增|人员|机构", m.metric)
        ),
        None,
    )


def _employees(measures: Iterable[Measure]) -> Measure | None:
    return next(
        (m for m in measures
         if m.unit == "人" and (not m.metric or _PEOPLE.search(m.metric))
         and not _NO_PEOPLE.search(m.metric)),
        None,
    )  # fmt: skip


def _months(text: str, today: date) -> Decimal | None:
    if found := _AGE.search(text):
        value, _ = in_plain_unit(found["number"], None, found["unit"])
        return value + (6 if found["half"] else 0)
    if named := re.search(r"(今年|去年|前年)[^,，。;；]{0,4}(?:成立|注册|创办|创立|设立)", text):
        return Decimal(12 * ("今年", "去年", "前年").index(named[1]))
    if found := _FOUNDED.search(text):
        if found["month"]:
            since = (today.year - int(found["year"])) * 12 + today.month - int(found["month"])
            return Decimal(max(since, 0))
        return Decimal(max(today.year - int(found["year"] or found["year2"]), 0) * 12)
    return None


def _where(
    text: str, parts: Sequence[str], known: Sequence[str]
) -> tuple[tuple[str, ...], tuple[str, ...], bool | None]:
    here: list[str] = []
    away: list[str] = []
    for row, part in enumerate(parts):
        names = [(n, part.find(n)) for n in known if n in part]
        names += [(n, at) for n in known if n not in part and (at := _short_of(n, part, row)) >= 0]
        names = [
            (n, at) for n, at in names if not any(n != o and n in o and o in part for o in known)
        ]
        if not names:
            for match in _PLACE.finditer(part):
                name = match["name"]
                while lead := _PLACE_LEAD.match(name):
                    name = name[lead.end() :]
                if len(name) > 2 and name not in _NO_NAME and not _NO_PLACE.search(name):
                    names.append((name, match.end() - len(name)))
        for name, at in names:
            denied = _AWAY.search(part[:at])
            if not denied and _BRANCH.search(part[at:]):
                continue  # 在临沅只有一个办事处: its seat is elsewhere, or said elsewhere
            (away if denied else here).append(name)
    if _SEAT_AWAY.search(text):
        here, away = [], [*known, *here]
    moved: bool | None = None
    if found := _MOVED.search(text):
        before = text[: found.start()]
        moved = not NOT.search(before) and not WANTS.search(before)
    elif re.search(r"(?:本地|土生土长|一直在|就在本)[^,，。]{0,6}(?:企业|公司|注册|成立)?", text):
        moved = False
    return tuple(dict.fromkeys(here)), tuple(dict.fromkeys(away)), moved


def _short_of(name: str, part: str, row: int) -> int:
    """Where a part names a place without 市, 区 or 县, said of a location; -1 where it does not."""
    short = _SUFFIX.sub("", name)
    if len(short) < 2 or short == name or name in _NO_NAME or short.endswith(("新", "高", "经开")):
        return -1
    for found in re.finditer(re.escape(short), part):
        lead = part[: found.start()]
        if (
            (lead or row == 0)
            and _LOCATES.search(lead)
            and not _SUFFIX.match(part[found.end() :][:1])
        ):
            return found.start()
    return -1


def _standings(parts: Sequence[str]) -> Iterator[Standing]:
    for part in parts:
        for found in read_qualifications(part):
            before = part[: found.start]
            if (
                is_object(before)
                or _OTHERS.search(before)
                or (_FOR.search(before) and _SERVES.match(part[found.end :]))
            ):
                continue  # somebody else's, or no longer held
            held = not (NOT.search(before) or WANTS.search(before) or _denied(part, found.end))
            manner = found.manner or (manner_of(part) if held else None)
            yield Standing(
                found.name, held, None if manner == "moved" else manner, found.level, part
            )
        if re.search(r"规模?以下|规下|未达到?规上", part):
            yield Standing("规模以上企业", held=False, text=part)


def _come_by(found: list[Standing], parts: Sequence[str]) -> list[Standing]:
    """`高新技术企业，期满重新认定`: how the standing was come by, said in a part of its own."""
    for row, part in enumerate(parts):
        manner = manner_of(part) if _AGAIN.search(part) and not read_qualifications(part) else None
        before = {p for p in parts[:row] if read_qualifications(p)}
        last = next((s for s in reversed(found) if s.text in before), None)
        if manner in ("new", "renewed") and last and last.held and last.manner is None:
            found[found.index(last)] = replace(last, manner=manner)
    return found


def _denied(part: str, end: int) -> bool:
    """`高企还没评上`, `高企正在申报`: what follows a name takes it back."""
    after = part[end : end + 10]
    return (
        re.match(
            r"(?:企业|资质|称号|认定)?(?:还没|还未|尚未|没有|没|未|暂无|不是|正在申|准备|资质?已?(?:过期|失效)|(?:资格|资质)?[^,，]{0,4}(?:过期|失效|被取消|被撤销|到期了))",
            after,
        )
        is not None
    )


def _stage(text: str) -> str | None:
    found = re.search(r"初创|种子期|天使轮|成长期|成熟期|扩张期|[A-D]轮|拟上市|上市后备|孵化", text)
    return found[0] if found else None


def _needs(parts: Sequence[str]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for part in parts:
        for need, pattern in _NEEDS.items():
            match = re.search(pattern, part, re.IGNORECASE)
            if (
                match
                and (_WISH.search(part) or need == "上市")
                and not NOT.search(part[: match.start()])
            ):
                if not (need == "上市" and re.search(r"上市公司|已上市", part)):
                    found.setdefault(need)
    return tuple(found)
