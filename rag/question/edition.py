"""Which of several of a kind is meant: the 第四批 of a list, the 第二届 of a fair, the 2023 plan.

A document of another number is a near miss: 第三批清单 says nothing of 第四批清单.
"""

import re

from corpus.marker import number_of

_OF_SERIES = re.compile(
    r"第(?P<number>[〇一二三四五六七八九十百]{1,3}|\d{1,3})(?P<series>批|期|届|轮|版|阶段|次(?!性))"
)


def _numbers(text: str) -> dict[str, set[int]]:
    """The numbers that a text gives to each sort of series: `第三批` -> {批: {3}}."""
    found: dict[str, set[int]] = {}
    for each in _OF_SERIES.finditer(text):
        digits = each["number"]
        number = int(digits) if digits.isdigit() else number_of(digits)
        found.setdefault(each["series"], set()).add(number)
    return found


def other_edition(asked: str, written: str) -> str:
    """The `第四批` of a folded question where a text knows only 第三批 and the like; or empty."""
    known = _numbers(written)
    for found in _OF_SERIES.finditer(asked):
        wanted = _numbers(found[0])[found["series"]]
        if found["series"] in known and not wanted <= known[found["series"]]:
            return found[0]
    return ""
