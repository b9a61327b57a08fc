"""Who does what: responsibility clauses read into lead and support units.

`(牵头单位:A、B;责任单位:C,D区、E区人民政府)` gives A, B as lead and C, D区人民政府, E区人民政府 as
support. Inside other clauses the inline wordings count too (由甲局牵头，乙局配合; 甲局、乙局按职责
分工负责, which is support), where every part of the phrase is units and a role and nothing else.
Nothing is inherited from a parent section here.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.document import Clause

_ROLE = (
    r"(牵头|主办|负责|责任|配合|协办|参与|支持|实施|落实|主管|承办)(?:责任)?"
    r"(?:单位|部门|机构|处室)?\s*[:：]"
)
_LIMIT = r"(?:完成|办理)?(?:时限|时间)\s*[:：]"
_PART = re.compile(
    rf"{_ROLE}(.*?)(?=[;；]|\s{{0,4}}[,，、。]?\s{{0,4}}(?:{_ROLE}|{_LIMIT})|$)", re.DOTALL
)
_LEADING = ("牵头", "主办", "负责")
# subtle: 武汉经济技术开发区(汉南区) is a name, 〈含开发区，下同〉 is not part of one.
_QUALIFIER = re.compile(r"[〈<][^〉>]*[〉>]|[(（](?:含|包括|不含|以下|下同)[^)）]*[)）]")
_AROUND = "。;； \u3000\n"
_OPEN, _CLOSE = "(（[【〔", ")）]】〕"
_SHARED_ENDINGS = ("人民政府", "管委会", "管理委员会", "政府")
_BRACKET = re.compile(r"[(（\[【〔]((?:[^()（）\[\]【】〔〕]|[(（][^()（）]*[)）])+)[)）\]】〕]")
_ORGAN = re.compile(
    r"^(?!.*(?:企业|项目|工作|按照|根据|加强|推进|建立|以及|由))[\u4e00-\u9fff]{1,24}"
    r"(?:局|委|办|厅|部|院|中心|政府|管委会|委员会|政务办|办公室|公司|部门|单位|银行|分行|总队|支队|"
    r"社|海关|工会|联合会|工商联|团委|妇联|科协|残联|区|县|市)(?:[(（][^)）]+[)）])?$"
)
# 市自然资源和规划局 is one unit; in 市科技局和市财政局 a new one begins.
_BETWEEN = re.compile(r"、|(?<=[局委办厅府会])[和及与](?=[市省区县各州])")
_LEADS = re.compile(r"^(?:由)?(.+?)(?:共同)?牵头(?:负责|组织|落实|实施|推进|办理)*$")
_SHARES = re.compile(
    r"^(?:由|会同)?(.+?)(?:按照?(?:各自)?(?:职责|分管领域|职能)(?:分工)?(?:分别)?(?:负责|落实|配合)(?:落实)?|"
    r"(?:积极|协同|共同)?(?:配合|参与|协助|协同|协办)(?:落实|实施|推进)?|分别负责(?:落实|实施)?)$"
)
_WITH = re.compile(r"^会同(.+?)(?:共同|协同)?(?:负责|落实|推进|实施)*$")
_DOES = re.compile(r"^(?:由)?(.+?)(?:具体)?负责(?:组织)?(?:落实|实施|推进)?$")
_WHEN = re.compile(rf"^(?:{_LIMIT}.*|20\d\d年.*|长期坚持|持续推进|持续实施)$")


@dataclass(frozen=True)
class Responsibility:
    """The units named in one responsibility clause, in the order named, each once."""

    clause: Clause
    lead: tuple[str, ...]
    support: tuple[str, ...]

    @property
    def section(self) -> str:
        """The address of the section that the units answer for."""
        return self.clause.section


def read_responsibilities(clauses: Iterable[Clause]) -> tuple[Responsibility, ...]:
    """The responsibilities that clauses state, one for each clause that does, in reading order."""
    return tuple(found for clause in clauses if (found := _read(clause)))


def _read(clause: Clause) -> Responsibility | None:
    if clause.kind == "responsibility":
        text = clause.text.strip(_AROUND)
        if text.startswith(tuple(_OPEN)) and text.endswith(tuple(_CLOSE)):
            text = text[1:-1]
        lead, support = _labelled(text)
        if not lead and not support:
            lead, support = _inline(text) or ([], [])
        return _found(clause, lead, support)
    if clause.kind not in ("item", "paragraph", "tail"):
        return None
    lead, support = [], []
    for bracket in _BRACKET.finditer(clause.text):
        labelled = _labelled(bracket[1]) if re.match(_ROLE, bracket[1].strip()) else None
        units = labelled or _inline(bracket[1])
        if units:
            lead += units[0]
            support += units[1]
    for sentence in re.split(r"[。\n]", _BRACKET.sub("", clause.text)):
        begins = sentence.find("由") if "牵头" in sentence else 0
        if begins >= 0 and (units := _inline(sentence[begins:])):
            lead += units[0]
            support += units[1]
    return _found(clause, lead, support)


def _found(clause: Clause, lead: list[str], support: list[str]) -> Responsibility | None:
    if not lead and not support:
        return None
    return Responsibility(clause, tuple(dict.fromkeys(lead)), tuple(dict.fromkeys(support)))


def _labelled(text: str) -> tuple[list[str], list[str]]:
    lead: list[str] = []
    support: list[str] = []
    for found in _PART.finditer(text):
        (lead if found[1] in _LEADING else support).extend(read_units(found[2]))
    return lead, support


def _inline(text: str) -> tuple[list[str], list[str]] | None:
    """Lead and support of a phrase that consists of units and roles only, else None."""
    lead: list[str] = []
    support: list[str] = []
    waiting: list[str] = []
    for part in re.split(r"[,，;；]", text.strip(_AROUND)):
        part = part.strip(_AROUND)
        if not part or _WHEN.match(part):
            continue
        for pattern, role in ((_LEADS, lead), (_SHARES, support), (_WITH, support), (_DOES, lead)):
            if found := pattern.match(part):
                names = waiting + read_units(found[1])
                # subtle: where somebody leads, the others who are to carry it out support.
                target = support if pattern is _DOES and lead else role
                break
        else:
            waiting += read_units(part.removeprefix("由"))
            continue
        if not names or not all(_ORGAN.match(name) for name in names):
            return None
        target.extend(names)
        waiting = []
    if waiting or not (lead or support):
        return None
    return lead, support


def read_units(text: str) -> list[str]:
    """The units of a list, qualifiers dropped and shared endings given to each that lacks one.

    Example: `市科技局,江夏区、新洲区人民政府` -> `[市科技局, 江夏区人民政府, 新洲区人民政府]`.
    """
    text = _QUALIFIER.sub("", text.strip(_AROUND)).strip(_AROUND)
    units: list[str] = []
    for group in re.split(r"[,，]", text):
        names = [name.strip(_AROUND) for name in _BETWEEN.split(group)]
        ending = next((e for e in _SHARED_ENDINGS if names[-1].endswith(e)), "")
        for name in names:
            if not name:
                continue
            name = re.sub(r"等(?:有关|相关)?(?:部门|单位)?$", "", name)
            shares = ending and name.endswith(("区", "市", "县", "新城", "开发区"))
            units.append(name + ending if shares and not name.endswith(ending) else name)
    return units
