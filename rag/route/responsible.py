"""Who is responsible for a section, and which sections a unit answers for: read from the lines."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from corpus.document import Clause
from corpus.responsibility import Responsibility, read_assignments
from corpus.section import is_within
from index.tokenize import fold
from rag.draft import Draft, Statement, refuse
from rag.held.holdings import Holdings
from rag.held.name import bare_name
from rag.held.passage import Passage, slice_of, whole
from rag.question.pair import asks_each, joined
from rag.question.query import Query
from rag.words.synonyms import groups
from rag.words.terms import Weights, coverage, subject_words

_LEAD = re.compile(r"(?<!不是)(?<!非)(?<!不含)(?:牵头|主办|挂帅|抓总|主抓|带头|领衔)")
_SUPPORT = re.compile(r"责任单位|配合|参与|协办|协助")
_ROLE = re.compile(r"牵头|主办|主抓|带头|领衔|负责|参与|配合|承担|责任|协办|分工|任务|职责|管")
_ASKS_ALL = re.compile(
    r"哪些|哪几|哪一?条|所有|全部|列出|逐一|多少(?:条|项|个)|几(?:条|项|个)|条款|一条不漏|什么|的(?:任务|职责|工作)"
)
# Asks for units, not for theirs.
_OTHERS = re.compile(
    r"谁|哪(?:个|家|些|几)?个?(?:单位|部门|局|机构)|哪[几两三]?家(?=牵头|主办|负责|参与|配合)"
)
_NO_LEAD = re.compile(r"(?:没有|没写|未写|无|不设).{0,6}牵头")
_OF_KIND = re.compile(
    r"哪些([\u4e00-\u9fff]{2})|的([\u4e00-\u9fff]{2})(?:分别)?(?:有|是|都)(?:哪些|哪几)"
)
_EITHER = re.compile(r"还是|是不是|对吧|对吗|没错吧|[是吧]吗")
_CLAIMS = re.compile(r"还是|是不是|是否|对吧|对吗|没错吧|吧[?？]?$|吗[?？]?$|有没有|在不在")
_NOT_ABOVE = r"(?!下属|所属|直属)"  # a unit below another (`市科技局下属…`) is not that unit
# A remark on what is not to be counted names units, too: `（各区人民政府的统称不算）`.
_LEFT_OUT = re.compile(
    r"[(（][^()（）]*(?:不算|不计|不含|不包括|不要|除外)[^()（）]*[)）]"
    r"|[,，;；。][^,，;；。]*(?:不算|不计入?|除外)(?=[,，;；。?？!！]|$)"
)
_SUFFIXES = ("人民政府", "管委会", "管理委员会")
_ZONES = ("开发区", "新区", "新城")
_MIN_ZONE = 8  # characters: a city's two, then a name long enough to be told apart
_DISTRICT = re.compile(r"区(?:人民政府)?$|开发区|新城")
EVERY_DISTRICT = re.compile(r"^各(?:区|县|市|有关)")
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
    found: list[str] = []
    for unit in sorted(units, key=len, reverse=True):
        # As the documents write it, before any part of it is taken for another's short name.
        if re.search(re.escape(fold(unit)) + _NOT_ABOVE, folded):
            found.append(unit)
            folded = folded.replace(fold(unit), "\x00")
    for group in groups():
        for word in sorted(group[1:], key=len, reverse=True):
            if group[0].endswith(("局", "委", "办", "区")) and group[0] not in folded:
                folded = folded.replace(word, group[0])
    units = [unit for unit in units if unit not in found]
    for unit in sorted(units, key=len, reverse=True):
        for name in _names(fold(unit)):
            # subtle: 商务局 behind another level's sign (市商务局) is not 区商务局.
            level = r"(?<![市省区县])" if unit[0] in _PREFIXES and name == fold(unit)[1:] else ""
            if re.search(level + re.escape(name) + _NOT_ABOVE, folded):
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


def under(
    responsibilities: Sequence[Responsibility], section: str | None
) -> Sequence[Responsibility]:
    """Those of a section and the ones below it; all for None."""
    if section is None:
        return responsibilities
    return [r for r in responsibilities if is_within(r.section, section)]


def tasks_of_units(query: Query, responsibilities: Sequence[Responsibility]) -> Draft | None:
    """All sections that the named units answer for, or None where that is not asked."""
    if not (_ROLE.search(query.text) and _ASKS_ALL.search(query.text)):
        return None
    if query.wants_verdict or _EITHER.search(query.text):
        return None
    if _NO_LEAD.search(query.text):
        chosen = [r for r in responsibilities if r.support and not r.lead]
        return _listed("没有写明牵头单位", chosen, lambda _: "")
    every = list(dict.fromkeys(u for r in responsibilities for u in (*r.lead, *r.support)))
    units = named_units(_LEFT_OUT.sub(" ", query.text), every)
    if not units or _OTHERS.search(query.text):
        return None
    roles = _roles(query.text)
    chosen = [
        r
        for r in responsibilities
        if all(any(unit in _in_role(r, role, query) for role in roles) for unit in units)
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
    return replace(
        _listed(f"{who}{_ROLES[roles]}", chosen, role_of),
        notes=_collective(units, chosen, responsibilities),
    )


def _in_role(item: Responsibility, role: str, query: Query) -> tuple[str, ...]:
    """The units of a role; whoever alone is in charge (`市商务局负责落实`) is a 责任单位, too."""
    if role == "support" and "责任" in query.text:
        alone = not item.support and not _LEAD.search(_shown(item).text)
        return item.lead if alone else item.support
    return item.lead if role == "lead" else item.support


def _collective(
    units: Sequence[str],
    chosen: Sequence[Responsibility],
    responsibilities: Sequence[Responsibility],
) -> tuple[str, ...]:
    """The clauses that name all districts without naming this one; nothing is counted in."""
    if not any(_DISTRICT.search(unit) for unit in units):
        return ()
    sections = {(item.clause.doc_id, item.section) for item in chosen}
    labels = [
        item.clause.label
        for item in responsibilities
        if (item.clause.doc_id, item.section) not in sections
        and any(EVERY_DISTRICT.match(unit) for unit in (*item.lead, *item.support))
    ]
    if not labels:
        return ()
    return (f"另有{'、'.join(labels)}写的是“各区人民政府”等统称，没有点名，未计入。",)


def role_of_unit(
    query: Query, ranked: Sequence[Clause], responsibilities: Sequence[Responsibility]
) -> Draft | None:
    """Whether a named unit leads or takes part in the best section, or None if not asked.

    `ranked` is best first.
    """
    if not (_CLAIMS.search(query.text) and _ROLE.search(query.text)):
        return None
    every = list(dict.fromkeys(u for r in responsibilities for u in (*r.lead, *r.support)))
    units = named_units(query.text, every)
    if len(units) != 1 or not ranked:
        return None
    by_section = {(r.clause.doc_id, r.section): r for r in responsibilities}
    found = _nearest(ranked[:1], by_section)
    if found is None:
        return None
    unit, item = units[0], found[0]
    name = bare_name(item.clause)
    is_lead, is_support = unit in item.lead, unit in item.support
    if is_lead or is_support:
        role, other = ("牵头单位", "责任单位") if is_lead else ("责任单位", "牵头单位")
        said = f"{unit}是“{name}”的{role}，不是{other}"
    else:
        said = f"{unit}不在“{name}”的分工之列"
    lead = f"；牵头单位是{'、'.join(item.lead)}" if item.lead and item.lead != (unit,) else ""
    verdict = ""
    if not re.search(r"还是", query.text):
        asked_lead = bool(_LEAD.search(query.text))
        asked_support = bool(re.search(r"责任单位", query.text))
        right = is_lead if asked_lead else is_support if asked_support else is_lead or is_support
        verdict = "是。" if right else "不是。"
    return Draft((Statement(f"{verdict}{said}{lead}。", (whole(item.clause),)),))


def _nearest(
    ranked: Sequence[Clause], by_section: Mapping[tuple[str, str], Responsibility]
) -> tuple[Responsibility, bool] | None:
    """The responsibility of the first section that has one, or of one above; whether inherited."""
    for clause in ranked:
        section = clause.section
        while section:
            if found := by_section.get((clause.doc_id, section)):
                return found, section != clause.section
            section = section.rpartition("/")[0]
    return None


def _listed(
    what: str, chosen: Sequence[Responsibility], role_of: Callable[[Responsibility], str]
) -> Draft:
    statements = tuple(
        Statement(f"{_task(item)}{role_of(item)}", (_shown(item),)) for item in chosen
    )
    return Draft(statements, lead=f"{what}的共 {len(chosen)} 条：", exhaustive=True)


def _shown(item: Responsibility) -> Passage:
    """What says so: the row of a table, or the clause."""
    clause = item.clause
    if clause.kind != "table":
        return whole(clause)
    return slice_of(clause, item.start - clause.start, item.end - clause.start)


def _task(item: Responsibility) -> str:
    """What is shared out: the row's first cell in words that names no unit, or the section."""
    units = {*item.lead, *item.support}
    if item.clause.kind == "table":
        for cell in _shown(item).text.split("\t"):
            said = cell.strip()
            if re.search(r"[\u4e00-\u9fff]", said) and not any(u in said for u in units):
                return said
    return bare_name(item.clause)


