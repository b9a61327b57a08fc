"""Whether a statement keeps together what its source binds together, word by word.

All words of a false sentence may stand in the clause: what it changes is which of them belong to
which. Here a statement is laid beside the phrases of the sentence that it is drawn from:

    对低保家庭中的失能老人，每人补贴400元    老人每人补贴400元        what narrows 老人 is missing
    货物达到1.2亿吨，集装箱突破260万箱        集装箱达到1.2亿吨        the number of another phrase
    当年有效，逾期作废                        逾期有效，当年作废       crossed
    局里组织第三方审核                        第三方应当组织审核       the object became the subject
    具有户籍且居住满6个月                     具有户籍或者居住满6个月  and became or
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from index.tokenize import tagged
from rag.generate.figure import Figure, days_in, figures_in
from rag.generate.words import held, meant_by, stated

_PHRASE = re.compile(r"[,，。;；:：\n]")
_OPENS = r"对于|对|凡|适用于|适用|禁止|严禁"
_MODIFIER = re.compile(
    rf"(?:(?:^|(?<=[,，。;；:：\n]))(?:{_OPENS}|(?!按|以|给|由|为|将|[^,，。;；:：\n]{{0,8}}[自从]))|(?:{_OPENS}))"
    r"(?P<what>[^,，。;；:：\n]{2,40}?)的(?P<head>(?!\d[\d.]*(?:%|万|亿|元))[^,，。;；:：\n的、]{2,16})(?P<next>[、和或])?"
)
_EVERYBODY = re.compile(r"所有|全部|一律|任何|全体|不论|无论|凡是|都(?!市)|均(?!衡|匀|价|值|等)")
_AGREED = frozenset(
    "认定 符合 实施 开展 进行 取得 获得 具有 属于 满 不满 不足 发生 产生".split()
    + "低于 高于 少于 超过 达到 面积 金额 数量 参加 参与 从事".split()
)
_EDGE_WORDS = re.compile(r"(?P<of>[\u4e00-\u9fff]{1,2})(?P<edge>以上|以下|以内|以外)")
_ALL_OF = re.compile(r"(?:所有|全部|全体|任何)(?:的)?(?P<of>[\u4e00-\u9fff]{2})")
_EDGES = ("以上", "以下", "以内", "以外")
_BEFORE_OR_AFTER = re.compile(
    r"(?P<of>[\u4e00-\u9fff]{2})(?:之|以)?(?P<edge>前|后)(?![一-鿿]?[来述续期款])"
)
_FROM_THE_DAY = re.compile(r"(?P<of>[\u4e00-\u9fff]{2})之日起")
_TERM = re.compile(r"(?P<of>\d+(?:个?工作日|日|天|个?月|年|小时))")
_EDGED = re.compile(rf"{_TERM.pattern}(?:之|以)?(?P<edge>内|后)")
# A phrase that opens so has its subject from those before it.
_SUBJECTLESS = re.compile(
    r"^(?:单个|每|最|按|给予|一次|分\d|并|同一|可|补助|补贴|奖励|资助|期限|上限|不|[\u4e00-\u9fff]{0,4}期限?)"
)
_GRANTS = frozenset("补助 补贴 奖励 资助 贴息 奖补 资金 金额 比例 标准 总额 期限 上限".split())
_BOTH = re.compile(r"且|同时|并(?!购|网|联)|以及|及|和|与")
_OR = re.compile(r"或者?")
_OR_LISTS = re.compile(r"或|之一|、")
_AND = re.compile(r"且|并且|同时")
_CONDITION_ENDS = re.compile(r"(?:以上|以下|以内)?的")
_SOFT = re.compile(r"(?P<soft>自愿|酌情|视情|原则上|适当)(?P<verb>[\u4e00-\u9fff]{2})")
_CHANGE = re.compile(
    r"(?:上浮|提高|增长|上升|上调|增加|高出|下浮|下降|降低|减少|下调|压减|缩短|延长)了?$"
)
_CHANGE_TOLD = re.compile(r"[上下]浮|[上下]调|[提增高升降减缩延压]|再加")
_NEEDS_BOTH = re.compile(r"同时|均须|都要|缺一不可")
_EACH_EACH = re.compile(r"(?P<one>每[\u4e00-\u9fff])(?P<two>每[\u4e00-\u9fff])")
_LISTS = re.compile(r"[、]|或|之一|下列")
_TOGETHER = re.compile(r"(?P<first>[\u4e00-\u9fff]{3,12})会同(?P<other>[\u4e00-\u9fff]{3,12})")
_WITHIN = re.compile(r"(?:年|月|日|工作日|小时)(?:之|以)?内(?P<then>[^,，。;；]*)")
_TERM_ENDS = re.compile(r"(?:日|月|年|小时)(?:之|以)?[内前后]$")
_COMPARED = re.compile(r"(?:较|比|与|相比于?|相较于?|以)\s*(?:上年|去年|\d{4}年)")
_ACTS_ON = re.compile(
    r"(?:组织|委托|给予|会同|聘请|邀请|督促|要求|通知|责令|奖励)(?P<whom>[^,，。;；]{2,14})"
)
_SUBJECT = re.compile(
    r"^(?P<who>[^,，。;；]{2,14}?)(?=应当|应|须|必须|负责|每|组织|给予|审核|在\d|可以?组织|将)"
)
_RECEIVES = re.compile(r"^(?:每|最|一次|单个|分别|同一)|获|得到|享|领|被|由|拿|申请")
_SELF = frozenset(
    "本市 我市 本县 本区 我区 全市 全区 全县 本省 我省 当地".split()
    + "企业 单位 项目 新 前款 前述 上述 规定".split()
)


def loosened(said: str, texts: Sequence[str], behind: str) -> str | None:
    """What a folded statement took apart of the folded sentences that it draws on; None if nothing.

    `behind` is what governs them (headings, title), whose words need not be said again.
    """
    evidence = "\n".join(texts)
    return (
        _narrowing_dropped(said, texts, behind)
        or _everyone(said, evidence)
        or _edge_turned(said, evidence)
        or _before_turned_after(said, evidence)
        or _joined_otherwise(said, evidence)
        or _each_of_each(said, evidence)
        or _softening_dropped(said, evidence)
        or _leads_reversed(said, evidence)
        or _object_acts(said, evidence)
        or _of_another_phrase(said, texts, behind)
        or _crossed(said, evidence)
        or _compared_year(said, evidence)
        or _change_for_level(said, texts)
        or _number_moved(said, texts)
    )


def _narrowing_dropped(said: str, texts: Sequence[str], behind: str) -> str | None:
    """A word that narrows of whom the source speaks, where the statement names them without it.

    Where the source speaks of several (首次认定的企业, 重新认定的企业), one of them is enough.
    """
    meant = meant_by(said)
    everybody = _EVERYBODY.search(said)
    said_figures = {(f.value, f.unit) for f in figures_in(said)}
    dropped: dict[str, str | None] = {}
    for match in (m for text in _told_of(said_figures, texts) for m in _MODIFIER.finditer(text)):
        head = stated(match["head"])
        if not head or head[-1] in _SELF or head[-1] not in said:
            continue
        listed = match["next"] or _LISTS.search(match["what"])
        narrowing = [*stated(match["what"]), *(() if listed else head[:-1])]
        narrowing = [word for word in narrowing if word not in _SELF and word not in _AGREED]
        has = [held(word, meant) for word in narrowing]
        counted = {(f.value, f.unit): f for f in figures_in(match["what"]) if f.unit}
        alike = [key in said_figures for key in counted]
        if not (any(has) or any(alike) or everybody):
            continue
        missing = [
            word
            for word, is_held in zip(narrowing, has, strict=True)
            if not is_held and not held(word, behind)
        ]
        missing += [
            match["what"][f.start : f.end] for key, f in counted.items() if key not in said_figures
        ]
        if not missing:
            dropped[head[-1]] = None
        else:
            dropped.setdefault(head[-1], missing[0])
    return next((word for word in dropped.values() if word), None)


def _told_of(said_figures: set[tuple[Decimal, str]], texts: Sequence[str]) -> Sequence[str]:
    """The texts that hold a number of the statement; all where none does."""
    of = [t for t in texts if said_figures & {(f.value, f.unit) for f in figures_in(t)}]
    return of or texts


def _everyone(said: str, evidence: str) -> str | None:
    """`所有企业的总额` where the source has the total of one of them: `同一企业的总额`."""
    for match in _ALL_OF.finditer(said):
        if re.search(rf"(?:同一|单个|单家|每个|每家){match['of']}", evidence):
            return match[0]
    return None


def _edge_turned(said: str, evidence: str) -> str | None:
    """`国三以上` where the source has `国三以下`, of things that are not counted."""
    for match in _EDGE_WORDS.finditer(said):
        if match[0] in evidence or match["edge"] not in _EDGES:
            continue
        if any(f"{match['of']}{other}" in evidence for other in _EDGES):
            return match[0]
    return None


def _before_turned_after(said: str, evidence: str) -> str | None:
    """`修改后` where the source has only `修改前`; of dates `figure` judges."""
    there = {(m["of"], m["edge"]) for m in _BEFORE_OR_AFTER.finditer(evidence)}
    there |= {(m["of"], "后") for m in _FROM_THE_DAY.finditer(evidence)}
    terms = {(m["of"], m["edge"]) for m in _EDGED.finditer(evidence)}
    for match in _TERM.finditer(said):
        after, before = _after(said, match), _before(said, match)
        homes = [m for m in _TERM.finditer(evidence) if m["of"] == match["of"]]
        if (after and homes and all(_before(evidence, m) for m in homes)) or (
            before and homes and all(_after(evidence, m) for m in homes)
        ):
            return match[0]
    for match in _EDGED.finditer(said):
        turned = (match["of"], "后" if match["edge"] == "内" else "内")
        if turned in terms and (match["of"], match["edge"]) not in terms:
            return match[0]
    for match in _BEFORE_OR_AFTER.finditer(said):
        turned = (match["of"], "后" if match["edge"] == "前" else "前")
        if turned in there and (match["of"], match["edge"]) not in there:
            return match[0]
    return None


def _after(text: str, term: re.Match[str]) -> bool:
    """Whether a term is counted from something on: `结束后15日内`, `自受理之日起5日`."""
    return bool(re.search(r"(?:后|之日起|起)的?$", text[: term.start()]))


def _before(text: str, term: re.Match[str]) -> bool:
    """Whether a term is counted back: `开始前15日`, `提前15日`, `15日前`."""
    ahead = re.search(r"(?:前|提前)(?:至少|不少于)?$", text[: term.start()])
    return bool(ahead or re.match(r"(?:之|以)?前", text[term.end() :]))


def _joined_otherwise(said: str, evidence: str) -> str | None:
    """An `or` between what the source joins with `and`, or the other way round."""
    for match in _OR.finditer(said):
        if _between(said, match, evidence, _AND, _OR_LISTS):
            return match[0]
    for match in _AND.finditer(said):
        if _between(said, match, evidence, _OR, _AND):
            return match[0]
    both = _NEEDS_BOTH.search(said)
    if both and not _OR.search(said) and _OR.search(evidence) and not _AND.search(evidence):
        return both[0]
    return None


def _between(
    said: str, joint: re.Match[str], evidence: str, other: re.Pattern[str], like: re.Pattern[str]
) -> bool:
    """Whether the source joins the words beside a joint with another kind of joint."""
    left = [w for w in stated(said[: joint.start()]) if w in evidence][-2:]
    right = [w for w in stated(said[joint.end() :]) if w in evidence][:2]
    gaps = [
        evidence[evidence.find(one) + len(one) : evidence.find(two)]
        for one in left
        for two in right
        if evidence.find(one) < evidence.find(two)
    ]
    gap = min(gaps, key=len, default="")
    return bool(other.search(gap)) and not like.search(gap)


def _softening_dropped(said: str, evidence: str) -> str | None:
    """`应当参加` where the source has `自愿参加`: the word before the same verb, left out."""
    for match in _SOFT.finditer(evidence):
        if match["verb"] in said and match["soft"] not in said:
            return match["soft"]
    return None


def _number_moved(said: str, texts: Sequence[str]) -> str | None:
    """A number whose phrase shares nothing with the statement but it: of another season or use.

    Either no noun that leads to it is told, or what it is said to be for stands elsewhere only.
    """
    phrases = [p for text in texts for p in _PHRASE.split(text) if p.strip()]
    for part in _PHRASE.split(said):
        for figure in (f for f in figures_in(part) if f.unit not in ("级", "类", "档")):
            homes = [p for p in phrases if (figure.value, figure.unit) in _keys(p)]
            if not homes:
                continue
            if all(_leads_unlike(figure, home, said) for home in homes):
                return part[figure.start : figure.end]
            elsewhere = [p for p in phrases if p not in homes]
            after = [w for w in stated(part[figure.end :]) if w not in _GRANTS]
            own = [w for w in after if any(held(w, home) for home in homes)]
            own = [w for w in own if not any(held(w, p) for p in elsewhere)]
            others = [w for w in after if w not in own and any(held(w, p) for p in elsewhere)]
            others = [w for w in others if not any(held(w, home) for home in homes)]
            if others and not own and all(_follows_words(figure, home) for home in homes):
                return others[0]
    return None


def _change_for_level(said: str, texts: Sequence[str]) -> str | None:
    """`标准为20%` where the source has `标准上浮20%`: by how much, told as how much."""
    phrases = [p for text in texts for p in _PHRASE.split(text)]
    for part in _PHRASE.split(said):
        for figure in figures_in(part):
            leads = [
                phrase[: there.start]
                for phrase in phrases
                for there in figures_in(phrase)
                if (there.value, there.unit) == (figure.value, figure.unit)
            ]
            if leads and all(map(_CHANGE.search, leads)) and not _CHANGE_TOLD.search(part):
                return part[figure.start : figure.end]
    return None


def _keys(text: str) -> set[tuple[Decimal, str]]:
    return {(f.value, f.unit) for f in figures_in(text)}


def _leads_unlike(figure: Figure, home: str, said: str) -> bool:
    """Whether nouns lead to the number at home, and the statement has a character of none."""
    there = next(f for f in figures_in(home) if (f.value, f.unit) == (figure.value, figure.unit))
    kinds = dict(tagged(home[: there.start]))
    words = [w for w in stated(home[: there.start]) if w not in _GRANTS and w not in _SELF]
    nouns = [w for w in words if kinds.get(w, "v")[0] in "nts"]
    return bool(nouns) and not any(c in said for w in words for c in w)


def _follows_words(figure: Figure, home: str) -> bool:
    there = next(f for f in figures_in(home) if (f.value, f.unit) == (figure.value, figure.unit))
    rest = home[there.end :]
    return bool(stated(rest)) and not _CONDITION_ENDS.match(rest)


def _each_of_each(said: str, evidence: str) -> str | None:
    """`每人限1件` where the source has `每人每类限1件`."""
    for match in _EACH_EACH.finditer(evidence):
        if match["one"] in said and match["two"] not in said:
            return match["one"]
    return None


def _leads_reversed(said: str, evidence: str) -> str | None:
    """`乙会同甲` where the source has `甲会同乙`: the first one leads."""
    there = {(m["first"][-3:], m["other"][:8]) for m in _TOGETHER.finditer(evidence)}
    for match in _TOGETHER.finditer(said):
        first, other = match["first"][-3:], match["other"][:8]
        for led, helped in there:
            if first in helped and led in other:
                return match[0]
    return None


def _object_acts(said: str, evidence: str) -> str | None:
    """Somebody acting in the statement whom the source only has acted upon."""
    whoms = [match["whom"] for match in _ACTS_ON.finditer(evidence)]
    for part in _PHRASE.split(said):
        subject = _SUBJECT.search(part)
        if not subject or _RECEIVES.search(part):
            continue
        who = subject["who"]
        n_acted_on = sum(whom.startswith(who) for whom in whoms)
        if n_acted_on and n_acted_on == evidence.count(who):
            return who
    return None


def _of_another_phrase(said: str, texts: Sequence[str], behind: str) -> str | None:
    """A word beside a number that the source has only beside another number or deadline."""
    for text in texts:
        phrases = [phrase for phrase in _PHRASE.split(text) if phrase.strip()]
        numbered = [(phrase, {(f.value, f.unit) for f in figures_in(phrase)}) for phrase in phrases]
        for part in _PHRASE.split(said):
            keys = {(f.value, f.unit) for f in figures_in(part)}
            homes = [phrase for phrase, there in numbered if keys and keys <= there]
            homes += [_next(home, phrases) for home in homes if _TERM_ENDS.search(home)]
            if not homes:
                continue
            elsewhere = [phrase for phrase, there in numbered if there and phrase not in homes]
            plain = " ".join(phrase for phrase, there in numbered if not there)
            plain += " ".join(_inherited(home, phrases) for home in homes)
            for word in stated(part):
                if (
                    word in _SELF
                    or word in _GRANTS
                    or any(held(word, own) for own in (*homes, plain, behind))
                ):
                    continue
                if len(word) > 1 and any(word in other for other in elsewhere):
                    return word
            within = _WITHIN.search(part)
            for word in stated(within["then"])[:2] if within else ():
                if not any(held(word, home) for home in homes) and word in text:
                    return word
    return None


def _next(home: str, phrases: Sequence[str]) -> str:
    """The phrase behind one that only says when: `自收到之日起15日内,向县农业农村局提出`."""
    return "".join(phrases[phrases.index(home) + 1 :][:1])


def _inherited(home: str, phrases: Sequence[str]) -> str:
    """What stands before a phrase that has no subject of its own: `最高不超过80万元`."""
    before = phrases[: phrases.index(home)] if _SUBJECTLESS.search(home) else []
    return " ".join(before)


def _crossed(said: str, evidence: str) -> str | None:
    """Two phrases of the statement that both mix the same two phrases of the source."""
    parts = [set(stated(part)) for part in _PHRASE.split(said) if stated(part)]
    phrases = [phrase for phrase in _PHRASE.split(evidence) if phrase.strip()]
    if len(parts) < 2:
        return None
    for at, one in enumerate(phrases):
        for other in phrases[at + 1 :]:
            mixing = [
                ({w for w in part if w in one and w not in other},
                 {w for w in part if w in other and w not in one})
                for part in parts
            ]  # fmt: skip
            both = [(here, there) for here, there in mixing if here and there]
            for before, after in pairwise(both):
                if not before[0] & after[0] and not before[1] & after[1]:
                    return "".join(sorted(before[0]))
    return None


def _compared_year(said: str, evidence: str) -> str | None:
    """A year of comparison (`较2024年下降`) told as the year in which something happens."""
    for day in days_in(said):
        if day.year is None:
            continue
        year = f"{day.year}年"
        places = [match.start() for match in re.finditer(year, evidence)]
        bases = [match.end() - len(year) for match in _COMPARED.finditer(evidence)]
        if places and all(place in bases for place in places) and not _COMPARED.search(said):
            return year
    return None
