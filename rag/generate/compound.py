"""A sentence that says several things, taken apart into statements that can be held one by one.

    首次创建为国家级的奖励30万元，省级的奖励15万元，复评合格的不再奖励    three statements
    到2027年，建成起降点200个以上，开通航线40条                        two, each with its year
    对年节水2万立方米以上的项目，按投资额的15%补助，最高60万元          one

A condition stays with what follows from it, and a number that names nothing of its own (最高,
每年, 期限) with what stands before it: alone it would be true of anything.
"""

import re
from typing import NamedTuple

from index.tokenize import tagged
from rag.generate.figure import days_in, figures_in
from rag.generate.words import stated

_COMMA = re.compile(r"(?<!\d),|,(?!\d)")
_LEADS_ON = re.compile(
    r"(?:的|时|后|前|的话|方面|上|中|期间|情况下|之日起|为|是)$|[:：]$"
    r"|^(?:如果?|若|凡|对于?|经|因|为|按照?|根据|自|从|在|只要|当|除|作为|针对)"
)
_HANGS_ON = re.compile(
    r"^(?:其中|或|每(?!(?:半年|季度|年|个?月|周)[^\d]*$)|最|单[个项家台场笔]|同一|一次|分|并|且|而且|同时|均|都|也|即|给予|予以|奖励|补助|补贴|资助|贴息"
    r"|上限|下限|期限|金额|标准|比例|总额|累计|不超过|至少|至多|另|再|之后|随后|由|按|于|向|实施期|时间|公示期|有效期)"
)
_DENIES_OR_MAY = re.compile(
    r"^(?:但|而|则|也)?(?:不(?!超过|低于|少于)|未(?!经)|无需|没有|可|能|须|需|应|必须|要)"
)
_PREDICATE = re.compile(r"适用于|应当|必须|可以|负责|给予|包括|是指|不得")
_DENIED = re.compile(r"[不未无没]")
_SUBJECT = re.compile(
    r"^(?P<who>[^,的]{2,20}?)(?=应当?|须|必须|需|可以?|不|将|会|适用|负责|由|按|给予|获)"
)


class Assertion(NamedTuple):
    """One statement of a sentence, with the words told before it (`""` for the first)."""

    text: str
    told: str


def taken_apart(statement: str) -> list[Assertion]:
    """The statements of a folded sentence without `；`, in order; one where it says one thing."""
    groups: list[str] = []
    waiting = ""
    subject = _SUBJECT.match(statement)
    for piece in _pieces(statement):
        text = f"{waiting}{piece}"
        waiting = ""
        if _LEADS_ON.search(piece) or not _says(piece) or _only_names(piece):
            waiting = f"{text},"
        elif groups and text == piece and _DENIES_OR_MAY.search(piece) and not figures_in(piece):
            groups.append(f"{subject['who']}{piece}" if subject else piece)
        elif groups and _HANGS_ON.search(text):
            groups[-1] = f"{groups[-1]},{text}"
        else:
            groups.append(text)
    if waiting:
        groups[-1:] = [",".join((*groups[-1:], waiting.rstrip(",")))]
    when = _date_ahead(groups[0])
    dated = [g if not at or days_in(g) else f"{when}{g}" for at, g in enumerate(groups)]
    return [Assertion(text, ",".join(groups[:at])) for at, text in enumerate(dated)]


def _pieces(statement: str) -> list[str]:
    """The statement cut at commas, and at 、 where each side has a number and what it is of."""
    found: list[str] = []
    for phrase in _COMMA.split(statement):
        listed = phrase.split("、")
        if all(figures_in(each) and stated(each) for each in listed):
            found += listed
        else:
            found.append(phrase)
    return [piece.strip() for piece in found if piece.strip()]


def _says(piece: str) -> bool:
    """Whether a piece says more than when: `到2027年` and `此外` do not."""
    return bool(stated(piece) or figures_in(piece))


def _only_names(piece: str) -> bool:
    """Whether a piece says no more than of whom: `首次突破10亿元的规上工业企业`."""
    named = piece.rsplit("的", 1)[-1]
    if _PREDICATE.search(piece) or _DENIED.search(named):
        return False
    return not figures_in(named) and not any(
        tag.startswith("v") and tag != "vn" for _, tag in tagged(named)
    )


def _date_ahead(text: str) -> str:
    """The date that opens a statement, which holds for all of it: `到2027年，`; or nothing."""
    days = days_in(text)
    if not days or days[0].start > 1:
        return ""
    end = days[0].end
    return f"{text[:end]},"
