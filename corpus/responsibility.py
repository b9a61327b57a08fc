"""Who does what: responsibility clauses read into lead and support units.

`(牵头单位:A、B;责任单位:C,D区、E区人民政府)` gives A, B as lead and C, D区人民政府, E区人民政府 as
support. Nothing is inherited from a parent section here.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.document import Clause

_PART = re.compile(
    r"(牵头|主办|负责|责任|配合|协办|参与|支持|实施|落实|主管|承办)(?:单位|部门|机构|处室)?\s*[:：]"
    r"([^;；]*)"
)
_LEADING = ("牵头", "主办", "负责")
# subtle: 武汉经济技术开发区(汉南区) is a name, 〈含开发区，下同〉 is not part of one.
_QUALIFIER = re.compile(r"[〈<][^〉>]*[〉>]|[(（](?:含|包括|不含|以下|下同)[^)）]*[)）]")
_AROUND = "。;； \u3000\n"
_OPEN, _CLOSE = "(（[【", ")）]】"
_SHARED_ENDINGS = ("人民政府", "管委会")


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
    """The responsibilities of every clause of kind `responsibility`, in reading order."""
    return tuple(_read(clause) for clause in clauses if clause.kind == "responsibility")


def _read(clause: Clause) -> Responsibility:
    lead: list[str] = []
    support: list[str] = []
    text = clause.text.strip(_AROUND)
    if text.startswith(tuple(_OPEN)) and text.endswith(tuple(_CLOSE)):
        text = text[1:-1]
    for role, units in _PART.findall(text):
        (lead if role in _LEADING else support).extend(read_units(units))
    return Responsibility(clause, tuple(dict.fromkeys(lead)), tuple(dict.fromkeys(support)))


def read_units(text: str) -> list[str]:
    """The units of a list, qualifiers dropped and shared endings given to each that lacks one.

    Example: `市科技局,江夏区、新洲区人民政府` -> `[市科技局, 江夏区人民政府, 新洲区人民政府]`.
    """
    text = _QUALIFIER.sub("", text.strip(_AROUND)).strip(_AROUND)
    units: list[str] = []
    for group in re.split(r"[,，]", text):
        names = [name.strip(_AROUND) for name in group.split("、")]
        ending = next((e for e in _SHARED_ENDINGS if names[-1].endswith(e)), "")
        for name in names:
            if not name:
                continue
            name = re.sub(r"等$", "", name)
            shares = ending and name.endswith(("区", "市", "县", "新城", "开发区"))
            units.append(name + ending if shares and not name.endswith(ending) else name)
    return units
