"""The REST routes over the sample: the answer record, events, documents, sections, facts, match."""

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from index.catalog import Catalog
from index.feedback import add_feedback, all_feedback
from index.settings import Settings
from rag.answer import answer_record
from rag.pipeline import Pipeline
from tests.toy_app import DOCUMENT, ToySource, toy_answer
from web.live import Live
from web.server import create_server
from web.services import Services

# Starlette's own: deprecated names of asyncio.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture(scope="module")
def client(sample_home: Path) -> Iterator[TestClient]:
    """The server over the sample."""
    live = Live.open(Settings(sample_home))
    app = create_server(Services(live, partial(add_feedback, live.catalog)))
    with TestClient(app, base_url="http://127.0.0.1") as opened:
        yield opened


@pytest.fixture(scope="module")
def toy() -> Iterator[TestClient]:
    """The server over the toy document; a failure is an answer, not an exception of the test."""
    app = create_server(Services(ToySource(), lambda *_: None))
    with TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False) as opened:
        yield opened


def test_ask_returns_the_record_of_the_pipeline(client: TestClient, pipeline: Pipeline) -> None:
    question = "汽车产业2022年主营业务收入目标是多少？"
    got = client.post("/api/v1/ask", json={"question": question}).json()
    want = answer_record(pipeline.ask(question))
    got.pop("latency_ms"), want.pop("latency_ms")
    assert got == want
    assert "4000亿元以上" in got["answer"]


def test_a_stream_is_sentences_and_then_the_record(toy: TestClient) -> None:
    body = toy.post("/api/v1/ask/stream", json={"question": "产值目标？"}).text
    events = [block.split("\n") for block in body.strip().split("\n\n")]
    names = [lines[0] for lines in events]
    values = [json.loads(lines[1].removeprefix("data: ")) for lines in events]
    assert names == ["event: sentence"] * 4 + ["event: answer"]
    assert "".join(value["text"] for value in values[:-1]) == toy_answer().answer
    assert values[-1] == answer_record(toy_answer())


def test_a_stream_that_fails_ends_with_the_sentence(toy: TestClient) -> None:
    body = toy.post("/api/v1/ask/stream", json={"question": " "}).text
    assert body.startswith("event: error\n")
    assert "请输入问题。" in body


def test_follow_up_is_read_after_the_history(toy: TestClient) -> None:
    first = toy.post("/api/v1/ask", json={"question": "产值目标？"}).json()
    later = toy.post("/api/v1/ask", json={"question": "那园区呢", "history": [first]}).json()
    assert later["understood"] == "产值目标？"


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        ({"question": ""}, 400, "请输入问题"),
        ({}, 422, "question"),
        ({"question": "产值？", "top": 0}, 422, "top"),
        ({"question": "产值？", "as_of": "昨天"}, 422, "as_of"),
        ({"question": "产值？", "tpo": 3}, 422, "tpo"),
        ({"question": "产值？", "history": [{}]}, 400, "history"),
        ({"question": "崩溃"}, 500, "稍后再试"),
    ],
)
def test_what_is_wrong_is_a_sentence(
    toy: TestClient, body: dict[str, object], status: int, said: str
) -> None:
    got = toy.post("/api/v1/ask", json=body)
    assert got.status_code == status
    assert said in got.json()["error"]["message"]
    assert "secret detail" not in got.text


def test_documents_sections_and_slices(client: TestClient) -> None:
    (listed,) = client.get("/api/v1/documents").json()
    whole = client.get(f"/api/v1/documents/{listed['doc_id']}").json()
    assert len(whole["text"]) == listed["clauses"]
    query = {"doc_id": listed["doc_id"], "section": "二/(三)"}
    section = client.get("/api/v1/section", params=query).json()
    assert section["label"] == "二、(三)"
    assert {c["section"].split("/2")[0] for c in section["clauses"]} >= {"二/(三)"}
    assert all(c["section"].startswith("二/(三)") for c in section["clauses"])
    assert client.get("/api/v1/section", params={**query, "section": "二/(三"}).status_code == 404


def test_unknown_document_is_404_with_a_sentence(toy: TestClient) -> None:
    for path in ("/api/v1/documents/..%2F..%2Fetc%2Fpasswd", "/api/v1/documents/无"):
        got = toy.get(path)
        assert got.status_code == 404
        assert got.json()["error"]["code"] == "not_found"


def test_facts_are_those_of_the_command(client: TestClient) -> None:
    doc_id = client.get("/api/v1/documents").json()[0]["doc_id"]
    facts = client.get("/api/v1/facts", params={"doc_id": doc_id}).json()
    assert {"section": "二/(三)", "value": 4000.0, "unit": "亿元"}.items() <= next(
        t for t in facts["targets"] if t["section"] == "二/(三)"
    ).items()


def test_match_judges_a_profile(client: TestClient) -> None:
    body = {"text": "武汉的智能网联汽车企业，高新技术企业", "fields": {"revenue_wan": 30000}}
    got = client.post("/api/v1/match", json=body).json()
    assert any(entry["section"].startswith("二/(三)") for entry in got["met"] + got["unknown"])
    assert got["profile"]["revenue_wan"] == 30000
    wrong = client.post("/api/v1/match", json={"fields": {"revenue_wan": -1}})
    assert wrong.status_code == 400
    assert "revenue_wan" in wrong.json()["error"]["message"]


def test_feedback_is_kept(client: TestClient, sample_home: Path) -> None:
    record = answer_record(toy_answer())
    body = {"answer": record, "liked": False, "reason": "数字不对"}
    assert client.post("/api/v1/feedback", json=body).status_code == 204
    kept = all_feedback(Catalog(sample_home))[-1]
    assert (kept.liked, kept.reason) == (False, "数字不对")
    assert kept.answer == record


def test_health_and_figures(toy: TestClient) -> None:
    assert toy.get("/healthz").json() == {"status": "ok"}
    assert toy.get("/readyz").json() == {"status": "ready", "documents": 1, "generation": 1}
    toy.post("/api/v1/ask", json={"question": "补贴？"})
    figures = toy.get("/metrics").text
    assert 'xuntiao_questions_total{outcome="no_evidence"} 1.0' in figures
    assert 'route="/api/v1/ask"' in figures


def test_docs_name_every_route_and_load_nothing_from_elsewhere(toy: TestClient) -> None:
    page = toy.get("/api/docs").text
    for path in toy.get("/api/openapi.json").json()["paths"]:
        assert path in page
    assert "//" not in page.replace("http://127.0.0.1", "")
    assert toy.get("/own/docs.css").status_code == 200


def test_who_may_see_a_part_is_answered_from_that_part(related: Pipeline) -> None:
    index = related.index
    some = frozenset(list(index.documents)[:2])
    seen = Pipeline(index.within(some))
    assert set(seen.documents) == some
    for question in ("有哪些补贴？", "什么时候施行？", "废止了哪些文件？", "谁负责？"):
        answer = seen.ask(question, top_n=50)
        assert {hit.clause.doc_id for hit in answer.hits} <= some
        assert {citation.doc_id for citation in answer.citations} <= some
        assert answer.n_documents <= 2


def test_toy_document_is_listed(toy: TestClient) -> None:
    (listed,) = toy.get("/api/v1/documents").json()
    assert listed["title"] == DOCUMENT.title
