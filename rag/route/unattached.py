"""A list that a document brings and that is not in its text: `清单里一共有多少件事`.

A notice that issues a 清单 or 名单 without it says nothing of what stands there; what other
documents say of such a list is no answer for this one.
"""

import re
from collections.abc import Sequence

from corpus.document import Document
from index.hit import Hit
from index.tokenize import fold
from rag.draft import Draft, refuse
from rag.held.holdings import Holdings
from rag.question.query import Query

_INSIDE = re.compile(
    r"(?P<list>清单|名单|名录|目录|一览表)[”\"》]?(?:[(（][^()（）]{1,12}[)）])?[”\"》]?(?:里|中|上|内)"
)
_BRINGS = ("题头", "导语", "附件说明")
_NEAR = 0.9  # of the best hit's score


def unattached(query: Query, ranked: Sequence[Hit], holdings: Holdings) -> Draft | None:
    """The refusal for what stands in a list that its document lacks; None where nothing lacks."""
    text = fold(query.text)
    asked = _INSIDE.search(text)
    if not asked or not ranked:
        return None
    best = max(hit.score for hit in ranked)
    for hit in ranked:
        clause = hit.clause
        if clause.section not in _BRINGS or hit.score < _NEAR * best:
            continue
        document = holdings.documents.get(clause.doc_id)
        if document is None or not _brings(asked["list"], document):
            continue
        why = f"《{document.title}》的{asked['list']}没有随正文收录"
        return refuse("no_evidence", why, [clause])
    return None


def _brings(listed: str, document: Document) -> bool:
    """Whether the document names the list as its own or an annex and holds none of it."""
    named = listed in document.title or any(
        listed in c.text for c in document.clauses if c.section == "附件说明"
    )
    held = any(
        c.kind == "table" or (listed in " ".join(c.heading_path) and c.section not in _BRINGS)
        for c in document.clauses
    )
    return named and not held
