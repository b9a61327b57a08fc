"""The things that a question sets beside each other: `博士和硕士的购房补贴相差多少`.

Knows words only. What a question says of one of them alone tells them apart; the rest is said of
all.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.tokenize import tagged
from rag.question.asked import Operation, operation_of

_JOINTS = frozenset("和 与 跟 及 同 以及 还是 或 或者 比 较 、".split())
_BOUNDS = frozenset(
    "的 分别 各 各自 相差 差 差距 差额 哪个 哪 多 高 低 少 合计 加 一共 总共 谁 一样 之间 两者 共"
    " 都 又 能 要 最 加起来 相比 比较 对比 都是 各是 是 有 要求 给 给予 中 里 里面 在 对".split()
)
_STOP = re.compile(r"^(?:[,，。;；:：?？!！()（）\s]+|每.*|多少.*)$")
_HARMONY = re.compile(r"和[平田县顺林政龙静硕]|与时")
_EACH = re.compile(r"各|分别")
_GAP = re.compile(r"比.{1,24}[多高少低]\S{0,4}(?:多少|几)|差(?:了)?(?:多少|几)")
_MORE = re.compile(r"哪[个种类边]?\S{0,4}[多高大]|谁\S{0,4}[多高大]")


@dataclass(frozen=True)
class Joined:
    """`sides` in order, as the question calls them, and what it says of all of them."""

    sides: tuple[str, ...]
    rest: str


def joined(text: str) -> list[Joined]:
    """Each place where a folded question joins two or more things, in order."""
    words = [piece for word, tag in tagged(text) for piece in _pieces(word, tag)]
    found: list[Joined] = []
    begin = 0
    for at in range(len(words) + 1):
        if at < len(words) and words[at] not in _BOUNDS and not _STOP.match(words[at]):
            continue
        if sides := _sides(words[begin:at]):
            found.append(Joined(sides, "".join((*words[:begin], " ", *words[at:]))))
        begin = at + 1
    return found


def _pieces(word: str, tag: str) -> tuple[str, ...]:
    """`和海` out of `和海澜市` is no place's name: the joint alone, and the rest."""
    joins = tag in ("ns", "nr") and word[0] in "和与跟" and not _HARMONY.match(word)
    return (word[0], word[1:]) if joins and len(word) > 1 else (word,)


def _sides(words: Sequence[str]) -> tuple[str, ...]:
    """The things that a stretch of words joins; empty for fewer than two."""
    sides = [""]
    for word in words:
        if word in _JOINTS:
            sides.append("")
        else:
            sides[-1] += word
    return tuple(sides) if len(sides) > 1 and all(sides) else ()


def operation_on(text: str) -> Operation | None:
    """What is made of the values of the things that are joined: None where each is asked for."""
    if _GAP.search(text):
        return "difference"
    return operation_of(text) or ("compare" if _MORE.search(text) else None)


def asks_each(text: str) -> bool:
    """Whether the value of each thing is asked for: `各奖多少`."""
    return bool(_EACH.search(text))
