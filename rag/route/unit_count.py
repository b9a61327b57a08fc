"""How many units answer for a section, which section has the most, which unit leads most often.

    哪个领域的责任单位最多 · 甲和乙哪块的责任单位更多      sections, by how many units they name
    集成电路产业的责任单位有几家                          one section
    哪个单位牵头的条款最多                                units, by their sections

Counted over the responsibilities of the documents that are meant, each with the words that name
the units.
"""

import re
from collections.abc import Callable, Sequence

from corpus.responsibility import Responsibility
from index.tokenize import fold
from rag.draft import Draft, Statement
from rag.held.name import bare_name
from rag.held.passage import whole
from rag.question.query import Query

_UNITS = re.compile(r"(?P<role>牵头|责任|配合|参与|协办|主办)?(?:的)?(?:单位|部门)")
_MOST = re.compile(r"最(?P<edge>[多少])")
_MORE = re.compile(
    r"更[多少]|[多少](?:几|多少)[家个]|谁[多少]|哪[个块边项条](?:的)?[^,，]{0,8}[多少]"
)
_HOW_MANY = re.compile(r"(?:几|多少)(?:家|个)?(?:单位|部门)?|数量")
_WHICH_UNIT = re.compile(r"(?:哪[一个家]{0,2}|什么)(?:市级|区级|市直)?(?:单位|部门|局)|谁")
_SPLIT = re.compile(r"[×:：—·]")
_MIN_NAME = 3


def units_counted(
    query: Query, responsibilities: Sequence[Responsibility], preferred: str
) -> Draft | None:
    """The count that is asked for, or None where no units are counted.

    `preferred` is the document meant where the question names no section.
    """
    text = fold(query.text)
    if not _UNITS.search(text) and not re.search(r"牵头|参与|配合", text):
        return None
    edge = _MOST.search(text)
    named = [r for r in responsibilities if _is_named(r, text)]
    if len(named) > 1 and (_MORE.search(text) or edge):
        return _compared(named, _role_asked(text))
    if edge and not named:
        own = [r for r in responsibilities if r.clause.doc_id == preferred]
        count = _of_units if _WHICH_UNIT.search(text) else _of_sections
        return count(own, _role_asked(text), most=edge["edge"] == "多") if own else None
    if len(named) == 1 and _UNITS.search(text) and _HOW_MANY.search(text):
        units = _role_asked(text)(named[0])
        return Draft((_stated(named[0], units),)) if units else None
    return None


def _is_named(one: Responsibility, text: str) -> bool:
    """Whether a question calls the section by its heading, or by the part behind a sign."""
    name = fold(bare_name(one.clause))
    return any(len(n) >= _MIN_NAME and n in text for n in (name, _SPLIT.split(name)[-1]))


def _role_asked(text: str) -> Callable[[Responsibility], tuple[str, ...]]:
    """The units of a responsibility that are counted: those that lead, that support, or all."""
    if re.search(r"牵头|主办", text) and not re.search(r"责任单位|参与|配合", text):
        return lambda one: one.lead
    if re.search(r"责任单位|责任部门|配合|参与|协办", text) and "牵头" not in text:
        return lambda one: one.support or one.lead
    return lambda one: tuple(dict.fromkeys((*one.lead, *one.support)))


def _stated(one: Responsibility, units: Sequence[str]) -> Statement:
    return Statement(
        f"{bare_name(one.clause)}：{len(units)} 家（{'、'.join(units)}）", (whole(one.clause),)
    )


def _compared(
    named: Sequence[Responsibility], role: Callable[[Responsibility], tuple[str, ...]]
) -> Draft:
    counted = sorted(((one, role(one)) for one in named), key=lambda pair: -len(pair[1]))
    most = len(counted[0][1])
    first = [bare_name(one.clause) for one, units in counted if len(units) == most]
    lead = f"{first[0]}更多：" if len(first) == 1 else "一样多："
    if len(counted) == 2 and len(first) == 1:
        lead = f"{first[0]}更多，多 {most - len(counted[1][1])} 家："
    return Draft(tuple(_stated(one, units) for one, units in counted), lead=lead, final=True)


def _of_sections(
    own: Sequence[Responsibility],
    role: Callable[[Responsibility], tuple[str, ...]],
    *,
    most: bool,
) -> Draft | None:
    counted = [(one, units) for one in own if (units := role(one))]
    if len(counted) < 2:
        return None
    edge = (max if most else min)(len(units) for _, units in counted)
    best = [_stated(one, units) for one, units in counted if len(units) == edge]
    word = "多" if most else "少"
    lead = f"比较 {len(counted)} 条的单位数，最{word}的有 {edge} 家："
    return Draft(tuple(best), lead=lead, final=True)


def _of_units(
    own: Sequence[Responsibility],
    role: Callable[[Responsibility], tuple[str, ...]],
    *,
    most: bool,
) -> Draft | None:
    sections: dict[str, list[Responsibility]] = {}
    for one in own:
        for unit in role(one):
            sections.setdefault(unit, []).append(one)
    if len(sections) < 2:
        return None
    edge = (max if most else min)(map(len, sections.values()))
    best = {unit: held for unit, held in sections.items() if len(held) == edge}
    word = "多" if most else "少"
    lead = f"比较 {len(sections)} 个单位，最{word}的有 {edge} 条：{'、'.join(best)}："
    listed = dict.fromkeys(one for held in best.values() for one in held)
    statements = tuple(Statement(bare_name(one.clause), (whole(one.clause),)) for one in listed)
    return Draft(statements, lead=lead, final=True)
