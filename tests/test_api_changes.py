"""Documents through the API, the audit log, and the shape of OpenAI's clients."""

import io
import json
import zipfile
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from index.audit import entries
from index.build import build
from index.settings import Settings
from web.live import Live
from web.server import create_server
from web.services import Services

# Starlette's own: deprecated names of asyncio.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
POLICY = "某市关于扶持竹编产业的意见\n\n一、产值目标\n到2030年，竹编产业产值达到80亿元。\n\n二、保障措施\n市科技局负责实施。\n"
QUESTION = {"question": "竹编产业2030年产值目标是多少？"}


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Live:
    home, corpus = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("corpus")
    text = "某市关于节约用水的通知\n\n一、用水目标\n到2028年，用水总量控制在3亿立方米以内。\n"
    (corpus / "用水.txt").write_text(text, encoding="utf-8")
    build(Settings(home), corpus, progress=False)
    return Live.open(Settings(home))


@pytest.fixture
def client(live: Live) -> Iterator[TestClient]:
    app = create_server(Services(live, lambda *_: None))
    with TestClient(app, base_url="http://127.0.0.1") as opened:
        yield opened


def sent(name: str, content: bytes) -> dict[str, tuple[str, bytes]]:
    return {"file": (name, content)}


def test_an_upload_answers_at_once_is_replaced_and_goes(client: TestClient, live: Live) -> None:
    got = client.post("/api/v1/documents", files=sent("../../竹编.txt", POLICY.encode()))
    assert got.status_code == 201
    assert got.json()["doc_id"] == "竹编"
    assert "80亿元" in client.post("/api/v1/ask", json=QUESTION).json()["answer"]
    newer = sent("新.txt", POLICY.replace("80亿", "95亿").encode())
    assert client.put("/api/v1/documents/竹编", files=newer).status_code == 200
    assert "95亿元" in client.post("/api/v1/ask", json=QUESTION).json()["answer"]
    assert client.delete("/api/v1/documents/竹编").status_code == 204
    assert client.post("/api/v1/ask", json=QUESTION).json()["refused"]
    changes = [each.what for each in entries(live.catalog, kind="change")]
    assert sorted(changes) == ["更换 竹编", "添加 竹编", "移除 竹编"]


def bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("word/document.xml", b"<w>" + b" " * 400_000_000)
        file.writestr("[Content_Types].xml", "<Types/>")
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("程序.exe", b"MZ"),
        ("假.pdf", b"<script>alert(1)</script>"),
        ("假.docx", b"PK\x03\x04not a zip"),
        ("空.txt", b""),
        ("..", b"x"),
        (".txt", b"x"),
        ("炸弹.docx", bomb()),
    ],
)
def test_what_cannot_be_used_is_a_sentence(client: TestClient, name: str, content: bytes) -> None:
    got = client.post("/api/v1/documents", files=sent(name, content))
    assert got.status_code == 422
    assert "Traceback" not in got.text
    assert [each["doc_id"] for each in client.get("/api/v1/documents").json()] == ["用水"]


def test_an_answer_can_be_looked_up_and_asked_again(client: TestClient, live: Live) -> None:
    question = "2028年用水总量控制在多少？"
    first = client.post("/api/v1/ask", json={"question": question}).json()
    key = next(each.id for each in entries(live.catalog, kind="ask") if each.what == question)
    found = client.get(f"/api/v1/audit/{key}", params={"again": True}).json()
    assert found["record"] == first
    assert found["same"] is True
    assert client.get("/api/v1/audit/" + "0" * 16).status_code == 404


def test_clients_of_openai_get_the_answer_with_its_citations(client: TestClient) -> None:
    body = {
        "model": "xuntiao",
        "messages": [{"role": "user", "content": "2028年用水总量控制在多少？"}],
    }
    got = client.post("/v1/chat/completions", json=body).json()
    said = got["choices"][0]["message"]["content"]
    assert "3亿立方米" in said
    assert "〔1〕《某市关于节约用水的通知》一、" in said
    streamed = client.post("/v1/chat/completions", json={**body, "stream": True}).text
    lines = [line.removeprefix("data: ") for line in streamed.split("\n\n") if line]
    assert lines[-1] == "[DONE]"
    deltas = [json.loads(line)["choices"][0]["delta"] for line in lines[:-1]]
    assert "".join(delta.get("content", "") for delta in deltas) == said
    assert client.get("/v1/models").json()["data"][0]["id"] == "xuntiao"
