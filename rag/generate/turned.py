"""A small word of a statement that turns what its source says: 以上 for 以下, 后 for 前, 或 for 且.

禁止国三以下货车进港          禁止国三以上货车进港
活动开始前15日备案            活动结束后15日备案
补贴标准上浮20%               补贴标准为20%
具有户籍且居住满6个月         具有户籍或者居住满6个月
每人每类限1件                 每人限1件
"""

import re
from collections.abc import Sequence

from rag.generate.figure import days_in, figures_in
from rag.generate.stop import PHRASE_END
from rag.generate.words import stated

_EDGE_WORDS = re.compile(r"(?P<of>[\u4e00-\u9fff]{1,2})(?P<edge>以上|以下|以内|以外)")
_EDGES = ("以上", "以下", "以内", "以外")
_BEFORE_OR_AFTER = re.compile(
    r"(?P<of>[\u4e00-\u9fff]{2})(?:之|以)?(?P<edge>前|后)(?![一-鿿]?[来述续期款])"
)
_FROM_THE_DAY = re.compile(r"(?P<of>[\u4e00-\u9fff]{2})之日起")
_TERM = re.compile(r"(?P<of>\d+(?:个?工作日|日|天|个?月|年|小时))")
_EDGED = re.compile(rf"{_TERM.pattern}(?:之|以)?(?P<edge>内|后)")
_OR = re.compile(r"或者?")
_OR_LISTS = re.compile(r"或|之一|、")
_AND = re.compile(r"且|并且|同时|并(?!未|不|非|购|网|联|行)")
_NEEDS_BOTH = re.compile(r"同时|均须|都要|缺一不可")
_SOFT = re.compile(r"(?P<soft>自愿|酌情|视情|原则上|适当)(?P<verb>[\u4e00-\u9fff]{2})")
_EACH_EACH = re.compile(r"(?P<one>每[\u4e00-\u9fff])(?P<two>每[\u4e00-\u9fff])")
_CHANGE = re.compile(
    r"(?:上浮|提高|增长|上升|上调|增加|高出|下浮|下降|降低|减少|下调|压减|缩短|延长)了?$"
)
_CHANGE_TOLD = re.compile(r"[上下]浮|[上下]调|[提增高升降减缩延压]|再加")
_COMPARED = re.compile(r"(?:较|比|与|相比于?|相较于?|以)\s*(?:上年|去年|\d{4}年)")


def turned(said: str, texts: Sequence[str]) -> str | None:
    """The place of a folded statement that turns what its folded source says; None if none does."""
    evidence = "\n".join(texts)
    return (
        _edge_turned(said, evidence)
        or _before_turned_after(said, evidence)
        or _joined_otherwise(said, evidence)
        or _each_of_each(said, evidence)
        or _softening_dropped(said, evidence)
        or _compared_year(said, evidence)
        or _change_for_level(said, texts)
    )


def _edge_turned(said: str, evidence: str) -> str | None:
    """`国三以上` where the source has `国三以下`, of things that are not counted."""
    for match in _EDGE_WORDS.finditer(said):
        if match[0] in evidence or match["edge"] not in _EDGES:
            continue
        if any(f"{match['of']}{other}" in evidence for other in _EDGES):
            return match[0]
    return None


def _before_turned_after(said: str, evidence: str) -> str | None:
    """`修改后` where the source has only `修改前`; of dates `figure` judges."""
    there = {(m["of"], m["edge"]) for m in _BEFORE_OR_AFTER.finditer(evidence)}
    there |= {(m["of"], "后") for m in _FROM_THE_DAY.finditer(evidence)}
    terms = {(m["of"], m["edge"]) for m in _EDGED.finditer(evidence)}
    for match in _TERM.finditer(said):
        after, before = _after(said, match), _before(said, match)
        homes = [m for m in _TERM.finditer(evidence) if m["of"] == match["of"]]
        if (after and homes and all(_before(evidence, m) for m in homes)) or (
            before and homes and all(_after(evidence, m) for m in homes)
        ):
            return match[0]
    for match in _EDGED.finditer(said):
        turned = (match["of"], "后" if match["edge"] == "内" else "内")
        if turned in terms and (match["of"], match["edge"]) not in terms:
            return match[0]
    for match in _BEFORE_OR_AFTER.finditer(said):
        turned = (match["of"], "后" if match["edge"] == "前" else "前")
        if turned in there and (match["of"], match["edge"]) not in there:
            return match[0]
    return None


