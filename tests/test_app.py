"""The chat: what it renders, one request through the running server, what goes wrong."""

import json
import logging
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import get_args

import pytest
from gradio_client import Client  # type: ignore[import-untyped]
from gradio_client.exceptions import AppError  # type: ignore[import-untyped]

from app import port_problem
from index.hit import Hit
from rag.answer import Reason, answer_record
from rag.question.conversation import Turn
from rag.question.query import QuestionError
from tests.toy_app import DOCUMENT, GOAL, TRICK, ToyPipeline, toy_answer, toy_refusal
from web.chat import message, reader
from web.chat.judge import judge_html, judgement_of
from web.chat.reader import open_document
from web.chat.stream import stream
from web.text import CHINESE, ENGLISH
from web.turns import answer_from, turns_from, turns_of

ROOT = Path(__file__).parents[1]

# Gradio's and starlette's own: deprecated names of asyncio and websockets.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


class _Seen(HTMLParser):
    """The tags of a page, and what a reader sees of it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


# --- rendering -------------------------------------------------------------------------------


def test_each_marker_with_a_citation_becomes_a_chip_and_other_brackets_stay() -> None:
    seen = _Seen(message.answer_html(toy_answer()))
    chips = [attrs for _, attrs in seen.tags if attrs.get("class") == "x-chip"]
    sources = [attrs["value"] for _, attrs in seen.tags if attrs.get("class") == "x-source"]
    places = [json.loads(str(chip["value"])) for chip in chips]
    assert [place[:2] for place in places] == [["竹编", "一/(一)"], ["竹编", "一/(二)"]]
    assert sources == [chips[0]["value"]]  # both are of one document, cited first there
    assert DOCUMENT.text[places[0][2] : places[0][3]] == "到2030年，产值达到80亿元。"
    assert "80亿元。〔一、(一)〕另见其他。〔一、(二)〕文号〔2019〕7号。" in seen.text


def test_answer_shows_notes_scope_and_time() -> None:
    text = _Seen(message.answer_html(toy_answer())).text
    assert "注意页眉与落款<i>不一致。" in text
    assert "检索 1 份文件 5 条 · 用时 12.3 毫秒" in text


def test_refusal_looks_different_and_has_no_chip() -> None:
    page = message.answer_html(toy_refusal())
    assert "x-refused" in page
    assert "x-refused" not in message.answer_html(toy_answer())
    assert "<button" not in page
    assert "文件中没有依据文件未规定：补贴。" in _Seen(page).text


def test_the_sections_that_a_refusal_calls_nearest_can_be_opened() -> None:
    near = replace(toy_refusal(), answer="文件未规定：补贴。最接近的条款是：一、(一)；二。")
    hits = (Hit(GOAL, 1, 0.9), Hit(replace(GOAL, section="三/(一)"), 2, 0.8))
    seen = _Seen(message.answer_html(replace(near, hits=hits)))
    (place,) = [json.loads(str(attrs["value"])) for tag, attrs in seen.tags if tag == "button"]
    assert place[:4] == ["竹编", "一/(一)", GOAL.start, GOAL.end]
    assert "补贴。最接近的条款是：一、(一)；二。" in seen.text


@pytest.mark.parametrize("reason", get_args(Reason))
def test_every_reason_to_refuse_has_its_heading(reason: Reason) -> None:
    for text in (CHINESE, ENGLISH):
        shown = _Seen(message.answer_html(replace(toy_refusal(), reason=reason), text)).text
        assert shown.startswith(text.refusals[reason])
        assert len(set(text.refusals.values())) == 4


def test_english_interface_has_english_words() -> None:
    text = _Seen(message.answer_html(toy_refusal(), ENGLISH)).text
    assert "Nothing in the documents" in text
    assert "1 document(s), 5 clauses searched" in text


def test_sentences_keep_their_markers_and_lose_nothing() -> None:
    answer = "甲如下：\n乙。〔1〕〔2〕丙“丁。”〔3〕；戊〔4〕。"
    assert message.sentences(answer) == (
        "甲如下：\n",
        "乙。〔1〕〔2〕",
        "丙“丁。”〔3〕；",
        "戊〔4〕。",
    )
    assert "".join(message.sentences(toy_answer().answer)) == toy_answer().answer


def test_reader_shows_every_clause_once_and_the_quote_marked() -> None:
    citation = toy_answer().citations[0]
    page = reader.document_html(DOCUMENT, citation.section, citation.start, citation.end)
    assert re.findall(r"<mark>(.*?)</mark>", page) == ["到2030年，产值达到80亿元。"]
    anchors = [attrs["id"] for _, attrs in _Seen(page).tags if "id" in attrs]
    assert anchors == [f"section-{clause.section}" for clause in DOCUMENT.clauses]
    assert page.count("x-here") == 1
    assert "2026-01-02" in page
    assert "建成3个园区。" in page


def test_quote_over_two_clauses_is_marked_in_both() -> None:
    end = DOCUMENT.clauses[3].start + 3
    page = reader.document_html(DOCUMENT, "一/(一)", GOAL.end - 3, end)
    assert re.findall(r"<mark>(.*?)</mark>", page) == ["园区。", "(二)"]


@pytest.mark.parametrize(
    "page",
    [
        reader.document_html(DOCUMENT, TRICK, 0, 10**9),
        reader.library_html({"a": replace(DOCUMENT, doc_id=TRICK)}),
        message.answer_html(replace(toy_answer(), answer=TRICK + "〔1〕", notes=(TRICK,))),
        message.question_html(TRICK),
        message.error_html(TRICK),
    ],
    ids=["reader", "library", "answer", "question", "error"],
)
def test_markup_in_documents_and_questions_is_text(page: str) -> None:
    seen = _Seen(page)
    assert {tag for tag, _ in seen.tags}.isdisjoint({"script", "img", "b", "i"})
    assert not any(name.startswith("on") for _, attrs in seen.tags for name in attrs)
    assert "${" not in page
    assert "{{" not in page
    assert "\n" not in page
    assert TRICK in seen.text or TRICK in str(seen.tags)


# --- the conversation ------------------------------------------------------------------------


def shown(question: str) -> list[str]:
    messages = stream(ToyPipeline(), question, CHINESE)
    return [_Seen(each["content"][0]["text"]).text for each, _ in messages]


def test_answer_streams_sentence_by_sentence() -> None:
    steps = shown("产值目标？")
    assert steps[0] == CHINESE.searching
    assert steps[1] == "到2030年，产值达到80亿元。〔一、(一)〕"
    assert steps[2].endswith("另见其他。〔一、(二)〕")
    assert steps[-1].startswith(steps[2])


def test_wrong_question_is_answered_with_its_sentence() -> None:
    assert shown(" ")[-1] == "请输入问题。"


def test_unexpected_error_is_a_sentence_for_the_user_and_a_traceback_for_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.ERROR):
        assert shown("崩溃")[-1] == CHINESE.failed
    assert "ZeroDivisionError" in caplog.text


def test_what_was_understood_stands_above_the_answer() -> None:
    changed = replace(toy_answer(), understood="“那2030年呢”→“2030年产值目标？”")
    text = _Seen(message.answer_html(changed)).text
    assert text.startswith("理解为：“那2030年呢”→“2030年产值目标？”到2030年")
    assert "理解为" not in _Seen(message.answer_html(toy_answer())).text


def test_a_question_is_asked_after_the_sessions_own_answers() -> None:
    earlier = [replace(toy_answer("产值目标？"), asked="竹编产值目标？"), None]
    *_, (shown_last, found) = stream(ToyPipeline(), "那园区呢", CHINESE, earlier)
    assert found is not None
    assert found.understood == "竹编产值目标？"
    assert "理解为：竹编产值目标？" in _Seen(shown_last["content"][0]["text"]).text
    *_, (_, alone) = stream(ToyPipeline(), "那园区呢", CHINESE)
    assert alone is not None
    assert alone.understood is None


def test_turns_are_the_full_questions_with_the_sections_cited() -> None:
    answers = [replace(toy_answer("那园区呢"), asked="园区目标？"), None, toy_refusal()]
    assert turns_of(answers) == (
        Turn("园区目标？", (("竹编", "一/(一)"), ("竹编", "一/(二)"))),
        Turn("补贴？", ()),
    )
    assert turns_from([answer_record(toy_answer())]) == turns_of([toy_answer()])
    assert turns_from(None) == ()


def test_a_kept_answer_comes_back_with_what_is_still_there() -> None:
    record = answer_record(toy_answer())
    back = answer_from(record, ToyPipeline().documents)
    whole = replace(toy_answer(), latency_ms={})
    assert replace(back, hits=()) == replace(whole, hits=())
    assert [(hit.clause, hit.rank) for hit in back.hits] == [(GOAL, 1)]
    assert answer_from(record, {}).hits == ()


@pytest.mark.parametrize(
    "history",
    [7, ["产值目标？"], [{}], [{"question": 7, "citations": []}], [{"question": "问", "citations": [1]}]],
)  # fmt: skip
def test_a_history_that_is_none_is_a_sentence(history: object) -> None:
    with pytest.raises(QuestionError, match="history"):
        turns_from(history)


@pytest.mark.parametrize("asked", [None, {}, {"doc_id": ["x"]}, {"doc_id": "竹编"}, "竹编"])
def test_click_that_names_nothing_gets_a_sentence(asked: object) -> None:
    page = open_document(ToyPipeline().documents, asked, CHINESE)
    assert _Seen(page).text == CHINESE.no_document


def test_no_document_id_lists_all_documents() -> None:
    asked = {"doc_id": "", "section": "", "start": 0, "end": 0}
    assert CHINESE.library in open_document(ToyPipeline().documents, asked, CHINESE)


def test_a_click_says_which_answer_and_why() -> None:
    seen = _Seen(judge_html(3))
    values = [json.loads(str(attrs["value"])) for tag, attrs in seen.tags if tag == "button"]
    assert values == [[3, True, ""], *([3, False, reason] for reason in CHINESE.reasons)]
    clicked = {"place": 3, "liked": False, "reason": "数字不对"}
    assert judgement_of(clicked) == (3, False, "数字不对")


@pytest.mark.parametrize(
    "said",
    [None, [], {}, {"place": "3", "liked": True, "reason": ""}, {"place": True, "liked": True, "reason": ""},
     {"place": 0, "liked": "no", "reason": ""}, {"place": 0, "liked": False, "reason": 7}],
)  # fmt: skip
def test_a_click_that_says_nothing_is_no_judgement(said: object) -> None:
    assert judgement_of(said) is None


# --- the server ------------------------------------------------------------------------------


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def toy_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of the running app."""
    return tmp_path_factory.mktemp("toy")


