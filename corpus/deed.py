"""A deed that is asked, taken apart: where it is done, by what means, what is done to what.

`在云岭县、沙溪县境内利用旧厂房、仓库等存量空间改造健身场馆` is done in one of two places, with one
of three things, and is one deed. Every step must be told, each in one of its wordings.
"""

import re
from functools import lru_cache
from typing import NamedTuple

_PLACE = (
    r"(?:[\u4e00-\u9fff]{2,10}?(?:省|自治区|市|区|县|旗|镇|乡|街道|园区|新城)|[本我全][省市区县])"
)
_DOES = (
    r"(?:改造|改建|改扩建|新建|建设|打造|开展|实施|举办|建成|发展|生产|开设|设立|开办|运营|创办|培育|引进|"
    r"提供|从事|兴办|完成|组织|获得|取得)"
)
_IN = re.compile(
    rf"在(?P<places>{_PLACE}(?:(?:、|和|或者?|及){_PLACE})*)"
    rf"(?:(?:行政区域|行政区划|辖区|区域|范围|境)内?|内|(?={_DOES}|投资))(?!登记|注册|纳税|设立)"
)
_SPLIT = re.compile(r"、|或者|和|及|或")
_OWN = re.compile(r"^[本我全]")
_MEANS = re.compile(
    rf"^(?:以(?P<by>[^,，]{{2,20}}?)(?:的?(?:方式|形式)|方法)|(?:利用|运用|盘活|依托|采用|通过)(?P<means>[^,，]{{2,30}}?)(?:的?方式|来)?)(?P<does>{_DOES}[^,，]{{2,}})$"
)
_USED_FOR = re.compile(r"(?<=.{4})(?:专门|主要)?用于(?P<use>[^,，]{2,16})$")
# 旧厂房、仓储用房等存量空间: each of them, and whatever else is such a space.
_SUCH_AS = re.compile(
    rf"^(?P<does>{_DOES}|)(?P<items>[^、的]{{2,14}}(?:、[^、的]{{2,14}})*)等(?P<kind>[\u4e00-\u9fffA-Za-z]{{2,8}})$"
)


class Deed(NamedTuple):
    """`places` are alternatives, none where it does not matter; so are the wordings of a step."""

    places: tuple[str, ...]
    steps: tuple[tuple[str, ...], ...]


@lru_cache(maxsize=4096)
def read_deed(text: str) -> Deed:
    """The parts of a deed; one of a single step with a single wording is its text unchanged."""
    places: tuple[str, ...] = ()
    rest = text = re.sub(r"(?:其中)?之一$", "", text)
    if found := _IN.search(text):
        if found.start() == 0 or text[: found.start()].endswith(("首次", "已", "并", "新")):
            named = tuple(p for p in _SPLIT.split(found["places"]) if p)
            places = tuple(p for p in named if not _OWN.match(p))
            rest = text[: found.start()] + text[found.end() :]
    used: tuple[tuple[str, ...], ...] = ()
    if uses := _USED_FOR.search(rest):
        rest, used = rest[: uses.start()], (_uses(uses["use"]),)
    if means := _MEANS.match(rest):
        by = means["by"] or means["means"]
        return Deed(places, (_wordings(by), _wordings(means["does"]), *used))
    return Deed(places, (_wordings(rest), *used))


def _uses(use: str) -> tuple[str, ...]:
    """What something is for: 研发生产 is either, as 研发、生产 is."""
    if len(use) == 4 and "、" not in use:
        use = f"{use[:2]}、{use[2:]}"
    return tuple(item for item in _SPLIT.split(use) if item)


def _wordings(step: str) -> tuple[str, ...]:
    if such := _SUCH_AS.match(step):
        items = such["items"].split("、")
        return tuple(such["does"] + item for item in (*items, such["kind"]))
    return (step,)
