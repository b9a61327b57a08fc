"""The level of government whose rules a question means: `市级措施`, `市里`, `区级的补贴`.

Not the level of a thing that is judged at several: `市级重点实验室` where the documents write of
`省级重点实验室`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from rag.across.government import Government, Level

_SAID = re.compile(
    r"(?:(?<=现在)|(?<![地在到从往]))(?P<level>[省市区县])(?:级(?!以上|及以上|别|部门|单位|机关|领导)|里(?!面|程))"
)
_LEVELS: Mapping[str, Level] = {"省": "省", "市": "市", "区": "区", "县": "区"}
# What a government gives, not what it names: the level is the giver's.
_GIVEN = re.compile(
    r"的?(?:惠企|扶持|支持|优惠|现行|财政|专项)*"
    r"(?:措施|政策|办法|规定|文件|补|奖|资助|资金|扶持|支持|财政|标准|层面)"
)


@dataclass(frozen=True)
class LevelMeant:
    """A level of government that gives, and the question without it."""

    level: Level
    bare: str


def level_meant(
    text: str, corpus_text: str, governments: Mapping[str, Government]
) -> LevelMeant | None:
    """The one level whose rules a question means; None where it says none, or names another's.

    `corpus_text` is the folded text of the documents, `governments` are theirs.
    """
    found = [said for said in _SAID.finditer(text) if _gives(text[said.end() :], corpus_text)]
    if not found:
        return None
    known = set(governments.values())
    levels = {_LEVELS[said["level"]] for said in found}
    levels |= {whose.level for whose in known if any(name in text for name in whose.names)}
    if len(levels) != 1:
        return None
    bare = text
    for said in reversed(found):
        # `云州市级措施` names the city, too.
        named = any(text[: said.start() + 1].endswith(whose.name) for whose in known)
        after = bare[said.end() :]
        # subtle: 这事市里由谁管 is not left as 这事由谁管, where 事由 is a word.
        gap = " " if said.start() and after.startswith("由") else ""
        bare = bare[: said.start() + named] + gap + after
    return LevelMeant(_LEVELS[found[0]["level"]], bare)


def _gives(after: str, corpus_text: str) -> bool:
    if _GIVEN.match(after):
        return True
    thing = re.escape(after.removeprefix("的")[:2])
    judged = rf"(?:国家|[省市区县])级{thing}|(?:全国|国家){thing}"
    return len(thing) > 1 and not re.search(judged, corpus_text)
