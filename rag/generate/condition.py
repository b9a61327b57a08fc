"""A condition of the source that a statement tells in part: what is left out widens it.

    对首次升规且次年营业收入保持正增长的，奖励15万元    首次升规的奖励15万元       正增长
    对新认定的生物医药领域中试基地，补助25%             新认定的中试基地补助25%    生物医药
    对装机1万千瓦以上的储能电站，…最高不超过300万元     最高不超过300万元          nothing

A statement that names nobody says only what is given; one that names somebody must name all that
narrows them.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from index.tokenize import tagged
from rag.generate.figure import Figure, figures_in
from rag.generate.stop import COMMA, SENTENCE_END
from rag.generate.words import held, meant_by, stated

_CONDITIONAL = re.compile(
    r"^(?:\(?[一二三四五六七八九十\d]+[)、.]\s*|第\S{1,6}条(?:之\S)?\s*)?(?:对于?|凡|经)"
)
_APPLIES = re.compile(r"适用于(?P<whom>.+的.+)")
# `适老化改造补助`: the name of what is given, not of whom.
_NAME_OF_GRANT = re.compile(
    r"[\u4e00-\u9fff]{2,10}(?=(?:补助|补贴|奖励|资助|贴息)"
    r"(?:资金|总额|金额|标准|期限|比例)?(?:只|不|最|为|每|上限|由|按))"
)
_NOT_BEFORE = re.compile(r"^(?:按|以|给予|每|最高|分别|可以?|应当|不予|自|于|到|由|在)")
_STATES = re.compile(r"要求|应当|必须|可以|给予|不得|不予|予以|包括")
_ORDER = re.compile(r"首次|重新|再次|初次|连续|全职|整体|主导|新认定|新获批|新引进")
_BOTH = re.compile(r"且|并且|同时|并(?![购网联行])|[,，]")
_EITHER = re.compile(r"[、或和及]|以及")
_LIGHT = frozenset(
    "企业 单位 项目 个人 领域 产业 行业 方面 情形 规定 前款 前述 上述 下列".split()
    + "事项 机构 单个 同一 实施 开展 发生 认定 符合 取得 获得 具有 属于".split()
    + "达到 建成 进行 通过 支持 申请 申报 提供 使用 给予 不足 低于 高于 超过".split()
    + "本市 我市 本县 本区 我区 全市 市内 行政区域 以上 以下 新 为 经 对".split()
)


class Condition(NamedTuple):
    """What a sentence asks for: parts that must all hold, and what follows from it."""

    parts: tuple[str, ...]
    result: str


def narrowed_less(said: str, texts: Sequence[str], behind: str, before: str = "") -> str | None:
    """The word or number of a condition that a folded statement tells only in part; or None.

    `behind` holds headings, and `before` what the statement's sentence says before it, whose
    words need not be said again. Where several sentences of the
    source speak of the same, one of them is enough.
    """
    said = _NAME_OF_GRANT.sub("", said)
    meant = meant_by(said)
    missing: str | None = None
    for text in texts:
        for sentence in SENTENCE_END.split(text):
            condition = condition_of(sentence)
            if condition is None or not _follows(said, condition.result):
                continue
            left_out = _left_out(said, meant, condition, behind, before)
            if left_out is None:
                return None
            missing = missing or (left_out or None)
    return missing


def condition_of(sentence: str) -> Condition | None:
    """The condition of a folded sentence: up to the last phrase that ends with 的 or opens so."""
    if applies := _APPLIES.search(sentence):
        return Condition(tuple(p for p in _BOTH.split(applies["whom"]) if stated(p)), "")
    phrases = COMMA.split(sentence)
    last = -1
    for at, phrase in enumerate(phrases):
        if phrase.endswith("的") or (_CONDITIONAL.search(phrase) and "的" in phrase):
            last = at
    if last < 0 or any(_NOT_BEFORE.search(phrase) for phrase in phrases[:last]):
        return None
    opens = [at for at in range(last + 1) if _CONDITIONAL.search(phrases[at])]
    after = [at + 1 for at in range(last) if _STATES.search(phrases[at])]
    first = max([*opens[-1:], *after], default=0)
    region = "，".join(phrases[first : last + 1])
    parts = tuple(part for part in _BOTH.split(region) if stated(part))
    return Condition(parts, "，".join(phrases[last + 1 :])) if parts else None


def _follows(said: str, result: str) -> bool:
    """Whether a statement tells what a condition leads to: more than a cap or a term of it."""
    own = {(f.value, f.unit) for f in figures_in(said) if not _only_bounds(f)}
    there = {(f.value, f.unit) for f in figures_in(result)}
    if own & there or not result:
        return True
    if figures_in(said):
        return False
    words = stated(result)
    return not result or any(held(word, said) for word in words)


def _only_bounds(figure: Figure) -> bool:
    return figure.bound == "most"


def _left_out(said: str, meant: str, condition: Condition, behind: str, before: str) -> str | None:
    """What is missing; "" where nothing of the condition is told, None where all of it is."""
    figures = {(f.value, f.unit) for f in (*figures_in(said), *figures_in(before))}
    context = _Context(meant, figures, behind, before)
    told = False
    missing: str | None = None
    for part in condition.parts:
        members = [member for member in _EITHER.split(part) if stated(member)] or [part]
        lacks = [_lacking(member, condition.result, context) for member in members]
        told = told or any(one.told for one in lacks)
        if all(one.missing for one in lacks):
            missing = missing or lacks[0].missing
    if not told:
        return ""
    return missing


class _Lack(NamedTuple):
    told: bool
    missing: str | None


class _Context(NamedTuple):
    """What a statement means and counts, the headings, and what its sentence said before."""

    meant: str
    figures: set[tuple[Decimal, str]]
    behind: str
    before: str


def _lacking(part: str, result: str, context: _Context) -> _Lack:
    kinds = dict(tagged(part))
    words = [word for word in stated(part) if word not in _LIGHT]
    words += [word for word in _ORDER.findall(part) if word not in words]
    asked = [word for word in words if not held(word, context.behind)] or words
    own = [word for word in words if _is_told(word, context.meant)]
    has = [word for word in words if word in own or held(word, context.before)]
    told = any(word not in result for word in own)
    lost = [word for word in asked if word not in has]
    numbers = [f for f in figures_in(part) if f.unit and (f.value, f.unit) not in context.figures]
    if numbers:
        return _Lack(told, part[numbers[0].start : numbers[0].end])
    if any(f.unit for f in figures_in(part)) and len(has) >= len(asked) / 2:
        return _Lack(told, None)  # its number says which condition is meant
    nouns = [word for word in lost if not kinds.get(word, "n").startswith(("v", "d"))]
    if nouns:
        return _Lack(told, nouns[0])
    return _Lack(told, lost[0] if lost and len(has) < len(asked) / 2 else None)


def _is_told(word: str, meant: str) -> bool:
    return held(word, meant) or (len(word) > 2 and word[-1] in "地额率费数" and word[:-1] in meant)
