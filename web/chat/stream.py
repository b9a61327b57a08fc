"""An answer as the chat shows it: messages that grow, an error as a sentence, kept ones again."""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from rag.answer import Answer
from rag.answerer import Answerer
from rag.generate.answering import GeneratedPipeline
from rag.question.query import QuestionError
from web.chat.judge import judge_html
from web.chat.message import (
    answer_html,
    error_html,
    follow_html,
    partial_html,
    question_html,
    sentences,
    waiting_html,
)
from web.chat.tools import tools_html
from web.rate import TooMany
from web.text import Text
from web.turns import turns_of

Message = dict[str, Any]  # as Gradio has it: role, and content as a list of parts


def said(role: str, content: str) -> Message:
    """One message of the chat."""
    return {"role": role, "content": [{"type": "text", "text": content}]}


def stream(
    pipeline: Answerer,
    question: str,
    text: Text,
    answers: Sequence[Answer | None] = (),
    around: AbstractContextManager[Callable[[Answer], None]] | None = None,
    keep: Callable[[Answer], None] = lambda _: None,
) -> Iterator[tuple[Message, Answer | None]]:
    """The assistant's message as it grows: searching, sentence by sentence, whole; or an error.

    With each the answer, None where there is none (yet); `answers` are the session's earlier ones.
    What `around` gives and `keep` get the whole answer before it is shown whole.
    """
    yield said("assistant", waiting_html(text)), None
    try:
        with around or nullcontext(lambda _: None) as answered:
            turns = turns_of(answers)
            if isinstance(pipeline, GeneratedPipeline):
                for found in pipeline.stream(question, turns=turns):
                    n_sentences = len(sentences(found.answer))
                    yield said("assistant", partial_html(found, n_sentences, text)), found
            else:
                found = pipeline.ask(question, turns=turns)
                for n_sentences in range(1, len(sentences(found.answer))):
                    yield said("assistant", partial_html(found, n_sentences, text)), found
            answered(found)
            keep(found)
        yield whole(found, len(answers), text), found
    except Exception as error:
        yield said("assistant", error_html(sentence_of(error, text))), None


def whole(answer: Answer, place: int, text: Text, after: Sequence[str] | None = None) -> Message:
    """An answer with what can be done with it, and the questions to ask `after` it, once known.

    `place` counts the session's answers from 0.
    """
    following = "" if after is None else follow_html(after, text)
    below = f'<div class="x-below">{tools_html(answer, text)}{judge_html(place, text)}</div>'
    return said("assistant", answer_html(answer, text) + below + following)


def told(answers: Sequence[Answer], text: Text) -> list[Message]:
    """The messages of a conversation that was kept."""
    messages = []
    for place, answer in enumerate(answers):
        messages += [said("user", question_html(answer.question)), whole(answer, place, text)]
    return messages


def sentence_of(error: Exception, text: Text) -> str:
    """What the user is told; anything but a wrong question is logged with its traceback."""
    if isinstance(error, QuestionError | TooMany):
        return str(error)
    logging.getLogger("xuntiao").error("a question failed", exc_info=error)
    return text.failed
