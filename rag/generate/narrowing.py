"""What narrows of whom the source speaks, left out of a statement or widened to everybody.

    对低保家庭中的失能老人，每人补贴400元    老人每人补贴400元    what narrows 老人 is missing
    同一企业的总额不超过100万元              所有企业的总额…      one became all

A condition that is told in part is `condition`'s business.
"""

import re
from collections.abc import Sequence
from decimal import Decimal

from rag.generate.figure import figures_in
from rag.generate.stop import PHRASE_END
from rag.generate.words import GENERAL, held, meant_by, stated

_OPENS = r"对于|对|凡|适用于|适用|禁止|严禁"
_MODIFIER = re.compile(
    rf"(?:(?:^|(?<=[,，。;；:：\n]))(?:{_OPENS}|(?!按|以|给|由|为|将|[^,，。;；:：\n]{{0,8}}[自从]))|(?:{_OPENS}))"
    r"(?P<what>[^,，。;；:：\n]{2,60}?)的(?P<head>(?!\d[\d.]*(?:%|万|亿|元))[^,，。;；:：\n的、]{2,16})(?P<next>[、和或])?"
)
_EVERYBODY = re.compile(r"所有|全部|一律|任何|全体|不论|无论|凡是|都(?!市)|均(?!衡|匀|价|值|等)")
_ALL_OF = re.compile(r"(?:所有|全部|全体|任何)(?:的)?(?P<of>[\u4e00-\u9fff]{2})")
_AGREED = frozenset(
    "认定 符合 实施 开展 进行 取得 获得 具有 属于 满 不满 不足 发生 产生".split()
    + "低于 高于 少于 超过 达到 建成 面积 金额 数量 参加 参与 从事 行政区域".split()
)
# A limit that says itself for whom it holds.
_FOR_EACH = re.compile(r"同一|单[个家]")
_KIND = re.compile(r"(?P<kind>[\u4e00-\u9fff]{2})(?P<head>企业|机构|人员|船舶|车辆)")
_A_YEAR = (Decimal(1), "年")  # as `一年最多3次` has it
_LISTS = re.compile(r"[、]|或|之一|下列")


def narrowing_dropped(said: str, texts: Sequence[str], behind: str) -> str | None:
    """A word that narrows of whom the source speaks, where the statement names them without it.

    Where the source speaks of several (首次认定的企业, 重新认定的企业), one of them is enough.
    """
    meant = meant_by(said)
    everybody = _EVERYBODY.search(said)
    said_figures = {(f.value, f.unit) for f in figures_in(said)}
    dropped: dict[str, str | None] = {}
    for match in (m for text in _told_of(said_figures, texts) for m in _MODIFIER.finditer(text)):
        head = stated(match["head"])
        if not head or head[-1] in GENERAL or head[-1] not in said:
            continue
        if match["head"][0] in "《〈":
            continue  # a title names its document without its year
        listed = match["next"] or _LISTS.search(match["what"])
        narrowing = [*stated(match["what"]), *(() if listed else head[:-1])]
        narrowing = [word for word in narrowing if word not in GENERAL and word not in _AGREED]
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


def widened_to_all(said: str, evidence: str) -> str | None:
    """`所有企业的总额` where the source has the total of one of them: `同一企业的总额`."""
    for match in _ALL_OF.finditer(said):
        if re.search(rf"(?:同一|单个|单家|每个|每家){match['of']}", evidence):
            return match[0]
    return None


def of_another_kind(said: str, evidence: str) -> str | None:
    """`港口企业` where the source speaks of 航运企业 alone, and only its title of 港口."""
    for match in _KIND.finditer(said):
        kinds = {m["kind"] for m in _KIND.finditer(evidence) if m["head"] == match["head"]}
        is_word = match["kind"] in stated(said)
        if is_word and kinds and not held(match["kind"], evidence):
            if evidence.count(match["head"]) == sum(
                evidence.count(f"{kind}{match['head']}") for kind in kinds if stated(kind)
            ):
                return match[0]
    return None


def _told_of(said_figures: set[tuple[Decimal, str]], texts: Sequence[str]) -> Sequence[str]:
    """The texts that hold a number of the statement; all where none does."""
    of = [t for t in texts if said_figures & {(f.value, f.unit) for f in figures_in(t)}]
    capped = [p for t in of for p in PHRASE_END.split(t) if _FOR_EACH.match(p)]
    capped = [
        p for p in capped if said_figures - {_A_YEAR} <= {(f.value, f.unit) for f in figures_in(p)}
    ]
    return capped or of or texts
