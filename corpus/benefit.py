"""Benefits: what is granted, how much, up to how much, to whom.

`amount` and `unit` are what the sentence states (20 and %, 50 and 万元; 每人每年3万元 is 3 and
万元/人/年); `cap` is the ceiling as written (`300万元`). Where only a ceiling is stated
(给予最高500万元奖励), it is amount and cap.
Precision before recall: a sentence without both a granting word and a number gives nothing, nor
does one that refuses, takes back or looks back.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.document import Clause
from corpus.marker import read_marker

_NUMBER = r"\d+(?:\.\d+)?"
_MONEY = rf"(?:{_NUMBER})\s*(?:万元|亿元|元|万美元)(?:/[\u4e00-\u9fff]{{1,3}})?"
_KIND = (
    r"(?:[\u4e00-\u9fff]{0,8}?)"
    r"(?:奖励|奖补|补贴|补助|资助|贴息|奖金|扶持资金|资金支持|支持|补偿|资金|扶持)"
)
_CEILING = (
    r"最高(?:不超过|不得超过|可达|可给予|给予)?|"
    r"(?:总额|累计)?(?:最多)?不(?:得)?超过|上限(?:为)?|最多"
)
_GIVEN = re.compile(
    rf"(?:给予|予以|发放|享受)(?:[\u4e00-\u9fff]{{0,8}}?)(?P<top>{_CEILING})?\s*"
    rf"(?P<amount>{_MONEY}(?:、{_MONEY})*)(?P<within>以内|以下)?的?(?P<what>{_KIND})"
)
_KIND_FIRST = re.compile(
    rf"(?P<what>奖励|奖补|补贴|补助|资助)(?:标准为|金额为)?(?P<top>{_CEILING})?\s*(?P<amount>{_MONEY})"
)
_SHARE = re.compile(
    rf"(?:按照?|以)(?P<base>[^,，。;；]{{0,40}}?)(?P<amount>{_NUMBER})\s*[%％](?:的?比例|的?标准)?"
    rf"[,，]?\s*(?:给予|予以|发放|进行)?(?P<what>{_KIND})"
)
_SHARE_GIVEN = re.compile(
    rf"(?:给予|予以)(?P<base>[^,，。;；]{{0,30}}?)(?P<amount>{_NUMBER})\s*[%％](?:的?比例)?的?(?P<what>{_KIND})"
)
_CAP = re.compile(
    rf"^[^。;；]{{0,30}}?(?:{_CEILING})(?:[\u4e00-\u9fff]{{0,6}}?)\s*(?P<cap>{_MONEY})"
)
_NOT = re.compile(r"不予|不再|取消|追回|收回|退回|罚款|处罚|已发放|累计发放|共发放|已给予|骗取")
_AROUND = " ,，、:：\u3000"
_TO_WHOM = re.compile(r"(?:^|[,，:：\s])(?:对于?|凡是?)")
_NEWLY = re.compile(r"新|在|首次|获|经|通过|被|符合|年度")
_ASIDE = re.compile(r"[,，]?(?:一次性|分别|每年|再|可|按规定)+$")
_EACH = re.compile(
    rf"((?:每(?:人|户|年|月|天|亩|平方米|公里|吨|台|辆|件|项|个|家|套))+)(?:{_CEILING})?\s*$"
)
_PARTS = re.compile(rf"(?P<value>{_NUMBER})\s*(?P<unit>\D+)")


@dataclass(frozen=True)
class Benefit:
    """One benefit; `document.text[start:end]` is the sentence that grants it."""

    clause: Clause
    what: str
    amount: int | float
    unit: str
    cap: str | None
    condition: str | None
    start: int
    end: int

    @property
    def section(self) -> str:
        """The address of the section that grants it."""
        return self.clause.section


def read_benefits(clauses: Iterable[Clause]) -> tuple[Benefit, ...]:
    """The benefits that the clauses grant, in reading order."""
    kinds = ("item", "paragraph", "tail", "annex")
    return tuple(b for clause in clauses if clause.kind in kinds for b in _read(clause))


def _read(clause: Clause) -> Iterator[Benefit]:
    for sentence in re.finditer(r"[^。;；\n]+", clause.text):
        text = sentence[0]
        if _NOT.search(text):
            continue
        marker = read_marker(text) if sentence.start() == 0 else None
        first = marker.length if marker else 0
        grants = sorted(
            (f for pattern in (_SHARE, _SHARE_GIVEN, _GIVEN, _KIND_FIRST)
             for f in pattern.finditer(text)),
            key=lambda f: f.start(),
        )  # fmt: skip
        end = first
        for index, found in enumerate(grants):
            if found.start() < end:
                continue
            following = next((g.start() for g in grants[index + 1 :] if g.start() >= found.end()),
                             len(text))  # fmt: skip
            for amount in found["amount"].split("、"):
                yield _benefit(clause, sentence, found, amount, (end, following))
            end = found.end()


def _benefit(
    clause: Clause,
    sentence: re.Match[str],
    found: re.Match[str],
    amount: str,
    between: tuple[int, int],
) -> Benefit:
    text = sentence[0]
    before, following = between
    cap = _CAP.match(text[found.end() : following])
    parts = _PARTS.fullmatch(amount)
    number, unit = (parts["value"], parts["unit"]) if parts else (amount, "%")
    if parts and (each := _EACH.search(text[: found.start("amount")])):
        unit += "".join(f"/{one}" for one in re.findall(r"每([^每]+)", each[1]))
    ceiling = cap["cap"] if cap else None
    if parts and (found["top"] or found.groupdict().get("within")):
        ceiling = amount
    return Benefit(
        clause,
        what=found["what"].removeprefix("的"),
        amount=float(number) if "." in number else int(number),
        unit=unit,
        cap=ceiling,
        condition=_condition(text[before : found.start()]),
        start=clause.start + sentence.start(),
        end=clause.start + sentence.end(),
    )


def _condition(text: str) -> str | None:
    """What stands before the grant, if it limits it: `对新认定的企业,` -> 新认定的企业."""
    text = text.strip(_AROUND)
    begins = [found.end() for found in _TO_WHOM.finditer(text)]
    if begins:
        text = text[begins[-1] :]
    elif not text.endswith("的") and not _NEWLY.match(text):
        return None
    return _ASIDE.sub("", text).strip(_AROUND).removesuffix("的") or None
