"""The chat's page: what stands on it, and which click calls what of `web/chat/talk.py`."""

from pathlib import Path
from typing import Any

import gradio as gr

from web.chat.markup import escape
from web.chat.talk import Talk, example, followed, where
from web.chat.tools import export_html
from web.text import Text

_HERE = Path(__file__).parent


def create_chat(talk: Talk, text: Text) -> gr.Blocks:
    """The page in one language, with the endpoint `ask`."""
    with gr.Blocks(title=text.title, analytics_enabled=False) as app:
        with gr.Row(elem_id="head"):
            gr.HTML(
                f"<h1>{escape(text.title)}</h1><p>{escape(text.subtitle)}</p>",
                elem_id="title",
                apply_default_css=False,
            )
            gr.HTML(
                export_html(text),
                elem_id="tools",
                apply_default_css=False,
                js_on_load=_script("tools.js"),
            )
            clear = gr.Button(text.new_chat, elem_id="anew", size="sm", scale=0, min_width=72)
        with gr.Row():
            with gr.Column(scale=5, min_width=340):
                chat = gr.Chatbot(
                    elem_id="chat",
                    show_label=False,
                    placeholder=f"### {text.welcome}",
                    buttons=[],
                    latex_delimiters=[],
                    allow_tags=False,
                    feedback_options=None,
                )
                with gr.Row(elem_id="ask-row"):
                    box = gr.Textbox(
                        elem_id="question",
                        placeholder=text.ask_placeholder,
                        show_label=False,
                        container=False,
                        scale=8,
                        max_lines=6,
                        autofocus=True,
                    )
                    send = gr.Button(text.ask, variant="primary", scale=0, min_width=88)
            with gr.Column(scale=4, min_width=340):
                reader = gr.HTML(
                    "", elem_id="reader", apply_default_css=False, js_on_load=_script("reader.js")
                )
        quiet = {"elem_classes": "x-quiet"}  # nothing to be seen, only heard
        judging = gr.HTML("", js_on_load=_script("judge.js"), **quiet)
        following = gr.HTML("", js_on_load=_script("follow.js"), **quiet)
        kept = gr.HTML("", js_on_load=_script("kept.js"), **quiet)
        answers, chat_id = gr.State([]), gr.State("")
        hidden: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
        session = [box, chat, answers, chat_id]
        gr.on([box.submit, send.click], talk.answer, session, session, **hidden)
        chosen = chat.example_select(example, None, box, **hidden)
        chosen.then(talk.answer, session, session, **hidden)
        asked_next = following.click(followed, None, box, **hidden)
        asked_next.then(talk.answer, session, session, **hidden)
        judging.click(talk.judge, answers, None, **hidden)
        all_of_it = [chat, answers, chat_id, reader]
        clear.click(talk.begin_anew, None, all_of_it, **hidden)
        opened = app.load(talk.resume, None, all_of_it, **hidden)
        opened.then(talk.suggest, None, chat, **hidden)
        chat_id.change(where, chat_id, kept, **hidden)
        reader.click(talk.open_at, None, reader, **hidden)
        gr.api(talk.ask, api_name="ask")
    return app


def _script(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")
