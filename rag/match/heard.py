"""Whether a part of what a company said tells of one wording of a deed, or denies it.

Words are compared, with those that mean the same; the deed's own verb must be among them, so that
who sells a service is not taken for who buys it. What a company tells in several breaths
(自己开发了系统，派工、评价都在线上) may stand in parts beside each other.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from index.tokenize import fold
from rag.match.industry import industries_of, words_of
from rag.match.narrower import narrower
from rag.match.profile import NOT, WANTS
from rag.match.verbs import verbs
from rag.words.synonyms import from_synonyms, same_as
from rag.words.terms import content_words

_ENOUGH = 0.7  # share of the deed's characters, by words
_ENOUGH_SPREAD = 0.8  # over several parts
_ENOUGH_TO_DENY = 0.5  # who has no 银行贷款 has no 银行信用贷款
_GENERIC = frozenset(
    (
        "企业 单位 机构 项目 产品 市级 开展 的 相关 有关 获得 本市 我市 全市 年度 上年度 "
        "情形 环节 科技 其他 较大 以上 近 申报 承诺 应当 并 或者 对于 发生 费用 列入 名单 "
        "企业名单 企业 被 严重 主体 且 尚未 进行 符合 条件 具有 具备 首次 新 全职 工作 从事 "
        "实现 全程 办理 方式 用于 利用 所属 达到 正式 有效 依法 老旧 大型 优质 各类 人员"
    ).split()
)
# First counts for no second time, grave for no light one.
_OPPOSED = (
    (
        re.compile(r"首次|首批|第一次|(?<!重)新(?=[获认评入纳列])"),
        re.compile(r"重新|再次|复审|复核|又"),
    ),
    (re.compile(r"较大|重大|严重"), re.compile(r"一般|轻微|较小")),
)
# 被列入名录还没移出 denies no listing.
_NOT_OVER = re.compile(
    r"(?:但|且|并|仍|又|至今|目前)*(?:还没有?|尚未|还未|仍?未|没有?|没)(?:被)?"
    r"(?:移出|移除|解除|结清|整改|归还|偿还|缴清|了结|恢复|修复|还清|撤销)"
)
_PEOPLE = re.compile(r"的(?:[\u4e00-\u9fff]{0,4}人才|人员|专家|团队)$")
_GRADES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"第[一二三四五]类",
        r"[ⅰⅱⅲⅳ]期",
        r"(?<![一二三四五六省市])[一二三四五六]级",
        r"(?<![a-z])[a-e]类",
        r"[甲乙丙丁]级",
        r"国际级|国家(?!标准|有关|规定|统计|法|税|电网|职业|知识)|省级|市级|区级|县级",
        r"[一二三四五]星",
        r"[1-5]a级",
        r"[特一二三]等奖",
    )
)
_COUNT = re.compile(r"^每(?![年月季])|\d+[家个名项人次户件]")
# 购置生产设备, 取得相关资质: whichever.
_ANY_KIND = re.compile(r"(?:生产|相关|有关|所需|配套|专用)(?=设备|设施|资质|证书|手续|装备)")
_COUNTRIES = re.compile(
    r"德国|美国|日本|韩国|法国|英国|意大利|西班牙|俄罗斯|印度|越南|泰国|新加坡|马来西亚|迪拜|阿联酋|"
    r"沙特|巴西|墨西哥|加拿大|澳大利亚|波兰|土耳其|欧洲|欧盟|北美|南美|非洲|东南亚|中东|东盟"
)
_DENIES = re.compile(
    r"没有?|未(?!来)|尚未|还没|不是|并未|从未|无(?!人|线|机|菌|纺|损|锡|缝|刷|创)|没"
)


# 许可证还在办, 项目待验收: not yet done, though not denied.
_PENDING = re.compile(
    r"还在(?!运)|正在|在办|办理中|申请中|审批中|审核中|公示中|待(?:批|审|验收|认定)|在建|筹建|筹备|报批|规划中"
)
# 利用风电、光伏等可再生能源制氢: one of what is listed, or whatever else is such.
SUCH = re.compile(
    r"(?P<items>[\u4e00-\u9fffA-Za-z0-9]{2,16}(?:、[\u4e00-\u9fffA-Za-z0-9]{2,5})+)等(?P<rest>.{2,})$"
)
_IN_ONE = re.compile(
    r"在(?P<items>[\u4e00-\u9fff]{2,4}(?:、[\u4e00-\u9fff]{2,4})+)(?=[\u4e00-\u9fff]{2,})"
)
_DONE = re.compile(r"(?<=[\u4e00-\u9fff])[了过](?=[\u4e00-\u9fff])")
# 通过主管部门验收: what was gone through is named itself.
_ACT = re.compile(r"^(?:通过|经).*(?:验收|审核|评审|审查|核查)$")
_WANTED = re.compile(
    r"准备|打算|计划|想|希望|争取|力争|目标|筹备|明年|预计|预期|有望|考虑|有意|即将|将要"
)


@lru_cache(maxsize=4096)
def _words(deed: str) -> tuple[str, ...]:
    """The words that a deed consists of, none inside another."""
    said = (w.removesuffix("企业") if len(w) > 3 else w for w in content_words(deed))
    long = [w for w in dict.fromkeys(said) if len(w) > 1]
    words = [w for w in long if w not in _GENERIC] or [w for w in long if w == "人员"]
    return tuple(w for w in words if not any(w != o and w in o for o in words))


def _verbs_of(deed: str) -> tuple[str, ...] | None:
    """The verbs that mean what a deed does: it begins with one of them, or holds one."""
    begins = [
        group
        for group in verbs()
        if any(len(v) > 1 and deed.startswith((v, f"新{v}")) for v in group)
    ]
    rest = deed
    for word in content_words(deed):
        if len(word) > 2 and industries_of(word):
            rest = rest.replace(word, " ")  # 增材制造 makes nothing
    holds = (group for group in verbs() if any(v in rest for v in group[:4]))
    return tuple(v for group in begins for v in group) or next(holds, None)


def told_of(deed: str, said: Sequence[str]) -> bool | None:
    """True where `said` tells of the deed, False where it denies it, else None."""
    asked = _ask(_ANY_KIND.sub("", _COUNT.sub("", deed)))
    if not asked.words:
        return None
    # What the company makes is said once, not with every deed.
    told = frozenset(
        w for w in asked.words if _is_trade(w) and any(w in fold(part) for part in said)
    )
    denied = False
    for part in said:
        one = _part_tells(asked, part, told)
        if one is True:
            return True
        denied = denied or one is False
    if denied:
        return False
    return True if _spread(asked, said, told) else None


class _Asked(NamedTuple):
    """A wording of a deed: its words, each with its like, and the verbs one of which must be told.

    `bare` are the words without the verbs.
    """

    text: str
    words: tuple[str, ...]
    bare: tuple[str, ...]
    verbs: tuple[str, ...] | None
    like: Mapping[str, frozenset[str]]


@from_synonyms
@lru_cache(maxsize=4096)
def _ask(deed: str) -> _Asked:
    same = same_as()
    words = _words(deed)
    like = {w: frozenset(same.get(w, (w,))) for w in words}
    for listed in (SUCH.search(deed), _IN_ONE.search(deed)):
        if listed is None:
            continue
        first, *others = listed["items"].split("、")
        items = [w for w in words if first.endswith(w)]
        items += [w for w in words if any(w in other for other in others)]
        if listed.re is SUCH:
            items += [w for w in words if w in listed["rest"]][:1]
        if len(items) > 1:
            like[items[-1]] = frozenset().union(*(like[w] for w in items))
            words = tuple(w for w in words if w not in items[:-1])
    if _ACT.search(deed):
        deed = deed.removeprefix("通过").removeprefix("经")
        words = tuple(w for w in words if w not in ("通过", "经"))
    does = None if _PEOPLE.search(deed) else _verbs_of(deed)  # 入选计划的人才: whoever brought them
    bare = tuple(w for w in words if w not in (does or ())) or words[1:]  # 取得贷款
    return _Asked(deed, words, bare, does, like)


@lru_cache(maxsize=4096)
def _heard(part: str) -> str:
    """A part folded, with the broader words for what it names."""
    folded = _NOT_OVER.sub("", fold(part))
    if _COUNTRIES.search(folded):
        folded += "境外国外海外国际"
    # 挂了牌, 签过约: what was done is one word.
    return f"{folded} {_DONE.sub('', folded)}{narrower(folded)}"


def _part_tells(asked: _Asked, part: str, told: frozenset[str]) -> bool | None:
    """Whether one part tells of all of it, or denies it."""
    words, bare = asked.words, asked.bare
    folded = _heard(part)
    if any(own.search(asked.text) and other.search(folded) for own, other in _OPPOSED):
        return False if _OPPOSED[0][0].search(asked.text) else None
    if asked.verbs is not None and not any(verb in folded for verb in asked.verbs):
        # 没有上管理系统: who has none neither built nor rented one
        has = [w for w in bare if w in told or any(o in folded for o in asked.like[w])]
        near = any(w in folded and w not in told for w in has)
        lacks = re.search(r"没有|没上|未上|尚无|暂无", folded) is not None
        return False if near and lacks and _share(has, bare) >= _ENOUGH else None
    found = [w for w in words if w in told or any(o in folded for o in asked.like[w])]
    heads = [w[-2:] for w in words if len(w) > 3 and w not in found and w[-2:] in folded]
    share = max(
        _share([*found, *heads], words),
        _share([*(w for w in found if w in bare), *heads], bare),
    )
    least = _ENOUGH
    denies = _DENIES.search(folded) is not None
    if denies:
        if not any(o in folded for w in words if w not in told for o in (*asked.like[w], w[-2:])):
            return None  # 去年氢能收入8600万元，还没过亿: the trade alone is not what is denied
        # who has no 贷款 has no 信用贷款
        least = _ENOUGH_TO_DENY
        share = max(share, _share([w for w in words if w in found or w[-2:] in folded], words))
    other = _other_grade(asked.text, folded)
    if other:  # the grade is what differs; the rest must be the same
        same_but = [w for w in bare if not any(kind.search(w) for kind in _GRADES)]
        share = _share([*(w for w in found if w in same_but), *heads], same_but)
    if share < least:
        return None
    at = min((folded.find(w) for w in words if w in folded), default=0)
    before = folded[:at] if at > 0 else folded[:2]
    if WANTS.search(before):
        return None
    if NOT.search(before) or denies or other:
        return False
    return None if _PENDING.search(folded) else True


def _spread(asked: _Asked, said: Sequence[str], told: frozenset[str]) -> bool:
    """Whether parts beside each other tell of it together, none of which takes anything back."""
    heard = [_heard(part) for part in said]
    own = [
        frozenset(w for w in asked.words if w not in told and any(o in one for o in asked.like[w]))
        for one in heard
    ]
    words = asked.bare if asked.verbs else asked.words
    if _share([w for w in words if w in told.union(*own)], words) < _ENOUGH_SPREAD:
        return False
    does = [v for v in asked.verbs or () if len(v) > 1]
    for size in (2, 3):
        for row in range(len(said) - size + 1):
            near = own[row : row + size]
            if any(not each - frozenset().union(*near[:n], *near[n + 1 :])
                   for n, each in enumerate(near)):  # fmt: skip
                continue  # each part must tell something that the others do not
            if _share([w for w in words if w in told.union(*near)], words) < _ENOUGH_SPREAD:
                continue
            parts = heard[row : row + size]
            if any(_takes_back(one) for one in parts) or _other_grade(asked.text, "".join(parts)):
                continue
            if asked.verbs is None or any(v in one for one in parts for v in does):
                return True
    return False


@lru_cache(maxsize=4096)
def _is_trade(word: str) -> bool:
    """Whether a word is an industry or ends in one: 体育赛事, not 银行贷款."""
    named = words_of(word)
    return bool(named) and word.endswith(named[-1])


def _takes_back(folded: str) -> bool:
    return any(pattern.search(folded) for pattern in (_DENIES, _PENDING, _WANTED))


def _other_grade(deed: str, part: str) -> bool:
    """Whether a part tells of another grade than the deed: 第三类 for 第二类, 省级 for 国家级."""
    if re.search(r"级(?:及|或)?以上|级及其以上", deed):
        return False
    return any(
        asked and told and not asked & told
        for asked, told in zip(_grades_in(deed), _grades_in(part), strict=True)
    )


@lru_cache(maxsize=8192)
def _grades_in(text: str) -> tuple[frozenset[str], ...]:
    folded = fold(text).replace("全国", "国家")
    return tuple(frozenset(kind.findall(folded)) for kind in _GRADES)


def _share(found: Sequence[str], words: Sequence[str]) -> float:
    return sum(map(len, found)) / sum(map(len, words)) if words else 0.0
