"""What a document offers, section by section, with everything that it asks for it.

An offer's own sentence asks something; so do the line that its items hang on (对…，按下列标准：),
the paragraph before it that it refers to (前款规定的企业), the conditions of its part (申请前述支持
应当符合下列条件) and those of the whole document (申报条件, 不予支持的情形, 本办法适用于…).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from corpus.benefit import Benefit, read_benefits
from corpus.bound import Inclusion, read_inclusion
from corpus.document import Clause, Document
from corpus.grant import Grant, find_grants
from corpus.marker import read_marker
from corpus.requirement import Requirement, Stretch, read_requirements
from corpus.squeeze import Squeezed, squeeze

Nature = Literal["benefit", "accreditation"]

_KINDS = ("item", "paragraph", "tail", "annex")
_MAX = 2000  # characters of a sentence
_ASKS = re.compile(
    r"(?:应当?|须|需要?|要)?(?:同时)?(?:具备|符合|满足|达到)(?:以下|下列|如下)(?:基本)?(?:各项)?(?:条件|要求)[^:：]{0,12}[:：]?$"
)
_SHUTS_OUT = re.compile(
    r"(?:有|存在|属于)?(?:下列|以下)(?:情形|情况|行为)之一.{0,12}(?:不予|不得|不再|取消)|(?:不予|不得|不再)[^,，。;；]{0,10}(?:支持|扶持|认定|申报|受理|补助|奖励|享受).{0,8}[:：]$"
)
_SHUT_ALONE = re.compile(
    r"(?:对|凡)?[^,，。;；:：]{2,40}的(?:企业|单位|主体|机构|项目)?[,，]?(?:一律)?(?:不得|不予|不再|不能)"
    r"(?:申报|申请|享受|支持|扶持|补助|补贴|受理|奖励)"
)
_NOT_ALLOWED = re.compile(
    r"(?:不得|不可|不能|不予|不再)(?:申报|申请|享受|支持|扶持|补助|补贴|认定|受理|奖励|纳入)|除外|不在.{0,6}范围"
)
_APPLIES = re.compile(
    r"^(?:本[\u4e00-\u9fff]{2,4})?适用于(?P<who>[^。]{4,})|^申报(?:企业|单位|主体)应当?(?P<be>[^。]{4,})"
)
_FOR_ALL = re.compile(
    r"申[报请](?:本[\u4e00-\u9fff]{2,4}|(?:奖补|奖励|扶持|专项|补贴|补助|财政)?资金|(?:扶持|支持|奖励|补贴|政策))|本[\u4e00-\u9fff]{2,4}(?:规定|支持|扶持)的|申报(?:企业|单位|主体)"
)
_THIS_PART = re.compile(r"前述|上述|前款|本[章节部]|以上|本部分")
_ACCREDITED = re.compile(
    r"申请(?:认定)?(?P<what>[^,，。;；:：]{2,16}?)(?:认定|备案)?的?[,，]?(?:单位|企业|机构)?(?:[,，])?(?:应当?|须|需)?(?:同时)?(?:具备|符合|满足)"
)
_FREE = re.compile(
    r"(?:可以?|均可)(?:申请|享受|优先|按)[^。;；]{2,}|优先(?:支持|保障|安排|推荐|纳入)|直接立项"
)
_PROCEDURE = re.compile(r"提交|填报|报送|受理|登录|每年\d|公示")
_CHANGES = re.compile(r"”[^“”]{0,12}(?:修改|改|调整)为“")
_EXPLAINS = re.compile(r"问答|解读|答记者问")
_PRECEDING = re.compile(r"^(?:前款|前项|上款|上述|前述)(?:规定的?)?")


@dataclass(frozen=True)
class Offer:
    """One thing that a passage grants and all that is asked for it.

    `document.text[start:end]` is the passage. `own` is asked by it and the lines it hangs on,
    `general` by the document as a whole. `benefits` are its amounts, in order.
    """

    clause: Clause
    nature: Nature
    start: int
    end: int
    own: tuple[Requirement, ...]
    general: tuple[Requirement, ...] = ()
    benefits: tuple[Benefit, ...] = ()

    @property
    def section(self) -> str:
        """The address of the section that offers it."""
        return self.clause.section


@dataclass
class _Reading:
    """A document on its way into offers."""

    clauses: Sequence[Clause]
    inclusion: Inclusion
    benefits: dict[tuple[str, int], list[Benefit]] = field(default_factory=dict)


def read_offers(document: Document) -> tuple[Offer, ...]:
    """The offers of a document in reading order; none in one that grants nothing."""
    if _EXPLAINS.search(document.title):
        return ()  # it tells what another document grants
    clauses = [c for c in document.clauses if c.kind in _KINDS]
    reading = _Reading(clauses, read_inclusion(document.text))
    for benefit in read_benefits(document.clauses):
        reading.benefits.setdefault((benefit.section, benefit.start), []).append(benefit)
    general, of_part, asked = _conditions(reading)
    found: list[Offer] = []
    for row, clause in enumerate(clauses):
        if row in asked:
            continue
        lead = _hangs_on(clauses, row, reading.inclusion)
        for offer in _offers(clause, lead, reading):
            if _PRECEDING.match(_bare(clause)[0]) and found:
                before = [o for o in found if o.section == clause.section]
                inherited = before[-1].own if before else ()
                own = (*inherited, *offer.own)
            else:
                own = offer.own
            parts = tuple(
                r
                for section, asks in of_part.items()
                if clause.section.startswith(f"{section}/") or clause.section == section
                for r in asks
            )
            found.append(
                Offer(
                    clause,
                    "benefit",
                    offer.start,
                    offer.end,
                    (*own, *parts),
                    general,
                    offer.benefits,
                )
            )
    return (*found, *_accreditations(reading, general))


def _bare(clause: Clause) -> tuple[str, int]:
    """The clause's squeezed text behind its marker, and how long the marker is."""
    whole = squeeze(clause.text)
    marker = read_marker(whole.text)
    if marker is None or (marker.doubtful and clause.kind != "item"):
        return whole.text, 0
    return whole.text[marker.length :], marker.length


