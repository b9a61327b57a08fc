"""Who is responsible for a section, and which sections a unit answers for: read from the lines."""

import re
from collections.abc import Callable, Mapping, Sequence

from corpus.document import Clause
from corpus.responsibility import Responsibility
from index.tokenize import fold
from rag.draft import Draft, Statement, refuse
from rag.passage import whole
from rag.query import Query
from rag.synonyms import groups

_LEAD = re.compile(r"(?<!不是)(?<!非)(?<!不含)(?:牵头|主办|挂帅|抓总)")
_SUPPORT = re.compile(r"责任单位|配合|参与|协办|协助")
_ROLE = re.compile(r"牵头|主办|负责|参与|配合|承担|责任|协办|分工|任务|职责|管")
_ASKS_ALL = re.compile(
    r"哪些|哪几|所有|全部|列出|逐一|多少(?:条|项|个)|几(?:条|项|个)|什么(?:任务|职责|工作)"
)
_NO_LEAD = re.compile(r"(?:没有|没写|未写|无|不设).{0,6}牵头")
_OF_KIND = re.compile(
    r"哪些([\u4e00-\u9fff]{2})|的([\u4e00-\u9fff]{2})(?:分别)?(?:有|是|都)(?:哪些|哪几)"
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
    if not (_ROLE.search(query.text) and _ASKS_ALL.search(query.text)):
        return None
    if _NO_LEAD.search(query.text):
        chosen = [r for r in responsibilities if r.support and not r.lead]
        return _listed("没有写明牵头单位", chosen, lambda _: "")
    every = list(dict.fromkeys(u for r in responsibilities for u in (*r.lead, *r.support)))
    units = named_units(query.text, every)
    if not units:
        return None
    roles = _roles(query.text)
    chosen = [
        r
        for r in responsibilities
        if all(any(unit in getattr(r, role) for role in roles) for unit in units)
    ]
    if kind := _OF_KIND.search(query.text):
        # 哪些产业: of all sections only those that are named so.
        noun = kind[1] or kind[2]
        named = [r for r in chosen if r.clause.heading_path[-1].endswith(noun)]
        chosen = named or chosen
    who = "、".join(units)

    def role_of(item: Responsibility) -> str:
        if len(roles) == 1:
            return ""
        return "（牵头）" if any(unit in item.lead for unit in units) else "（责任单位）"

    if not chosen:
        return refuse("no_evidence", f"没有写明由{who}{_ROLES[roles]}的条款")
    return _listed(f"{who}{_ROLES[roles]}", chosen, role_of)


def _listed(
    what: str, chosen: Sequence[Responsibility], role_of: Callable[[Responsibility], str]
) -> Draft:
    statements = tuple(
        Statement(f"{item.clause.heading_path[-1]}{role_of(item)}", (whole(item.clause),))
        for item in chosen
    )
    return Draft(statements, lead=f"{what}的共 {len(chosen)} 条：")


def _roles(text: str) -> tuple[str, ...]:
    if _LEAD.search(text) and not _SUPPORT.search(text):
        return ("lead",)
    if _SUPPORT.search(text) and not _LEAD.search(text) and "负责" not in text:
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