@pytest.fixture(scope="module")
def address(toy_home: Path) -> Iterator[str]:
    """The app in a process of its own, on a machine that names a proxy that is not there."""
    proxy = dict.fromkeys(("HTTP_PROXY", "http_proxy"), "http://127.0.0.1:9")
    with subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "tests.toy_app", str(free_port()), str(toy_home)],
        cwd=ROOT, stdout=subprocess.PIPE, text=True, env={**os.environ, **proxy},
    ) as server:  # fmt: skip
        assert server.stdout
        yield server.stdout.readline().strip()
        server.terminate()


def test_endpoint_ask_returns_the_answer_record(address: str) -> None:
    client = Client(address, verbose=False, analytics_enabled=False)
    assert client.predict("产值目标？", api_name="/ask") == answer_record(toy_answer())


def test_endpoint_takes_the_conversation_so_far(address: str) -> None:
    client = Client(address, verbose=False, analytics_enabled=False)
    first = client.predict("产值目标？", api_name="/ask")
    later = client.predict("那园区呢", [first], api_name="/ask")
    assert later["understood"] == "产值目标？"
    with pytest.raises(AppError, match="history"):
        client.predict("那园区呢", [{"question": 7}], api_name="/ask")


def test_endpoint_says_what_is_wrong_and_goes_on(address: str) -> None:
    client = Client(address, verbose=False, analytics_enabled=False)
    with pytest.raises(AppError, match=r"请输入问题。"):
        client.predict("", api_name="/ask")
    with pytest.raises(AppError, match=CHINESE.failed):
        client.predict("崩溃", api_name="/ask")
    assert client.predict("补贴？", api_name="/ask")["refused"] is True


def start(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "ignore", "app.py", *arguments],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip


def test_port_in_use_is_one_line_and_exit_2(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = start("--port", str(port), "--home", str(tmp_path))
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert str(port) in done.stderr
    assert "--port" in done.stderr


def test_missing_index_is_one_line_and_exit_2(tmp_path: Path) -> None:
    done = start("--port", str(free_port()), "--home", str(tmp_path / "none"))
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "python -m index build" in done.stderr


@pytest.mark.parametrize("port", [0, -1, 65536])
def test_impossible_port_is_a_sentence(port: int) -> None:
    assert "--port" in str(port_problem("127.0.0.1", port, CHINESE))


def test_unknown_host_is_a_sentence() -> None:
    assert "--host" in str(port_problem("203.0.113.7", free_port(), CHINESE))
