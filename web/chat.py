"""The chat as a Gradio page; rendering is in `web/render.py`, answers in `rag/`.

What a session knows is in its own page; what a person asked is kept under that person's name, and
goes on at `/?chat=ID`. Nothing is fetched from another host.
"""

import logging
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
# Gradio asks its own server whether it is up; a proxy in the environment would get that request.
os.environ["NO_PROXY"] = os.environ["no_proxy"] = "*"

import gradio as gr
from fastapi import FastAPI
from starlette.routing import Mount

from corpus.document import Document
from rag.answer import Answer, answer_record
from rag.generate.answering import GeneratedPipeline
from rag.question.query import QuestionError
from web import render
from web.asking import limit, note
from web.guard import ChatApp
from web.judge import judge_html, judgement_of
from web.live import Asked, Live, View
from web.pages.page import bar_html
from web.people.chats import Chats
from web.people.user import User
from web.rate import TooMany
from web.services import Services, visible_to
from web.text import Text
from web.tools import export_html, tools_html
from web.turns import answer_from, turns_from, turns_of

WEB = Path(__file__).parent
SYSTEM_FONTS = ("PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "system-ui", "sans-serif")
_MAX_WAITING = 128  # questions; more are turned away

Message = dict[str, Any]
Chat = list[Message]
Answers = list[Answer | None]


def create_chat(parts: Services) -> gr.Blocks:
    """The page and the endpoint `ask`, each person's over what that person may see."""
    text = parts.text
    kept = Chats(parts.source.catalog) if isinstance(parts.source, Live) else None

    def view(user: User) -> View:
        return parts.source.view(visible_to(user, parts))

    def answer(
        question: str, chat: Chat, answers: Answers, chat_id: str, request: gr.Request
    ) -> Iterator[tuple[str, Chat, Answers, str]]:
        user = user_of(request)
        asked = [*chat, said("user", render.question_html(question))]
        try:
            limit(parts, user)
        except TooMany as error:
            message = said("assistant", render.error_html(str(error)))
            yield "", [*asked, message], [*answers, None], chat_id
            return

        def answered(found: Answer) -> None:
            nonlocal chat_id
            parts.metrics.answered(found)
            note(parts, user, found)
            if kept is not None:
                chat_id = chat_id or kept.begin(user, question)
                kept.add(user, chat_id, answer_record(found))

        for message, found in stream(view(user).pipeline, question, text, answers, answered):
            yield "", [*asked, message], [*answers, found], chat_id

    def resume(request: gr.Request) -> tuple[Chat, Answers, str, str]:
        """The conversation that the address names, if it is this person's, and the library."""
        user = user_of(request)
        chat_id = str(request.query_params.get("chat", ""))
        records = kept.records(user, chat_id) if kept and chat_id else None
        answers = [answer_from(record) for record in records or ()]
        library = render.library_html(view(user).documents, text)
        return told(answers, text), list(answers), chat_id if records else "", library

    def judge(event: gr.EventData, answers: Answers) -> None:
        said = judgement_of(event._data)
        judged = answers[said.place] if said and 0 <= said.place < len(answers) else None
        if said and judged:
            parts.keep(answer_record(judged), said.liked, said.reason)

    def ask(
        question: str, request: gr.Request, history: list[dict[str, Any]] | None = None
    ) -> dict[str, Any]:
        """`history`: the records of the conversation so far, oldest first."""
        try:
            user = user_of(request)
            limit(parts, user)
            found = view(user).pipeline.ask(question, turns=turns_from(history))
            parts.metrics.answered(found)
            note(parts, user, found)
            return answer_record(found)
        except Exception as error:
            raise gr.Error(sentence_of(error, text), print_exception=False) from None

    def open_at(event: gr.EventData, request: gr.Request) -> str:
        return open_document(view(user_of(request)).documents, event._data, text)

    def begin_anew(request: gr.Request) -> tuple[Chat, Answers, str, str]:
        return [], [], "", render.library_html(view(user_of(request)).documents, text)

    def example(event: gr.SelectData) -> str:
        return str(event.value["text"])

    with gr.Blocks(title=text.title, analytics_enabled=False) as app:
        gr.HTML(
            f"{bar_html(text.language)}<h1>{render.escape(text.title)}</h1>"
            f"<p>{render.escape(text.subtitle)}</p>",
            elem_id="head",
            apply_default_css=False,
        )
        with gr.Row():
            with gr.Column(scale=5, min_width=340):
                chat = gr.Chatbot(
                    elem_id="chat",
                    show_label=False,
                    placeholder=f"### {text.welcome}",
                    examples=[{"text": question} for question in text.examples],
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
                        autofocus=True,
                    )
                    send = gr.Button(text.ask, variant="primary", scale=1, min_width=72)
                    clear = gr.Button(text.new_chat, scale=1, min_width=72)
            with gr.Column(scale=4, min_width=340):
                reader = gr.HTML(
                    "",
                    elem_id="reader",
                    apply_default_css=False,
                    js_on_load=(WEB / "chat.js").read_text(encoding="utf-8"),
                )
        gr.HTML(
            export_html(text),
            elem_id="tools",
            apply_default_css=False,
            js_on_load=(WEB / "tools.js").read_text(encoding="utf-8"),
        )
        judging = gr.HTML("", js_on_load=(WEB / "judge.js").read_text(encoding="utf-8"))
        answers, chat_id = gr.State([]), gr.State("")
        hidden: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
        session = [box, chat, answers, chat_id]
        gr.on([box.submit, send.click], answer, session, session, **hidden)
        chat.example_select(example, None, box, **hidden).then(answer, session, session, **hidden)
        judging.click(judge, answers, None, **hidden)
        whole = [chat, answers, chat_id, reader]
        clear.click(begin_anew, None, whole, **hidden)
        app.load(resume, None, whole, **hidden)
        reader.click(open_at, None, reader, **hidden)
        gr.api(ask, api_name="ask")
    return app


def mount_chat(app: FastAPI) -> FastAPI:
    """The server with the chat at `/`, below every other route."""
    services: Services = app.state.services
    chat = create_chat(services)
    theme = gr.themes.Default(
        primary_hue="blue",
        neutral_hue="slate",
        font=SYSTEM_FONTS,
        font_mono=("ui-monospace", "monospace"),
    ).set(
        body_text_color_subdued="*neutral_600",
        body_text_color_subdued_dark="*neutral_300",
        button_primary_background_fill="*primary_700",
        button_primary_background_fill_hover="*primary_800",
        button_primary_background_fill_dark="*primary_700",
        button_primary_background_fill_hover_dark="*primary_600",
    )
    chat.queue(default_concurrency_limit=8, max_size=_MAX_WAITING)
    gr.mount_gradio_app(
        app,
        chat,
        path="/",
        footer_links=[],
        ssr_mode=False,
        theme=theme,
        css_paths=[WEB / "static" / "bar.css", WEB / "style.css"],
    )
    mounted = app.routes[-1]
    assert isinstance(mounted, Mount)
    mounted.app = ChatApp(mounted.app)
    return app


def stream(
    pipeline: Asked,
    question: str,
    text: Text,
    answers: Sequence[Answer | None] = (),
    answered: Callable[[Answer], None] = lambda _: None,
) -> Iterator[tuple[Message, Answer | None]]:
    """The assistant's message as it grows: searching, sentence by sentence, whole; or an error.

    With each the answer, None where there is none (yet); `answers` are the session's earlier ones.
    `answered` gets the whole answer before it is shown whole.
    """
    yield said("assistant", render.waiting_html(text)), None
    try:
        turns = turns_of(answers)
        if isinstance(pipeline, GeneratedPipeline):
            for found in pipeline.stream(question, turns=turns):
                n_sentences = len(render.sentences(found.answer))
                yield said("assistant", render.partial_html(found, n_sentences, text)), found
        else:
            found = pipeline.ask(question, turns=turns)
            for n_sentences in range(1, len(render.sentences(found.answer))):
                yield said("assistant", render.partial_html(found, n_sentences, text)), found
        answered(found)
        whole = render.answer_html(found, text) + tools_html(found, text)
        whole += judge_html(len(answers), text)
        yield said("assistant", whole), found
    except Exception as error:
        yield said("assistant", render.error_html(sentence_of(error, text))), None


def told(answers: Sequence[Answer], text: Text) -> Chat:
    """The messages of a conversation that was kept."""
    messages: Chat = []
    for place, answer in enumerate(answers):
        whole = (
            render.answer_html(answer, text) + tools_html(answer, text) + judge_html(place, text)
        )
        messages += [said("user", render.question_html(answer.question)), said("assistant", whole)]
    return messages


def user_of(request: gr.Request) -> User:
    """The person at the browser, whom the guard let pass."""
    found: User = request.request.state.user
    return found


def sentence_of(error: Exception, text: Text) -> str:
    """What the user is told; anything but a wrong question is logged with its traceback."""
    if isinstance(error, QuestionError | TooMany):
        return str(error)
    logging.getLogger("xuntiao").error("a question failed", exc_info=error)
    return text.failed


def open_document(documents: Mapping[str, Document], asked: object, text: Text) -> str:
    """The reader for a click; an empty id lists all. `asked`, from the browser, may be anything."""
    if not isinstance(asked, dict):
        return render.missing_html(text)
    try:
        if asked["doc_id"] == "":
            return render.library_html(documents, text)
        document = documents[asked["doc_id"]]
        section, start, end = str(asked["section"]), int(asked["start"]), int(asked["end"])
    except (KeyError, TypeError, ValueError):
        return render.missing_html(text)
    return render.document_html(document, section, start, end, text)


def said(role: str, content: str) -> Message:
    """One message of the chat."""
    return {"role": role, "content": [{"type": "text", "text": content}]}
