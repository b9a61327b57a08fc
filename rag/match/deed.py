"""Whether a company's own words say that it did what a clause asks (or that it did not).

A deed is taken apart into steps, a step into wordings any of which will do; whether one of these
was told is `heard`'s business.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from corpus.deed import read_deed
from index.tokenize import fold
from rag.match.heard import SUCH, told_of
from rag.match.verbs import verbs
from rag.words.synonyms import same_as
from rag.words.terms import content_words

# One of 三级、四级、五级 is enough.
_LIST = re.compile(
    r"(?P<items>[\u4e00-\u9fffA-Z0-9]{1,4}(?:、[\u4e00-\u9fffA-Z0-9]{1,6})+?)"
    r"(?=认证|上市|证书|称号|标准|的|等|$)"
)
_LEVELS = re.compile(
    r"(?P<items>(?:国际|国家|全国|省|市|区|县)级?(?:、(?:国际|国家|全国|省|市|区|县)级?)+)"
)
_ALSO = re.compile(r"(?<=..)[(（](?P<name>[A-Za-z]{2,12}|[A-Za-z\u4e00-\u9fff]{3,12})[)）]")
_WHOSE = re.compile(r"^(?:用人单位|申[报请](?:企业|单位|人)|企业|单位|项目单位)(?=[存发有欠拖被])")
_HAPPENS = re.compile(r"^(?:存在|发生|出现|有)(?:过)?(?=..)")
_BEHAVIOUR = re.compile(r"等?(?:违法)?(?:行为|情形|情况|问题|记录)$")
_EITHER_VERB = re.compile(
    r"^(?P<one>新?[\u4e00-\u9fff]{2})(?:或者?|、)(?P<other>新?[\u4e00-\u9fff]{2})(?P<what>[\u4e00-\u9fff]{3,})$"
)
# 获得鲁班奖、国家优质工程奖的企业: any of them.
_THINGS = re.compile(r"^(?P<items>[^、]{2,16}(?:、[^、的]{2,14})+?)(?P<after>的.{0,6})?$")
# What comes upon a company, named behind who brings it or what it is about.
_EVENT = re.compile(r"(?:处罚|处分|通报|警告|事故|事件|案件|名单|名录|刑罚|判决|判刑)$")
_HOLDER = re.compile(
    r"(?<=.{5})的(?:(?:运营|管理|建设|承办|承担|实施|主办|研制|运营管理)?(?:企业|单位|机构|项目|产品)|[\u4e00-\u9fff]{0,3}权利?人|个人)$"
)
_GRADE = r"[1-5A-Ea-e一二三四五六甲乙丙丁特]{1,2}[级等类档星]"
_GRADE_LIST = re.compile(rf"(?P<items>{_GRADE}(?:、{_GRADE})+)")
_GRADED = re.compile(r"[级等类档星]$")


def said_of(deed: str, said: Sequence[str]) -> bool | None:
    """True where a part of what was said tells of the deed, False where it denies it, else None."""
    if "其他" in deed:
        return None  # other than what stands in another clause
    deed = _HOLDER.sub("", deed)
    steps = [
        _any([option for wording in wordings for option in _options(wording)], said)
        for wordings in read_deed(deed).steps
    ]
    if False in steps:
        return False
    return True if steps and None not in steps else None


def fits_shut_out(deed: str, said: Sequence[str]) -> bool | None:
    """The same of what shuts out: 存在转租、分租、改变用途行为 is three deeds, each enough."""
    bare = _HAPPENS.sub("", _WHOSE.sub("", _BEHAVIOUR.sub("", deed)))
    parts = [p for p in re.split(r"、|以及|或者|或", bare) if len(p) > 1]
    event = _EVENT.search(bare)
    if event:  # 受到体育、税务部门行政处罚: none of them without the penalty
        parts = [p if p.endswith(event[0]) else p + event[0] for p in parts]
    one_by_one = _any([p for p in parts if len(p) < 16], said) if len(parts) > 1 else None
    if event and one_by_one is True and not _tells(event[0], said):
        one_by_one = None
    whole = said_of(deed, said)
    found = said_of(bare, said) if whole is None and len(bare) > 1 else whole
    return found if found is not None or one_by_one is not True else True


def _tells(word: str, said: Sequence[str]) -> bool:
    """Whether a word, or one that means the same, stands in what was said."""
    return any(w in fold(part) for part in said for w in (word, *same_as().get(word, ())))


def _any(options: Sequence[str], said: Sequence[str]) -> bool | None:
    found = [told_of(option, said) for option in options]
    return True if True in found else False if found and set(found) == {False} else None


@lru_cache(maxsize=4096)
def _options(deed: str) -> tuple[str, ...]:
    """The wordings of a step, any of which will do; what befalls a company goes with each.

    `受到体育、税务部门行政处罚` is no 受到体育.
    """
    event = _EVENT.search(deed)
    return tuple(o + event[0] if event and event[0] not in o else o for o in _listed(deed))


def _listed(deed: str) -> list[str]:
    """`具有高级职称或者5年以上从业经历` is two; `被列入名单且尚未移出` is what comes before."""
    deed = re.sub(r"且(?:尚未|未|仍未).*$", "", deed)
    if also := _ALSO.search(deed):  # 国家检测认证（CR认证）
        verb = next((v for group in verbs() for v in group if deed.startswith(v)), "")
        return [deed[: also.start()] + deed[also.end() :], verb + also["name"]]
    if either := _EITHER_VERB.match(deed):  # 自建或者租用系统
        return [either["one"] + either["what"], either["other"] + either["what"]]
    if re.search(r"或者|或", deed):
        return [part for part in re.split(r"或者|或", deed) if len(part) > 3] or [deed]
    if SUCH.search(deed):
        return [deed]
    listed = _LEVELS.search(deed) or _GRADE_LIST.search(deed) or _LIST.search(deed)
    if listed:
        items = re.split(r"[、和及]", listed["items"])
        before, after = deed[: listed.start("items")], deed[listed.end("items") :]
        return [f"{before}{item}{after}" for item in items]
    verb = next((v for group in verbs() for v in group if deed.startswith((v, f"新{v}"))), "")
    verb = f"新{verb}" if verb and deed.startswith(f"新{verb}") else verb
    if len(verb) > 1 and (things := _THINGS.match(deed[len(verb) :])):
        first, *others = things["items"].split("、")
        if _GRADED.search(first):
            return [deed]  # 5A级、4A级旅游景区: what they are grades of stands behind them
        # 绿色产品国家标准、行业标准: what the first is of may count for all.
        of = first[: -len(content_words(first)[-1])] if len(content_words(first)) > 1 else ""
        # An item as long as the first has a modifier of its own.
        return [verb + first, *(verb + (of if len(o) < len(first) else "") + o for o in others)]
    people = re.match(r"(?P<who>.*的)(?P<one>[^的]+?)和(?P<other>[^的]+)$", deed)
    if people and re.search(r"博士|硕士|人员|人才", people["one"]):
        return [people["who"] + people["one"], people["who"] + people["other"]]
    return [deed]
