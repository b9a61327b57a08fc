"""An upload with its groups, what a match leaves in the audit log, and how long that is kept."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient

from index.audit import add_entry, entries
from index.build import build
from index.schema import audit
from index.settings import Settings
from web.live import Live
from web.people.accounts import Accounts
from web.people.tokens import make_key, open_session
from web.people.user import User
from web.retention import keep_for
from web.server import create_server
from web.services import Services

# Starlette's own: deprecated names of asyncio.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
POLICY = "某市关于扶持竹编产业的意见\n\n一、产值目标\n到2030年，竹编产业产值达到80亿元。\n"


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Live:
    home, corpus = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("corpus")
    text = "某市关于节约用水的通知\n\n一、用水目标\n到2028年，用水总量控制在3亿立方米以内。\n"
    (corpus / "用水.txt").write_text(text, encoding="utf-8")
    build(Settings(home), corpus, progress=False)
    return Live.open(Settings(home))


@pytest.fixture(scope="module")
def accounts(live: Live) -> Accounts:
    found = Accounts(live.catalog)
    found.add("编辑", "editor", ["科技"])
    found.add("同组", "reader", ["科技"])
    found.add("旁人", "reader", ["财政"])
    return found


@pytest.fixture
def client(live: Live, accounts: Accounts) -> Iterator[TestClient]:
    app = create_server(Services(live, lambda *_: None, accounts=accounts))
    with TestClient(app, base_url="https://policy.example") as opened:
        yield opened


def user(accounts: Accounts, name: str) -> User:
    found = accounts.user(name)
    assert found is not None
    return found


def key(accounts: Accounts, name: str) -> dict[str, str]:
    secret = make_key(accounts, user(accounts, name), "x", ["ask", "read", "write"])
    return {"Authorization": f"Bearer {secret}"}


def seen(client: TestClient, accounts: Accounts, name: str) -> list[str]:
    got = client.get("/api/v1/documents", headers=key(accounts, name)).json()
    return [each["doc_id"] for each in got]


def test_an_upload_with_groups_is_never_seen_by_others(
    client: TestClient, accounts: Accounts, live: Live
) -> None:
    got = client.post(
        "/api/v1/documents",
        files={"file": ("竹编.txt", POLICY.encode())},
        data={"groups": ["科技"]},
        headers=key(accounts, "编辑"),
    )
    assert got.status_code == 201
    assert seen(client, accounts, "同组") == ["用水", "竹编"]
    assert seen(client, accounts, "旁人") == ["用水"]
    # The name is taken: the document that is there stays with its group.
    again = client.post(
        "/api/v1/documents",
        files={"file": ("竹编.txt", POLICY.encode())},
        data={"groups": ["财政"]},
        headers=key(accounts, "编辑"),
    )
    assert again.status_code == 409
    assert accounts.groups_of()["竹编"] == {"科技"}


@pytest.mark.parametrize(
    ("name", "content", "groups", "status"),
    [
        ("新.pdf", b"no pdf", ["科技"], 422),
        ("新.txt", POLICY.encode(), ["没有 这种组"], 400),
    ],
)
def test_what_was_not_added_holds_no_name_back(
    client: TestClient,
    accounts: Accounts,
    name: str,
    content: bytes,
    groups: list[str],
    status: int,
) -> None:
    got = client.post(
        "/api/v1/documents",
        files={"file": (name, content)},
        data={"groups": groups},
        headers=key(accounts, "编辑"),
    )
    assert got.status_code == status
    assert "新" not in accounts.groups_of()
    assert "新" not in seen(client, accounts, "编辑")


def test_groups_without_login_are_a_sentence(live: Live) -> None:
    app = create_server(Services(live, lambda *_: None))
    with TestClient(app, base_url="http://127.0.0.1") as client:
        got = client.post(
            "/api/v1/documents",
            files={"file": ("开放.txt", POLICY.encode())},
            data={"groups": ["科技"]},
        )
        assert got.status_code == 400
        assert "--login" in got.json()["error"]["message"]
        assert "开放" not in live.view().documents


def test_a_match_is_kept_with_its_profile(
    client: TestClient, accounts: Accounts, live: Live
) -> None:
    body = {"text": "武汉的智能网联汽车企业", "fields": {"revenue_wan": 20000}}
    shown = client.post("/api/v1/match", json=body, headers=key(accounts, "旁人"))
    assert shown.status_code == 200
    (kept,) = entries(live.catalog, kind="match")
    assert kept.who == "旁人"
    assert kept.what.startswith("武汉的智能网联汽车企业；revenue_wan：20000")
    assert kept.record == {"profile": body, "match": shown.json()}


def test_old_entries_go_and_newer_stay(live: Live) -> None:
    old = add_entry(live.catalog, "ask", "很久以前")
    new = add_entry(live.catalog, "ask", "前几天")
    now = datetime.now(UTC)
    with live.catalog.transaction() as connection:
        for each, days in ((old, 31), (new, 29)):
            at = (now - timedelta(days=days)).isoformat(timespec="seconds")
            connection.execute(sa.update(audit).where(audit.c.id == each).values(at=at))
    stop = threading.Event()
    stop.set()  # one look, then the end
    keep_for(live.catalog, 0, stop)
    assert {old, new} <= {each.id for each in entries(live.catalog)}
    keep_for(live.catalog, 30, stop)
    left = {each.id for each in entries(live.catalog)}
    assert new in left
    assert old not in left


def test_the_page_takes_groups_with_an_upload(
    client: TestClient, accounts: Accounts, live: Live
) -> None:
    accounts.set_password("编辑", "竹编产业-2030年八十亿")
    client.cookies.set("xuntiao", open_session(accounts, user(accounts, "编辑")))
    assert 'name="groups"' in client.get("/library").text
    got = client.post(
        "/library/add",
        files={"files": ("内部.txt", POLICY.replace("竹编", "藤编").encode())},
        data={"groups": "科技、规划"},
        headers={"Sec-Fetch-Site": "same-origin"},
    )
    assert got.status_code == 200
    assert accounts.groups_of()["内部"] == {"科技", "规划"}
    assert "内部" in live.view().documents


def test_an_agent_needs_a_key_and_sees_what_its_user_sees(
    client: TestClient, accounts: Accounts
) -> None:
    params = {"name": "get_section", "arguments": {"doc_id": "竹编", "section": "一"}}
    body = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params}
    form = {"Accept": "application/json, text/event-stream"}
    assert client.post("/mcp", json=body, headers=form).status_code == 401
    said = {
        name: client.post("/mcp", json=body, headers={**form, **key(accounts, name)}).text
        for name in ("同组", "旁人")
    }
    assert "80亿元" in said["同组"]
    assert "80亿元" not in said["旁人"]
    assert "没有找到" in said["旁人"]
