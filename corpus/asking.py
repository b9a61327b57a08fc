"""What a passage asks of whoever it is for: standings, numbers, places, industries, deeds.

A requirement is a literal slice of its clause. What fits none of the kinds is a `deed`: something
done or had, in the document's own words (购买工业互联网平台服务, 获得股权投资).
"""

import re
from collections.abc import Iterator, Sequence

from corpus.bound import Bound, Inclusion, read_bounds
from corpus.joined import alternative, of_the_same, paired
from corpus.qualification import (
    Qualification,
    is_object,
    manner_of,
    read_qualifications,
)
from corpus.requirement import Kind, Requirement
from corpus.standing_list import grouped, levels_of, manner_start
from corpus.stretch import Stretch
from corpus.subject import VERB, Subject, closing_subject, leading_subject
from corpus.trade import ENGAGED_LIST, covers, read_trades

_FIRMS = re.compile(r"(?P<before>.*的)?(?P<one>[^的或]+企业)或者?(?P<other>[^的或]+企业)")
_MOVED_IN = re.compile(
    r"(?:从[^,，]{1,6})?(?:整体)?(?:迁入|搬迁|迁来)(?:我市|本市|本区|[\u4e00-\u9fff]{2}区)?"
)
# Behind it stands a whole condition: 具有高级职称或者5年以上经历, not 生产或者服务场地.
_EITHER = re.compile(r"[,，]?或者?(?!许)(?=.*(?:\d|具有|达到|属于|获得|取得|为|拥有|经认定|不|满))")
_PARTS = re.compile(
    r"[,，;；]|[:：](?!\d)|(?<![不而])且|并且|并(?![网购入轨联行])(?=[\u4e00-\u9fff]{2})|以及(?=[^、]*的)"
)
# 初创企业（成立不超过3年）获得…: what stands in the brackets is asked too.
_BRACKETS = re.compile(
    r"[(（](?=[^()（）]*\d[^()（）]*[)）])(?=[^()（）]*(?:以上|以下|以内|不超过|不低于|不少于|不足|不满|满)[^()（）]*[)）])|"
    r"(?<=以上)[)）]|(?<=以下)[)）]|(?<=以内)[)）]|(?<=\d[年月人元家])[)）]|(?<=个月)[)）]|(?<=万元)[)）]|(?<=亿元)[)）]"
)
# 每月挂靠不少于3个航次 is asked, 每年不超过50万元 is how much.
_AT_LEAST = re.compile(
    r"(?:每(?!.*元)|单[个项笔]|同一)(?![^,，]*(?:不超过|最高))[^,，]*(?:不少于|不低于|不小于|不短于|达到|满|\d[^,，\d]*以上)"
)
_HOW = re.compile(
    r"^(?:按照?|依据|根据|给予|予以|由|经(?![^,，]*(?:认定|备案|评定|评为|批准|授予)的)|采[取用].*方式|在[^,，]*(?:之外|以外|基础上)|"
    r"单个|每|同一|首年按|超[出过]部分|增量部分|新增部分|第[一二三]年|前[一二两三四五\d]+年|一次性|分别|分[\d一二三四五]+年|最高|可以?$|可享受|将|另|再|从.*列支|"
    r"(?:投产|建成|验收|竣工|达产|运营|认定|投用|验收合格)后(?:按|给予|一次性)|同时|同样|其中$|按规定|下列|享受|[省市区县]级?(?:财政)?[再另按])"
)
_PLACE_NAME = (
    r"(?:[\u4e00-\u9fff]{2,12}?(?:经济技术开发区|技术开发区|高新技术产业开发区|开发区|高新区|新区|新城|自治区|自贸区|"
    r"园区|省|市|区|县|旗|镇)|[本我全][省市区县]|区内|市内|开发区内|园区内|辖区内)"
)
_SEATED = re.compile(
    rf"(?:(?:注册|登记|纳税|经营|税务|工商|统计)[^,，。;；、]{{0,14}}?(?:均|都)?在|在|于|^(?=[\u4e00-\u9fff]{{2,12}}(?:行政区域|境内|辖区)))(?P<place>{_PLACE_NAME})"
    r"(?:行政区域|行政区划|辖区|区域|范围|地区)?(?:以?内)?"
    r"(?:[^,，。;；、]{0,6}(?:登记注册|注册登记|工商注册|注册|登记|设立|纳税)(?:登记)?)?"
)
_IS_SEAT = re.compile(r"注册|登记|设立|纳税地|落户")
# 企业或者农民合作社: firms may, so that nobody must be one of the others.
_FIRMS_TOO = re.compile(r"(?:^|的|、|各类)企业(?:、|和|及|与|或者?)[^,，。]{0,20}$")
_OR_FIRMS = re.compile(
    r"^[^,，。]{0,20}(?:、|和|及|与|或者?)(?:农业|工业|其他|加工|服务业)?企业(?:等|$)"
)
_THEIRS = re.compile(rf"(?<=.{{5}})的(?:企业|单位|机构)(?=主动|自愿|{VERB})")
_OR_ELSE = re.compile(r"或者?(?!许)")
_LISTED_BELOW = re.compile(
    r"(?:应当?|须|需)?(?:同时)?(?:符合|满足|具备|达到)(?:以下|下列|如下)[^,，。]{0,8}?条件(?:之一)?的?"
)
_ANYONE = re.compile(
    r"(?:上述|前述|该|本市|我市|本区|我区|本县|全市|区内|市内|县内|辖区内?|域内)?(?:各类|相关|有关)?(?:申[报请]|法人|独立法人|实施|承担|建设|参与)?"
    r"(?:企业|公司|单位|企事业单位|主体|机构|市场主体|经营主体|企业和单位)"
)
_PASSIVE = re.compile(r"认定|备案|评为|列入|入选|获|新建|成立|注册|规模以上|规上|限额以上")
_PLAIN = re.compile(
    r"对于?|凡是?|其中|的|企业|单位|机构|项目|产品|产业|领域|行业|符合|条件|下列|规定|予以|给予|上述|前款|前述|申请|申报|本市|"
    r"我市|全市|区内|市内|同时|应当|是|为|在|其|该|和|及|、|或者?|等|经|新|首次|重新|通过|认定|获批|资质|到期后|企业属于|"
    r"属于|列入|目录|人才|获评|当年|科技型?|上一?年度?|年度|上年度|近[\d一二三]年|被|已|级|“|”|聚焦|主体|各类|各|具备|具有|拥有|设立|名单|名录|每年|每月|可以?"
)


