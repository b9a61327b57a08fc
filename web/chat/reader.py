"""The document beside the chat: all of them to choose from, or one opened at its quote, as HTML."""

from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import quote

from corpus.document import Clause, Document
from web.chat.markup import escape, lines, notes_html, target
from web.pages.document import depth
from web.text import CHINESE, Text


def open_document(documents: Mapping[str, Document], asked: object, text: Text) -> str:
    """The reader for a click; an empty id lists all. `asked`, from the browser, may be anything."""
    if not isinstance(asked, dict):
        return missing_html(text)
    try:
        if asked["doc_id"] == "":
            return library_html(documents, text)
        document = documents[asked["doc_id"]]
        section, start, end = str(asked["section"]), int(asked["start"]), int(asked["end"])
    except (KeyError, TypeError, ValueError):
        return missing_html(text)
    return document_html(document, section, start, end, text)


def library_html(documents: Mapping[str, Document], text: Text = CHINESE) -> str:
    """The reader before anything was opened: each document with its warnings, to open."""
    rows = "".join(
        f'<li><button type="button" class="x-open" {target(d.doc_id, "", 0, 0)} '
        f'title="{escape(text.open_document)}">{escape(d.title)}</button>'
        f'<p class="x-facts">{_facts(d, text)}</p>{notes_html(text.warnings, d.warnings)}</li>'
        for d in documents.values()
    )
    return (
        f'<div class="x-reader x-library"><header><h2>{escape(text.library)}</h2>'
        f'<p class="x-facts">{escape(text.library_hint)}</p></header><ul>{rows}</ul></div>'
    )


def document_html(
    document: Document, section: str, start: int, end: int, text: Text = CHINESE
) -> str:
    """The reader: the whole document by clauses, `section` set off, `[start:end]` in `<mark>`.

    Each section's first clause has the id `section-ADDRESS`; the label stands where it changes.
    """
    clauses = "".join(_clauses(document, section, start, end))
    return (
        f'<article class="x-reader" data-section="{escape(section)}">'
        f'<div class="x-bar"><h2 title="{escape(document.title)}">{escape(document.title)}</h2>'
        f'<button type="button" class="x-open" {target("", "", 0, 0)}>'
        f"{escape(text.all_documents)}</button>"
        f'<a class="x-page" href="{escape(_page(document, section, start, end))}">'
        f"{escape(text.own_page)}</a>"
        f'<span class="x-steps"><button type="button" class="x-step" value="-1" '
        f'aria-label="{escape(text.previous)}" title="{escape(text.previous)}">‹</button>'
        f'<button type="button" class="x-step" value="1" '
        f'aria-label="{escape(text.next)}" title="{escape(text.next)}">›</button></span>'
        f'<button type="button" class="x-back">{escape(text.back_to_chat)}</button></div>'
        f'<header><p class="x-facts">{_facts(document, text)}</p>'
        f"{notes_html(text.warnings, document.warnings)}</header>"
        f'<div class="x-text">{clauses}</div></article>'
    )


def missing_html(text: Text = CHINESE) -> str:
    """The reader when the document asked for is not there."""
    return f'<div class="x-reader"><div class="x-note">{escape(text.no_document)}</div></div>'


def _page(document: Document, section: str, start: int, end: int) -> str:
    """The permanent address of the place."""
    place = f"?start={start}&end={end}" if end > start else ""
    anchor = f"#{quote(section, safe='/()@')}" if section else ""
    return f"/d/{quote(document.doc_id)}{place}{anchor}"


def _clauses(document: Document, section: str, start: int, end: int) -> Iterator[str]:
    """Each clause as a paragraph; the label and the anchor where the section changes."""
    anchored: set[str] = set()
    before = ""
    for clause in document.clauses:
        here = " x-here" if clause.section == section else ""
        anchor = ""
        if clause.section not in anchored:
            anchored.add(clause.section)
            anchor = f' id="section-{escape(clause.section)}"'
        label = escape(clause.label) if clause.section != before else ""
        before = clause.section
        yield (
            f'<div class="x-clause x-{clause.kind}{here}"{anchor}>'
            f'<span class="x-label">{label}</span>'
            f'<p style="--depth:{depth(clause)}">{_marked(clause, start, end)}</p></div>'
        )


def _marked(clause: Clause, start: int, end: int) -> str:
    """The clause's text with the part that lies in `[start:end]` of the document marked."""
    first = min(max(start - clause.start, 0), len(clause.text))
    last = min(max(end - clause.start, 0), len(clause.text))
    if first >= last:
        return lines(clause.text)
    before, quote, after = clause.text[:first], clause.text[first:last], clause.text[last:]
    return f"{lines(before)}<mark>{lines(quote)}</mark>{lines(after)}"


def _facts(document: Document, text: Text) -> str:
    about = document.metadata
    named: Sequence[tuple[str, str | None]] = (
        (text.number, about.number),
        (text.issuer, about.issuer),
        (text.issued, about.issued),
        (text.published, about.published),
        (text.effective, about.effective),
        (text.expires, about.expires),
    )
    facts = [f"{name} {value}" for name, value in named if value]
    facts.append(text.n_clauses.format(n=len(document.clauses)))
    return "".join(f"<span>{escape(fact)}</span>" for fact in facts)
