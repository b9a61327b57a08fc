"""HTML of answers and documents, as text in and text out; called by `app.py`, knows no Gradio.

Everything that comes from a document or a user passes through `escape`. No function puts a newline
or a blank line between tags: the chat reads the HTML as Markdown first.
"""

import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import quote

from corpus.document import Clause, Document
from rag.answer import Answer, Citation
from web.text import CHINESE, Text

_MARKER = re.compile(r"〔(\d+)〕")
_SENTENCE_END = re.compile(r"(?<=[。！？；\n])(?![〔”’」』）)\n])|(?<=〕)(?![〔。；，\n])")
# Gradio's HTML template expands ${…} and {{…}}; a document's text must never be one.
_TEMPLATE_MARKS = {ord("$"): "&#36;", ord("{"): "&#123;", ord("}"): "&#125;", ord("`"): "&#96;"}


def escape(text: str) -> str:
    """Text as HTML that shows exactly it, in an element or an attribute: `<b>` -> `&lt;b&gt;`."""
    return html.escape(text).translate(_TEMPLATE_MARKS)


def question_html(question: str) -> str:
    """The user's own message."""
    return f'<div class="x-question">{_lines(question.strip())}</div>'


def sentences(answer: str) -> tuple[str, ...]:
    """The answer cut where a reader would pause; joined they are the answer again.

    A marker stays with the sentence before it: `甲。〔1〕乙。〔2〕` -> `甲。〔1〕`, `乙。〔2〕`.
    """
    return tuple(part for part in _SENTENCE_END.split(answer) if part)


def partial_html(answer: Answer, n_sentences: int, text: Text = CHINESE) -> str:
    """The first sentences of an answer, while it streams: chips, but no notes or scope yet."""
    return _answer_box(answer, "".join(sentences(answer.answer)[:n_sentences]), "", text)


def answer_html(answer: Answer, text: Text = CHINESE) -> str:
    """The whole answer: each 〔n〕 as a chip with its label, notes, scope and time."""
    notes = _notes(text.note, answer.notes)
    facts = [text.scope.format(documents=answer.n_documents, clauses=answer.n_clauses)]
    if "total" in answer.latency_ms:
        facts.append(text.took.format(ms=f"{answer.latency_ms['total']:.1f}"))
    scope = f'<p class="x-scope">{escape(" · ".join(facts))}</p>'
    return _answer_box(answer, answer.answer, notes + scope, text)


def error_html(sentence: str) -> str:
    """One sentence in the place of an answer."""
    return f'<div class="x-answer x-error" role="alert"><p>{_lines(sentence)}</p></div>'


def waiting_html(text: Text = CHINESE) -> str:
    """What stands in the place of an answer until its first sentence."""
    return f'<div class="x-answer x-waiting"><p>{escape(text.searching)}</p></div>'


def library_html(documents: Mapping[str, Document], text: Text = CHINESE) -> str:
    """The reader before anything was opened: each document with its warnings, to open."""
    rows = "".join(
        f'<li><button type="button" class="x-open" {_target(d.doc_id, "", 0, 0)} '
        f'title="{escape(text.open_document)}">{escape(d.title)}</button>'
        f'<p class="x-facts">{_facts(d, text)}</p>{_notes(text.warnings, d.warnings)}</li>'
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
        f'<button type="button" class="x-open" {_target("", "", 0, 0)}>'
        f"{escape(text.all_documents)}</button>"
        f'<a class="x-page" href="{escape(_page(document, section, start, end))}">'
        f"{escape(text.own_page)}</a>"
        f'<span class="x-steps"><button type="button" class="x-step" value="-1" '
        f'aria-label="{escape(text.previous)}" title="{escape(text.previous)}">‹</button>'
        f'<button type="button" class="x-step" value="1" '
        f'aria-label="{escape(text.next)}" title="{escape(text.next)}">›</button></span>'
        f'<button type="button" class="x-back">{escape(text.back_to_chat)}</button></div>'
        f'<header><p class="x-facts">{_facts(document, text)}</p>'
        f"{_notes(text.warnings, document.warnings)}</header>"
        f'<div class="x-text">{clauses}</div></article>'
    )


def missing_html(text: Text = CHINESE) -> str:
    """The reader when the document asked for is not there."""
    return f'<div class="x-reader"><div class="x-note">{escape(text.no_document)}</div></div>'


def _answer_box(answer: Answer, shown: str, below: str, text: Text = CHINESE) -> str:
    """The frame of an answer; a refusal has another one, with a heading."""
    by_marker = {citation.marker: citation for citation in answer.citations}
    body = "".join(f"<p>{_chips(line, by_marker)}</p>" for line in shown.split("\n") if line)
    if answer.understood:
        said = escape(text.understood.format(words=answer.understood))
        body = f'<p class="x-understood">{said}</p>{body}'
    if not answer.refused:
        return f'<div class="x-answer">{body}{below}</div>'
    heading = f'<p class="x-refusal">{escape(text.refused)}</p>'
    return f'<div class="x-answer x-refused">{heading}{body}{below}</div>'


def _chips(line: str, by_marker: Mapping[int, Citation]) -> str:
    """One line of an answer, escaped, with a chip for each marker that has a citation."""
    parts = []
    at = 0
    for found in _MARKER.finditer(line):
        citation = by_marker.get(int(found[1]))
        if citation:
            parts.append(escape(line[at : found.start()]) + _chip(citation))
            at = found.end()
    return "".join(parts) + escape(line[at:])


def _chip(citation: Citation) -> str:
    words = " ".join(citation.quote.split())
    target = _target(citation.doc_id, citation.section, citation.start, citation.end, words)
    hint = f"《{citation.title}》{citation.label}"
    return (
        f'<button type="button" class="x-chip" {target} title="{escape(hint)}">'
        f"〔{escape(citation.label)}〕</button>"
    )


def _target(doc_id: str, section: str, start: int, end: int, quote: str = "") -> str:
    """The attribute that the scripts read on a click: `value`, since the chat strips data-*."""
    place = json.dumps([doc_id, section, start, end, quote], ensure_ascii=False)
    return f'value="{escape(place)}"'


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
            f'<p style="--depth:{_depth(clause)}">{_marked(clause, start, end)}</p></div>'
        )


def _depth(clause: Clause) -> int:
    return min(clause.section.count("/"), 4)


def _marked(clause: Clause, start: int, end: int) -> str:
    """The clause's text with the part that lies in `[start:end]` of the document marked."""
    first = min(max(start - clause.start, 0), len(clause.text))
    last = min(max(end - clause.start, 0), len(clause.text))
    if first >= last:
        return _lines(clause.text)
    before, quote, after = clause.text[:first], clause.text[first:last], clause.text[last:]
    return f"{_lines(before)}<mark>{_lines(quote)}</mark>{_lines(after)}"


def _lines(text: str) -> str:
    """Escaped text, its line breaks kept."""
    return escape(text).replace("\r", "").replace("\n", "<br>")


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


def _notes(name: str, sentences: Sequence[str]) -> str:
    """One box of sentences under a name; nothing if there are none."""
    if not sentences:
        return ""
    items = "".join(f"<p>{_lines(sentence)}</p>" for sentence in sentences)
    return (
        f'<div class="x-note" role="note"><strong>{escape(name)}</strong><div>{items}</div></div>'
    )
