"""Conversations: kept over a restart, found by words, seen by their owner alone, deleted."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from index.catalog import Catalog
from index.settings import Settings
from rag.answer import answer_record
from tests.toy_app import toy_answer
from web.live import Live
from web.people.chats import Chats
from web.people.user import User
from web.server import create_server
from web.services import Services

# Starlette's own: deprecated names of asyncio.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
WANG, LI = User(1, "王芳", "reader"), User(2, "李明", "admin")


def test_a_conversation_is_its_owners_alone(tmp_path: Path) -> None:
    Catalog(tmp_path, create=True)
    chats = Chats(Catalog(tmp_path))
    mine = chats.begin(WANG, "产值 目标？")
    assert chats.add(WANG, mine, answer_record(toy_answer("产值目标？")))
    assert not chats.add(LI, mine, answer_record(toy_answer()))
    assert chats.records(LI, mine) is None
    assert not chats.delete(LI, mine)
    assert chats.all(LI) == []
    again = Chats(Catalog(tmp_path))
    assert again.records(WANG, mine) == [answer_record(toy_answer("产值目标？"))]
    assert [each.title for each in again.all(WANG, "目标")] == ["产值 目标？"]
    assert again.all(WANG, "%") == []
    assert again.delete(WANG, mine)
    assert again.all(WANG) == []


def test_a_follow_up_is_read_after_what_was_asked(sample_home: Path) -> None:
    app = create_server(Services(Live.open(Settings(sample_home)), lambda *_: None))
    with TestClient(app, base_url="http://127.0.0.1") as client:
        first = {"question": "汽车产业2022年主营业务收入目标是多少？"}
        begun = client.post("/api/v1/chats", json=first).json()
        path = f"/api/v1/chats/{begun['chat_id']}"
        later = client.post(path, json={"question": "谁牵头？"}).json()
        assert "汽车" in later["understood"]
        kept = client.get(path).json()
        assert [each["question"] for each in kept] == [first["question"], "谁牵头？"]
        listed = client.get("/api/v1/chats", params={"words": "牵头"}).json()
        assert [each["chat_id"] for each in listed] == [begun["chat_id"]]
        assert client.delete(path).status_code == 204
        assert client.get(path).status_code == 404
