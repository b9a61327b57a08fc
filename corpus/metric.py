"""What a number measures, taken apart: the thing itself, and whether it is a change of it.

`较前一年增幅`, `同比增长`, `比前年增长` are a change of what the words before name; `研发投入增速`
is a change of 研发投入. The same reader serves clauses and descriptions, so that both meet in the
parts and not in their wording.
"""

import re
from functools import lru_cache
from typing import Literal, NamedTuple

Trend = Literal["", "up", "down"]

_BASE = re.compile(
    r"(?:(?:较|比|与|相比|相较)?(?:于)?(?:上一?年度?|前一?年度?|去年|前年|往年|上年度?|上一个年度)"
    r"(?:同期)?(?:相比)?|同比|环比|(?:较|比)(?:改造|实施|升级|更新)?前(?:相比)?)"
    r"(?=[^,，]*(?:增|提|上升|下降|降|减))"
)
_UP = re.compile(r"增长率?|增速|增幅|增长(?:幅度|比例)|提高|提升|上升|上涨|涨幅")
_DOWN = re.compile(r"下降|降低|降幅|下滑|减少")
_RATE = re.compile(
    r"^(?:率|幅度|比例|速度|了|超|均|都|又|的)+|(?:率|幅度|比例|速度|了|均|都|又|的)+$"
)


class Metric(NamedTuple):
    """`what` is measured; with `change` how much more or less of it there is than before."""

    what: str
    change: Trend


@lru_cache(maxsize=4096)
def read_metric(words: str) -> Metric:
    """The parts of the words before a number.

    Example: `主营业务收入较上年增幅` -> (主营业务收入, up); `同比增长` -> ("", up).
    """
    changed = _UP.search(words) or _DOWN.search(words)
    if changed is None or words[changed.end() :][:1] in ("量", "额", "值", "部"):
        return Metric(words, "")
    change: Trend = "up" if _UP.search(words) else "down"
    rest = _BASE.sub("", words)
    found = _UP.search(rest) or _DOWN.search(rest)
    if found is None:
        return Metric(words, "")
    before, after = rest[: found.start()], rest[found.end() :]
    return Metric(_RATE.sub("", before) or _RATE.sub("", after), change)