def _after(text: str, term: re.Match[str]) -> bool:
    """Whether a term is counted from something on: `结束后15日内`, `自受理之日起5日`."""
    return bool(re.search(r"(?:后|之日起|起)的?$", text[: term.start()]))


def _before(text: str, term: re.Match[str]) -> bool:
    """Whether a term is counted back: `开始前15日`, `提前15日`, `15日前`."""
    ahead = re.search(r"(?:前|提前)(?:至少|不少于)?$", text[: term.start()])
    return bool(ahead or re.match(r"(?:之|以)?前", text[term.end() :]))


def _joined_otherwise(said: str, evidence: str) -> str | None:
    """An `or` between what the source joins with `and`, or the other way round."""
    for match in _OR.finditer(said):
        if _between(said, match, evidence, _AND, _OR_LISTS):
            return match[0]
    for match in _AND.finditer(said):
        if _between(said, match, evidence, _OR, _AND):
            return match[0]
    both = _NEEDS_BOTH.search(said)
    if both and not _OR.search(said) and _OR.search(evidence) and not _AND.search(evidence):
        return both[0]
    return None


def _between(
    said: str, joint: re.Match[str], evidence: str, other: re.Pattern[str], like: re.Pattern[str]
) -> bool:
    """Whether the source joins the words beside a joint with another kind of joint."""
    left = [w for w in stated(said[: joint.start()]) if w in evidence][-2:]
    right = [w for w in stated(said[joint.end() :]) if w in evidence][:2]
    gaps = [
        evidence[evidence.find(one) + len(one) : evidence.find(two)]
        for one in left
        for two in right
        if evidence.find(one) < evidence.find(two)
    ]
    gap = min(gaps, key=len, default="")
    return bool(other.search(gap)) and not like.search(gap)


def _softening_dropped(said: str, evidence: str) -> str | None:
    """`应当参加` where the source has `自愿参加`: the word before the same verb, left out."""
    for match in _SOFT.finditer(evidence):
        if match["verb"] in said and match["soft"] not in said:
            return match["soft"]
    return None


def _each_of_each(said: str, evidence: str) -> str | None:
    """`每人限1件` where the source has `每人每类限1件`."""
    for match in _EACH_EACH.finditer(evidence):
        if match["one"] in said and match["two"] not in said:
            return match["one"]
    return None


def _change_for_level(said: str, texts: Sequence[str]) -> str | None:
    """`标准为20%` where the source has `标准上浮20%`: by how much, told as how much."""
    phrases = [p for text in texts for p in PHRASE_END.split(text)]
    for part in PHRASE_END.split(said):
        for figure in figures_in(part):
            leads = [
                phrase[: there.start]
                for phrase in phrases
                for there in figures_in(phrase)
                if (there.value, there.unit) == (figure.value, figure.unit)
            ]
            if leads and all(map(_CHANGE.search, leads)) and not _CHANGE_TOLD.search(part):
                return part[figure.start : figure.end]
    return None


def _compared_year(said: str, evidence: str) -> str | None:
    """A year of comparison (`较2024年下降`) told as the year in which something happens."""
    for day in days_in(said):
        if day.year is None:
            continue
        year = f"{day.year}年"
        places = [match.start() for match in re.finditer(year, evidence)]
        bases = [match.end() - len(year) for match in _COMPARED.finditer(evidence)]
        if places and all(place in bases for place in places) and not _COMPARED.search(said):
            return year
    return None
