"""All that one unit or district answers for: its page."""

import re

from rag.route.responsible import EVERY_DISTRICT
from rag.tables.selection import of_unit
from rag.tables.table import Table

_DISTRICT = re.compile(r"(?:区|县|新城|开发区)(?:人民政府|管委会|政府)?$")


def unit_page(every: Table, unit: str) -> Table:
    """The responsibilities of a unit among all of them, 牵头 first within each document.

    Clauses that name all districts alike (各区人民政府) are not counted for one of them; a note
    tells where they stand.

    Raises:
        SelectionError: no clause names the unit.
    """
    page = of_unit(every, unit)
    place = {row.doc_id: number for number, row in enumerate(every.rows)}
    rows = sorted(page.rows, key=lambda row: (place[row.doc_id], row.cells["role"] != "牵头"))
    names = {str(row.cells["unit"]) for row in rows}
    alike = [
        row
        for row in every.rows
        if EVERY_DISTRICT.match(str(row.cells["unit"]))
        and any(_DISTRICT.search(name) for name in names)
    ]
    labels = list(dict.fromkeys(f"《{row.title}》{row.label}" for row in alike))
    notes = (f"另有{'、'.join(labels)}写的是“各区”等统称，没有点名，未计入。",) if labels else ()
    return Table("unit", page.columns, tuple(rows), every.n_documents, notes)
