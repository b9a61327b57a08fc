"""What a document says of itself: title, number, issuer, dates, repeals; each with its slice.

Only what stands in the title block, the signature or a closing clause is read; a sidecar
(`corpus.sidecar`) corrects it. What two places state differently is `corpus.contradiction`'s.
"""

from collections.abc import Sequence

from corpus.document import Clause, Evidence, Metadata
from corpus.repeal import read_amends, read_repeals
from corpus.signature import read_signature
from corpus.statement import Stated
from corpus.title_block import read_title_block
from corpus.validity import read_effective, read_expires


def read_metadata(clauses: Sequence[Clause]) -> Metadata:
    """What the clauses of one document say of it; None for what they do not.

    The signature wins over the header. `issued` is the day of the signature, or of a regulation's
    first promulgation; `effective` the day stated, or counted from `issued` where the text does.
    """
    block = read_title_block(clauses)
    issuer, issued = read_signature(clauses)
    issuer = issuer or block.issuers or block.fields.get("issuer")
    issued = issued or block.fields.get("issued") or block.issued
    effective = (
        read_effective(clauses, issued.value if issued else None)
        or block.fields.get("effective")
        or block.effective
        or (block.at_once._replace(value=issued.value) if block.at_once and issued else None)
    )
    expires = read_expires(clauses, effective.value if effective else None)
    expires = expires or block.fields.get("expires")
    single = {
        "title": block.title,
        "number": block.numbers[0] if block.numbers else None,
        "issuer": issuer,
        "issued": issued,
        "published": block.fields.get("published"),
        "effective": effective,
        "expires": expires,
    }
    repeals, amends = read_repeals(clauses, block.title), read_amends(clauses, block.title)
    listed = [("repeals", each) for each in repeals] + [("amends", each) for each in amends]
    held = [(name, stated) for name, stated in single.items() if stated] + listed
    values = {name: stated.value if stated else None for name, stated in single.items()}
    return Metadata(
        **values,
        repeals=tuple(stated.value for stated in repeals),
        amends=tuple(stated.value for stated in amends),
        evidence=tuple(_evidence(name, stated) for name, stated in held),
    )


def _evidence(name: str, stated: Stated) -> Evidence:
    return Evidence(name, stated.start, stated.end)
