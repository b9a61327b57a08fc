"""What a document asks of applicants beside what it grants: 适用范围, 申报条件, 不予支持的情形.

Conditions that follow a colon are the items below it; which part of the document they are for is
told by their words (前述支持, 本措施) and by where benefits stand.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus.bound import Inclusion
from corpus.document import Clause
from corpus.marker import read_marker
from corpus.requirement import Requirement, read_requirements
from corpus.squeeze import Squeezed, squeeze
from corpus.stretch import NOT_ALLOWED, bare_text, stretch_of, verdict_of

_ASKS = re.compile(
    r"(?:应当?|须|需要?|要)?(?:同时)?(?:具备|符合|满足|达到)(?:以下|下列|如下)(?:基本)?(?:各项)?(?:条件|要求)[^:：]{0,12}[:：]?$"
)
_SHUTS_OUT = re.compile(
    r"(?:有|存在|属于)?(?:下列|以下)(?:情形|情况|行为)之一.{0,12}(?:不予|不得|不再|不享受|不适用|不支持|取消)|(?:不予|不得|不再)[^,，。;；]{0,10}(?:支持|扶持|认定|申报|受理|补助|奖励|享受).{0,8}[:：]$"
)
_SHUT_ALONE = re.compile(
    r"(?:对|凡)?[^,，。;；:：]{2,40}(?:的|企业|单位|主体|机构|项目)(?:企业|单位|主体|机构|项目)?[,，]?(?:自[^,，。;；]{2,16}起)?(?:[一二三四五\d]+年内)?(?:一律)?(?:(?:不得|不予|不再|不能)"
    r"(?:申报|申请|享受|支持|扶持|补助|补贴|受理|奖励)|不(?:享受|适用)本|取消[^,，。;；]{0,8}资格)"
)
_APPLIES = re.compile(
    r"^(?:本[\u4e00-\u9fff]{2,4})?(?:的)?适用(?:于|对象[为是]?)|^(?:专项资金的?)?(?:支持|扶持|奖励|适用)对象(?:为|是|包括)|"
    r"^(?:享受|申请|申报)[^,，。;；:：]{0,14}?(?:企业|单位|主体|机构)[,，]?(?:应当?|须|需|必须)(?!.{0,4}于|.{0,3}在每?年)|"
    r"^(?=[^,，。]{6,60}适用本)|^凡(?=[^。]{4,60}(?:均可|都可以?|可以?)(?:按照?|依照)?本)"
)
_ALL_MAY = re.compile(
    r"[,，]?(?:均可|都可以?|可以?)(?:按照?|依照)?本[^,，。;；]*$|适用本[^,，。;；]*$"
)
_FOR_ALL = re.compile(
    r"申[报请](?:本[\u4e00-\u9fff]{2,4}|(?:奖补|奖励|扶持|专项|补贴|补助|财政)?资金|(?:扶持|支持|奖励|补贴|政策))|本[\u4e00-\u9fff]{2,4}(?:规定|支持|扶持)的|申报(?:企业|单位|主体)"
)
_THIS_PART = re.compile(r"前述|上述|前款|本[章节部]|以上|本部分")
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
class Eligibility:
    """What all applicants of a document must be, and those of a part, by its address.

    `rows` are the clauses that say so. `accredited` are the clauses that open the conditions of a
    standing which the document itself grants, each with these conditions.
    """

    general: tuple[Requirement, ...]
    of_part: Mapping[str, tuple[Requirement, ...]]
    rows: frozenset[int]
    accredited: tuple[tuple[Clause, tuple[Requirement, ...]], ...]

    def of(self, section: str) -> tuple[Requirement, ...]:
        """What is asked in the part that a section stands in."""
        return tuple(
            asked
            for part, asks in self.of_part.items()
            if f"{section}/".startswith(f"{part}/")
            for asked in asks
        )


def read_eligibility(
    clauses: Sequence[Clause],
    inclusion: Inclusion,
    granting: frozenset[str],
    headings: Mapping[str, str],
) -> Eligibility:
    """The conditions that stand beside what is granted; `granting` are the sections that grant.

    `headings` are the headings by their sections.
    """
    general: list[Requirement] = []
    of_part: dict[str, tuple[Requirement, ...]] = {}
    rows: set[int] = set()
    accredited: list[tuple[Clause, tuple[Requirement, ...]]] = []
    for row, clause in enumerate(clauses):
        text = bare_text(clause)[0]
        whole = squeeze(clause.text)
        begin = len(whole.text) - len(text)
        shuts = bool(_SHUTS_OUT.search(text))
        label = _LABEL.match(text)
        if label and label.end() < len(text):
            rows.add(row)
            start, end = begin + label.end(), len(whole.text.rstrip("；;。"))
            stretch = stretch_of(clause, whole, start, end)
            asks = read_requirements(stretch, inclusion)
            part = _part_of(clause.section, text, granting)
            if part is None:
                general += asks
            else:
                of_part[part] = (*of_part.get(part, ()), *asks)
        elif label or _ASKS.search(text) or (shuts and text.endswith(("：", ":"))):
            below = _below(clauses, row)
            asks = tuple(r for at in below for r in _whole(clauses[at], inclusion, excludes=shuts))
            if not shuts and _accredits(text):
                rows.add(row)
                accredited.append((clause, asks))
                continue
            rows |= {row, *below}
            part = _part_of(clause.section, text, granting)
            if part is None:
                general += asks
            else:
                of_part[part] = (*of_part.get(part, ()), *asks)
        elif _SHUT_ALONE.search(text) and clause.section not in granting:
            rows.add(row)
            general += _shut_alone(clause, whole, begin, inclusion)
        elif found := _APPLIES.search(re.sub(r"^[^。]{2,12}。(?=申报)", "", text)):
            rows.add(row)
            begin += len(text) - len(found.string)
            general += _applies(clause, whole, begin, found, inclusion)
        elif clause.section not in granting and (headed := _heading(clause.section, headings)):
            rows.add(row)
            asks = tuple(_under_heading(clause, whole, begin, headed, inclusion))
            part = _part_of(clause.section, headed.string, granting)
            if part is None:
                general += asks
            else:
                of_part[part] = (*of_part.get(part, ()), *asks)
    return Eligibility(tuple(general), of_part, frozenset(rows), tuple(accredited))


def _part_of(section: str, text: str, granting: frozenset[str]) -> str | None:
    """The part that conditions are for: 前述支持, or where only one part of several grants."""
    if _FOR_ALL.search(text):
        return None
    if _THIS_PART.search(text):
        holds = any(f"{s}/".startswith(f"{section}/") for s in granting)
        return section if holds or "/" not in section else section.rpartition("/")[0]
    for part in (section, section.rpartition("/")[0]):
        inside = [s for s in granting if part and f"{s}/".startswith(f"{part}/")]
        if inside and len(inside) < len(granting):
            return part
    return None


def _heading(section: str, headings: Mapping[str, str]) -> re.Match[str] | None:
    """The heading over a section that says that it holds conditions."""
    for at in (section, section.rpartition("/")[0]):
        if at in headings and (found := _HEADED.search(squeeze(headings[at]).text)):
            return found
    return None


def _under_heading(
    clause: Clause, whole: Squeezed, begin: int, headed: re.Match[str], inclusion: Inclusion
) -> Iterator[Requirement]:
    end = len(whole.text.rstrip("；;。"))
    text = whole.text[begin:end]
    if "。" in text or _PROCEDURE.search(text):
        return
    if one := _ONE_KIND.match(text):  # 外贸企业须…: nothing that others must have
        begin += one.end()
    for asked in read_requirements(stretch_of(clause, whole, begin, end), inclusion):
        if headed["what"] == "条件" or asked.kind in ("place", "industry"):
            yield asked


def _shut_alone(
    clause: Clause, whole: Squeezed, begin: int, inclusion: Inclusion
) -> Iterator[Requirement]:
    """`列入经营异常名录的企业不予支持。`, each such sentence."""
    for sentence in re.finditer(r"[^。;；]+", whole.text[begin:]):
        if _SHUT_ALONE.match(sentence[0]):
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
    if found is None or _FOR_ALL.search(text) or _THIS_PART.match(found["what"]):
        return None
    if _IS_GRANT.search(found["what"]):
        return None
    return found["what"]
