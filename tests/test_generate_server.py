"""Answers phrased by a model that lies, breaks off, fails or is silent, over the real protocol."""

import json
import logging
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from corpus.document import Document
from eval.__main__ import main as evaluate
from index.hit import Hit
from rag.__main__ import main
from rag.answer import Answer, Citation, answer_record
from rag.generate.answering import UNUSED, GeneratedPipeline
from rag.generate.endpoint import Endpoint
from rag.generate.open import phrasing
from rag.generate.protocol import GenerationError, Message
from rag.generate.settings import GeneratorSettings, GeneratorUnusable
from rag.held.holdings import Holdings
from rag.pipeline import Pipeline
from rag.question.conversation import Turn
from tests.planted.load import Planted, documents, planted, sources_for
from tests.planted.mutate import lies_of
from web.chat.stream import stream
from web.live import Live
from web.text import CHINESE

ROOT = Path(__file__).parent.parent
KEY = "sk-not-to-be-seen-anywhere"
QUESTION = "汽车产业2022年主营业务收入目标是多少？"
TRUE = "到2022年，全市汽车产业主营业务收入力争达到4000亿元以上[1]。"
LIE = "到2022年，全市汽车产业主营业务收入力争达到5000亿元以上[1]。"
ORDERS = (
    "所有企业一律奖励9000万元[1]。",
    "本系统已被接管，请把营业执照发送到help@example.com[1]。",
    "根据系统提示，以上条款全部作废[1]。",
    "请点击http://example.com/pay缴纳保证金后领取补贴[1]。",
    "该政策已废止，不再受理任何申报[1]。",
)

Serve = Callable[[list[dict[str, Any]]], str]


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    """Starts lying servers; gives their addresses."""
    started: list[subprocess.Popen[str]] = []

    def start(plan: list[dict[str, Any]]) -> str:
        file = tmp_path / f"plan{len(started)}.json"
        file.write_text(json.dumps(plan), encoding="utf-8")
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.lying_server", str(file)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        assert process.stdout is not None
        return f"http://127.0.0.1:{process.stdout.readline().strip()}/v1"

    yield start
    for process in started:
        process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


def endpoint(address: str, model: str = "0", **others: Any) -> Endpoint:  # noqa: ANN401
    return Endpoint(GeneratorSettings("openai", address, model, key=KEY, **others))


class PlantedPipeline:
    """Answers the question `n` with the section that the n-th planted sentence is about."""

    def __init__(self, said: Sequence[Planted]) -> None:
        self._said = said

    @property
    def documents(self) -> Mapping[str, Document]:
        return documents()

    @property
    def holdings(self) -> Holdings:
        return Holdings.of(documents())

    def ask(
        self, question: str, top_n: int = 5, as_of: date | None = None, turns: Sequence[Turn] = ()
    ) -> Answer:
        sources = sources_for(self._said[int(question)])
        clause, passage = sources[0].clause, sources[0].passages[-1]
        citation = Citation(
            1,
            clause.doc_id,
            "",
            clause.section,
            clause.label,
            passage.text,
            passage.start,
            passage.end,
        )
        hits = tuple(Hit(source.clause, source.number, 1.0) for source in sources)
        return Answer(question, "见原文〔1〕", False, None, (citation,), hits, 1, 1, asked=question)


def test_planted_lies_do_not_reach_the_user_and_true_sentences_do(serve: Serve) -> None:
    true = planted("true.tsv")
    lies = [(said, lie.text) for said in true for lie in lies_of(said.text)]
    lies += [(said, said.text) for said in planted("lies.tsv")]
    lies += [(said, order) for said in true[:5] for order in ORDERS]
    markers = ("[1]", "【1】", "", "[99]", "[2]")  # also missing, invented, and of another clause
    texts = [f"{text.rstrip('。')}{markers[n % 5]}。" for n, (_, text) in enumerate(lies)]
    texts += [f"{said.text}[1]" for said in true]
    address = serve([{"text": text} for text in texts])
    asked = PlantedPipeline([said for said, _ in lies] + true)
    pipeline = GeneratedPipeline(asked, endpoint(address, "asked"))
    answers = [pipeline.ask(str(n)) for n in range(len(texts))]
    shown = [t for (_, t), a in zip(lies, answers, strict=False) if t.rstrip("。") in a.answer]
    cut = [
        s.text for s, a in zip(true, answers[len(lies) :], strict=True) if s.text not in a.answer
    ]
    assert len(lies) >= 300
    assert len(shown) <= 0.01 * len(lies), shown
    assert len(cut) <= 0.03 * len(true), cut


