"""The wordings that give a task to units: labels, roles inside a sentence, tasks shared out."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from corpus.marker import read_marker
from corpus.unit import is_definite, is_organ, read_marked_units, read_units

_LEVEL = r"(?:市级|省级|区级|县级|市直|省直|共同|主要|第一|具体|联合|总)?"
_ROLE = (
    rf"{_LEVEL}(牵头|主办|负责|责任|配合|协办|参与|支持|实施|落实|主管|承办|主责|协同|组织实施)"
    r"(?:责任|负责|实施|落实|牵头|配合)?(?:单位|部门|机构|处室|主体|科室|区域)?(?:及分工)?\s*[:：]"
)
_LIMIT = (
    r"(?:完成|办理|实施|推进|落实|工作)?(?:时限|时间|期限|进度|节点)(?:要求|安排|节点)?\s*[:：]"
)
_PART = re.compile(
    rf"{_ROLE}(.*?)(?=[;；。]|\s{{0,4}}[,，、]?\s{{0,4}}(?:{_ROLE}|{_LIMIT})|$)", re.DOTALL
)
FIRST_LEADS = r"(?:列首|(?:排[名序列]?在?)?(?:首位|第一位?))的?(?:单位|部门)?[为是]牵头"
_FIRST_LEADS = re.compile(rf"\s*[(（]{FIRST_LEADS}[^()（）]*[)）]$")
_LEADER = re.compile(
    r"^(?:牵头|责任|分管|包保|挂钩|责任市)(?:领导|负责人|人)\s*[:：][^:：;；]{1,40}?[;；,，、\s]\s*"
)
_LEADING = ("牵头", "主办", "负责", "主责")
_AROUND = "。;；、 \u3000\n"
_LEADS = re.compile(
    r"^(?:由)?(.+?)(?:共同|联合|统筹|具体|总)?牵头(?:负责|组织|落实|实施|推进|办理|协调|统筹|抓总|开展)*$"
)
_OWN_FIELD = re.compile(
    r"^(?:由|会同)?(.+?)(?:按照?|依照?|依据|根据|结合|在)(?:各自)?(?:的)?(?:工作)?"
    r"(?:职责|分管领域|职能|权限|分工|任务|行业|领域|管理权限)\S{0,14}?(?:负责|落实|配合|实施|推进|做好|开展)\S{0,4}$"
)
_HELPS = re.compile(
    r"^(?:由|会同)?(.+?)(?:积极|协同|共同|分别|主动|予以|负责)?(?:配合|参与|参加|协助|协同|协办|支持)"
    r"(?:落实|实施|推进|做好|完成)?$"
)
_WITH = re.compile(r"^(?:并)?会同(.+?)(?:共同|协同|联合)?(?:负责|落实|推进|实施|组织|开展|办理)*$")
_BOTH = re.compile(
    r"^(?:由)?(.+?)会同(.+?)(?:共同|协同|联合)?(?:负责|落实|推进|实施|组织|开展|办理)*$"
)
_DOES = re.compile(
    r"^(?:由)?(.+?)(?:共同|分别|具体|统筹|总|一并)?负责(?:组织|具体)?(?:落实|实施|推进|办理|执行|完成)*$"
)
_WHEN = re.compile(
    rf"^(?:{_LIMIT}.*|(?:20\d\d年|[\d一二三四]+季度|每年|每季度|年底|长期|持续|常态化|按|即时|立即).{{0,16}}|"
    r"\d{1,2}月底前.{0,8})$"
)
_OPENING = re.compile(
    r"^(?:由)?(?P<units>[^,，;；。:：]{2,80}?)(?:共同|联合|统筹|具体)?牵头(?!单位|部门|的|机制|人|下|建立|抓)"
)
# `国务院负责档案工作的部门` is a body's name, not a task.
_NOT_A_BODY = r"(?!解释|人|[^,，;；。]{2,24}的(?:部门|机构|单位))"
_BY_UNITS = re.compile(
    rf"(?:^|[,，;；])(?:本[\u4e00-\u9fff]{{2,4}})?由(?P<units>[^,，;；。:：由]{{2,80}}?)(?:共同|统筹|具体|牵头|分别)*负责{_NOT_A_BODY}"
)
_TOGETHER = re.compile(
    r"^(?:由)?(?P<units>[^,，;；。:：]{2,60}?)会同(?P<others>[^,，;；。:：]{2,80}?)"
    r"(?=统筹|建立|制定|研究|组织|推进|落实|开展|负责|编制|出台|做好|加强|指导|完善|实施|按|对|[,，]|$)"
)
_OWN_TASKS = re.compile(
    r"^(?:由)?(?P<units>[^,，;；。:：]{2,80}?)(?:按照?|依照?|依据|根据|结合|在)(?:各自)?(?:的)?(?:工作)?"
    r"(?:职责|职能|分工)(?:分工|范围内?|权限)?[,，]?\s*(?:负责|做好|依法|共同|协同|落实|抓好|加强|履行|开展|推进|实施|组织)"
)
_TASK = re.compile(
    rf"(?:^|(?<=[;；。\n,，]))(?:[一二三四五六七八九十]是)?(?:本[\u4e00-\u9fff]{{2,4}}由)?(?P<units>[^,，;；。:：\n]{{2,60}}?)(?:具体|统筹|牵头|主要|组织|分别)?负责{_NOT_A_BODY}(?=\S{{2}})"
)


class Roles(NamedTuple):
    """The units that lead and those that support, as named."""

    lead: tuple[str, ...]
    support: tuple[str, ...]


def read_labelled(text: str) -> Roles | None:
    """The units behind labels (`牵头单位：…；责任单位：…`); None where no label opens `text`."""
    text = _LEADER.sub("", text.strip(_AROUND))
    if first := _FIRST_LEADS.search(text):
        roles = read_labelled(text[: first.start()])
        return roles and Roles((*roles.lead, *roles.support)[:1], (*roles.lead, *roles.support)[1:])
    if not re.match(_ROLE, text.strip(_AROUND)):
        return None
    lead: list[str] = []
    support: list[str] = []
    for found in _PART.finditer(text):
        label_leads = found[1] in _LEADING
        inner = None if label_leads else read_inline(found[2])
        if inner and inner.lead:
            lead += inner.lead
            support += inner.support
            continue
        for unit in read_marked_units(found[2]):
            if _WHEN.match(unit.name):
                continue
            leads = unit.role in _LEADING if unit.role else label_leads
            (lead if leads else support).append(unit.name)
    return Roles(tuple(lead), tuple(support)) if lead or support else None


def read_inline(text: str) -> Roles | None:
    """Lead and support of a phrase that consists of units and roles only, else None."""
    lead: list[str] = []
    support: list[str] = []
    waiting: list[str] = []
    for part in _parts(text):
        if _WHEN.match(part):
            continue
        roles = _role_of(part, bool(lead))
        if roles is None:
            marked = read_marked_units(part.removeprefix("由"))
            if any(unit.role for unit in marked) and all(is_organ(u.name) for u in marked):
                lead += [u.name for u in marked if u.role in _LEADING]
                support += [u.name for u in marked if u.role not in _LEADING]
                continue
            waiting += [unit.name for unit in marked]
            continue
        names = (*waiting, *roles.lead, *roles.support)
        if not all(is_organ(name) for name in names):
            return None
        (lead if roles.lead else support).extend(waiting)
        lead += roles.lead
        support += roles.support
        waiting = []
    if waiting or not (lead or support):
        return None
    return Roles(tuple(lead), tuple(support))


def read_opening(sentence: str) -> Roles | None:
    """What a sentence that goes on with the task says first of who does it.

    `市科技局牵头组织实施…`, `市财政局会同市科技局制定…`, `…，由市科技局统筹负责，…`; only bodies of
    a named place or level.
    """
    sentence = _body(sentence)
    if found := _OPENING.match(sentence):
        lead = read_units(found["units"])
        if lead and all(is_definite(name) for name in lead):
            return Roles(tuple(lead), tuple(read_helpers(sentence[found.end() :])))
    if found := _TOGETHER.match(sentence):
        lead, others = read_units(found["units"]), read_units(found["others"])
        if lead and others and all(is_definite(name) for name in (*lead, *others)):
            return Roles(tuple(lead), tuple(others))
    if found := _OWN_TASKS.match(sentence):
        support = read_units(found["units"])
        if support and all(is_definite(name) for name in support):
            return Roles((), tuple(support))
    if found := _BY_UNITS.search(sentence):
        lead = read_units(found["units"])
        if lead and all(is_definite(name) for name in lead):
            return Roles(tuple(lead), ())
    return None


def read_tasks(text: str) -> list[list[str]]:
    """The units of each part `甲局负责某事`, by part; none where a body is of no named place."""
    tasks = []
    for found in _TASK.finditer(_body(text)):
        units = read_units(found["units"])
        if units and all(is_definite(unit) for unit in units):
            tasks.append(units)
    return tasks


def _parts(text: str) -> Iterator[str]:
    text = re.sub(
        r"(牵头(?:负责)?|负责)、", r"\1，", "".join(line.strip() for line in text.split("\n"))
    )
    for part in re.split(r"[,，;；]", text.strip(_AROUND)):
        if part.strip(_AROUND):
            yield part.strip(_AROUND)


def _role_of(part: str, led: bool) -> Roles | None:
    """The roles of one part, or None; where somebody leads, those who carry it out support."""
    if found := _BOTH.match(part):
        return Roles(tuple(read_units(found[1])), tuple(read_units(found[2])))
    if found := _LEADS.match(part):
        return Roles(tuple(read_units(found[1])), ())
    for pattern in (_OWN_FIELD, _HELPS, _WITH):
        if found := pattern.match(part):
            return Roles((), tuple(read_units(found[1])))
    if found := _DOES.match(part):
        names = tuple(read_units(found[1]))
        return Roles((), names) if led else Roles(names, ())
    return None


def read_helpers(rest: str) -> Iterator[str]:
    """Units that the following parts say help: `…，市财政局配合做好保障`."""
    for part in re.split(r"[,，;；]", rest):
        found = re.match(
            r"(?P<units>\S{2,60}?)(?:积极|协同|共同|主动)?(?:配合|协助|参与)", part.strip()
        )
        if found:
            names = read_units(found["units"])
            if names and all(is_definite(name) for name in names):
                yield from names


def _body(text: str) -> str:
    """The text without its marker and the name of the item: `（一）加强领导。市政府…`."""
    marker = read_marker(text)
    return text[marker.length :].lstrip() if marker else text.strip()