def _roles(text: str) -> tuple[str, ...]:
    if _LEAD.search(text) and not _SUPPORT.search(text):
        return ("lead",)
    if _SUPPORT.search(text) and not _LEAD.search(text) and "负责" not in text:
        return ("support",)
    return ("lead", "support")


def responsible_for(
    query: Query,
    ranked: Sequence[Clause],
    by_section: Mapping[tuple[str, str], Responsibility],
    holdings: Holdings,
) -> Draft | None:
    """The units of the best section, or of the nearest section above that names any.

    Where a paragraph gives units to each of its sentences, those of the sentence that says most of
    the question. `ranked` is best first.
    """
    found = _nearest(ranked[:2], by_section)
    if found is None:
        return None
    item, inherited = found
    if item.clause.kind == "table":
        rows = [(row, (_shown(row),)) for row in read_assignments((item.clause,))]
        row, said = told(query.text, rows, holdings.weights)
        return _units_of(query, row, inherited=inherited, said=said, name=_task(row))
    tasks = tasks_in(item.clause, holdings)
    if len(tasks) < 2 or inherited:
        return _units_of(query, item, inherited=inherited)
    sides = next((found.sides for found in joined(fold(query.text))), ())
    if not (sides and asks_each(query.text)):
        task, said = told(query.text, tasks, holdings.weights)
        return _units_of(query, task, inherited=False, said=said)
    drafts = [
        _units_of(query, task, inherited=False, said=said, name=side)
        for side in sides
        for task, said in (told(side, tasks, holdings.weights),)
    ]
    return replace(drafts[0], statements=tuple(s for draft in drafts for s in draft.statements))


