"""What can be done with an answer: copied with its sources, taken away as a Word sheet."""

from urllib.parse import urlencode

from rag.answer import Answer
from web.chat.markup import escape
from web.text import CHINESE, Text


def tools_html(answer: Answer, text: Text = CHINESE) -> str:
    """The buttons below a whole answer; `tools.js` copies, a link leads to the sheet."""
    sheet = f"/sheet.docx?{urlencode({'question': answer.asked or answer.question})}"
    return (
        '<div class="x-tools">'
        f'<button type="button" class="x-copy" title="{escape(text.copy_hint)}">'
        f"{escape(text.copy)}</button>"
        f'<a class="x-sheet" href="{escape(sheet)}" title="{escape(text.sheet_hint)}">'
        f"{escape(text.sheet)}</a></div>"
    )


def export_html(text: Text = CHINESE) -> str:
    """Earlier conversations, and the button that saves this one, with what the script says."""
    return (
        f'<a class="x-history" href="/chats">{escape(text.history)}</a>'
        f'<button type="button" class="x-export" title="{escape(text.export_hint)}" '
        f'data-copied="{escape(text.copied)}" data-empty="{escape(text.export_empty)}" '
        f'data-sources="{escape(text.sources)}">{escape(text.export)}</button>'
    )
