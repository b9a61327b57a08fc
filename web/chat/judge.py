"""The judgement under an answer: its buttons as HTML, and what a click on one says."""

import json
from typing import NamedTuple

from web.chat.markup import escape
from web.text import CHINESE, Text


class Judgement(NamedTuple):
    """Which answer of the session (from 0), and what the user said of it."""

    place: int
    liked: bool
    reason: str


def judge_html(place: int, text: Text = CHINESE) -> str:
    """Useful; or wrong, which opens the reasons to choose from."""
    reasons = "".join(_button(place, False, reason, reason) for reason in text.reasons)
    return (
        '<div class="x-judge">'
        + _button(place, True, "", text.good)
        + f'<details><summary title="{escape(text.why)}">{escape(text.bad)}</summary>'
        f'<div>{reasons}</div></details><span class="x-thanks">{escape(text.judged)}</span></div>'
    )


def judgement_of(said: object) -> Judgement | None:
    """The click as a judgement; None for anything else that a browser may send."""
    if not isinstance(said, dict):
        return None
    place, liked, reason = said.get("place"), said.get("liked"), said.get("reason")
    if type(place) is int and type(liked) is bool and isinstance(reason, str):
        return Judgement(place, liked, reason[:100])
    return None


def _button(place: int, liked: bool, reason: str, shown: str) -> str:
    value = escape(json.dumps([place, liked, reason], ensure_ascii=False))
    return f'<button type="button" class="x-say" value="{value}">{escape(shown)}</button>'
