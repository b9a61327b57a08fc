"""Who is responsible for a section, and which sections a unit answers for: read from the lines."""

import re
from collections.abc import Mapping, Sequence

from corpus.document import Clause
from corpus.responsibility import Responsibility
from index.tokenize import fold
from rag.draft import Draft, Statement, refuse
from rag.passage import whole
from rag.query import Query
from rag.synonyms import groups

_LEAD = re.compile(r"牵头|主办|挂帅|抓总")
_SUPPORT = re.compile(r"责任单位|配合|参与|协办|协助")
_UNIT_TASKS = re.compile(
    r"(?:负责|牵头|参与|配合|承担|责任|管|分工|要做|任务|职责).{0,8}(?:哪些|哪几|什么|几)"
    r"|哪些.{0,14}(?:负责|牵头|参与|配合|任务|工作|责任|承担)"
    r"|(?:所有|全部|列出).{0,20}(?:牵头|负责|参与|配合|任务|条款)"
    r"|(?:任务|职责|分工)(?:有|是)|几(?:条|项|个)"
)
_SUFFIXES = ("人民政府", "管委会", "管理委员会")
_ZONES = ("开发区", "新区", "新城")
_MIN_ZONE = 8  # characters: a city's two, then a name long enough to be told apart
_PREFIXES = ("市", "省", "区", "县")


_ROLES: Mapping[tuple[str, ...], str] = {
    ("lead",): "牵头",
    ("support",): "作为责任单位参与",
    ("lead", "support"): "牵头或参与",
}


def named_units(text: str, units: Sequence[str]) -> list[str]:
    """The units of the corpus that a question names, by identity after normalisation.

    Longer names win over the ones inside them; `市`, `人民政府`, `管委会` may be left out,
    and short names in use stand for the official ones.
    """
    folded = fold(text)
    for group in groups():
        for word in sorted(group[1:], key=len, reverse=True):
            if group[0].endswith(("局", "委", "办", "区")) and group[0] not in folded:
                folded = folded.replace(word, group[0])
    found = []
    for unit in sorted(units, key=len, reverse=True):
        for name in _names(fold(unit)):
            # subtle: a unit below another (`市科技局下属…`) is not that unit.
            if re.search(re.escape(name) + r"(?!下属|所属|直属)", folded):
                found.append(unit)
                folded = folded.replace(name, "\x00")
                break
    return found


def _names(unit: str) -> list[str]:
    names = [unit]
    for suffix in _SUFFIXES:
        if unit.endswith(suffix) and len(unit) - len(suffix) >= 3:
            names.append(unit.removesuffix(suffix))
    for name in list(names):
        if name.startswith(_PREFIXES) and len(name) > 3:
            names.append(name[1:])
        if name.endswith(_ZONES) and len(name) >= _MIN_ZONE:
            names.append(name[2:])  # the city's name in front of its zone may be left out
    return names


def tasks_of_units(query: Query, responsibilities: Sequence[Responsibility]) -> Draft | None:
    """All sections that the named units answer for, or None where that is not asked."""
    every = list(dict.fromkeys(u for r in responsibilities for u in (*r.lead, *r.support)))
    units = named_units(query.text, every)
    if not units or not _UNIT_TASKS.search(query.text):
        return None
    roles = _roles(query.text)
    chosen = [
        r
        for r in responsibilities
        if all(any(unit in getattr(r, role) for role in roles) for unit in units)
    ]
    who = "、".join(units)
    what = _ROLES[roles]
    if not chosen:
        return refuse("no_evidence", f"没有写明由{who}{what}的条款")
    statements = []
    for item in chosen:
        heading = item.clause.heading_path[-1]
        role = "牵头" if any(unit in item.lead for unit in units) else "责任单位"
        suffix = "" if len(roles) == 1 else f"（{role}）"
        statements.append(Statement(f"{heading}{suffix}", (whole(item.clause),)))
    return Draft(tuple(statements), lead=f"{who}{what}的共 {len(chosen)} 条：")


def _roles(text: str) -> tuple[str, ...]:
    if _LEAD.search(text) and not _SUPPORT.search(text):
        return ("lead",)
    if _SUPPORT.search(text) and not _LEAD.search(text):
        return ("support",)
    return ("lead", "support")


def responsible_for(
    query: Query, ranked: Sequence[Clause], by_section: Mapping[tuple[str, str], Responsibility]
) -> Draft | None:
    """The units of the best section, or of the nearest section above that names any.

    `ranked` is best first.
    """
    for clause in ranked[:2]:
        section = clause.section
        while section:
            found = by_section.get((clause.doc_id, section))
            if found:
                return _units_of(query, found, inherited=section != clause.section)
            section = section.rpartition("/")[0]
    return None


def _units_of(query: Query, found: Responsibility, inherited: bool) -> Draft:
    roles = _roles(query.text)
    parts = []
    if "lead" in roles:
        lead = "、".join(found.lead)
        parts.append(f"牵头单位：{lead}" if lead else "未写明牵头单位")
    if "support" in roles or not found.lead:
        parts.append(f"责任单位：{'、'.join(found.support)}" if found.support else "")
    text = f"{found.clause.heading_path[-1]}——{'；'.join(part for part in parts if part)}"
    notes = ("责任单位取自上一级条款，本条没有单独写明。",) if inherited else ()
    return Draft((Statement(text, (whole(found.clause),)),), notes=notes)