def _stretch(clause: Clause, whole: Squeezed, start: int, end: int) -> Stretch:
    return Stretch(clause, whole.text[start:end], whole.offsets[start : end + 1])


def _offers(clause: Clause, lead: tuple[Requirement, ...], reading: _Reading) -> Iterator[Offer]:
    whole = squeeze(clause.text)
    first = len(whole.text) - len(_bare(clause)[0])
    spans = [found.span() for found in re.finditer(r"[^。;；]+", whole.text)]
    before: tuple[Requirement, ...] = ()
    for row, (start, end) in enumerate(spans):
        sentence = whole.text[start:end]
        if end - start > _MAX:
            continue
        span = clause.start + whole.slice(start, end)[0], clause.start + whole.slice(start, end)[1]
        benefits = tuple(reading.benefits.get((clause.section, span[0]), ()))
        grants = find_grants(sentence) if benefits else []
        free = None if grants or _NOT_ALLOWED.search(sentence) else _FREE.search(sentence)
        if (not grants and not free) or _CHANGES.search(sentence):
            continue
        begin = max(start, first if start <= first else start)
        ends = [_gives(sentence, g) for g in grants] or [free.start() if free else 0]
        parts: list[tuple[tuple[Requirement, ...], tuple[Benefit, ...]]] = []
        for row_of, (at, granted) in enumerate(zip(ends, _shared(grants, benefits), strict=True)):
            opens = _opens(whole.text, begin, start + at)
            stretch = _stretch(clause, whole, opens, max(start + at, opens))
            own = read_requirements(stretch, reading.inclusion)
            if parts and not own:
                parts[-1] = (parts[-1][0], (*parts[-1][1], *granted))
            else:
                parts.append((own, granted))
            begin = start + (grants[row_of].end if grants else 0)
        shut = [
            r
            for a, b in spans[row + 1 : row + 3]
            if _NOT_ALLOWED.search(whole.text[a:b])
            and not reading.benefits.get((clause.section, clause.start + whole.slice(a, b)[0]))
            for r in read_requirements(
                _stretch(clause, whole, a, b - len(_tail_of(whole.text[a:b]))),
                reading.inclusion,
                excludes=True,
            )
        ]
        if not grants and not parts[0][0]:
            continue  # 优先保障重点项目用地 is for nobody in particular
        for own, granted in parts:
            before = _same_metric(own, before)
            yield Offer(clause, "benefit", *span, (*lead, *before, *shut), (), granted)


