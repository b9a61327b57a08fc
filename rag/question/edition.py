"""Which of several of a kind is meant: the 第四批 of a list, the 第二届 of a fair, the 2023 plan.

A document of another number is a near miss: 第三批清单 says nothing of 第四批清单.
"""

import re
from collections.abc import Mapping

from corpus.numeral import number_of
from index.tokenize import fold

_OF_SERIES = re.compile(
    r"第(?P<number>[〇一二三四五六七八九十百]{1,3}|\d{1,3})(?P<series>批|期|届|轮|版|阶段|次(?!性))"
)


def _numbers(text: str) -> dict[str, set[int]]:
    """The numbers that a text gives to each sort of series: `第三批` -> {批: {3}}."""
    found: dict[str, set[int]] = {}
    for each in _OF_SERIES.finditer(text):
        found.setdefault(each["series"], set()).add(number_of(each["number"]))
    return found


def other_edition(asked: str, written: str) -> str:
    """The `第四批` of a folded question where a text knows only 第三批 and the like; or empty."""
    known = _numbers(written)
    for found in _OF_SERIES.finditer(asked):
        wanted = _numbers(found[0])[found["series"]]
        if found["series"] in known and not wanted <= known[found["series"]]:
            return found[0]
    return ""


_OF_YEAR = re.compile(
    r"(?P<year>(?:19|20)\d\d)年?度?(?P<name>[\u4e00-\u9fff]{2,16}?(?:要点|计划|方案|意见|目录|指南|清单|预算|报告|安排|任务))"
)
_TITLE_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")


def of_year(asked: str, titles: Mapping[str, str]) -> frozenset[str]:
    """The documents of the year that a question names by it, where others differ in the year alone.

    `2023年政务公开工作要点` is that of 2023 where one of 2024 is held too. `asked` is folded,
    `titles` by document are not; empty where no title has both the year and the name.
    """
    said = list(_OF_YEAR.finditer(asked))
    if len(said) != 1:
        return frozenset()
    found = said[0]
    folded = {doc_id: fold(title) for doc_id, title in titles.items()}
    called = {doc_id: title for doc_id, title in folded.items() if found["name"] in title}
    years = {doc_id: set(_TITLE_YEAR.findall(title)) for doc_id, title in called.items()}
    own = frozenset(doc_id for doc_id, known in years.items() if found["year"] in known)
    return own if len(own) < len(called) else frozenset()
