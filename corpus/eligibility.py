"""What a document asks of applicants beside what it grants: 适用范围, 申报条件, 不予支持的情形.

Conditions that follow a colon are the items below it; which part of the document they are for is
told by their words (前述支持, 本措施) and by where benefits stand.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from corpus.applicability import (
    APPLIES,
    SHUT_ALONE,
    applies_to,
    obliged,
    shut_alone,
    under_heading,
)
from corpus.asking import read_requirements
from corpus.bound import Inclusion
from corpus.document import Clause
from corpus.marker import read_marker
from corpus.requirement import Requirement
from corpus.scope import (
    applicant_of,
    articles_kept,
    articles_named,
    defined,
    is_for_all,
    label_of,
    names_part,
    part_of,
    terms_set,
)
from corpus.section import is_below, is_within
from corpus.squeeze import squeeze
from corpus.stretch import bare_text, stretch_of

_ASKS = re.compile(
    r"(?:应当?|须|需要?|要)?(?:同时)?(?:具备|符合|满足|达到)(?:以下|下列|如下)(?:基本)?(?:各项)?(?:条件|要求)[^:：]{0,12}[:：]?$"
)
_SHUTS_OUT = re.compile(
    r"(?:有|存在|属于)?(?:下列|以下)(?:情形|情况|行为)(?:之一)?.{0,12}(?:不予|不得|不再|不享受|不适用|不支持|停止享受|取消)|(?:不予|不得|不再)[^,，。;；]{0,10}(?:支持|扶持|认定|申报|受理|补助|奖励|奖补|资助|享受).{0,8}[:：]$"
)
# 满足下列条件之一的，给予50万元奖励：
_GIVES_LISTED = re.compile(
    r"(?:符合|满足|具备|达到)(?:以下|下列|如下)[^,，。]{0,8}?条件(?P<one>之一)?的?[^,，。]{0,10}[,，](?P<gives>[^。]{4,})[:：]$"
)
_ANY_BELOW = re.compile(r"条件之一|之一的?[:：]?$|其中(?:一项|之一)")
_WHO_ENDS = re.compile(r"(?:企业|单位|机构|个人|团队|合作社|人员|主体)$")
_SHUT_HEADING = re.compile(
    r"不予[^,，]{0,6}(?:情形|情况|范围|支持|扶持|受理|奖补|补助|申报)|负面清单|不得申[报请]|限制(?:性)?(?:条件|情形)$|除外情形|申[报请]限制|禁止性?(?:条件|情形)"
)
_ACCREDITED = re.compile(
    r"申请(?:认定)?(?P<what>[^,，。;；:：]{2,16}?)(?:认定|备案)?的?[,，]?(?:单位|企业|机构)?(?:[,，])?(?:应当?|须|需)?(?:同时)?(?:具备|符合|满足)"
)
# 支持对象：…, 支持条件：… of one measure, or of the document where no part of it grants alone.
_LABEL = re.compile(
    r"(?:支持|扶持|奖励|补助|补贴|申报|申请|适用|享受|资助)?(?:对象|条件|范围|主体|要求)(?:[:：]|。(?=.))"
)
# 一、补贴对象, 二、申报主体条件: what stands below is asked of all, or describes them.
_HEADED = re.compile(
    r"(?:支持|扶持|奖励|奖补|补助|补贴|申报|申请|适用|享受|资助|基本|主体|资格)"
    r"(?:单位|企业|主体)?的?(?P<what>对象|条件|范围|主体)(?:(?:和|及|与)(?:条件|范围))?$"
)
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
    grants, each with these conditions. `terms` are names for applicants (以下统称家政机构) with
    the trades that they stand for.
    """

    general: tuple[Requirement, ...]
    of_part: Mapping[str, tuple[Requirement, ...]]
    of_article: Mapping[str, tuple[Requirement, ...]]
    of_label: Mapping[str, tuple[Requirement, ...]]
    rows: frozenset[int]
    listed: Mapping[int, Listed]
    accredited: tuple[tuple[Clause, tuple[Requirement, ...]], ...]
    terms: Mapping[str, tuple[Requirement, ...]] = field(default_factory=dict)

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
    terms: Mapping[str, int] = field(default_factory=dict)

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
    terms = terms_set(squeeze(c.text).text for c in clauses)
    found = _Reading(clauses, inclusion, granting, headings, sections, terms=terms)
    for row in range(len(clauses)):
        if row not in found.rows:
            _read_row(found, row)
    return Eligibility(
        tuple(found.general), found.of_part, found.of_article, found.of_label,
        frozenset(found.rows), found.listed, tuple(found.accredited),
        _terms(found),
    )  # fmt: skip


def _terms(found: _Reading) -> Mapping[str, tuple[Requirement, ...]]:
    """Each name for applicants whose trades were read, with them."""
    asked = [r for asks in (found.general, *found.of_part.values()) for r in asks]
    of_term = {
        term: tuple(r for r in asked if r.clause is found.clauses[row])
        for term, row in found.terms.items()
    }
    trades = {
        term: tuple(r for r in asks if r.kind == "industry")
        for term, asks in (*of_term.items(), *found.of_label.items())
    }
    return {term: asks for term, asks in trades.items() if asks}


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
    if label and label.end() < len(text) and not text.endswith(("：", ":")):
        found.rows.add(row)
        start, end = begin + label.end(), len(whole.text.rstrip("；;。"))
        asks_here = tuple(
            asked
            for span in _items(whole.text, start, end)
            for asked in read_requirements(stretch_of(clause, whole, *span), inclusion)
        )
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
    elif SHUT_ALONE.search(text) and clause.section not in found.granting:
        found.rows.add(row)
        found.general += shut_alone(clause, whole, begin, inclusion)
    elif applies := APPLIES.search(re.sub(r"^[^。]{2,12}。(?=申报)", "", text)):
        found.rows.add(row)
        begin += len(text) - len(applies.string)
        asks_here = tuple(applies_to(clause, whole, begin, applies, inclusion))
        if articles_named(text, found.sections):
            found.file(asks_here, clause.section, text)
        else:
            found.general += asks_here
    elif clause.section not in found.granting and (means := defined(text)):
        end = whole.text.find("。", begin + means.end())
        stretch = stretch_of(
            clause, whole, begin + means.end(), end if end > 0 else len(whole.text)
        )
        asks_here = tuple(
            r for r in read_requirements(stretch, inclusion) if r.kind in ("place", "industry")
        )
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
    elif clause.section not in found.granting:
        asks_here = tuple(obliged(clause, whole, begin, found.terms, inclusion))
        if asks_here:
            found.rows.add(row)
            found.file(asks_here, clause.section, text)


def _items(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The spans of `1.…；2.…` without their numbers; the whole where nothing is counted so."""
    at, number = start, 1
    while (mark := re.compile(rf"{number}[.．、]").match(text, at)) is not None:
        stop = text.find(f"；{number + 1}", at, end)
        yield mark.end(), stop if stop > 0 else end
        if stop < 0:
            return
        at, number = stop + 1, number + 1
    if number == 1:
        yield start, end


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
    asks = (
        *under_heading(clause, whole, start, whose, found.inclusion, alone=alone),
        *obliged(clause, whole, start, found.terms, found.inclusion),
    )
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


def _below(clauses: Sequence[Clause], row: int) -> list[int]:
    """The rows of the items that a line ending in a colon lists."""
    head = clauses[row]
    found = []
    for at in range(row + 1, len(clauses)):
        clause = clauses[at]
        inside = is_below(clause.section, head.section)
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
