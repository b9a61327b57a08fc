"""What a document asks of applicants beside what it grants: 适用范围, 申报条件, 不予支持的情形.

Conditions that follow a colon are the items below it; which part of the document they are for is
told by their words (前述支持, 本措施) and by where benefits stand.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from corpus.bound import Inclusion
from corpus.document import Clause
from corpus.marker import read_marker
from corpus.requirement import Requirement, read_requirements
from corpus.scope import (
    applicant_of,
    articles_kept,
    articles_named,
    defined,
    is_for_all,
    label_of,
    names_part,
    part_of,
)
from corpus.section import is_within
from corpus.squeeze import Squeezed, squeeze
from corpus.stretch import NOT_ALLOWED, bare_text, stretch_of, verdict_of

_ASKS = re.compile(
    r"(?:应当?|须|需要?|要)?(?:同时)?(?:具备|符合|满足|达到)(?:以下|下列|如下)(?:基本)?(?:各项)?(?:条件|要求)[^:：]{0,12}[:：]?$"
)
_SHUTS_OUT = re.compile(
    r"(?:有|存在|属于)?(?:下列|以下)(?:情形|情况|行为)(?:之一)?.{0,12}(?:不予|不得|不再|不享受|不适用|不支持|停止享受|取消)|(?:不予|不得|不再)[^,，。;；]{0,10}(?:支持|扶持|认定|申报|受理|补助|奖励|奖补|资助|享受).{0,8}[:：]$"
)
_SHUT_ALONE = re.compile(
    r"(?:对|凡)?[^,，。;；:：]{2,40}(?:的|企业|单位|主体|机构|项目)(?:企业|单位|主体|机构|项目)?[,，]?(?:自[^,，。;；]{2,16}起)?(?:[一二三四五\d]+年内)?(?:一律)?(?:(?:不得|不予|不再|不能)"
    r"(?:申报|申请|享受|支持|扶持|补助|补贴|受理|奖励|奖补|资助|贴息|补偿|兑现)|不(?:享受|适用)本|不在[^,，。;；]{0,8}(?:范围|之列)|取消[^,，。;；]{0,8}资格)"
)
_APPLIES = re.compile(
    r"^(?:本[\u4e00-\u9fff]{2,4})?(?:的)?适用(?:于|对象[为是]?)|^(?:专项资金的?)?(?:支持|扶持|奖励|适用)对象(?:为|是|包括)|"
    r"^(?:享受|申请|申报)[^,，。;；:：]{0,18}?(?:企业|单位|主体|机构)[,，]?(?:应当?|须|需|必须)(?!.{0,4}于|.{0,3}在每?年)|"
    r"^(?=[^,，。]{6,60}适用本)|^凡(?=[^。]{4,60}(?:均可|都可以?|可以?)(?:按照?|依照)?本)"
)
_ALL_MAY = re.compile(
    r"[,，]?(?:均可|都可以?|可以?)(?:按照?|依照)?本[^,，。;；]*$|适用本[^,，。;；]*$"
)
# 满足下列条件之一的，给予50万元奖励：
_GIVES_LISTED = re.compile(
    r"(?:符合|满足|具备|达到)(?:以下|下列|如下)[^,，。]{0,8}?条件(?P<one>之一)?的?[^,，。]{0,10}[,，](?P<gives>[^。]{4,})[:：]$"
)
_ANY_BELOW = re.compile(r"条件之一|之一的?[:：]?$|其中(?:一项|之一)")
# 从事机器人制造的企业，以及应用机器人的单位
_TWO_KINDS = re.compile(
    r"^(?P<one>[^。;；]+的[^的。;；]{0,8}(?:企业|单位|机构|个人))[,，]?(?:以及|和|及)(?P<other>[^,，。;；]{2,}的[^的,，。;；]{0,8}(?:企业|单位|机构|个人))$"
)
_WHO_ENDS = re.compile(r"(?:企业|单位|机构|个人|团队|合作社|人员|主体)$")
_SHUT_HEADING = re.compile(
    r"不予[^,，]{0,6}(?:情形|情况|范围|支持|扶持|受理|奖补|补助|申报)|负面清单|不得申[报请]|限制(?:性)?(?:条件|情形)$|除外情形|申[报请]限制|禁止性?(?:条件|情形)"
)
_EACH_SHUT = re.compile(r"(?:^|(?<=[,，]))[^,，。;；]{3,60}(?=的[,，])")
_ACCREDITED = re.compile(
    r"申请(?:认定)?(?P<what>[^,，。;；:：]{2,16}?)(?:认定|备案)?的?[,，]?(?:单位|企业|机构)?(?:[,，])?(?:应当?|须|需)?(?:同时)?(?:具备|符合|满足)"
)
_PROCEDURE = re.compile(r"提交|提供|填报|报送|受理|登录|每年\d|公示")
# 支持对象：…, 支持条件：… of one measure, or of the document where no part of it grants alone.
_LABEL = re.compile(
    r"(?:支持|扶持|奖励|补助|补贴|申报|申请|适用|享受|资助)?(?:对象|条件|范围|主体)[:：]"
)
# 一、补贴对象, 二、申报主体条件: what stands below is asked of all, or describes them.
_HEADED = re.compile(
    r"(?:支持|扶持|奖励|奖补|补助|补贴|申报|申请|适用|享受|资助|基本|主体|资格)"
    r"(?:单位|企业|主体)?的?(?P<what>对象|条件|范围|主体)(?:(?:和|及|与)(?:条件|范围))?$"
)
_ONE_KIND = re.compile(r"^[^,，。;；]{2,10}(?:企业|机构|单位)(?:应当?|须|需|必须)已?(?!具有独立)")
_IS_GRANT = re.compile(r"补贴|补助|奖励|奖补|资助|贴息|扶持|资金|支持")


@dataclass(frozen=True)
class Listed:
    """Conditions listed below the line that grants: 满足下列条件之一的，给予…：

    `asks` are those of each item; with `one` any item is enough.
    """

    asks: tuple[tuple[Requirement, ...], ...]
    one: bool


@dataclass(frozen=True)
class Eligibility:
    """What all applicants of a document must be, and those of a part, by its address.

    `of_article` and `of_label` are asked where an article is granted by, or a text names, their
    keys. `rows` are the clauses that say so, `listed` the conditions below granting lines, by row.
    `accredited` are the clauses that open the conditions of a standing which the document itself
    grants, each with these conditions.
    """

    general: tuple[Requirement, ...]
    of_part: Mapping[str, tuple[Requirement, ...]]
    of_article: Mapping[str, tuple[Requirement, ...]]
    of_label: Mapping[str, tuple[Requirement, ...]]
    rows: frozenset[int]
    listed: Mapping[int, Listed]
    accredited: tuple[tuple[Clause, tuple[Requirement, ...]], ...]

    def of(self, section: str) -> tuple[Requirement, ...]:
        """What is asked in the part that a section stands in."""
        return _above(self.of_part, section)

    def general_of(self, clause: Clause) -> tuple[Requirement, ...]:
        """What a list of conditions asks of applicants for what a clause grants."""
        named = (
            asked for label, asks in self.of_label.items() if label in clause.text for asked in asks
        )
        return (*self.general, *_above(self.of_article, clause.section), *named)


def _above(asks: Mapping[str, tuple[Requirement, ...]], section: str) -> tuple[Requirement, ...]:
    return tuple(
        asked for part, of_part in asks.items() if is_within(section, part) for asked in of_part
    )


@dataclass
class _Reading:
    """The conditions of a document as they are found."""

    clauses: Sequence[Clause]
    inclusion: Inclusion
    granting: frozenset[str]
    headings: Mapping[str, str]
    sections: frozenset[str]
    general: list[Requirement] = field(default_factory=list)
    of_part: dict[str, tuple[Requirement, ...]] = field(default_factory=dict)
    of_article: dict[str, tuple[Requirement, ...]] = field(default_factory=dict)
    of_label: dict[str, tuple[Requirement, ...]] = field(default_factory=dict)
    rows: set[int] = field(default_factory=set)
    listed: dict[int, Listed] = field(default_factory=dict)
    accredited: list[tuple[Clause, tuple[Requirement, ...]]] = field(default_factory=list)
    said: dict[str, tuple[Requirement, ...]] = field(default_factory=dict)

    def file(self, asks: Sequence[Requirement], section: str, text: str) -> None:
        """Keep the conditions that a text opens where what they are for is granted."""
        asks = tuple(kept for one in asks for kept in self._carried(one))
        self.said[section] = (*self.said.get(section, ()), *asks)
        label = applicant_of(text)
        if label and any(label in c.text for c in self.clauses if c.section in self.granting):
            self.of_label[label] = (*self.of_label.get(label, ()), *asks)
        elif articles := articles_named(text, self.sections):
            for article in articles:
                self.of_article[article] = (*self.of_article.get(article, ()), *asks)
        elif (part := part_of(section, text, self.granting)) is not None:
            self.of_part[part] = (*self.of_part.get(part, ()), *asks)
        else:
            self.general += asks

    def _carried(self, one: Requirement) -> Sequence[Requirement]:
        """`满足第四条第（一）项的要求`: what is asked there."""
        kept = articles_kept(one.text, self.sections) if one.kind == "deed" else ()
        return [r for at in kept for r in self.said.get(at, ())] or [one]


def read_eligibility(
    clauses: Sequence[Clause],
    inclusion: Inclusion,
    granting: frozenset[str],
    headings: Mapping[str, str],
) -> Eligibility:
    """The conditions that stand beside what is granted; `granting` are the sections that grant.

    `headings` are the headings by their sections.
    """
    sections = frozenset(c.section for c in clauses)
    found = _Reading(clauses, inclusion, granting, headings, sections)
    for row in range(len(clauses)):
        if row not in found.rows:
            _read_row(found, row)
    return Eligibility(
        tuple(found.general), found.of_part, found.of_article, found.of_label,
        frozenset(found.rows), found.listed, tuple(found.accredited),
    )  # fmt: skip


def _read_row(found: _Reading, row: int) -> None:
    clause, inclusion = found.clauses[row], found.inclusion
    text = bare_text(clause)[0]
    whole = squeeze(clause.text)
    begin = len(whole.text) - len(text)
    shuts = bool(_SHUTS_OUT.search(text))
    label = _LABEL.match(text)
    if (gives := _GIVES_LISTED.search(text)) and not shuts:
        below = _below(found.clauses, row)
        if below and not any(found.clauses[at].section in found.granting for at in below):
            asks = tuple(_whole(found.clauses[at], inclusion, excludes=False) for at in below)
            found.listed[row] = Listed(asks, one=bool(gives["one"]))
            found.rows |= {*below}
            return
    if label and label.end() < len(text):
        found.rows.add(row)
        start, end = begin + label.end(), len(whole.text.rstrip("；;。"))
        asks_here = read_requirements(stretch_of(clause, whole, start, end), inclusion)
        found.file(asks_here, clause.section, text)
    elif label or _ASKS.search(text) or (shuts and text.endswith(("：", ":"))):
        below = _below(found.clauses, row)
        each = {at: _whole(found.clauses[at], inclusion, excludes=shuts) for at in below}
        listed = tuple(asked for asks in each.values() for asked in asks)
        if not shuts and _accredits(text):
            found.rows.add(row)
            found.accredited.append((clause, listed))
            return
        found.rows |= {row, *below}
        found.said.update({found.clauses[at].section: asks for at, asks in each.items()})
        if _ANY_BELOW.search(text) and not shuts and len(each) > 1:
            options = tuple(each.values())
            listed = (Requirement("either", clause, clause.start, clause.end, options=options),)
        found.file(listed, clause.section, text)
    elif _SHUT_ALONE.search(text) and clause.section not in found.granting:
        found.rows.add(row)
        found.general += _shut_alone(clause, whole, begin, inclusion)
    elif applies := _APPLIES.search(re.sub(r"^[^。]{2,12}。(?=申报)", "", text)):
        found.rows.add(row)
        begin += len(text) - len(applies.string)
        asks_here = tuple(_applies(clause, whole, begin, applies, inclusion))
        if articles_named(text, found.sections):
            found.file(asks_here, clause.section, text)
        else:
            found.general += asks_here
    elif clause.section not in found.granting and (means := defined(text)):
        end = whole.text.find("。", begin + means.end())
        stretch = stretch_of(
            clause, whole, begin + means.end(), end if end > 0 else len(whole.text)
        )
        asks_here = tuple(r for r in read_requirements(stretch, inclusion) if r.kind == "place")
        if asks_here and any(means["label"] in c.text for c in found.clauses if c is not clause):
            found.of_label[means["label"]] = asks_here
    elif clause.section not in found.granting and _under(found, clause.section, _SHUT_HEADING):
        found.rows.add(row)
        found.general += _whole(clause, inclusion, excludes=True)
    elif clause.section not in found.granting and (
        headed := _under(found, clause.section, _HEADED)
    ):
        found.rows.add(row)
        _read_headed(found, row, headed)


def _read_headed(found: _Reading, row: int, headed: re.Match[str]) -> None:
    """A clause under a heading such as 补贴对象; behind a label it is for whoever that names."""
    clause = found.clauses[row]
    whole = squeeze(clause.text)
    begin = len(whole.text) - len(bare_text(clause)[0])
    label = label_of(whole.text[begin:].rstrip("；;。"))
    named = label is not None and any(
        label["label"] in other.text for other in found.clauses if other.section in found.granting
    )
    alone = sum(c.section == clause.section or c.section.rpartition("/")[0] == clause.section
                for c in found.clauses) == 1  # fmt: skip
    start = begin + (label.end() if label and named else 0)
    both = "条件" in headed[0] and not _WHO_ENDS.search(clause.text.rstrip("；;。 \n"))
    whose = "条件" if named or both else headed["what"]
    asks = tuple(_under_heading(clause, whole, start, whose, found.inclusion, alone=alone))
    if label and named:
        found.of_label[label["label"]] = asks
    else:
        found.file(asks, clause.section, headed.string)


def _under(found: _Reading, section: str, pattern: re.Pattern[str]) -> re.Match[str] | None:
    """What the heading over a section says, where it fits the pattern."""
    for at in (section, section.rpartition("/")[0]):
        if at in found.headings and (fits := pattern.search(squeeze(found.headings[at]).text)):
            return fits
    return None


def _under_heading(
    clause: Clause, whole: Squeezed, begin: int, what: str, inclusion: Inclusion, *, alone: bool
) -> Iterator[Requirement]:
    end = len(whole.text.rstrip("；;。"))
    text = whole.text[begin:end]
    if "。" in text and what != "条件":  # who comes first; what follows is of something else
        end = begin + text.index("。")
        text = whole.text[begin:end]
    if "。" in text or _PROCEDURE.search(text):
        return
    if one := _ONE_KIND.match(text):  # 外贸企业须…: nothing that others must have
        begin += one.end()
    for asked in read_requirements(stretch_of(clause, whole, begin, end), inclusion):
        if what == "条件" or asked.kind in ("place", "industry"):
            yield asked
        elif alone and asked.kind == "qualification":
            yield asked  # 规模以上工业企业 alone; of several kinds each is one of many


def _shut_alone(
    clause: Clause, whole: Squeezed, begin: int, inclusion: Inclusion
) -> Iterator[Requirement]:
    """`列入经营异常名录的企业不予支持。`, each such sentence."""
    for sentence in re.finditer(r"[^。;；]+", whole.text[begin:]):
        if not _SHUT_ALONE.match(sentence[0]) and _SHUT_ALONE.search(sentence[0]):
            # 拖欠工资的，劳务派遣单位申请补贴的，不予受理: each of them
            for one in _EACH_SHUT.finditer(sentence[0]):
                span = begin + sentence.start() + one.start(), begin + sentence.start() + one.end()
                stretch = stretch_of(clause, whole, *span)
                yield from read_requirements(stretch, inclusion, excludes=True)
        elif _SHUT_ALONE.match(sentence[0]):
            stop = sentence.end() - len(verdict_of(sentence[0]))
            stretch = stretch_of(clause, whole, begin + sentence.start(), begin + stop)
            yield from read_requirements(stretch, inclusion, excludes=True)


def _applies(
    clause: Clause, whole: Squeezed, begin: int, found: re.Match[str], inclusion: Inclusion
) -> Iterator[Requirement]:
    colon = re.search(r"条件[:：]", whole.text[begin:])
    begin += max(colon.end() - found.end(), 0) if colon else 0
    end = whole.text.find("。", begin)
    end = len(whole.text) if end < 0 else end
    start = begin + found.end()
    if may := _ALL_MAY.search(whole.text[start:end]):
        end = start + may.start()
    at = start
    if _PROCEDURE.search(whole.text[start:end]):
        return
    if both := _TWO_KINDS.match(whole.text[start:end]):
        spans = [(start + both.start(side), start + both.end(side)) for side in ("one", "other")]
        options = tuple(
            read_requirements(stretch_of(clause, whole, *span), inclusion) for span in spans
        )
        if all(options):
            of = stretch_of(clause, whole, start, end)
            span = of.slice(0, end - start)
            yield Requirement("either", clause, *span, options=options)
            return
    for part in re.split(r"(?<=[,，;；])", whole.text[start:end]):
        excludes = bool(NOT_ALLOWED.search(part))
        stop = at + len(part) - (len(verdict_of(part)) if excludes else 0)
        if stop > at:
            yield from read_requirements(
                stretch_of(clause, whole, at, stop), inclusion, excludes=excludes
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
    begin = len(whole.text) - len(bare_text(clause)[0])
    end = len(whole.text.rstrip("；;。"))
    return read_requirements(stretch_of(clause, whole, begin, end), inclusion, excludes=excludes)


def _accredits(text: str) -> str | None:
    """What standing a line of conditions is for: 申请认定中试基地的，应当同时符合下列条件."""
    found = _ACCREDITED.search(text)
    if found is None or is_for_all(text) or names_part(found["what"]):
        return None
    if _IS_GRANT.search(found["what"]):
        return None
    return found["what"]
