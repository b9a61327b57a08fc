"""Text as HTML for the chat: escaping, boxes of notes, and what the scripts read on a click.

Everything that comes from a document or a user passes through `escape`. No function puts a newline
or a blank line between tags: the chat reads the HTML as Markdown first.
"""

import html
import json
from collections.abc import Sequence

# Gradio's HTML template expands ${…} and {{…}}; a document's text must never be one.
_TEMPLATE_MARKS = {ord("$"): "&#36;", ord("{"): "&#123;", ord("}"): "&#125;", ord("`"): "&#96;"}


def escape(text: str) -> str:
    """Text as HTML that shows exactly it, in an element or an attribute: `<b>` -> `&lt;b&gt;`."""
    return html.escape(text).translate(_TEMPLATE_MARKS)


def lines(text: str) -> str:
    """Escaped text, its line breaks kept as `<br>`."""
    return escape(text).replace("\r", "").replace("\n", "<br>")


def notes_html(name: str, sentences: Sequence[str]) -> str:
    """One box of sentences under a name; nothing if there are none."""
    if not sentences:
        return ""
    items = "".join(f"<p>{lines(sentence)}</p>" for sentence in sentences)
    return (
        f'<div class="x-note" role="note"><strong>{escape(name)}</strong><div>{items}</div></div>'
    )


def target(doc_id: str, section: str, start: int, end: int, quote: str = "") -> str:
    """The attribute that the scripts read on a click: `value`, since the chat strips data-*."""
    place = json.dumps([doc_id, section, start, end, quote], ensure_ascii=False)
    return f'value="{escape(place)}"'
