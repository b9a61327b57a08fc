"""Whether every word of a sentence that says something stands in its evidence.

A word stands there as it is, in a word that means the same (`paraphrase.tsv`, the synonyms of
questions), or shortened (科创 in 科技创新). What is left is what the model added.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from index.tokenize import fold, is_word, tagged
from rag.words.synonyms import from_synonyms, groups
from rag.words.terms import read_words

_CONNECTING_FILE = Path(__file__).with_name("connecting.txt")
_TELLING_FILE = Path(__file__).with_name("telling.txt")
_PARAPHRASE_FILE = Path(__file__).with_name("paraphrase.tsv")
_TAGS = frozenset("nvajlisbxegzt")  # jieba: nouns, verbs, adjectives, idioms, places, names, terms
_NAMES = ("nr", "ns", "nt")
_SAYS = re.compile(r"[\u4e00-\u9fffa-z]")
_FUNCTION = re.compile(r"^[的了着过地得与和及或之其所被把将让使并而且也还又就都各每]+$")
_WORDS_PER_LIGHT = 4
_LEAST_FIRM = 3
_NAMING = re.compile(r"(?![年月日万亿元个家人第一二三四五六七八九十百千以上下内约])[\u4e00-\u9fff]")
_LEAST_NAMING = 3  # characters that are no unit
_SAYING = frozenset("有效 无效 过期作废 免费 为 是 由 即 均 须 应 无 有 不 未 :".split())
# Whoever is spoken of, and here: words that narrow nothing.
GENERAL = frozenset(
    "本市 我市 本县 本区 我区 全市 全区 全县 本省 我省 当地".split()
    + "企业 单位 项目 新 前款 前述 上述 规定".split()
)
# What grants are called: every clause has one.
GRANTS = frozenset("补助 补贴 奖励 资助 贴息 奖补 资金 金额 比例 标准 总额 期限 上限".split())
# Who is meant where a clause names nobody: `审核通过的，直接拨付` is said of firms or applicants.
_ANYONE = ("企业", "单位", "资金", "项目")
_MONEY = ("资金", "款项", "钱", "补助资金", "奖补资金", "补贴资金")
_PAYS = re.compile(r"拨付|支付|发放|兑付|兑现")
_AHEAD = re.compile(r"前\d+(?:个?工作日|日|天|个月)")
_NOT = re.compile(r"还?没有?|尚未|还未")
_ACTORS = re.compile(r"企业|单位|申请人|个人|机构|组织|消费者|居民|家庭|经销商|人员|协会|院校|团队")
_PARTICLE = frozenset("可要会能应须需将已还再就把被由在与和及至到从是并向")
_TORN = _PARTICLE | frozenset("内前后中起因")
_CAUGHT = frozenset("因应需须将由在向与和及")
_LONGEST_TORN = 4
_PARTICLES = re.compile(r"^[前后在将于被由所其可能应须要会仍已均再就并且即则若如经]{2}$")
_EACH = re.compile(
    r"(?:每|按|一)(?:一)?(?P<unit>年|个?季度|个?月|周|日|天|人|户|家|个|项|台|亩|平方米|吨|千瓦时|标箱|条)|[/／](?P<per>年|月|人|户|千瓦时|平方米|吨|千瓦时|标箱|条)|(?P<late>年|月)均"
)
_TIMES = frozenset("年 季度 月 周 日".split())
_LISTED = re.compile(r"、|,(?![,的都均]|$)|和|与|及|这些|上述")
# 犬只 and 五只 narrow nothing; 只申报一次 says no more than 申报一次.
_ONLY = r"(?<![犬船禽艘几每一二两三四五六七八九十百千万\d])只(?!要|[^,，。;；]{0,6}[一1]次)"
# Widening and narrowing words, each with what in the evidence bears it out.
_STRONG = {
    r"所有|全部|一律|任何|全体|统统|无论|不论|不限|皆|(?<![平年月人])均(?!衡|匀|可|值|等)|都(?!市)":
        r"所有|全部|一律|任何|全体|均|都|各|每|凡|分别|同时|100%|全",
    rf"仅|只有|只能|只对|唯一|限于|{_ONLY}": r"仅|(?<![犬船禽艘])只|唯一|限于|限",
    r"必须|强制|务必|必要": r"必须|应当|应|须|强制|务必|不得|要求|条件|下列",
    r"无需|不需|不用|不必|免(?=申|审|交|缴|于|收|费|除)":
        r"无需|不需|不用|不必|免|不收",
    r"免费|无偿|白送": r"免费|无偿",
    r"优先": r"优先",
    r"单独|独自": r"单独|独立|独自|另行",
    r"(?<=[\u4e00-\u9fff])(?<![元家个人名天日月年米吨亩时])以下": r"以下|下列|如下",
    r"一半|半数|大半": r"一半|半数|50%|减半",
    r"(?:规模|[国省市区县]级?)以上": r"以上|规上",
    r"自动|直接": r"自动|直接|免申即享",
    r"永久|长期|终身|无限期": r"永久|长期|终身|无限期|常年",
    r"全额|足额|全款": r"全额|足额|全部|100%",
    r"立即|当场|随时|当日|当天": r"立即|当场|随时|当日|常年|当天",
    r"翻倍|加倍|双倍|翻番": r"翻倍|加倍|双倍|翻番|翻一番",
    r"额外|再(?=给|奖|补)|叠加": r"额外|再|叠加|之外|同时享受|另",
    r"一次性": r"一次性",
    r"多次|反复|屡次|不限次": r"多次|反复|屡次|不限次|累计",
    r"(?:开始|启动)(?:之日|之后|后|时)": r"开始|启动",
    r"因为|由于|所以|导致|因此|从而|以免": r"因|由于|导致|致使|从而|以免",
    r"截止|届满|期满": r"截止|届满|期满|结束|到期|止|前",
    r"最[低少](?![^,。;]{0,6}[\d一二两三四五六七八九十])": r"最[低少]|就低|从低|不[低少]于|至少",
    r"最高(?![^,。;]{0,6}[\d一二两三四五六七八九十])": r"最[高大多]|就高|从高|不超过|上限",
}  # fmt: skip


@cache
def _connecting() -> frozenset[str]:
    return frozenset(read_words(_CONNECTING_FILE))


@cache
def _telling() -> frozenset[str]:
    return frozenset(read_words(_TELLING_FILE))


@from_synonyms
@cache
def _same() -> Mapping[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    lines = _PARAPHRASE_FILE.read_text(encoding="utf-8").splitlines()
    own = [tuple(fold(line).split("\t")) for line in lines if line and not line.startswith("#")]
    for group in (*groups(), *own):
        for word in group:
            table.setdefault(word.strip(), set()).update(w.strip() for w in group)
    return {word: frozenset(same) for word, same in table.items()}


def is_statement(text: str) -> bool:
    """Whether a folded text says something of something: a verb, a colon, a name and a number."""
    if any((tag[0] == "v" and tag != "vn") or word in _SAYING for word, tag in tagged(text)):
        return True
    return bool(re.search(r"\d", text)) and len(_NAMING.findall(text)) >= _LEAST_NAMING


def stated(text: str) -> list[str]:
    """The words of a text that say something, in order: without those that only connect."""
    return [word for word, _ in _stated(text)]


def _stated(text: str) -> list[tuple[str, bool]]:
    """The same, each with whether it is somebody's or some place's name."""
    connecting = _connecting()
    return [
        (word, tag[:2] in _NAMES)
        for word, tag in map(_without_particle, tagged(text))
        if (tag[0] in _TAGS or (tag == "f" and len(word) > 1))
        and _SAYS.search(word)
        and not _connects(word, connecting)
        and not _FUNCTION.match(word)
        and not (len(word) == 1 and tag[0] not in "nx")
    ]


def _without_particle(token: tuple[str, str]) -> tuple[str, str]:
    """A word that no dictionary has, without the particle that it caught: `户因` of 用水户因."""
    word, tag = token
    if not 2 <= len(word) <= _LONGEST_TORN or tag == "x" or is_word(word):
        return token
    kept = word[:-1] if word[-1] in _CAUGHT else word[1:] if word[0] in _CAUGHT else word
    return kept, tag if len(kept) > 1 else "u"


def _connects(word: str, connecting: frozenset[str]) -> bool:
    """Whether a word only connects: `后在`, as jieba cuts it, is 后 and 在."""
    return word in connecting or bool(_PARTICLES.match(word))


def added(text: str, evidence: str, own: str = "", beyond: str = "") -> list[str]:
    """The words of a text that a folded evidence does not hold, in order.

    A few verbs that change nothing (做好, 打到, 装有) are let pass where the evidence holds nearly
    all other words and `own`, the part of it that is no heading, three of them; none that stands
    `beyond` the evidence in the same source, where it belongs to another sentence.
    """
    words = _stated(text)
    kinds = dict(map(_without_particle, tagged(text)))
    missing = [word for word, is_name in words if not held(word, evidence, is_name=is_name)]
    missing = [word for word in missing if not _joined(word, evidence)]
    if missing:
        torn = _torn(fold(text), missing, evidence)
        missing = [word for word in missing if word not in torn]
    light = {word for word in missing if _is_light(word, kinds[word]) and not held(word, beyond)}
    firm = {word for word, _ in words if held(word, own or evidence)} - light
    if len(firm) >= _LEAST_FIRM and not _ACTORS.search(own or evidence):
        missing = [word for word in missing if word not in _ANYONE]
    if _PAYS.search(own or evidence):
        missing = [word for word in missing if word not in _MONEY or held(word, beyond)]
    if _AHEAD.search(own or evidence):
        missing = [word for word in missing if word != "提前"]
    if len(light) <= max(1, len(words) // _WORDS_PER_LIGHT) and len(firm) >= _LEAST_FIRM:
        missing = [word for word in missing if word not in light]
    return missing + _unlike(fold(text), evidence)


def _is_light(word: str, kind: str) -> bool:
    """Whether a word is a verb or an adverb that may be added: none of `telling.txt`."""
    return kind in ("v", "vd", "vi", "ad", "d") and not is_telling(word)


def is_telling(word: str) -> bool:
    """Whether a word is, or holds, a verb that changes what is said: 转让, 购买."""
    return any(telling in word for telling in _telling())


def _joined(word: str, evidence: str) -> bool:
    """Whether a word is a particle and what the evidence holds: 可得, 要装, 和县, 顺延到."""
    if len(word) == 2 and word[0] in _PARTICLE and word[1] in evidence:
        return not is_telling(word)
    return word[-1] in "有到为成好着了过给" and word[:-1] in evidence


def _torn(text: str, missing: Sequence[str], evidence: str) -> set[str]:
    """Those words that are no word, but the end of the one before and what only connects.

    `用水|户应|提前` is 用水户 and 应; `需提交` is 需 and 提交; `6个月|内向|县` is 内 and 向.
    """
    tokens = tagged(text)
    found: set[str] = set()
    for at, (word, tag) in enumerate(tokens):
        if word not in missing or not 2 <= len(word) <= _LONGEST_TORN or tag in _NAMES:
            continue
        before = tokens[at - 1][0] if at else ""
        first, last = word[:-1], word[-1]
        ends = len(before) > 1 and before + first in evidence
        if (last in _TORN and (ends or first in _TORN)) or (
            word[0] in _TORN and len(word) > 2 and held(word[1:], evidence)
        ):
            found.add(word)
    return found


def held(word: str, evidence: str, *, is_name: bool = False) -> bool:
    """Whether a folded evidence holds a word, one that means the same, or what it is short for.

    A name is not put together from its halves: 武汉 and 大学 are no 武汉大学.
    """
    if any(other in evidence for other in _same().get(word, (word,))):
        return True
    if not is_name and len(word) >= 4 and _in_halves(word[:2], word[2:], evidence):
        return True
    return len(word) >= 2 and _short_for(word, evidence)


def _in_halves(first: str, second: str, evidence: str) -> bool:
    """Whether both halves stand there, or one does and the other only connects (申报时间)."""
    halves = [half for half in (first, second) if half not in _connecting()]
    return bool(halves) and all(held(half, evidence) for half in halves)


def _short_for(word: str, evidence: str) -> bool:
    """Whether the word's characters stand in order within a stretch about twice its length."""
    longest = 2 * len(word) + (1 if len(word) > 2 else 0)
    for begin in re.finditer(re.escape(word[0]), evidence):
        stretch = re.split(
            r"[^\u4e00-\u9fffa-z0-9]", evidence[begin.start() : begin.start() + longest]
        )[0]
        at = 0
        for character in stretch:
            if at < len(word) and character == word[at]:
                at += 1
        if at == len(word):
            return True
    return False