def read_requirements(
    stretch: Stretch, inclusion: Inclusion, *, excludes: bool = False
) -> tuple[Requirement, ...]:
    """What a stretch such as `对…的企业，` asks, in order; nothing of how something is granted."""
    found: list[Requirement] = []
    if excludes:  # what shuts out does so as a whole: 被列入名单且尚未移出
        whole = stretch.text.strip("。；;，,”“ ")
        at = stretch.text.find(whole)
        whole = re.sub(r"^(?:对于?|凡是?)|的(?:企业|单位)?$", "", whole)
        at = stretch.text.find(whole, at)
        span = stretch.slice(at, at + len(whole)) if whole else None
        return (Requirement("deed", stretch.clause, *span, excludes=True),) if span else ()
    begin = 0
    cuts = sorted(
        [*_PARTS.finditer(stretch.text), *_BRACKETS.finditer(stretch.text)], key=lambda m: m.start()
    )
    whole_lists = [m.span() for m in ENGAGED_LIST.finditer(stretch.text)]
    cuts = [c for c in cuts if not any(a < c.start() and c.end() < b for a, b in whole_lists)]
    last = 0  # where the requirements of the part before begin
    for end, after in [*((cut.start(), cut.end()) for cut in cuts), (len(stretch.text),) * 2]:
        part = stretch.text[begin:end]
        if part.strip() and (not _HOW.match(part.strip()) or _AT_LEAST.match(part.strip())):
            other = _OR_ELSE.match(part)
            asks = _read_part(stretch, begin + (other.end() if other else 0), end, inclusion)
            own = [of_the_same(one, found) for one in asks]
            if own and found[last:] and other:
                found[last:] = [alternative(found[last:], own)]
            else:
                last = len(found)
                found += own
        begin = after
    return tuple(paired(found))


