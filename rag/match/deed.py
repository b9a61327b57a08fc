"""Whether a company's own words say that it did what a clause asks (or that it did not).

Words are compared, with those that mean the same; the deed's own verb must be among them, so that
who sells a service is not taken for who buys it.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from corpus.deed import read_deed
from index.tokenize import fold
from rag.match.industry import industries_of
from rag.match.narrower import narrower
from rag.match.profile import NOT, WANTS
from rag.words.synonyms import same_as
from rag.words.terms import content_words

_ENOUGH = 0.7  # share of the deed's characters, by words
_ENOUGH_TO_DENY = 0.5  # who has no 银行贷款 has no 银行信用贷款
_VERBS = (
    ("购买", "采购", "购置", "新购", "购入", "购进", "买了", "买的", "用了", "订购", "使用"),
    ("租用", "租赁", "租了", "承租", "租"),
    ("委托", "找"),
    ("引进", "引入", "招了", "招来", "招聘", "聘请", "聘", "全职"),
    (
        "获得",
        "获批",
        "取得",
        "拿到",
        "拿了",
        "拿下",
        "获",
        "有",
        "得到",
        "评上",
        "通过",
        "收到",
        "贷款",
    ),
    ("建设", "共建", "建成", "建了", "建有", "自建", "建立", "搭建", "运营", "开放"),
    ("主导", "牵头", "制定", "起草", "参与制定"),
    ("开设", "开通", "开了", "新开", "开办"),
    ("入选", "选入", "评为", "列入", "获评", "立项", "进入", "评定", "认定", "纳入"),
    ("实施", "开展", "做了", "进行", "完成", "在做", "启动"),
    ("欠缴", "欠薪", "拖欠", "拖欠", "欠", "未缴", "没缴", "没发"),
    ("发生", "出过", "出了", "受到", "被", "存在", "拖欠", "欠"),
    ("转化", "落地", "产业化"),
    ("举办", "承办", "主办", "组织"),
    ("改造", "改建", "翻建", "翻新"),
)
_GENERIC = frozenset(
    (
        "企业 单位 机构 项目 产品 市级 开展 的 相关 有关 获得 本市 我市 全市 年度 上年度 "
        "情形 环节 科技 其他 较大 以上 近 申报 承诺 应当 并 或者 对于 发生 费用 列入 名单 "
        "企业 被 严重 主体 且 尚未 进行 符合 条件 具有 具备 首次 新 全职 工作 从事"
    ).split()
)
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
# 获得鲁班奖、国家优质工程奖的企业: any of them.
_THINGS = re.compile(r"^(?P<items>[^、]{2,16}(?:、[^、的]{2,14})+?)(?P<after>的.{0,6})?$")
# What comes upon a company, named behind who brings it or what it is about.
_EVENT = re.compile(r"(?:处罚|处分|通报|警告|事故|事件|案件|名单|名录|刑罚|判决|判刑)$")
_PEOPLE = re.compile(r"的(?:[\u4e00-\u9fff]{0,4}人才|人员|专家|团队)$")
_HOLDER = re.compile(
    r"(?<=.{5})的(?:(?:运营|管理|建设|承办|承担|实施|主办|研制|运营管理)?(?:企业|单位|机构|项目|产品)|[\u4e00-\u9fff]{0,3}权利?人|个人)$"
)
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
_GRADE = r"[1-5A-Ea-e一二三四五六甲乙丙丁特]{1,2}[级等类档星]"
_GRADE_LIST = re.compile(rf"(?P<items>{_GRADE}(?:、{_GRADE})+)")
_GRADED = re.compile(r"[级等类档星]$")
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
    found = [_one(option, said) for option in options]
    return True if True in found else False if found and set(found) == {False} else None


def _options(deed: str) -> list[str]:
    """The wordings of a step, any of which will do; what befalls a company goes with each.

    `受到体育、税务部门行政处罚` is no 受到体育.
    """
    event = _EVENT.search(deed)
    return [o + event[0] if event and event[0] not in o else o for o in _listed(deed)]


def _listed(deed: str) -> list[str]:
    """`具有高级职称或者5年以上从业经历` is two; `被列入名单且尚未移出` is what comes before."""
    deed = re.sub(r"且(?:尚未|未|仍未).*$", "", deed)
    if also := _ALSO.search(deed):  # 国家检测认证（CR认证）
        verb = next((v for group in _VERBS for v in group if deed.startswith(v)), "")
        return [deed[: also.start()] + deed[also.end() :], verb + also["name"]]
    if re.search(r"或者|或", deed):
        return [part for part in re.split(r"或者|或", deed) if len(part) > 3] or [deed]
    listed = _LEVELS.search(deed) or _GRADE_LIST.search(deed) or _LIST.search(deed)
    if listed:
        items = re.split(r"[、和及]", listed["items"])
        before, after = deed[: listed.start("items")], deed[listed.end("items") :]
        return [f"{before}{item}{after}" for item in items]
    verb = next((v for group in _VERBS for v in group if deed.startswith((v, f"新{v}"))), "")
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


@lru_cache(maxsize=4096)
def _words(deed: str) -> tuple[str, ...]:
    """The words that a deed consists of, none inside another."""
    said = (w.removesuffix("企业") if len(w) > 3 else w for w in content_words(deed))
    words = [w for w in dict.fromkeys(said) if w not in _GENERIC and len(w) > 1]
    return tuple(w for w in words if not any(w != o and w in o for o in words))


def _verbs_of(deed: str) -> tuple[str, ...] | None:
    """The verbs that mean what a deed does: it begins with one of them, or holds one."""
    begins = (g for g in _VERBS if any(len(v) > 1 and deed.startswith((v, f"新{v}")) for v in g))
    holds = (group for group in _VERBS if any(v in deed for v in group[:4]))
    return next(begins, None) or next(holds, None)


def _one(deed: str, said: Sequence[str]) -> bool | None:
    deed = _ANY_KIND.sub("", _COUNT.sub("", deed))
    words = _words(deed)
    if not words:
        return None
    verbs = _verbs_of(deed)
    verbs = None if _PEOPLE.search(deed) else verbs  # 入选计划的人才: whoever brought them in
    denied = False
    # Below each part must have a verb of the group: in which word is of no matter.
    bare = tuple(w for w in words if w not in (verbs or ()))
    # What the company makes is said once, not with every deed.
    told = [w for w in words if industries_of(w) and any(w in fold(part) for part in said)]
    for part in said:
        folded = _NOT_OVER.sub("", fold(part))
        if any(own.search(deed) and other.search(folded) for own, other in _OPPOSED):
            denied = denied or _OPPOSED[0][0].search(deed) is not None
            continue
        if _COUNTRIES.search(folded):
            folded += "境外国外海外国际"
        folded += narrower(folded)
        if verbs is not None and not any(verb in folded for verb in verbs):
            continue
        same = same_as()
        found = [w for w in words if w in told or any(o in folded for o in same.get(w, (w,)))]
        heads = [w[-2:] for w in words if len(w) > 3 and w not in found and w[-2:] in folded]
        share = max(
            _share([*found, *heads], words),
            _share([*(w for w in found if w in bare), *heads], bare),
        )
        least = _ENOUGH
        denies = _DENIES.search(folded) is not None
        if denies and not any(
            o in folded
            for w in (*bare, *words)
            if w not in told
            for o in (*same.get(w, (w,)), w[-2:])
        ):
            continue  # 去年氢能收入8600万元，还没过亿: the trade alone is not what is denied
        if denies:  # who has no 贷款 has no 信用贷款
            least = _ENOUGH_TO_DENY
            share = max(share, _share([w for w in words if w in found or w[-2:] in folded], words))
        other = _other_grade(deed, folded)
        if other:  # the grade is what differs; the rest must be the same
            same_but = [w for w in bare if not any(kind.search(w) for kind in _GRADES)]
            share = _share([*(w for w in found if w in same_but), *heads], same_but)
        if share < least:
            continue
        at = min((folded.find(w) for w in words if w in folded), default=0)
        before = folded[:at] if at > 0 else folded[:2]
        if WANTS.search(before):
            continue
        if NOT.search(before) or denies or other:
            denied = True
            continue
        return True
    return False if denied else None


def _other_grade(deed: str, part: str) -> bool:
    """Whether a part tells of another grade than the deed: 第三类 for 第二类, 省级 for 国家级."""
    if re.search(r"级(?:及|或)?以上|级及其以上", deed):
        return False
    for kind in _GRADES:
        asked, told = (
            set(kind.findall(fold(text).replace("全国", "国家"))) for text in (deed, part)
        )
        if asked and told and not asked & told:
            return True
    return False


def _share(found: Sequence[str], words: Sequence[str]) -> float:
    return sum(map(len, found)) / sum(map(len, words)) if words else 0.0
