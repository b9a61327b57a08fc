"""What of a clause is embedded and tokenised: its text behind the headings it stands under."""

import hashlib

from corpus.document import Clause, Document


def context(document: Document, clause: Clause) -> str:
    """`title heading … text`, a clause's text made findable by what its headings say.

    A heading that the text itself starts with, and one that repeats the title or another heading,
    is left out.
    """
    lead: list[str] = []
    text = clause.text.strip()
    for part in (document.title, *clause.heading_path):
        heading = part.strip()
        if heading and heading not in lead and not text.startswith(heading):
            lead.append(heading)
    return " ".join([*lead, text])


def text_hash(text: str) -> str:
    """SHA-256 of the UTF-8 text in hex; the key of its vector."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