def _read_part(
    stretch: Stretch, begin: int, end: int, inclusion: Inclusion
) -> Iterator[Requirement]:
    text = stretch.text[begin:end].rstrip("。；; ")
    if not text.strip():
        return
    if listed := _LISTED_BELOW.match(text):  # 满足下列条件之一的: what stands below is asked
        if listed.end() < len(text):
            yield from _read_part(stretch, begin + listed.end(), begin + len(text), inclusion)
        return
    if (whose := _THEIRS.search(text)) and not read_bounds(text[: whose.start()], inclusion):
        # 列入整治名单的企业主动退出: two deeds
        yield from _read_part(stretch, begin, begin + whose.start(), inclusion)
        yield from _read_part(stretch, begin + whose.end(), begin + len(text), inclusion)
        return
    subject = leading_subject(text)
    if subject and not _is_more(text[subject.start : subject.end]):
        yield from _read_subject(stretch, begin, subject)
        if subject.rest is not None and subject.rest < len(text):
            yield from _read_part(stretch, begin + subject.rest, begin + len(text), inclusion)
        return
    several = closing_subject(text)
    if several and len(several.names) > 1 and _are_kinds(text, several):
        # 在本市注册的水产养殖企业、渔业合作社: any of them
        if several.start:
            yield from _read_part(stretch, begin, begin + several.start, inclusion)
        yield from _read_subject(stretch, begin, several)
        return
    choice = _read_choice(stretch, begin, text, inclusion)
    yield from _read_phrase(stretch, begin, text, inclusion) if choice is None else choice


def _made(stretch: Stretch, start: int, stop: int, kind: Kind, **more: object) -> Requirement:
    return Requirement(kind, stretch.clause, *stretch.slice(start, stop), **more)  # type: ignore[arg-type]


def _read_choice(
    stretch: Stretch, begin: int, text: str, inclusion: Inclusion
) -> list[Requirement] | None:
    """What a part asks that names two sides, either of which is enough; None for all others."""
    firms = _FIRMS.fullmatch(text)
    if firms:  # 在本市注册的软件企业或者规模以上工业企业
        kinds = tuple(
            tuple(_read_part(stretch, begin + firms.start(g), begin + firms.end(g), inclusion))
            for g in ("one", "other")
        )
        if all(kinds):
            until = begin + firms.end("before") if firms["before"] else begin
            at = begin + firms.start("one"), begin + firms.end("other")
            either_of = _made(stretch, *at, "either", options=kinds)
            return [*_read_part(stretch, begin, until, inclusion), either_of]
    either = _EITHER.search(text)
    if either and either.start() < 5 and not read_bounds(text[: either.start()], inclusion):
        return None  # 自建或者租赁宿舍100间以上: two verbs of one deed
    if either and read_bounds(text, inclusion):
        sides = ((begin, begin + either.start()), (begin + either.end(), begin + len(text)))
        options = tuple(tuple(_read_part(stretch, *side, inclusion)) for side in sides)
        if all(options):
            return [_made(stretch, begin, begin + len(text), "either", options=options)]
    return None


