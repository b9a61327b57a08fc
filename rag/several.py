"""Questions about several subjects at once: `汽车产业和数字产业哪个目标高`, one question for each.

A subject is a section's name that the question holds; comparing the answers is left to the reader,
who sees each with its quote.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from corpus.document import Clause
from index.tokenize import fold
from rag.draft import Draft
from rag.name import section_names
from rag.query import Query, understand

_COMPARES = re.compile(
    r"哪个|分别|各自|各是|相比|对比|比较|不同|区别|差多少|相差|一样|谁(?:的|更)|更[高低大小多少]|还是"
)


def subjects_of(query: Query, clauses: Iterable[Clause]) -> tuple[str, ...]:
    """The section names that a comparing question holds, in its order; empty for fewer than two."""
    if not _COMPARES.search(query.text):
        return ()
    text = fold(query.text)
    names = {name for clause in clauses for name in section_names(clause)}
    spans: list[tuple[int, str]] = []
    for name in sorted(names, key=len, reverse=True):
        at = text.find(name)
        if at >= 0:
            spans.append((at, name))
            text = text.replace(name, "\x00" * len(name))
    subjects = tuple(name for _, name in sorted(spans))
    return subjects if len(subjects) > 1 else ()


def question_about(query: Query, subject: str, subjects: tuple[str, ...]) -> Query:
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
