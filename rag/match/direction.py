"""Sections of plans that name directions: which of them speak to what a company does or needs.

A plan grants nothing: what fits is a direction that is encouraged (鼓励方向), no claim.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.document import Clause, Document
from rag.held.name import bare_name
from rag.held.passage import Passage, sentences
from rag.match.industry import covers, industries_of, named_in, plain, touches, words_of
from rag.match.judged import State
from rag.match.profile import Profile

_PLAN = re.compile(r"规划|方案|意见|纲要|计划|要点|推动|促进|加快")
_NO_DIRECTION = re.compile(
    r"总体要求|总则|附则|保障|组织|申报|申请|审核|监督|程序|基础与形势|指导思想|发展目标|发展基础|存在问题|基本思路|发展思路|工作要求|题头|附件说明"
)
_ENCOURAGES = re.compile(
    r"发展|支持|鼓励|推动|推进|加快|培育|引进|建设|突破|重点|打造|聚焦|做强|推广|开发|布局|研发|完善"
)
_PLACED = re.compile(r"布局上|核心区|集聚区|承载区|为支撑|为重点|依托")
_NEED_WORDS = {
    "上市": "上市|挂牌|科创板|创业板",
    "融资": "融资|贷款|基金|担保|债券|信贷|挂牌",
    "用地": "用地|园区|厂房",
    "人才": "人才|引才",
    "研发": "创新平台|创新中心|攻关|研发平台|实验室|产学研|成果转化",
    "市场": "应用场景|品牌|推广应用|市场|首台",
    "数字化": "数字化|智能化|工业互联网|上云",
    "降本": "降低.{0,6}成本|电价",
}
_RARE = 3  # clauses that hold a word, for it to tell what a company does


@dataclass(frozen=True)
class Direction:
    """A section of a plan and how it stands to a profile; `passage` is what says so."""

    clause: Clause
    passage: Passage
    state: State
    reason: str
    needs: str | None
    about: Literal["industry", "need"]
    weight: float


@dataclass(frozen=True, eq=False)
class Directions:
    """The direction sections of one plan, with what each is about."""

    sections: Sequence[tuple[Clause, str, frozenset[str], frozenset[str], str]]
    df: Mapping[str, int]

    @classmethod
    def of(cls, document: Document, offered: frozenset[str]) -> "Directions":
        """Read a document; `offered` are the sections that grant something, which are none."""
        if not _PLAN.search(document.title):
            return cls((), {})
        found = []
        seen: set[str] = set()
        tails: dict[str, str] = {}
        for clause in document.clauses:
            if clause.kind in ("tail", "paragraph") and _PLACED.search(clause.text):
                tails[clause.section] = tails.get(clause.section, "") + clause.text
        for clause in document.clauses:
            if clause.kind not in ("item", "paragraph", "tail") or clause.section in seen:
                continue
            path = " ".join(clause.heading_path)
            heads = [h[:24] for h in clause.heading_path]
            if clause.section in offered or any(_NO_DIRECTION.search(h) for h in heads):
                continue
            if len(clause.text) < 15 or not _ENCOURAGES.search(clause.text):
                continue
            seen.add(clause.section)
            own = named_in(bare_name(clause)[:20]) or industries_of(bare_name(clause)[:20])
            above = industries_of(" ".join(h[:20] for h in clause.heading_path[:-1]))
            found.append((clause, plain(f"{path} {clause.text}"), own, above, _tail(clause, tails)))
        df: Counter[str] = Counter()
        return cls(tuple(found), df)

    def speak_to(self, profile: Profile) -> list[Direction]:
        """The sections that are about an industry or a need, each with its state."""
        own = industries_of(" ".join(profile.products))
        found = []
        for clause, text, named, above, tail in self.sections:
            direction = self._industry(clause, text, named, above, own, profile)
            direction = direction or _need(clause, profile)
            if direction is not None:
                if direction.state == "met" and any(
                    p.rstrip("区市县") in tail for p in profile.places
                ):
                    direction = _placed(direction, profile)
                found.append(direction)
        return found

    def _industry(
        self,
        clause: Clause,
        text: str,
        named: frozenset[str],
        above: frozenset[str],
        own: frozenset[str],
        profile: Profile,
    ) -> Direction | None:
        name = bare_name(clause)[:20]
        heading = plain(name)
        said = [p for p in profile.products if len(p) > 1]
        literal = [
            p for p in said if plain(p) in heading or (len(heading) > 2 and heading in plain(p))
        ]
        telling = [p for p in said if len(p) > 2 or words_of(p)]
        rare = [p for p in telling if plain(p) in text and self._count(plain(p)) <= _RARE]
        if literal or (named and own and covers(named, own)):
            words = literal or [p for p in said if industries_of(p)]
            first = 0.5 if covers(named, industries_of(said[0])) else 0.0
            often = 0.2 * min(sum(text.count(plain(p)) for p in said), 5)
            depth = 0.1 * clause.section.count("/")
            weight = 3.0 + len(rare) + len(literal) + first + often + depth
            reason = f"“{name}”与描述的业务（{'、'.join(said[:3])}）相符"
            return Direction(
                clause, _says(clause, words, rare), "met", reason, None, "industry", weight
            )
        if rare:
            return Direction(
                clause, _says(clause, rare, rare), "met", f"条文提到{'、'.join(rare)}", None,
                "industry", 1.5 + len(rare),
            )  # fmt: skip
        if not named and not above:
            return None
        near = named or above
        if not said:
            return Direction(
                clause, _says(clause, (), ()), "unknown", "没有说明行业",
                "主要做什么产品或业务？", "industry", 0.5,
            )  # fmt: skip
        if touches(near, own) and (not named or covers(own, named)):
            return Direction(
                clause, _says(clause, (), ()), "unknown", f"没有说明是否做{name}",
                f"是否做{name}？", "industry", 1.0,
            )  # fmt: skip
        return Direction(
            clause, _says(clause, (), ()), "not_met",
            f"本条说的是{name}，描述的业务是{'、'.join(said[:3])}", None, "industry", 0.0,
        )  # fmt: skip

    def _count(self, word: str) -> int:
        return sum(word in text for _, text, *_ in self.sections)


def _tail(clause: Clause, tails: Mapping[str, str]) -> str:
    """What the sections that a clause stands in say of where it is to be."""
    section, found = clause.section, []
    while section:
        found.append(tails.get(section, ""))
        section = section.rpartition("/")[0]
    return "".join(found)


def _placed(direction: Direction, profile: Profile) -> Direction:
    reason = f"{direction.reason}；{'、'.join(profile.places)}在本产业的布局之列"
    return Direction(
        direction.clause, direction.passage, direction.state, reason, None, direction.about,
        direction.weight + 0.5,
    )  # fmt: skip


def _says(clause: Clause, words: Sequence[str], rare: Sequence[str]) -> Passage:
    """The sentence that holds most of the words, the first where none does."""
    cut = sentences(clause)
    return max(cut, key=lambda p: sum(2 * (plain(w) in plain(p.text)) for w in rare)
               + sum(plain(w) in plain(p.text) for w in words))  # fmt: skip


def _need(clause: Clause, profile: Profile) -> Direction | None:
    for need in profile.needs:
        pattern = _NEED_WORDS.get(need, re.escape(need))
        hits = [p for p in sentences(clause) if re.search(pattern, p.text)]
        name = bare_name(clause)
        if hits and (re.search(pattern, name) or len(hits) > 1 or need == "上市"):
            weight = 2.0 + (1.0 if re.search(pattern, name) else 0.0) + 0.2 * len(hits)
            return Direction(clause, hits[0], "met", f"与需求“{need}”相关", None, "need", weight)
    return None
