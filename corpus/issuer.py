"""Who issued a document: bodies named in a signature, in a title or in a header.

A line counts as bodies only if every part of it ends as names of bodies do; who else is meant by
`等三部门` is not found out.
"""

import re
from itertools import pairwise

_ENDINGS = (
    r"政府|管委会|委员会|办公室|办公厅|办事处|领导小组|推进小组|小组|专班|指挥部|局|委|办|厅|部|院|会|署|行|"
    r"公司|集团|中心|社|处|司|总队|支队|大队|所|站|馆|海关|大学|学院|公署|法庭"
)
_BODY = re.compile(rf"[\u4e00-\u9fff]{{1,30}}(?:[（(][\u4e00-\u9fff]{{1,12}}[)）])?(?:{_ENDINGS})")
_NOT_BODY = re.compile(
    r"关于|根据|按照|负责|由|各|其他|有关|相关|等[一二三四五六七八九十\d]*(?:部门|单位|家)"
)
_STAMP = re.compile(r"[（(][^()（）]*(?:代章|盖章|印章|公章|章)[)）]")


def read_bodies(text: str) -> tuple[str, ...]:
    """The bodies that `text` consists of, or none if there is anything else in it.

    Example: `云岭市科学技术局 云岭市财政局` -> both; `市科技局负责` -> ().
    """
    text = _STAMP.sub("", text).strip()
    parts = [part for part in re.split(r"[\s、，,]+", text) if part]
    names = [name for part in parts for name in _run_together(part)]
    if not names or any(_NOT_BODY.search(n) or not _BODY.fullmatch(n) for n in names):
        return ()
    return tuple(dict.fromkeys(names))


def is_stamp(text: str) -> bool:
    """Whether a line only says whose seal stands in for another's: `（云岭市财政局代章）`."""
    return _STAMP.fullmatch(text.strip()) is not None


def _run_together(text: str) -> list[str]:
    """`云岭市科技局云岭市财政局` is two names: a place comes again where a name has just ended."""
    place = text[:3]
    cuts = [
        found.start()
        for found in re.finditer(re.escape(place), text)
        if found.start() and re.search(rf"(?:{_ENDINGS})$", text[: found.start()])
    ]
    edges = [0, *cuts, len(text)]
    return [text[a:b] for a, b in pairwise(edges)]


def bodies_of_title(title: str) -> tuple[str, ...]:
    """The bodies that a title names as its authors: what stands before its first 关于."""
    before, found, _ = title.partition("关于")
    return read_bodies(before.removesuffix("印发").removesuffix("转发")) if found else ()
