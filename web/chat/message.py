"""The messages of the chat as HTML: questions, answers as they grow and whole, errors.

Text in and text out; knows no Gradio.
"""

import re
from collections.abc import Mapping, Sequence

from corpus.document import Clause
from corpus.squeeze import one_line
from index.hit import Hit
from rag.answer import Answer, Citation
from rag.write import BETWEEN, NEAREST, spoken
from web.chat.markup import escape, lines, notes_html, target
from web.text import CHINESE, Text

_MAX_PREVIEW = 200  # characters of a clause that is only near
_MARKER = re.compile(r"〔(\d+)〕")
_SENTENCE_END = re.compile(r"(?<=[。！？；\n])(?![〔”’」』）)\n])|(?<=〕)(?![〔。；，\n])")


def question_html(question: str) -> str:
    """The user's own message."""
    return f'<div class="x-question">{lines(question.strip())}</div>'


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
    notes = notes_html(text.note, answer.notes)
    facts = [text.scope.format(documents=answer.n_documents, clauses=answer.n_clauses)]
    if "total" in answer.latency_ms:
        facts.append(text.took.format(ms=f"{answer.latency_ms['total']:.1f}"))
    scope = f'<p class="x-scope">{escape(" · ".join(facts))}</p>'
    return _answer_box(answer, answer.answer, notes + _sources(answer, text) + scope, text)


def follow_html(questions: Sequence[str], text: Text = CHINESE) -> str:
    """What to ask next, each to be asked by a click; an empty place if there is nothing."""
    if not questions:
        return '<div class="x-next"></div>'
    asked = "".join(
        f'<button type="button" class="x-follow" value="{said}">{said}</button>'
        for said in map(escape, questions)
    )
    return f'<div class="x-next"><p>{escape(text.ask_next)}</p>{asked}</div>'


def error_html(sentence: str) -> str:
    """One sentence in the place of an answer."""
    return f'<div class="x-answer x-error" role="alert"><p>{lines(sentence)}</p></div>'


def waiting_html(text: Text = CHINESE) -> str:
    """What stands in the place of an answer until its first sentence."""
    return f'<div class="x-answer x-waiting"><p>{escape(text.searching)}</p></div>'


def _answer_box(answer: Answer, shown: str, below: str, text: Text = CHINESE) -> str:
    """The frame of an answer; a refusal has another one, with a heading."""
    by_marker = {citation.marker: citation for citation in answer.citations}
    shown_lines = [line for line in shown.split("\n") if line]
    body = "".join(
        f"<p>{_near(line, answer.hits) if answer.refused else _chips(line, by_marker)}</p>"
        for line in shown_lines
    )
    if answer.understood:
        said = escape(text.understood.format(words=answer.understood))
        body = f'<p class="x-understood">{said}</p>{body}'
    if not answer.refused:
        return f'<div class="x-answer">{body}{below}</div>'
    heading = f'<p class="x-refusal">{escape(text.refusals[answer.reason or "no_evidence"])}</p>'
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


def _near(line: str, hits: Sequence[Hit]) -> str:
    """One line of a refusal, escaped; the sections that it calls nearest can be opened."""
    first = {spoken(h.clause.label): h.clause for h in reversed(hits)}  # the best of each label
    before, nearest, named = line.rpartition(NEAREST)
    if not nearest:
        return escape(line)
    parts = named.removesuffix("。").split(BETWEEN)
    shown = (_opened(first[part]) if part in first else escape(part) for part in parts)
    return f"{escape(before)}{nearest}{BETWEEN.join(shown)}。"


def _opened(clause: Clause) -> str:
    words = one_line(clause.text)[:_MAX_PREVIEW]
    place = target(clause.doc_id, clause.section, clause.start, clause.end, words)
    return f'<button type="button" class="x-near" {place}>{escape(spoken(clause.label))}</button>'


def _sources(answer: Answer, text: Text) -> str:
    """The documents that the answer cites, each to be opened where it is cited first."""
    first: dict[str, Citation] = {}
    for citation in answer.citations:
        first.setdefault(citation.doc_id, citation)
    if not first:
        return ""
    titles = "".join(
        f'<button type="button" class="x-source" {_place(each)} '
        f'title="{escape(text.open_document)}">《{escape(each.title)}》</button>'
        for each in first.values()
    )
    return f'<p class="x-sources"><span>{escape(text.cited_from)}</span>{titles}</p>'


def _place(citation: Citation) -> str:
    words = one_line(citation.quote)
    return target(citation.doc_id, citation.section, citation.start, citation.end, words)


def _chip(citation: Citation) -> str:
    hint = f"《{citation.title}》{citation.label}"
    return (
        f'<button type="button" class="x-chip" {_place(citation)} title="{escape(hint)}">'
        f"〔{escape(citation.label)}〕</button>"
    )