def _unlike(text: str, evidence: str) -> list[str]:
    """The widening, narrowing and `每…` words that the evidence does not bear out."""
    found = []
    for said, borne in _STRONG.items():
        match = re.search(said, text)
        if match and not re.search(borne, evidence):
            if match[0] in ("均", "都") and _LISTED.search(text[: match.start()]):
                continue  # of all that the sentence itself names
            found.append(match[0])
    has = {_unit(each) for each in _EACH.finditer(evidence)}
    has |= {"年"} if "年度" in evidence else set()
    for each in _EACH.finditer(text):
        unit = _unit(each)
        if each[0][0] == "一" or unit in has or f"单{unit}" in evidence or f"各{unit}" in evidence:
            continue
        if each[0].startswith("按") and unit in evidence and not (has and unit in _TIMES):
            continue
        if unit in ("家", "个", "户") and re.search(r"单[个家]|每|各", evidence):
            continue
        found.append(each[0])
    return found


def _unit(each: re.Match[str]) -> str:
    unit = each["unit"] or each["per"] or each["late"]
    return {"天": "日", "户": "家", "个月": "月", "个季度": "季度"}.get(unit, unit)


def meant_by(text: str) -> str:
    """A folded text with all words that may stand for what it says, apart by blanks.

    `没有备案` and `备案，否则…` are 未备案 as well.
    """
    words = stated(text)
    undone = [f"未{word}" for word in words] if "否则" in text else []
    groups = (_same()[word] for word in _same() if len(word) > 2 and word in text)
    own = (words_for(word) for word in words)
    return " ".join(
        (
            text,
            _NOT.sub("未", text),
            *undone,
            *(other for group in (*own, *groups) for other in group),
        )
    )


def words_for(word: str) -> frozenset[str]:
    """All words that may stand for one, itself included."""
    return _same().get(word, frozenset((word,)))