def _read_phrase(
    stretch: Stretch, begin: int, text: str, inclusion: Inclusion
) -> Iterator[Requirement]:
    """What a part asks of one kind after the other; a deed is what none of them takes."""
    taken: list[tuple[int, int]] = []

    def made(kind: Kind, start: int, stop: int, **more: object) -> Requirement:
        taken.append((start, stop))
        return _made(stretch, begin + start, begin + stop, kind, **more)

    bounds = [b for b in read_bounds(text, inclusion) if not _is_term(b, text)]
    if bounds:
        first, last = min(b.start for b in bounds), max(b.end for b in bounds)
        yield made("threshold", first, last, bounds=tuple(bounds))
    named = tuple(q for q in read_qualifications(text) if not is_object(text[: q.start]))
    for group in grouped(text, named):
        start = manner_start(text, group[0])
        if _FIRMS_TOO.search(text[:start]) or _OR_FIRMS.search(text[group[-1].end :]):
            taken.append((start, group[-1].end))
            continue
        yield made(
            "qualification",
            start,
            group[-1].end,
            names=tuple(q.name for q in group),
            manner=group[0].manner,
            levels=tuple(levels_of(text, group)),
        )
    for match in _SEATED.finditer(text):
        if _IS_SEAT.search(match[0]) or text.rstrip("的企业单位机构").endswith(match[0]):
            yield made("place", *match.span(), names=(match["place"],))
    at = read_trades(text, taken)
    if at is not None and not _is_one_of(text, (at[0], at[1]), named):
        start, stop, names = at
        yield made("industry", start, stop, names=names)
    if manner_of(text) == "moved" and not any(covers(taken, m) for m in re.finditer("迁", text)):
        if entered := _MOVED_IN.search(text):
            yield made("moved", *entered.span())
    for left in _left(text, taken):
        if _is_one_of(text, left, named):
            continue  # 省级技术中心、重点实验室: the first is enough
        alone = closing_subject(text[slice(*left)])
        if alone and alone.start == 0 and not _is_more(text[slice(*left)]):
            yield from _read_subject(stretch, begin + left[0], alone)
        else:
            yield made("deed", *left)


def _is_one_of(text: str, span: tuple[int, int], named: Sequence[Qualification]) -> bool:
    """Whether a passage stands in a list behind a standing, so that the standing will do."""
    return any(
        re.fullmatch(r"(?:企业|单位|称号)?(?:、|和|及|或者?|以及)", text[one.end : span[0]])
        or (text[one.end :].startswith("、") and span[0] == one.end)
        for one in named
    )


def _are_kinds(text: str, several: Subject) -> bool:
    """Whether a list of applicants names kinds of them, none by a standing or a number."""
    return not any(
        re.search(r"\d", name) or _PASSIVE.search(name) or read_qualifications(name)
        for name in several.names
        if not name.endswith("合作社")
    ) and not read_bounds(text)


def _is_more(who: str) -> bool:
    """Whether who a passage is about is told of by more than a name: 科技型中小企业, 500强企业."""
    return bool(re.search(r"\d", who) or read_qualifications(who) or _PASSIVE.search(who))


def _read_subject(stretch: Stretch, begin: int, subject: Subject) -> Iterator[Requirement]:
    """Who the applicant must be; nothing where any is meant (企业, 申报单位)."""
    names = subject.names
    if all(_ANYONE.fullmatch(name) for name in names):
        return
    span = stretch.slice(begin + subject.start, begin + subject.end)
    who = stretch.text[begin + subject.start : begin + subject.end]
    firm = read_trades(who, [])
    if firm is not None and len(firm[2]) == len(names):
        yield Requirement("industry", stretch.clause, *span, names=firm[2])
    else:
        yield Requirement("subject", stretch.clause, *span, names=names)


def _is_term(bound: Bound, text: str) -> bool:
    """`补贴期限不超过3年` is said of the grant; a bare number without metric is of the deed."""
    if re.search(r"期限|补贴|补助|奖励|资助|扶持|额度", bound.metric):
        return True
    return not bound.metric and not re.fullmatch(r"对?.{0,2}", text[: bound.start])


def _left(text: str, taken: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The parts that nothing was read from and that still say something, in order.

    What is not read as anything else is a deed, so that nothing that is asked is passed over.
    """
    free, at = [], 0
    for start, stop in sorted(taken):
        free.append((at, start))
        at = max(at, stop)
    free.append((at, len(text)))
    said = [(a, b) for a, b in free if len(_PLAIN.sub("", text[a:b])) > 1]
    if not said or text[slice(*said[0])].endswith(("或者", "或")):
        return []
    return [span for each in said if (span := _trimmed(text, *each))]


def _trimmed(text: str, start: int, stop: int) -> tuple[int, int] | None:
    lead = re.match(r"^(?:对(?!外)于?|凡是?|其中|的|且|、|和|并|年度)+", text[start:stop])
    start += lead.end() if lead else 0
    stop -= len(text[start:stop]) - len(text[start:stop].rstrip("的、 "))
    return (start, stop) if stop > start + 1 else None
