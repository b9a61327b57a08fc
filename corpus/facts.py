"""All facts of one document: what it says of itself, who does what, targets, benefits.

Each fact is read from one clause and keeps its slice; nothing is inherited from another section.
"""

from dataclasses import dataclass
from typing import Any

from corpus.benefit import Benefit, read_benefits
from corpus.document import Document, Metadata
from corpus.responsibility import Responsibility, read_assignments
from corpus.target import Target, read_targets


@dataclass(frozen=True)
class Facts:
    """The facts of one document, each kind in reading order."""

    metadata: Metadata
    responsibilities: tuple[Responsibility, ...]
    targets: tuple[Target, ...]
    benefits: tuple[Benefit, ...]


def read_facts(document: Document) -> Facts:
    """The facts that the document's clauses state."""
    return Facts(
        document.metadata,
        read_assignments(document.clauses),
        read_targets(document.clauses),
        read_benefits(document.clauses),
    )


def facts_record(facts: Facts) -> dict[str, Any]:
    """The facts as the contract's JSON object; None where the document does not say."""
    about = facts.metadata
    return {
        "document": {
            "title": about.title,
            "number": about.number,
            "issuer": about.issuer,
            "issued": about.issued,
            "effective": about.effective,
            "expires": about.expires,
            "repeals": list(about.repeals),
        },
        "responsibilities": [
            {"section": r.section, "lead": list(r.lead), "support": list(r.support)}
            for r in facts.responsibilities
        ],
        "targets": [
            {
                "section": t.section,
                "metric": t.metric,
                "comparator": t.comparator,
                "value": t.value,
                "unit": t.unit,
                "by": t.by,
            }
            for t in facts.targets
        ],
        "benefits": [
            {
                "section": b.section,
                "what": b.what,
                "amount": b.amount,
                "unit": b.unit,
                "cap": b.cap,
                "condition": b.condition,
            }
            for b in facts.benefits
        ],
    }
