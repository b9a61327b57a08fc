"""What a person does in the chat: asks, goes on with an earlier conversation, judges, reads.

What a session knows is in its own page; what a person asked is kept under that person's name, and
goes on at `/?chat=ID`.
"""

from collections.abc import Iterator
from typing import Any

import gradio as gr

from rag.answer import Answer, answer_record
from web.asking import accounted
from web.chat.judge import judgement_of
from web.chat.markup import escape
from web.chat.message import question_html
from web.chat.reader import library_html, open_document
from web.chat.stream import Message, said, sentence_of, stream, told, whole
from web.live import Live, View
from web.people.chats import Chats
from web.people.user import User
from web.services import Services, visible_to
from web.text import Text
from web.turns import answer_from, turns_from, turns_of

_MAX_QUESTION = 200  # characters of one to ask next

Chat = list[Message]
Answers = list[Answer | None]


class Talk:
    """What the page in one language calls; each person is answered from what that person may see.

    The methods are given to Gradio, which reads from their types what to hand over.
    """

    def __init__(self, parts: Services, text: Text) -> None:
        """Over the server's parts, in the words of `text`."""
        self._parts = parts
        self._text = text
        source = parts.source
        self._kept = Chats(source.catalog) if isinstance(source, Live) else None

    def answer(
        self, question: str, chat: Chat, answers: Answers, chat_id: str, request: gr.Request
    ) -> Iterator[tuple[str, Chat, Answers, str]]:
        """The box emptied, the conversation as the answer grows, the answers, the kept one's id."""
        user = user_of(request)
        asked = [*chat, said("user", question_html(question))]

        def keep(found: Answer) -> None:
            nonlocal chat_id
            if self._kept is not None:
                record = answer_record(found)
                if not (chat_id and self._kept.add(user, chat_id, record)):
                    chat_id = self._kept.begin(user, question)  # new, or deleted meanwhile
                    self._kept.add(user, chat_id, record)

        view = self._view(user)
        found = None
        around = accounted(self._parts, user)
        for message, found in stream(view.pipeline, question, self._text, answers, around, keep):
            yield "", [*asked, message], [*answers, found], chat_id
        if found is not None:  # it is shown: what to ask next may take its time
            told_all = [*answers, found]
            after = view.follow_ups(found, turns_of(told_all))
            message = whole(found, len(answers), self._text, after)
            yield "", [*asked, message], told_all, chat_id

    def resume(self, request: gr.Request) -> Iterator[tuple[Any, Any, Any, Any]]:
        """The conversation that the address names, if it is this person's, and the library.

        Where it names none, what was asked meanwhile is left alone.
        """
        user = user_of(request)
        chat_id = str(request.query_params.get("chat", ""))
        records = self._kept.records(user, chat_id) if self._kept and chat_id else None
        view = self._view(user)
        answers = [answer_from(record, view.documents) for record in records or ()]
        library = library_html(view.documents, self._text)
        if not answers:
            yield gr.skip(), gr.skip(), gr.skip(), library
            return
        chat = told(answers, self._text)
        yield chat, list(answers), chat_id, library
        after = view.follow_ups(answers[-1], turns_of(answers))
        last = whole(answers[-1], len(answers) - 1, self._text, after)
        yield [*chat[:-1], last], gr.skip(), gr.skip(), gr.skip()

    def begin_anew(self, request: gr.Request) -> tuple[Chat, Answers, str, str]:
        """Nothing said yet, and the library."""
        return [], [], "", library_html(self._view(user_of(request)).documents, self._text)

    def suggest(self, request: gr.Request) -> dict[str, Any]:
        """Questions to begin with put into the chat, what was said there meanwhile left alone."""
        view = self._view(user_of(request))
        examples = [{"text": question} for question in view.opening_questions()]
        update: dict[str, Any] = gr.update(examples=examples)
        return update

    def judge(self, event: gr.EventData, answers: Answers) -> None:
        """Keeps what was said of an answer."""
        said = judgement_of(event._data)
        judged = answers[said.place] if said and 0 <= said.place < len(answers) else None
        if said and judged:
            self._parts.keep(answer_record(judged), said.liked, said.reason)

    def open_at(self, event: gr.EventData, request: gr.Request) -> str:
        """The reader at the place that was clicked."""
        return open_document(self._view(user_of(request)).documents, event._data, self._text)

    def ask(
        self, question: str, request: gr.Request, history: list[dict[str, Any]] | None = None
    ) -> dict[str, Any]:
        """`history`: the records of the conversation so far, oldest first."""
        try:
            user = user_of(request)
            with accounted(self._parts, user) as answered:
                found = self._view(user).pipeline.ask(question, turns=turns_from(history))
                answered(found)
            return answer_record(found)
        except Exception as error:
            raise gr.Error(sentence_of(error, self._text), print_exception=False) from None

    def _view(self, user: User) -> View:
        return self._parts.source.view(visible_to(user, self._parts))


def where(chat_id: str) -> str:
    """The id of the kept conversation, for the script that puts it into the address."""
    return escape(chat_id)


def example(event: gr.SelectData) -> str:
    """The example that was clicked."""
    return str(event.value["text"])


def followed(event: gr.EventData) -> str:
    """The question to ask next that was clicked; empty for anything else a browser may send."""
    asked = event._data.get("question") if isinstance(event._data, dict) else None
    return asked[:_MAX_QUESTION] if isinstance(asked, str) else ""


def user_of(request: gr.Request) -> User:
    """The person at the browser, whom the guard let pass."""
    found: User = request.request.state.user
    return found
