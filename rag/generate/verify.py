"""A sentence of a model against its sources, before anybody sees it: kept, cited anew, or cut.

A sentence that its cited clause does not bear out is cited to the retrieved clause that does; one
that none does is cut.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from index.tokenize import fold
from rag.generate.compound import Assertion, taken_apart
from rag.generate.everyday import as_clauses_spell
from rag.generate.figure import days_in, figures_in
from rag.generate.markers import read_markers
from rag.generate.polarity import denials
from rag.generate.source import Source
from rag.generate.support import Refuted, support
from rag.generate.words import is_statement, stated
from rag.held.passage import Passage

Verdict = Literal["kept", "recited", "cut", "empty"]
_BULLET = re.compile(
    r"^\s*(?:[-*•·]\s*|#+\s*|\d{1,2}[.、)]\s*(?!\d)|[(（][\d一二三四五六七八九十]{1,3}[)）]\s*)"
)
_SUBJECT = re.compile(r"^[^,，;；]{4,30}?(?=可|应|获|按|给予|须|的[,，]|[,，])")
_MARKUP = re.compile(r"\*\*|__|`")


@dataclass(frozen=True)
class Verified:
    """A sentence without markers, what bears it out, and what was done with it.

    `kept` by what it cites, `recited` to what does bear it out, `cut` (with the reason), `empty`
    where it states nothing (`根据文件规定：`). Only kept and recited ones may be shown.
    """

    text: str
    verdict: Verdict
    passages: tuple[Passage, ...] = ()
    sources: tuple[int, ...] = ()
    refuted: Refuted | None = None

    @property
    def is_shown(self) -> bool:
        """Whether a user may see it."""
        return self.verdict in ("kept", "recited")


def verify(sentence: str, sources: Sequence[Source]) -> Verified:
    """The verdict on one sentence with its markers."""
    text, markers = read_markers(_BULLET.sub("", _MARKUP.sub("", sentence)))
    if _states_nothing(text):
        return Verified(text, "empty")
    whole = {_bare(passage.text) for source in sources for passage in source.passages}
    if not is_statement(fold(text)) and _bare(text) not in whole:
        # `市科技局` stands in many clauses; what it answers, nobody can compare.
        return Verified(text, "cut", refuted=Refuted("fragment", text))
    cited = [source for source in sources if source.number in markers]
    others = [source for source in sources if source.number not in markers]
    statements = [part for part in re.split(r"(?<=[;；])", text) if part.strip(" ;；。")]
    passages: list[Passage] = []
    numbers: list[int] = []
    for at, statement in enumerate(statements):
        if _states_nothing(statement):
            continue
        found = _of_any(statement, statements[:at], (*cited, *others))
        if isinstance(found, Refuted):
            return Verified(text, "cut", refuted=found)
        passages += [passage for one in found for passage in one.passages]
        numbers += [one.source.number for one in found]
    used = tuple(dict.fromkeys(numbers))
    verdict: Verdict = "kept" if set(used) <= set(markers) else "recited"
    return Verified(text, verdict, tuple(dict.fromkeys(passages)), used)


class _Borne(NamedTuple):
    """Where a statement is borne out."""

    source: Source
    passages: tuple[Passage, ...]


def _of_any(
    statement: str, before: Sequence[str], sources: Sequence[Source]
) -> list[_Borne] | Refuted:
    """Where a statement is borne out, whole or part by part; else what the first source refutes."""
    statement = as_clauses_spell(fold(statement))
    told = fold("".join(before))
    spelled = [statement, *_with_subject(statement, before)]
    whole, refuted = _first(spelled, told, sources)
    if whole:
        return [whole]
    parts = taken_apart(statement.strip("。.;； "))
    found = _apart(parts, told, sources) if len(parts) > 1 else None
    return found or refuted or Refuted("word", statement)


def _apart(parts: Sequence[Assertion], told: str, sources: Sequence[Source]) -> list[_Borne] | None:
    """Where the parts of a statement are borne out, by sentences of one section; or None.

    Parts that one sentence bears out must be borne out by it together: what it crosses or binds
    otherwise shows in the whole only.
    """
    found: list[_Borne] = []
    joined = ""
    for part in parts:
        one, _ = _first([part.text], f"{told}{part.told}", _beside(found, sources))
        if one is None:
            return None
        if found and _of_the_same(one, found[-1]):
            joined = f"{joined},{part.text}"
            one, _ = _first([joined], told, [one.source])
            if one is None:
                return None
            found[-1] = one
        else:
            joined = part.text
            found.append(one)
    return found if len(found) > 1 else None


def _of_the_same(one: _Borne, other: _Borne) -> bool:
    """Whether one of two is borne out by no sentence that does not bear out the other."""
    left, right = set(one.passages), set(other.passages)
    return left <= right or right <= left


def _first(
    spelled: Sequence[str], told: str, sources: Sequence[Source]
) -> tuple[_Borne | None, Refuted | None]:
    """The first source that bears out one of the spellings, else the first reason why none does."""
    first: Refuted | None = None
    for said in spelled:
        for source in sources:
            finding = support(said, source, told)
            if isinstance(finding, tuple):
                return _Borne(source, finding), None
            first = first or finding
    return None, first


def _beside(found: Sequence[_Borne], sources: Sequence[Source]) -> Sequence[Source]:
    """The sources of the section that bore out what stands before: parts of one sentence."""
    if not found:
        return sources
    clause = found[0].source.clause
    return [
        s for s in sources if (s.clause.doc_id, s.clause.section) == (clause.doc_id, clause.section)
    ]


def _bare(text: str) -> str:
    """The folded text without its number, its end and blanks: a whole item of a list is known."""
    return re.sub(r"\s", "", _BULLET.sub("", fold(text))).strip("。.;；")


def _with_subject(statement: str, before: Sequence[str]) -> Iterator[str]:
    """A statement behind `；` with the subject of the first one, which it may be about as well."""
    subject = _SUBJECT.match(before[0]) if before else None
    if subject:
        yield f"{subject[0]}{statement}"


def _states_nothing(text: str) -> bool:
    """Whether a text only connects: no word that says something, no number, no date."""
    folded = fold(text)
    return not (stated(folded) or figures_in(folded) or days_in(folded) or denials(folded))