Task = tuple[Responsibility, tuple[Passage, ...]]


def tasks_in(clause: Clause, holdings: Holdings) -> tuple[Task, ...]:
    """What each passage of a clause's section that names units is about, in reading order.

    A bracket, also one that is a clause of its own, is about what stands since the one before it.
    """
    beside = holdings.documents[clause.doc_id].clauses
    own = [c for c in beside if c.section == clause.section and c.kind != "heading"]
    left: Clause | None = None  # what no bracket has followed yet
    begin = 0
    tasks: list[Task] = []
    for each in own:
        named = read_assignments((each,))
        if each.kind == "responsibility":
            before = slice_of(left, begin, len(left.text)) if left else None
            said = (before,) if before and before.text else ()
            tasks += [(task, (*said, whole(each))) for task in named[:1]]
            left = None
            continue
        begin = 0
        for task in named:
            # subtle: a bracket stands behind the full stop of what it is about.
            end = task.end - each.start
            tasks.append((task, (slice_of(each, begin, end),)))
            begin = end
        left = each
    return tuple(tasks)


def told(text: str, tasks: Sequence[Task], weights: Weights) -> Task:
    """The task whose words say most of a text; the first of equals."""
    words = subject_words(text)
    return max(tasks, key=lambda t: coverage(words, " ".join(p.text for p in t[1]), weights))


def _units_of(
    query: Query,
    found: Responsibility,
    inherited: bool,
    said: tuple[Passage, ...] = (),
    name: str = "",
) -> Draft:
    roles = _roles(query.text)
    parts = []
    if "lead" in roles:
        lead = "、".join(found.lead)
        parts.append(f"牵头单位：{lead}" if lead else "未写明牵头单位")
    if "support" in roles or not found.lead:
        parts.append(f"责任单位：{'、'.join(found.support)}" if found.support else "")
    units = "；".join(part for part in parts if part)
    name = name or bare_name(found.clause)
    text = f"{name}——{units}" if re.search(r"[\u4e00-\u9fff]", name) else units
    notes = ("责任单位取自上一级条款，本条没有单独写明。",) if inherited else ()
    return Draft((Statement(text, said or (whole(found.clause),)),), notes=notes)
