"""What a document offers, section by section, with everything that it asks for it.

An offer's own sentence asks something; so do the line that its items hang on (对…，按下列标准：),
the paragraph before it that it refers to (前款规定的企业), the conditions of its part (申请前述支持
应当符合下列条件) and those of the whole document (申报条件, 不予支持的情形, 本办法适用于…).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from corpus.asking import read_requirements
from corpus.benefit import Benefit, read_benefits
from corpus.bound import Inclusion, read_inclusion
from corpus.carried import (
    AGAIN_ALONE,
    LEVEL_ALONE,
    at_level,
    carried,
    in_manner,
    same_metric,
)
from corpus.document import Clause, Document
from corpus.eligibility import Listed, read_eligibility
from corpus.grant import Grant, find_grants
from corpus.marker import read_marker
from corpus.requirement import Requirement
from corpus.section import is_below
from corpus.squeeze import Squeezed, squeeze
from corpus.stretch import NOT_ALLOWED, Stretch, bare_text, stretch_of, verdict_of
from corpus.tier import read_tiers

Nature = Literal["benefit", "accreditation"]

_KINDS = ("item", "paragraph", "tail", "annex")
_MAX = 2000  # characters of a sentence
_FREE = re.compile(
    r"(?:可以?|均可)(?:每年)?(?:申请|享受|优先|按|推荐|入住)[^。;；]{2,}|减半(?:给予|予以)?(?:奖励|补助|补贴|资助|支持)|优先(?:支持|保障|安排|推荐|纳入)|直接立项|每\d[\d.]*[万亿]?[^,，。;；\d]{1,6}(?:奖励|奖补|补贴|补助)\d|提高\d+(?:\.\d+)?个百分点|给予\d+[套个名间][\u4e00-\u9fff]{2,10}(?:名额|指标)|按(?!照?(?:下列|以下|如下|规定|有关|程序))[^,，。;；\d]{2,20}(?:给予|予以)[\u4e00-\u9fff]{0,10}(?:补贴|补助|贴息|减免|返还)|租金(?:减半|全免|按)"
)
_CHANGES = re.compile(r"”[^“”]{0,12}(?:修改|改|调整)为“")
_LABEL = re.compile(r"[\u4e00-\u9fff]{0,4}(?:标准|方式|内容|额度|政策|措施)[:：]")  # 支持标准：
_EXPLAINS = re.compile(r"问答|解读|答记者问")
_WHO = re.compile(
    r"企业|单位|机构|项目|产品|人员|人才|个人|主体|平台|组织|合作社|基地|园区|装备|服务|车间|工厂|中心|实验室|工作站|称号|品牌|复核"
)
_MUST_NOT = re.compile(
    r"(?:不得|不能|不可|禁止)(?P<what>(?!超过|高于|低于|少于|重复|同时)[^,，。;；]{2,24})"
)
# …给予奖补，最高100万元；研发费用占比3%以上的，最高300万元。
_SHARES_VERB = re.compile(
    r"(?<=的)[,，](?=(?:最高|奖|补)?[^,，。;；\d]{0,6}\d[\d.]*(?:万元|亿元|元|[%％])$)"
)
_TAKEN_BACK = re.compile(
    r"(?:[^,，。;；]{0,10}期间内?)?(?P<what>[^,，。;；]{2,24})的[,，](?:应当?|将|一律|予以)*"
    r"(?:追回|收回|退回|追缴|停止(?:发放|拨付|补贴|享受))"
)
_MUST = re.compile(r"^[^,，]{0,16}?(?:须|应当?|必须)(?P<what>(?!于|在)[^,，]*\d.*)$")
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
    granting = frozenset(section for section, _ in reading.benefits)
    headings = {c.section: c.text for c in document.clauses if c.kind == "heading"}
    eligibility = read_eligibility(clauses, reading.inclusion, granting, headings)
    found: list[Offer] = []
    for row, clause in enumerate(clauses):
        if row in eligibility.rows:
            continue
        lead = _hangs_on(clauses, row, eligibility.rows, reading.inclusion)
        if row in eligibility.listed:
            lead = (*lead, *_listed(clauses, row, eligibility.listed[row]))
        for offer in _offers(clause, lead, reading):
            own = offer.own
            if _PRECEDING.match(bare_text(clause)[0]):
                before = [o for o in found if o.section == clause.section]
                own = (*(before[-1].own if before else ()), *own)
            own = tuple(meant for r in own for meant in _meant(r, eligibility.terms))
            own = (*own, *eligibility.of(clause.section))
            found.append(replace(offer, own=own, general=eligibility.general_of(clause)))
    for table in (c for c in document.clauses if c.kind == "table"):
        parent = table.section.rpartition("/")[0]
        line = next((c.text for c in clauses if c.section == parent), "")
        for start, asks in read_tiers(table, reading.inclusion, squeeze(line).text).items():
            if granted := tuple(reading.benefits.get((table.section, start), ())):
                own = (*asks, *eligibility.of(table.section))
                span = start, granted[0].end
                general = eligibility.general_of(table)
                found.append(Offer(table, "benefit", *span, own, general, granted))
    for clause, asks in eligibility.accredited:
        span = clause.start, clause.end
        found.append(Offer(clause, "accreditation", *span, asks, eligibility.general))
    return tuple(found)


def _meant(
    asked: Requirement, terms: Mapping[str, tuple[Requirement, ...]]
) -> tuple[Requirement, ...]:
    """The trades of an applicant called by the name that the document gave it, else as it is."""
    if asked.kind not in ("industry", "subject") or asked.text not in terms:
        return (asked,)
    itself = replace(asked, kind="subject", names=(asked.text,))  # or calls itself so
    options = ((itself,), terms[asked.text])
    return (Requirement("either", asked.clause, asked.start, asked.end, options=options),)


def _offers(clause: Clause, lead: tuple[Requirement, ...], reading: _Reading) -> Iterator[Offer]:
    whole = squeeze(clause.text)
    first = len(whole.text) - len(bare_text(clause)[0])
    spans = [found.span() for found in re.finditer(r"[^。;；]+", whole.text)]
    before: tuple[Requirement, ...] = ()
    for row, (start, end) in enumerate(spans):
        sentence = whole.text[start:end]
        if end - start > _MAX:
            continue
        span = clause.start + whole.slice(start, end)[0], clause.start + whole.slice(start, end)[1]
        benefits = tuple(reading.benefits.get((clause.section, span[0]), ()))
        grants = find_grants(sentence) if benefits else []
        free = None if grants or NOT_ALLOWED.search(sentence) else _FREE.search(sentence)
        if not grants and not free and before:
            free = _SHARES_VERB.search(sentence)
        if (not grants and not free) or _CHANGES.search(sentence):
            continue
        begin = max(start, first if start <= first else start)
        label = _LABEL.match(whole.text, begin, end)
        begin = label.end() if label else begin
        ends = [_gives(sentence, g) for g in grants] or [free.start() if free else 0]
        parts: list[tuple[tuple[Requirement, ...], tuple[Benefit, ...]]] = []
        common: tuple[Requirement, ...] = ()
        for row_of, (at, granted) in enumerate(zip(ends, _shared(grants, benefits), strict=True)):
            opens = _opens(whole.text, begin, start + at)
            stretch = stretch_of(clause, whole, opens, max(start + at, opens))
            own = read_requirements(stretch, reading.inclusion)
            alone = stretch.text.strip("，,、的")
            if not row_of:
                common = _common(stretch, own)
            elif own and not stretch.text.rstrip("，,、 ").endswith("的"):
                own = (*common, *own)  # …的，近洋航线奖励300万元，远洋航线奖励600万元
            earlier = parts[-1][0] if parts else before
            if not own and (again := AGAIN_ALONE.fullmatch(alone)):
                own = in_manner(earlier, "renewed" if again[1] in ("重新", "再次") else "new")
            elif own and not _WHO.search(alone) and all(r.kind in ("moved", "deed") for r in own):
                own = (*in_manner(earlier, None), *own)  # 从区外迁入且资格有效的: still of 高企
            if earlier and (level := LEVEL_ALONE.fullmatch(alone)):
                own = at_level(earlier, level[1])
            if parts and not own:
                parts[-1] = (parts[-1][0], (*parts[-1][1], *granted))
            else:
                parts.append((own, granted))
            begin = start + (grants[row_of].end if grants else 0)
        shut = [
            r
            for a, b in spans[row + 1 : row + 3]
            if NOT_ALLOWED.search(whole.text[a:b])
            and not reading.benefits.get((clause.section, clause.start + whole.slice(a, b)[0]))
            for r in read_requirements(
                stretch_of(clause, whole, a, b - len(verdict_of(whole.text[a:b]))),
                reading.inclusion,
                excludes=True,
            )
        ]
        shut += _taken_back(clause, whole, spans[row + 1 : row + 3], reading)
        musts = tuple(_must(clause, whole, spans[row + 1 : row + 3], reading))
        shut += _forbidden(clause, whole, spans[row + 1 : row + 4], reading)
        if not grants and not parts[0][0] and not lead:
            continue  # 优先保障重点项目用地 is for nobody in particular
        for own, granted in parts:
            before = carried(same_metric(own, before), before)
            yield Offer(clause, "benefit", *span, (*lead, *before, *musts, *shut), (), granted)


def _common(stretch: Stretch, own: tuple[Requirement, ...]) -> tuple[Requirement, ...]:
    """What is asked before the last 的， of a sentence, for all that it grants behind it."""
    at = max(stretch.text.rfind(mark) for mark in ("的，", "的,"))
    if at < 0 or at + 2 >= len(stretch.text):
        return ()
    stop = stretch.slice(at, at + 1)[1]
    return tuple(r for r in own if r.end <= stop)


def _must(
    clause: Clause, whole: Squeezed, spans: Sequence[tuple[int, int]], reading: _Reading
) -> Iterator[Requirement]:
    """`…。企业研发强度须不低于3%。`: numbers asked in a sentence behind the grant."""
    for start, end in spans:
        at = clause.start + whole.slice(start, start + 1)[0]
        found = _MUST.search(whole.text[start:end])
        if found is None or reading.benefits.get((clause.section, at)):
            continue
        stretch = stretch_of(clause, whole, start + found.start("what"), end)
        asked = read_requirements(stretch, reading.inclusion)
        yield from (r for r in asked if r.kind == "threshold")


def _forbidden(
    clause: Clause, whole: Squeezed, spans: Sequence[tuple[int, int]], reading: _Reading
) -> Iterator[Requirement]:
    """`办公用房不得对外转租`: who does so does not keep what is asked."""
    for start, end in spans:
        sentence = whole.text[start:end]
        for found in _MUST_NOT.finditer(sentence):
            if NOT_ALLOWED.match(sentence, found.start()):
                continue
            stretch = stretch_of(clause, whole, start + found.start("what"), start + found.end())
            yield from read_requirements(stretch, reading.inclusion, excludes=True)


def _taken_back(
    clause: Clause, whole: Squeezed, spans: Sequence[tuple[int, int]], reading: _Reading
) -> Iterator[Requirement]:
    """`租用期间转租的，追回已拨付资金`: who does so does not keep what is granted."""
    for start, end in spans:
        found = _TAKEN_BACK.match(whole.text, start, end)
        if found:
            stretch = stretch_of(clause, whole, found.start("what"), found.end("what"))
            yield from read_requirements(stretch, reading.inclusion, excludes=True)


def _listed(clauses: Sequence[Clause], row: int, listed: Listed) -> tuple[Requirement, ...]:
    """What the items below a line ask that grants: any of them, or all."""
    if not listed.one or len(listed.asks) < 2:
        return tuple(asked for asks in listed.asks for asked in asks)
    clause = clauses[row]
    options = tuple(asks for asks in listed.asks if asks)
    if len(options) < len(listed.asks):
        return ()  # one that was not read may be enough
    return (Requirement("either", clause, clause.start, clause.end, options=options),)


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


def _hangs_on(
    clauses: Sequence[Clause], row: int, asking: frozenset[int], inclusion: Inclusion
) -> tuple[Requirement, ...]:
    """What the lines ask that end in a colon and that the clause stands under."""
    found: list[Requirement] = []
    clause = clauses[row]
    lists = read_marker(clause.text.lstrip()) is not None
    for at, before in enumerate(clauses[:row]):
        above = is_below(clause.section, before.section)
        beside = before.section == clause.section and lists and clause.kind == "paragraph"
        if not (above or beside) or not before.text.rstrip().endswith(("：", ":")):
            continue
        if at in asking:
            continue
        whole = squeeze(before.text)
        begin = len(whole.text) - len(bare_text(before)[0])
        last = whole.text.rfind("。", 0, len(whole.text) - 1)
        begin = max(begin, last + 1)
        if not re.match(r"“?(?:对|凡)|.*的[,，](?:按|给予|分)", whole.text[begin:]):
            continue
        found += read_requirements(stretch_of(before, whole, begin, len(whole.text) - 1), inclusion)
    return tuple(found)