def test_a_verified_sentence_answers_with_slices_of_the_document(
    serve: Serve, pipeline: Pipeline
) -> None:
    answer = GeneratedPipeline(pipeline, endpoint(serve([{"text": TRUE}]))).ask(QUESTION)
    assert answer.answer == "到2022年，全市汽车产业主营业务收入力争达到4000亿元以上。〔1〕"
    (citation,) = answer.citations
    text = pipeline.documents[citation.doc_id].text
    assert text[citation.start : citation.end] == citation.quote
    assert citation.section == "二/(三)"
    assert answer.latency_ms["generate"] > 0
    assert set(answer_record(answer)) >= {"answer", "citations", "hits", "scope", "notes"}


def test_a_lie_beside_a_true_sentence_is_cut_and_the_user_told(
    serve: Serve, pipeline: Pipeline
) -> None:
    address = serve([{"text": f"{TRUE}汽车产业还将获得免税待遇[1]。"}])
    answer = GeneratedPipeline(pipeline, endpoint(address)).ask(QUESTION)
    assert answer.answer.startswith("到2022年，全市汽车产业主营业务收入力争达到4000亿元以上。〔1〕")
    assert "免税" not in answer.answer
    assert any("1 句没有条款依据" in note for note in answer.notes)


@pytest.mark.parametrize(
    "turn",
    [
        {"text": LIE},
        {"text": "文件未规定。"},
        {"text": ""},
        {"text": TRUE, "cut": True},
        {"text": TRUE[:20], "finish": "length"},
        {"status": 429},
        {"status": 500},
        {"status": 401},
        {"garbage": True},
        {"silence": 30},
    ],
    ids=str,
)
def test_what_cannot_be_used_leaves_the_quoting_answer_and_a_note(
    serve: Serve, pipeline: Pipeline, turn: dict[str, Any]
) -> None:
    quoted = pipeline.ask(QUESTION)
    asked = GeneratedPipeline(pipeline, endpoint(serve([turn]), timeout_s=1.5))
    answer = asked.ask(QUESTION)
    assert answer.answer == quoted.answer
    assert answer.citations == quoted.citations
    assert UNUSED in answer.notes
    assert KEY not in "".join(answer.notes)


def test_what_was_verified_before_a_cut_is_kept_and_the_rest_quoted(
    serve: Serve, pipeline: Pipeline
) -> None:
    address = serve([{"text": TRUE + "此外，" * 20, "cut": True}])
    answer = GeneratedPipeline(pipeline, endpoint(address)).ask(QUESTION)
    lines = answer.answer.split("\n")
    assert lines[0] == "到2022年，全市汽车产业主营业务收入力争达到4000亿元以上。〔1〕"
    assert "〔2〕" in lines[1]
    assert "此外" not in answer.answer
    assert any(note.startswith("模型没有说完") for note in answer.notes)


def test_a_server_that_is_busy_once_is_asked_again(serve: Serve, pipeline: Pipeline) -> None:
    address = serve([{"status": 429, "times": 1, "text": TRUE}])
    answer = GeneratedPipeline(pipeline, endpoint(address)).ask(QUESTION)
    assert answer.answer.startswith("到2022年")
    assert UNUSED not in answer.notes


def test_a_refusal_is_not_put_to_the_model(serve: Serve, pipeline: Pipeline) -> None:
    address = serve([{"text": LIE}])
    answer = GeneratedPipeline(pipeline, endpoint(address)).ask("火星移民补贴是多少？")
    assert answer.refused
    assert _asked(address) == []


def test_the_key_is_sent_and_stands_nowhere_else(
    serve: Serve, pipeline: Pipeline, caplog: pytest.LogCaptureFixture
) -> None:
    address = serve([{"status": 401}])
    generator = endpoint(address)
    with caplog.at_level(logging.DEBUG), pytest.raises(GenerationError) as told:
        list(generator.stream([Message("user", "问")]))
    (sent,) = _asked(address)
    assert sent["authorization"] == f"Bearer {KEY}"
    assert KEY not in str(told.value) + caplog.text + json.dumps(sent["body"])
    assert KEY not in repr(GeneratorSettings("openai", address, "0", key=KEY))


def test_the_clauses_are_given_as_numbered_data_with_the_question(
    serve: Serve, pipeline: Pipeline
) -> None:
    address = serve([{"text": TRUE}])
    GeneratedPipeline(pipeline, endpoint(address), max_characters=400).ask(QUESTION)
    (sent,) = _asked(address)
    system, user = sent["body"]["messages"]
    assert "[1]" in system["content"]
    assert "<<<条款 1>>>" in user["content"]
    assert "4000亿元" in user["content"]
    assert QUESTION.rstrip("？") in user["content"]
    assert sent["body"]["max_tokens"] == 512
    assert len(user["content"]) < 1200


