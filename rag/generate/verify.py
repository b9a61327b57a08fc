"""A sentence of a model against its sources, before anybody sees it: kept, cited anew, or cut.

A sentence that its cited clause does not bear out is cited to the retrieved clause that does; one
that none does is cut.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from index.tokenize import fold
from rag.generate.figure import days_in, figures_in
from rag.generate.markers import read_markers
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
    first: Refuted | None = None
    for at, statement in enumerate(statements):
        if _states_nothing(statement):
            continue
        spelled = [statement, *_with_subject(statement, statements[:at])]
        for source, said in ((s, said) for said in spelled for s in (*cited, *others)):
            finding = support(said, source)
            if isinstance(finding, tuple):
                passages += finding
                numbers.append(source.number)
                break
            first = first or finding
        else:
            return Verified(text, "cut", refuted=first)
    used = tuple(dict.fromkeys(numbers))
    verdict: Verdict = "kept" if set(used) <= set(markers) else "recited"
    return Verified(text, verdict, tuple(dict.fromkeys(passages)), used)


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
    return not stated(folded) and not figures_in(folded) and not days_in(folded)
