"""The tables that a question may be about: near what was found, and accounting for its words."""

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.document import Clause
from index.hit import Hit
from index.tokenize import fold
from rag.evidence.demand import demands_of, shortfall
from rag.evidence.operand import FORM
from rag.held.holdings import Holdings
from rag.question.query import Query
from rag.route.column import DONE, Table

_NEAR = 3  # hits whose documents are looked through for tables


def tables_near(ranked: Sequence[Hit], holdings: Holdings) -> list[Clause]:
    """The tables that were found, then the others of the documents that were found first."""
    found = [hit.clause for hit in ranked if hit.clause.kind == "table"]
    near = dict.fromkeys(hit.clause.doc_id for hit in ranked[:_NEAR])
    others = [
        clause
        for doc_id in near
        if doc_id in holdings.documents
        for clause in holdings.documents[doc_id].clauses
        if clause.kind == "table"
    ]
    return list(dict.fromkeys([*found, *others]))


def left_open(table: Table, query: Query, holdings: Holdings) -> float:
    """The share of what the question speaks of that the table and what is above it leave open."""
    clause = table.clause
    above = " ".join((holdings.frames[clause.doc_id], *clause.heading_path))
    said = fold(f"{above} {_beside(table, holdings)} {clause.text}")
    if any(year not in said for year in query.years):
        return 1.0
    text = DONE.sub(" ", query.text) if table.dated() else query.text
    asked = replace(query, text=FORM.sub(" ", text))
    demands = demands_of(asked, holdings.weights, holdings.text)
    return shortfall(demands, said, holdings.weights).share


def _beside(table: Table, holdings: Holdings) -> str:
    """The text of the section that the table stands in."""
    clause = table.clause
    above = clause.section.rpartition("/")[0]
    own = (c for c in holdings.documents[clause.doc_id].clauses if c.kind != "table")
    return " ".join(c.text for c in own if c.section == above)


def counted_beside(table: Table, holdings: Holdings) -> bool:
    """Whether the text beside the table says how many rows there are: that answers by itself."""
    n = len(table.grid.rows)
    return bool(re.search(rf"(?<!\d){n}\s*[个项家种类]", fold(_beside(table, holdings))))
