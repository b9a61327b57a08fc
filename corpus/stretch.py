"""A part of a clause's text without layout, and the way back to the document's offsets."""

import re
from dataclasses import dataclass

from corpus.document import Clause
from corpus.marker import read_marker
from corpus.squeeze import Squeezed, squeeze

NOT_ALLOWED = re.compile(
    r"(?:不得|不可|不能|不予|不再)(?:申报|申请|享受|支持|扶持|补助|补贴|认定|受理|奖励|奖补|资助|贴息|补偿|兑现|纳入)|不(?:享受|适用)|除外|不在[^,，。]{0,8}(?:范围|之列)|不列入[^,，。]{0,6}(?:范围|对象)|停止享受|一票否决"
)
_WHO = r"(?:企业|单位|主体|机构|项目)"
_NO = r"(?:一律)?(?:不得|不可|不能|不予|不再|不享受|不适用|不在|不列入|停止享受|除外|取消|一票否决)"
# 的，取消资格，三年内不再受理 begins where the first of it does.
_VERDICT_BEHIND = re.compile(
    rf"的{_WHO}?[,，](?:自[^,，]{{2,16}}起)?(?:[一二三四五\d]+年内)?{_NO}.*$"
)
_VERDICT = re.compile(rf"的?{_WHO}?[,，]?{_NO}[^,，]*$")


@dataclass(frozen=True)
class Stretch:
    """A part of a clause's squeezed text, with the way back to the document's offsets."""

    clause: Clause
    text: str
    offsets: tuple[int, ...]

    def slice(self, start: int, end: int) -> tuple[int, int]:
        """Document offsets of `text[start:end]`, which is not empty."""
        base = self.clause.start
        return base + self.offsets[start], base + self.offsets[end - 1] + 1


def bare_text(clause: Clause) -> tuple[str, int]:
    """The clause's squeezed text behind its marker, and how long the marker is."""
    whole = squeeze(clause.text)
    marker = read_marker(whole.text)
    if marker is None or (marker.doubtful and clause.kind != "item"):
        return whole.text, 0
    return whole.text[marker.length :], marker.length


def stretch_of(clause: Clause, whole: Squeezed, start: int, end: int) -> Stretch:
    """`whole.text[start:end]`, where `whole` is the clause's text squeezed."""
    return Stretch(clause, whole.text[start:end], whole.offsets[start : end + 1])


def verdict_of(sentence: str) -> str:
    """`…的，不予补助` without what it shuts out."""
    found = _VERDICT_BEHIND.search(sentence) or _VERDICT.search(sentence)
    return found[0] if found else ""