def _shared(grants: Sequence[Grant], benefits: tuple[Benefit, ...]) -> list[tuple[Benefit, ...]]:
    """The benefits of each grant of a sentence, which were read in the grants' order."""
    counts = [max(len(grant.amounts), 1) for grant in grants]
    if len(grants) < 2 or sum(counts) != len(benefits):
        return [benefits, *(() for _ in grants[1:])]
    found, at = [], 0
    for count in counts:
        found.append(benefits[at : at + count])
        at += count
    return found


def _same_metric(
    own: tuple[Requirement, ...], before: tuple[Requirement, ...]
) -> tuple[Requirement, ...]:
    """`达到500万元的，…；达到2000万元的，…`: the second is of what the first one measures."""
    metrics = [b.metric for r in before for b in r.bounds if b.metric]
    if not metrics:
        return own
    return tuple(
        replace(r, bounds=tuple(b if b.metric else replace(b, metric=metrics[0]) for b in r.bounds))
        for r in own
    )


def _gives(sentence: str, grant: Grant) -> int:
    """Where the granting begins: 获得称号的企业给予60万元奖励 is granted from 给予 on."""
    later = max(sentence.rfind(word, grant.start, grant.end) for word in ("给予", "予以", "按"))
    return max(later, grant.start)


def _opens(text: str, begin: int, end: int) -> int:
    """Where what is asked begins: 鼓励企业开发软件，对升级的产品 asks something from 对 on."""
    found = [
        m.start("to")
        for m in re.finditer(r"(?:^|[,，、])(?P<to>对(?!外|接|口|标|照))", text[begin:end])
    ]
    if not found or re.match(r"聚焦|围绕|在", text[begin:end]):
        return begin
    return begin + found[-1]


def _tail_of(sentence: str) -> str:
    """`…的，不予补助` without what it shuts out."""
    found = re.search(
        r"的?(?:企业|单位|主体|机构|项目)?[,，]?(?:一律)?(?:不得|不可|不能|不予|不再|除外)[^,，]*$",
        sentence,
    )
    return found[0] if found else ""


def _hangs_on(clauses: Sequence[Clause], row: int, inclusion: Inclusion) -> tuple[Requirement, ...]:
    """What the lines ask that end in a colon and that the clause stands under."""
    found: list[Requirement] = []
    clause = clauses[row]
    lists = read_marker(clause.text.lstrip()) is not None
    for before in clauses[:row]:
        above = clause.section.startswith(f"{before.section}/")
        beside = before.section == clause.section and lists and clause.kind == "paragraph"
        if not (above or beside) or not before.text.rstrip().endswith(("：", ":")):
            continue
        if _ASKS.search(_bare(before)[0]) or _SHUTS_OUT.search(_bare(before)[0]):
            continue
        whole = squeeze(before.text)
        begin = len(whole.text) - len(_bare(before)[0])
        last = whole.text.rfind("。", 0, len(whole.text) - 1)
        begin = max(begin, last + 1)
        if not re.match(r"“?(?:对|凡)|.*的[,，](?:按|给予|分)", whole.text[begin:]):
            continue
        found += read_requirements(_stretch(before, whole, begin, len(whole.text) - 1), inclusion)
    return tuple(found)


