"""A claim of what is to be reached by a day: `9月底就得100%覆盖，没记错吧`.

A timetable says other values for other days; the one of the day that is asked about is held
against the claim.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.squeeze import one_line
from index.hit import Hit
from index.tokenize import fold
from rag.draft import Draft, Statement
from rag.evidence.operand import bound_of
from rag.evidence.value import quantities
from rag.evidence.verdict import claim_of
from rag.held.holdings import Holdings
from rag.held.passage import sentences
from rag.question.query import Query
from rag.route.found import supported

_DAY = re.compile(r"(?:(?P<year>(?:19|20)\d\d)年)?(?P<month>\d{1,2})月")
_DATED = re.compile(r"(?:(?:19|20)\d\d年)?\d{1,2}月(?:\d{1,2}日|底|末)?")
_N_HITS = 3


def dated_claim(query: Query, ranked: Sequence[Hit], holdings: Holdings) -> Draft | None:
    """Yes or no with the sentence of the day that is claimed, or None where no day is."""
    text = fold(query.text)
    day = _DAY.search(text)
    if day is None:
        return None
    bare = replace(query, text=_DATED.sub(" ", text))
    claim = claim_of(bare)
    if claim is None:
        return None
    for hit in ranked[:_N_HITS]:
        if hit.clause.doc_id not in holdings.documents:
            continue
        if not supported(bare, hit.clause, holdings):
            continue
        for sentence in sentences(hit.clause):
            own = _DAY.search(fold(sentence.text))
            if own is None or own["month"] != day["month"]:
                continue
            if day["year"] and own["year"] and day["year"] != own["year"]:
                continue
            written = [
                q for q in quantities(_DATED.sub(" ", fold(sentence.text)))
                if q.dimension == claim.quantity.dimension
            ]  # fmt: skip
            if len(written) != 1:
                continue
            bound = bound_of(bare.text)
            holds = bound.holds(written[0]) if bound else written[0].base == claim.quantity.base
            said = one_line(sentence.text)
            return Draft((Statement(f"{'是' if holds else '不是'}。{said}", (sentence,)),))
    return None
