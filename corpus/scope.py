"""Which of what a document grants a passage of conditions is for.

Told by the articles that it names (申报第六条奖励的), by a label that grants repeat (被改造企业),
by its words (前述支持, 本措施), or by where grants stand.
"""

import re
from collections.abc import Collection, Iterable

from corpus.section import is_within

_N = r"[一二三四五六七八九十百\d]+"
_ARTICLE = rf"第{_N}条(?:第?[（(]{_N}[）)]项?|第{_N}项)?"
_REFERS = re.compile(rf"{_ARTICLE}(?:(?:、|和|及|以及|或者?|至|—|-){_ARTICLE})*")
_STEP = re.compile(rf"第(?P<n>{_N})条(?:第?[（(](?P<item>{_N})[）)]项?|第(?P<plain>{_N})项)?")
_KEEPS = re.compile(r"(?:符合|满足|具备|达到|按照?|依据|根据|违反|除)(?:本[\u4e00-\u9fff]{1,4})?$")
_FOR_ALL = re.compile(
    r"申[报请](?:本[\u4e00-\u9fff]{2,4}|(?:奖补|奖励|扶持|专项|补贴|补助|财政)?资金|(?:扶持|支持|奖励|补贴|政策))|本[\u4e00-\u9fff]{2,4}(?:规定|支持|扶持)的|申报(?:企业|单位|主体)"
)
_THIS_PART = re.compile(r"前述|上述|前款|本[章节部]|以上|本部分")
_LABEL = re.compile(r"^(?P<label>[\u4e00-\u9fff]{2,8})[。:：](?=.{6})")
_APPLICANT = re.compile(
    r"^(?P<label>(?!本|前|上|下|享受|企业|单位|项目|申请|申报|符合|凡|各)[\u4e00-\u9fff]{2,8}?)申[报请](?:本[\u4e00-\u9fff]{1,4})?(?:的?(?:奖励|补贴|补助|奖补|扶持|支持|资金|政策))?的?[,，]?(?:应当?|须|需|必须)"
)
_DEFINES = re.compile(
    r"本[\u4e00-\u9fff]{2,4}所称的?“?(?P<label>[\u4e00-\u9fff]{2,10})”?[,，]?(?:是指|系指|指的是|指|包括)"
)


_TERM = re.compile(
    r"以下(?:简称|统称|称)(?:为)?[“\"]?(?P<label>[\u4e00-\u9fff]{2,10}?(?:企业|机构|单位|主体|公司|合作社|项目|平台))[”\"]?(?=[)）,，。;；])"
)


def articles_named(opening: str, sections: Collection[str]) -> tuple[str, ...]:
    """The sections that conditions are for, named before them: 申报第六条奖励的企业，应当….

    Articles that the applicant must satisfy (满足第四条的要求) are none.
    """
    return tuple(
        section
        for found in _REFERS.finditer(opening)
        if not _KEEPS.search(opening[: found.start()])
        for section in _sections(found[0], sections)
    )


def articles_kept(text: str, sections: Collection[str]) -> tuple[str, ...]:
    """The sections whose conditions an applicant must satisfy too: 满足第四条第（一）项的要求."""
    return tuple(
        section
        for found in _REFERS.finditer(text)
        if re.search(r"(?:符合|满足|具备|达到)(?:本[\u4e00-\u9fff]{1,4})?$", text[: found.start()])
        for section in _sections(found[0], sections)
    )


def _sections(refers: str, sections: Collection[str]) -> Iterable[str]:
    for step in _STEP.finditer(refers):
        last = f"第{step['n']}条"
        item = step["item"] or step["plain"]
        # 第三条 of a document whose articles are counted 一、二、三、
        for name in (last, step["n"]):
            ends = [s for s in sections if s.split("/")[-1] == name]
            if len(ends) == 1:
                inner = f"{ends[0]}/({item})"
                yield inner if item and inner in sections else ends[0]
                break


def label_of(text: str) -> re.Match[str] | None:
    """`服务商。进入名录…`: the label of whoever the conditions behind it are for."""
    return _LABEL.match(text)


def applicant_of(text: str) -> str | None:
    """`民宿申请奖励应具备以下条件`: whose conditions they are."""
    found = _APPLICANT.match(text)
    return found["label"] if found else None


def defined(text: str) -> re.Match[str] | None:
    """`本办法所称用人单位，是指…`: the term that is told of behind it."""
    return _DEFINES.match(text)


def terms_set(texts: Iterable[str]) -> dict[str, int]:
    """The terms for applicants that texts set (以下统称家政机构), each to its text's row."""
    found: dict[str, int] = {}
    for row, text in enumerate(texts):
        for term in _TERM.finditer(text):
            found.setdefault(term["label"], row)
    return found


def part_of(section: str, text: str, granting: frozenset[str]) -> str | None:
    """The part that conditions are for: 前述支持, or where only one part of several grants."""
    if is_for_all(text):
        return None
    if _THIS_PART.search(text):
        holds = any(is_within(s, section) for s in granting)
        return section if holds or "/" not in section else section.rpartition("/")[0]
    for part in (section, section.rpartition("/")[0]):
        inside = [s for s in granting if part and is_within(s, part)]
        if inside and len(inside) < len(granting):
            return part
    return None


def is_for_all(text: str) -> bool:
    """Whether conditions are said to be for all that the document grants: 申报本办法支持的."""
    return _FOR_ALL.search(text) is not None


def names_part(text: str) -> bool:
    """Whether a text begins with what stands before it: 前述支持."""
    return _THIS_PART.match(text) is not None
