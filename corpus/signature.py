"""The signature of a document: names of bodies, then the date on its own line or beside them."""

import re
from collections.abc import Sequence

from corpus.date import day_of, find_date, is_date
from corpus.document import Clause
from corpus.issuer import is_stamp, read_bodies
from corpus.statement import Line, Stated, lines

_MAX_BODIES = 20  # lines; a joint notice of many ministries
_BESIDE = re.compile(r"(?P<bodies>\D{2,60}?)\s+(?P<date>\S.*日)")


def read_signature(clauses: Sequence[Clause]) -> tuple[Stated | None, Stated | None]:
    """Issuers (joined with 、) and date of the first signature that names a body.

    A document that is issued by a notice has the notice's signature first. Without a body the
    date of the first 落款 counts.
    """
    running = list(
        lines(c for c in clauses if c.section not in ("题头", "目录") and c.kind != "table")
    )
    dated: Stated | None = None
    for row, line in enumerate(running):
        if len(line.text) > 80:
            continue
        if is_date(line.text):
            bodies = _bodies_above(running, row)
        elif beside := _BESIDE.fullmatch(line.text):
            if not read_bodies(beside["bodies"]) or not is_date(beside["date"]):
                continue
            names = read_bodies(beside["bodies"])
            bodies = line.part("、".join(names), 0, beside.end("bodies"))
        else:
            continue
        found = find_date(line.text)
        day = day_of(found) if found else None
        issued = line.part(day, found.start(), found.end()) if found and day else None
        if bodies:
            return bodies, issued
        if dated is None and line.clause.section == "落款":
            dated = issued
    return None, dated


def _bodies_above(running: Sequence[Line], row: int) -> Stated | None:
    names: list[str] = []
    first = row
    for above in range(row - 1, max(row - 1 - _MAX_BODIES, -1), -1):
        line = running[above]
        if is_stamp(line.text):
            continue
        bodies = read_bodies(line.text)
        if not bodies:
            break
        names = [*bodies, *names]
        first = above
    if not names:
        return None
    return Stated("、".join(dict.fromkeys(names)), running[first].start, running[row - 1].end)
