"""A question that asks for several things, cut into one question for each.

    审核要几个工作日、公示几个工作日      the asking words tell them apart
    场地、设备、人员各要多少              the things that are joined
    由谁牵头，收入目标是多少              what stands before the first is said of all

Knows words only.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.tokenize import fold, tagged
from rag.draft import Draft, Statement
from rag.question.pair import joined, operation_on
from rag.question.query import Query, understand

_ASKS = re.compile(r"多少|几(?!乎|何)|什么|啥|哪|谁|多[久长大高]|何时|如何|怎么")
_CUT = re.compile(r"[、,，;；?？]")
_AND = re.compile(r"[和又](?=[^、,，;；]*(?:多少|几|什么|哪|谁|何时|多久))")
_EACH = re.compile(r"(?:各|分别|都)(?=[要是有需给奖补为])|各(?=多少|几)")
_ASKED_ALL = re.compile(r"(?:各|分别|都)?(?:是|为|要|有|需要?)?(?:多少|几|什么)")
_TAIL = re.compile(r"(?:要|需|是|为|有|由|给|在|建|的|能|会|可以|应当?|每?月|每年)+$")
_ECHO = re.compile(r"([\u4e00-\u9fff]{2,})的\1")
_CONDITIONS = re.compile(
    r"\s*的[,，]"
)  # joined are the conditions of one thing: `甲、乙的，罚多少`
_MAX_PARTS = 4


@dataclass(frozen=True)
class Part:
    """One of the things that are asked for: the whole question for it, and its own words.

    `topic` is what the question is about without any of them.
    """

    query: Query
    own: str
    topic: Query


def parts_of(query: Query, *, by_joining: bool = True) -> tuple[Part, ...]:
    """The questions that one holds, in order; empty where it asks for one thing.

    Without `by_joining`, things that are joined by 和 are left together.
    """
    text = fold(query.text)
    if query.wants_verdict or len(query.titles) > 1 or operation_on(text) not in (None, "count"):
        return ()
    parts = _by_asking(text) or (_by_joining(text) if by_joining else [])
    if not 1 < len(parts) <= _MAX_PARTS:
        return ()
    topic = text
    for _, own in parts:
        topic = topic.replace(own, " ")
    about = replace(_asked(query, text), text=topic)
    return tuple(Part(_asked(query, whole), own, about) for whole, own in parts)


def asks_anew(query: Query) -> bool:
    """Whether a second sentence asks: `谁牵头？依托哪个机构？`."""
    return "?" in fold(query.text).rstrip(" ?。!")


def _by_asking(text: str) -> list[tuple[str, str]]:
    """Each stretch that asks, behind what the first one says before it asks."""
    stretches = [s for cut in _CUT.split(text) for s in _stretches(cut.strip(" ?？。"))]
    opening: list[str] = []
    asking: list[str] = []
    for stretch in stretches:
        if _ASKS.search(stretch):
            asking.append(stretch)
        elif asking:
            return []  # what follows belongs to a question that was begun
        else:
            opening.append(stretch)
    if len(asking) < 2:
        return []
    topic = "，".join(opening)
    first = asking[0]
    begin = _begin(first, asking[1])
    shared = "，".join(part for part in (topic, _TAIL.sub("", first[:begin])) if part)
    found = [(f"{topic}，{first}" if topic else first, _with_noun(first, begin))]
    return found + [(f"{shared}，{stretch}", stretch) for stretch in asking[1:]]


def _with_noun(stretch: str, begin: int) -> str:
    """What a stretch asks, with the word before it where it asks for a number of that."""
    if not re.match(r"多少|几", stretch[begin:]):
        return stretch[begin:]
    word = tagged(stretch[:begin])[-1][0] if begin else ""
    return word + stretch[begin:] if len(word) > 1 else stretch[begin:]


def _stretches(cut: str) -> list[str]:
    """What stands between two commas, cut at a 和 between two asking words."""
    for found in _AND.finditer(cut):
        if _ASKS.search(cut[: found.start()]):
            return [cut[: found.start()], *_stretches(cut[found.end() :])]
    return [cut] if cut else []


def _begin(stretch: str, following: str) -> int:
    """Where the first stretch begins to say what is only its own.

    Behind a 的, at a verb where the stretch after it has one of its own, or where it asks:
    `人才办法|审核要几天、公示几天`, `申请补贴|什么时候、向谁`.
    """
    found = _ASKS.search(stretch)
    at = found.start() if found else len(stretch)
    if (of := stretch.rfind("的", 0, at)) > 0:
        return of + 1
    head = tagged(following)[0]
    if head[1][0] != "v" or len(head[0]) < 2:
        return at
    begin = place = 0
    for word, tag in tagged(stretch):
        if tag[0] == "v" and len(word) > 1 and 0 < place < at:
            begin = place
        place += len(word)
    return begin or at


def _by_joining(text: str) -> list[tuple[str, str]]:
    """The question for each of the things that it joins, where all of one stretch are asked for."""
    if not _ASKED_ALL.search(text):
        return []
    for found in joined(text):
        before, _, after = found.rest.partition(" ")
        if not _ASKS.search(after) or _ASKS.search(before) or _CONDITIONS.match(after):
            continue
        after = _EACH.sub("", after)
        return [(_without_echo(f"{before}{side}{after}"), side) for side in found.sides]
    return []


def _without_echo(text: str) -> str:
    """`创新平台的目标的目标是多少` said once."""
    return _ECHO.sub(r"\1", text)


def _asked(query: Query, text: str) -> Query:
    asked = understand(text)
    return replace(
        asked, question=query.question, titles=query.titles, number=query.number,
        beyond=query.beyond, years=tuple(y for y in query.years if y in text), operation=None,
        wants_all=False,
    )  # fmt: skip


def put_together(
    parts: Sequence[Part], whole: Draft, drafts: Sequence[Draft], *, kept: bool = False
) -> Draft:
    """The answers of all parts in order, each passage once, and what no clause says.

    `whole` is the answer to the question as it was asked: it stays where no part says more, and
    in front of what they say where it is to be `kept`.
    """
    answered = [draft for draft in drafts if not draft.reason]
    if not answered:
        return whole
    statements: list[Statement] = []
    for draft in answered:
        shown = _plain(" ".join(statement.text for statement in statements))
        for statement in draft.statements:
            if not all(_plain(passage.text) in shown for passage in statement.passages):
                statements.append(statement)
    if kept and not whole.reason:
        shown = _plain(" ".join(statement.text for statement in whole.statements))
        new = [s for s in statements if not all(_plain(p.text) in shown for p in s.passages)]
        short = new if len(new) <= _MAX_PARTS else []
        return replace(whole, statements=(*whole.statements, *short))
    silent = [p.own for p, draft in zip(parts, drafts, strict=True) if draft.reason]
    if silent:
        statements.append(Statement(f"没有找到写明“{'”“'.join(silent)}”的条款。", ()))
    notes = tuple(dict.fromkeys(note for draft in answered for note in draft.notes))
    return Draft(tuple(statements), notes=notes)


def _plain(text: str) -> str:
    return fold("".join(text.split()))
