"""What holds of each document that a person may see."""

from datetime import date

from corpus.legal_status import relations
from index.validity import Validity, read_relations, validity_of
from web.live import Live, View
from web.services import Services


def validities(view: View, parts: Services, day: date | None = None) -> list[Validity]:
    """What holds of each visible document on a day (today for None), by id."""
    documents = view.documents
    if isinstance(parts.source, Live):
        with parts.source.catalog.transaction() as connection:
            known = read_relations(connection)
        known = tuple(r for r in known if r.later in documents and r.earlier in documents)
    else:
        known = relations(documents)
    return validity_of(documents, known, (day or date.today()).isoformat())