def _conditions(
    reading: _Reading,
) -> tuple[tuple[Requirement, ...], dict[str, tuple[Requirement, ...]], set[int]]:
    """Conditions of the document, those of a part by its address, and the rows they stand in."""
    general: list[Requirement] = []
    of_part: dict[str, tuple[Requirement, ...]] = {}
    rows: set[int] = set()
    for row, clause in enumerate(reading.clauses):
        text = _bare(clause)[0]
        whole = squeeze(clause.text)
        begin = len(whole.text) - len(text)
        shuts = bool(_SHUTS_OUT.search(text))
        if (_ASKS.search(text) or (shuts and text.endswith(("：", ":")))) and not _accredits(text):
            below = _below(reading.clauses, row)
            rows |= {row, *below}
            asks = tuple(
                r
                for at in below
                for r in _whole(reading.clauses[at], reading.inclusion, excludes=shuts)
            )
            if _THIS_PART.search(text) and not _FOR_ALL.search(text):
                of_part[clause.section] = (*of_part.get(clause.section, ()), *asks)
            else:
                general += asks
        elif _SHUT_ALONE.search(text) and not any(
            clause.section == section for section, _ in reading.benefits
        ):
            rows.add(row)
            general += _shut_alone(clause, whole, begin, reading.inclusion)
        elif found := _APPLIES.search(re.sub(r"^[^。]{2,12}。(?=申报)", "", text)):
            rows.add(row)
            general += _applies(clause, whole, begin, found, reading.inclusion)
    return tuple(general), of_part, rows


def _shut_alone(
    clause: Clause, whole: Squeezed, begin: int, inclusion: Inclusion
) -> Iterator[Requirement]:
    """`列入经营异常名录的企业不予支持。`, each such sentence."""
    for sentence in re.finditer(r"[^。;；]+", whole.text[begin:]):
        if _SHUT_ALONE.match(sentence[0]):
            stop = sentence.end() - len(_tail_of(sentence[0]))
            stretch = _stretch(clause, whole, begin + sentence.start(), begin + stop)
            yield from read_requirements(stretch, inclusion, excludes=True)


def _applies(
    clause: Clause, whole: Squeezed, begin: int, found: re.Match[str], inclusion: Inclusion
) -> Iterator[Requirement]:
    colon = re.search(r"条件[:：]", whole.text[begin:])
    begin += colon.end() if colon else 0
    end = whole.text.find("。", begin)
    end = len(whole.text) if end < 0 else end
    start = whole.text.find("适用于", begin, end)
    start = start + 3 if start >= 0 else begin
    at = start
    if _PROCEDURE.search(whole.text[start:end]):
        return
    for part in re.split(r"(?<=[,，;；])", whole.text[start:end]):
        excludes = bool(_NOT_ALLOWED.search(part))
        stop = at + len(part) - (len(_tail_of(part)) if excludes else 0)
        if stop > at:
            yield from read_requirements(
                _stretch(clause, whole, at, stop), inclusion, excludes=excludes
            )
        at += len(part)


def _below(clauses: Sequence[Clause], row: int) -> list[int]:
    """The rows of the items that a line ending in a colon lists."""
    head = clauses[row]
    found = []
    for at in range(row + 1, len(clauses)):
        clause = clauses[at]
        inside = clause.section.startswith(f"{head.section}/")
        listed = clause.section == head.section and read_marker(clause.text.lstrip("“")) is not None
        if not (inside or listed) or clause.kind == "tail":
            break
        found.append(at)
    return found


def _whole(clause: Clause, inclusion: Inclusion, *, excludes: bool) -> tuple[Requirement, ...]:
    whole = squeeze(clause.text)
    begin = len(whole.text) - len(_bare(clause)[0])
    end = len(whole.text.rstrip("；;。"))
    return read_requirements(_stretch(clause, whole, begin, end), inclusion, excludes=excludes)


def _accredits(text: str) -> str | None:
    """What standing a line of conditions is for: 申请认定中试基地的，应当同时符合下列条件."""
    found = _ACCREDITED.search(text)
    if found is None or _FOR_ALL.search(text) or _THIS_PART.match(found["what"]):
        return None
    return found["what"]


def _accreditations(reading: _Reading, general: tuple[Requirement, ...]) -> Iterator[Offer]:
    for row, clause in enumerate(reading.clauses):
        text = _bare(clause)[0]
        if not (_ASKS.search(text) and _accredits(text)):
            continue
        asks = tuple(
            r
            for at in _below(reading.clauses, row)
            for r in _whole(reading.clauses[at], reading.inclusion, excludes=False)
        )
        yield Offer(clause, "accreditation", clause.start, clause.end, asks, general)
