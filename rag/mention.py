"""Every section that mentions a term: literal search over all clauses, complete by construction."""

import re
from collections.abc import Iterable

from corpus.document import Clause
from index.tokenize import fold
from rag.draft import Draft, quoted, refuse
from rag.passage import Passage, sentences
from rag.query import Query

_MENTIONS = re.compile(
    r"(?:提到|提及|涉及|出现|写到|含有)(?:了|过)?[“\"「]?(?P<after>[^”\"」的，,。?？]{2,30})[”\"」]?"
    r"(?:一词|字样)?的(?:条款|地方|段落|章节|条文|内容)"
    r"|哪些(?:条款|地方|段落|章节|条文|条)(?:里|中|都)?(?:提到|提及|涉及|出现|写到|含有)(?:了|过)?"
    r"[“\"「]?(?P<before>[^”\"」，,。?？]{2,30})"
)


def mentions(query: Query, clauses: Iterable[Clause]) -> Draft | None:
    """The first sentence of each section that holds the term, or None where that is not asked."""
    asked = _MENTIONS.search(query.text)
    if asked is None:
        return None
    term = (asked["after"] or asked["before"]).strip()
    found: dict[tuple[str, str], Passage] = {}
    for clause in clauses:
        if fold(term) in fold(clause.text):
            holding = next((s for s in sentences(clause) if fold(term) in fold(s.text)), None)
            if holding:
                found.setdefault((clause.doc_id, clause.section), holding)
    if not found:
        return refuse("no_evidence", f"没有条款提到“{term}”")
    lead = f"提到“{term}”的共 {len(found)} 条："
    return Draft(quoted(list(found.values())), lead=lead)
