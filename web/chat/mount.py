"""The chat put into the server, once in each language, below every other route.

The server's own language stands at `/`, where programs find the endpoint `ask`; the other one at
its own path, which `web/chat/frame.py` serves at `/` to those who read it. Nothing is fetched from
another host.
"""

import os
from pathlib import Path

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
# Gradio asks its own server whether it is up; a proxy in the environment would get that request.
os.environ["NO_PROXY"] = os.environ["no_proxy"] = "*"

import gradio as gr
from fastapi import FastAPI
from starlette.routing import Mount

from web.chat.frame import Frame
from web.chat.page import create_chat
from web.chat.talk import Talk
from web.services import Services
from web.text import TEXTS, Text

WEB = Path(__file__).parent.parent
SYSTEM_FONTS = ("PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "system-ui", "sans-serif")
_MAX_WAITING = 128  # questions; more are turned away


def mount_chat(app: FastAPI) -> FastAPI:
    """The server with the chat."""
    services: Services = app.state.services
    own = services.text.language
    others = [text for language, text in TEXTS.items() if language != own]
    frames = {text.language: _mounted(app, text, f"/{text.language}") for text in others}
    _mounted(app, services.text, "").serve(frames)
    return app


def _mounted(app: FastAPI, text: Text, path: str) -> Frame:
    chat = create_chat(Talk(app.state.services, text), text)
    chat.queue(default_concurrency_limit=8, max_size=_MAX_WAITING)
    gr.mount_gradio_app(
        app,
        chat,
        path=path or "/",
        footer_links=[],
        run_history=False,  # a browser that several share keeps no questions
        ssr_mode=False,
        theme=_theme(),
        css_paths=[Path(__file__).parent / "style.css"],
    )
    mounted = app.routes[-1]
    assert isinstance(mounted, Mount)
    mounted.app = frame = Frame(mounted.app, text.language, path)
    return frame


def _theme() -> gr.themes.Default:
    return gr.themes.Default(
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
