"""Questions about several subjects at once: `汽车产业和数字产业哪个目标高`, one question for each.

A subject is a section's name that the question holds; comparing the answers is left to the reader,
who sees each with its quote.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from index.tokenize import fold
from rag.draft import Draft
from rag.holdings import Holdings
from rag.query import Query, understand
from rag.synonyms import official

_COMPARES = re.compile(
    r"哪个|分别|各自|各是|相比|对比|比较|不同|区别|差多少|相差|一样|谁(?:的|更)|更[高低大小多少]|还是"
)
_EACH = re.compile(
    r"各个?(?:产业|行业|领域|项|条|地|区(?!域))|每个|哪些|哪几[个项条]|所有|全部|列出|逐一|分别|几个|多少个"
)


def asks_all(query: Query) -> bool:
    """Whether the question is about all subjects of a kind: `各产业的目标`."""
    return bool(_EACH.search(query.text))


def subjects_of(query: Query, holdings: Holdings) -> tuple[str, ...]:
    """The section names that a comparing question holds, in its order; empty for fewer than two."""
    if query.operation is None and not _COMPARES.search(query.text):
        return ()
    subjects = tuple(name for name, _ in holdings.named(official(query.text)))
    return subjects if len(subjects) > 1 else ()


def question_about(query: Query, subject: str, subjects: Sequence[str]) -> Query:
    """The question with only one of its subjects; a bare target is one of money."""
    text = fold(query.text)
    for other in subjects:
        text = text.replace(other, "")
    asked = understand(f"{subject} {re.sub(r'[和与跟、,]', ' ', text)}")
    if asked.kind == "text" and re.search("目标|收入|规模|产值|金额|资金", text):
        return replace(asked, kind="amount")
    return asked


def together(drafts: Iterable[Draft]) -> Draft | None:
    """The statements of all drafts, or None where one of them refuses."""
    drafts = list(drafts)
    if any(draft.reason for draft in drafts):
        return None
    statements = [statement for draft in drafts for statement in draft.statements]
    notes = dict.fromkeys(note for draft in drafts for note in draft.notes)
    return Draft(tuple(statements), notes=tuple(notes))