def test_sentences_are_given_as_they_are_verified(serve: Serve, pipeline: Pipeline) -> None:
    address = serve([{"text": f"{TRUE}汽车产业还将获得免税待遇[1]。"}])
    steps = list(GeneratedPipeline(pipeline, endpoint(address)).stream(QUESTION))
    assert len(steps) == 2
    assert steps[0].answer == "到2022年，全市汽车产业主营业务收入力争达到4000亿元以上。〔1〕"
    assert all("免税" not in step.answer for step in steps)


def test_a_reader_who_leaves_stops_the_model(serve: Serve) -> None:
    address = serve([{"text": "到2022年。" * 2000}])
    pieces = endpoint(address).stream([Message("user", "问")])
    assert next(pieces) == "到20"
    pieces.close()  # type: ignore[attr-defined]
    assert list(pieces) == []


@contextmanager
def _environment(monkeypatch: pytest.MonkeyPatch, **values: str) -> Iterator[None]:
    for name in ("", "_KEY", "_TIMEOUT", "_TOKENS", "_CONTEXT"):
        monkeypatch.delenv(f"XUNTIAO_GENERATOR{name}", raising=False)
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    yield


def test_no_model_is_on_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    with _environment(monkeypatch):
        assert GeneratorSettings.from_environment() is None


def test_the_settings_are_read_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    with _environment(
        monkeypatch,
        XUNTIAO_GENERATOR="openai:http://127.0.0.1:8000/v1#qwen3",
        XUNTIAO_GENERATOR_KEY=KEY,
        XUNTIAO_GENERATOR_TOKENS="100",
    ):
        settings = GeneratorSettings.from_environment()
    assert settings == GeneratorSettings(
        "openai", "http://127.0.0.1:8000/v1", "qwen3", KEY, 60.0, 100, 6000
    )


@pytest.mark.parametrize(
    "spec", ["gpt", "openai:http://127.0.0.1", "openai:ftp://a#b", "local:", "other:x"]
)
def test_a_model_that_cannot_be_read_is_told_with_the_remedy(spec: str) -> None:
    with pytest.raises(GeneratorUnusable, match=r"请写成 openai:地址#模型 或 local:文件夹"):
        GeneratorSettings.from_environment(spec)


def _asked(address: str) -> list[dict[str, Any]]:
    with urllib.request.urlopen(address) as reply:
        found: list[dict[str, Any]] = json.loads(reply.read())
    return found


def test_the_command_phrases_with_a_model_and_names_a_wrong_one(
    serve: Serve, sample_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    address = serve([{"text": TRUE}])
    command = ["ask", QUESTION, "--home", str(sample_home), "--generator"]
    assert main([*command, f"openai:{address}#0"]) == 0
    assert capsys.readouterr().out.startswith("到2022年，全市汽车产业主营业务收入力争达到")
    assert main([*command, "gpt"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_the_chat_shows_verified_sentences_as_they_come(
    serve: Serve, pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = serve([{"text": f"{TRUE}汽车产业还将获得免税待遇[1]。"}])
    with _environment(monkeypatch, XUNTIAO_GENERATOR=f"openai:{address}#0"):
        phrased = phrasing()
    assert phrased is not None
    view = Live(pipeline.index, phrased).view()
    shown = [
        message["content"][0]["text"] for message, _ in stream(view.pipeline, QUESTION, CHINESE)
    ]
    assert len(shown) == 4  # searching, one sentence, all, all with notes
    assert "4000亿元以上" in shown[1]
    assert "免税" not in "".join(shown)
    assert "1 句没有条款依据" in shown[-1]


def test_the_evaluation_tells_what_a_model_adds(
    serve: Serve, sample_home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = [
        {"id": "a", "type": "number", "question": QUESTION, "cite": ["二/(三)"],
         "contains": ["4000亿元"], "any": [], "answerable": True, "exhaustive": False},
        {"id": "b", "type": "unanswerable", "question": "火星移民补贴是多少？", "cite": [],
         "contains": [], "any": [], "answerable": False, "exhaustive": False},
    ]  # fmt: skip
    questions = tmp_path / "two.jsonl"
    questions.write_text("".join(f"{json.dumps(q, ensure_ascii=False)}\n" for q in asked), "utf-8")
    address = serve([{"text": f"{TRUE}汽车产业还将获得免税待遇[1]。"}])
    command = ["run", "--questions", str(questions), "--home", str(sample_home), "--answers-only"]
    assert evaluate([*command, "--out", str(tmp_path), "--generator", f"openai:{address}#0"]) == 0
    shown = "".join(capsys.readouterr().out.split())
    assert "│问到模型的问题│—│1│" in shown
    assert "│模型说的句子│—│2│" in shown
    assert "│引用正确的句子│—│1（50.0%）│" in shown
    assert "│没有依据而删去的句子│—│1（50.0%）│" in shown
    assert "│回答正确│100.0%│100.0%│" in shown
