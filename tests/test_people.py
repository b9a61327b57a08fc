"""People in front of the server: log in, forced change, roles, groups, keys, foreign requests."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from fastapi.testclient import TestClient

from index.catalog import Catalog
from index.settings import Settings
from web.live import Live
from web.people.accounts import MAX_FAILURES, Accounts, PersonError
from web.people.tables import PEOPLE, VERSION_TABLE
from web.people.tokens import make_key, open_session
from web.people.user import User
from web.server import create_server
from web.services import Services

# Starlette's own: deprecated names of asyncio.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
OWN = {"Sec-Fetch-Site": "same-origin"}
PASSWORD = "竹编产业-2030年八十亿"


@pytest.fixture(scope="module")
def accounts(tmp_path_factory: pytest.TempPathFactory) -> Accounts:
    """An editor 王芳 in no group, a reader 李明 in 科技, admin with the first password."""
    found = Accounts(Catalog(tmp_path_factory.mktemp("people"), create=True))
    first = found.first_admin()
    assert first is not None
    assert len(first) == 16
    for name, role, groups in (("王芳", "editor", []), ("李明", "reader", ["科技"])):
        found.add(name, role, groups)  # type: ignore[arg-type]
        found.set_password(name, PASSWORD)
    return found


@pytest.fixture(scope="module")
def live(sample_home: Path) -> Live:
    return Live.open(Settings(sample_home))


@pytest.fixture
def client(accounts: Accounts, live: Live) -> Iterator[TestClient]:
    app = create_server(Services(live, lambda *_: None, accounts=accounts))
    with TestClient(app, base_url="https://policy.example") as opened:
        yield opened


def user(accounts: Accounts, name: str) -> User:
    found = accounts.user(name)
    assert found is not None
    return found


def log_in(client: TestClient, accounts: Accounts, name: str) -> None:
    client.cookies.set("xuntiao", open_session(accounts, user(accounts, name)))


def test_migrations_end_at_the_tables(accounts: Accounts) -> None:
    with accounts.catalog.transaction() as connection:
        options = {
            "version_table": VERSION_TABLE,
            "include_name": lambda name, kind, _: kind != "table" or name.startswith("people_"),
        }
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, PEOPLE) == []


def test_no_password_lies_in_the_database(accounts: Accounts) -> None:
    with accounts.catalog.transaction() as connection:
        kept = connection.execute(sa.text("SELECT password FROM people_users")).scalars().all()
    assert all(each.startswith("$argon2id$") for each in kept)


def test_nobody_passes_without_logging_in(client: TestClient) -> None:
    assert client.get("/api/v1/documents").status_code == 401
    assert client.post("/api/v1/ask", json={"question": "补贴？"}).status_code == 401
    assert client.get("/metrics").status_code == 401
    assert client.get("/api/openapi.json").status_code == 401
    page = client.get("/", headers={"Accept": "text/html"}, follow_redirects=False)
    assert (page.status_code, page.headers["location"]) == (303, "/login")
    assert client.get("/healthz").status_code == 200


def test_first_login_leads_to_a_new_password_and_nowhere_else(
    client: TestClient, accounts: Accounts
) -> None:
    once = accounts.add("新来的", "reader")
    form = {"name": "新来的", "password": once}
    got = client.post("/login", data=form, headers=OWN, follow_redirects=False)
    assert (got.status_code, got.headers["location"]) == (303, "/password")
    cookie = got.headers["set-cookie"].lower()
    assert all(part in cookie for part in ("httponly", "samesite=lax", "secure"))
    assert client.get("/api/v1/documents").json()["error"]["code"] == "change_password"
    for wrong in ("短", "新来的新来的新来的新来", "aaaaaaaaaaaa", once):
        form = {"old": once, "new": wrong}
        assert client.post("/password", data=form, headers=OWN).status_code == 400
    form = {"old": once, "new": PASSWORD}
    assert (
        client.post("/password", data=form, headers=OWN, follow_redirects=False).status_code == 303
    )
    assert client.get("/api/v1/documents").status_code == 200
    client.post("/logout", headers=OWN, follow_redirects=False)
    assert client.get("/api/v1/documents").status_code == 401


def test_wrong_name_and_wrong_password_say_the_same(client: TestClient) -> None:
    said = {
        client.post("/login", data={"name": name, "password": "x"}, headers=OWN).text
        for name in ("王芳", "没有这人", "' OR 1=1 --")
    }
    assert len(said) == 1


def test_ten_wrong_passwords_lock_the_account(accounts: Accounts) -> None:
    once = accounts.add("被猜的", "reader")
    for _ in range(MAX_FAILURES):
        with pytest.raises(PersonError, match="用户名或密码不对"):
            accounts.log_in("被猜的", "错")
    with pytest.raises(PersonError, match="锁定"):
        accounts.log_in("被猜的", once)
    assert accounts.log_in("被猜的", accounts.reset("被猜的")).must_change


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "https://policy.example.evil.example"},
    ],
)
def test_a_change_from_another_site_is_refused(
    client: TestClient, accounts: Accounts, headers: dict[str, str]
) -> None:
    log_in(client, accounts, "王芳")
    got = client.post("/api/v1/ask", json={"question": "补贴？"}, headers=headers)
    assert got.status_code == 403
    assert got.json()["error"]["code"] == "foreign_origin"


def test_own_pages_may(client: TestClient, accounts: Accounts) -> None:
    log_in(client, accounts, "王芳")
    for headers in (OWN, {"Origin": "https://policy.example"}):
        body = {"question": "有哪些保障措施？"}
        assert client.post("/api/v1/ask", json=body, headers=headers).status_code == 200


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/api/v1/users"),
        ("POST", "/api/v1/users"),
        ("DELETE", "/api/v1/users/admin"),
        ("POST", "/api/v1/users/admin/reset"),
        ("PUT", "/api/v1/visibility"),
        ("GET", "/metrics"),
    ],
)
@pytest.mark.parametrize("name", ["李明", "王芳"])
def test_only_admins_manage(
    client: TestClient, accounts: Accounts, name: str, method: str, path: str
) -> None:
    log_in(client, accounts, name)
    body = {"name": "李明", "role": "admin"} if path.endswith("users") else {"doc_id": "x"}
    got = client.request(method, path, json=body if method != "GET" else None, headers=OWN)
    assert got.status_code == 403


def test_a_hidden_document_neither_answers_nor_shows(
    client: TestClient, accounts: Accounts, live: Live
) -> None:
    (doc_id,) = live.view().documents
    question = {"question": "汽车产业2022年主营业务收入目标是多少？"}
    accounts.show_to(doc_id, ["科技"])
    try:
        log_in(client, accounts, "王芳")
        assert client.get("/api/v1/documents").json() == []
        assert client.get(f"/api/v1/documents/{doc_id}").status_code == 404
        hidden = client.post("/api/v1/ask", json=question, headers=OWN).json()
        assert hidden["refused"]
        assert "4000" not in hidden["answer"]
        assert hidden["scope"]["documents"] == 0
        client.cookies.clear()
        log_in(client, accounts, "李明")
        shown = client.post("/api/v1/ask", json=question, headers=OWN).json()
        assert "4000亿元以上" in shown["answer"]
    finally:
        accounts.show_to(doc_id, [])


def test_a_key_may_what_its_scopes_say_and_no_more(client: TestClient, accounts: Accounts) -> None:
    key = {
        "Authorization": f"Bearer {make_key(accounts, user(accounts, '李明'), '脚本', ['read'])}"
    }
    assert client.get("/api/v1/documents", headers=key).status_code == 200
    assert client.post("/api/v1/ask", json={"question": "补贴？"}, headers=key).status_code == 403
    assert client.post("/api/v1/keys", json={"name": "更多"}, headers=key).status_code == 403
    for wrong in ("xt_wrong", "", "' OR 1=1", "é"):
        headers = {b"Authorization": f"Bearer {wrong}".encode()}
        assert client.get("/api/v1/documents", headers=headers).status_code == 401


def test_open_server_answers_only_under_a_name_of_this_machine(live: Live) -> None:
    app = create_server(Services(live, lambda *_: None))
    with TestClient(app, base_url="http://127.0.0.1") as opened:
        assert opened.get("/api/v1/documents").status_code == 200
        for headers in ({"Host": "evil.example"}, {"X-Forwarded-For": "9.9.9.9"}):
            assert opened.get("/api/v1/documents", headers=headers).status_code == 421
        body = {"question": "补贴？"}
        foreign = {"Origin": "https://evil.example"}
        assert opened.post("/api/v1/ask", json=body, headers=foreign).status_code == 403


def test_every_answer_carries_the_headers_and_a_body_has_a_limit(live: Live) -> None:
    app = create_server(Services(live, lambda *_: None))
    with TestClient(app, base_url="http://127.0.0.1") as opened:
        headers = opened.get("/api/docs").headers
        assert "script-src 'self';" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        large = b'{"question": "' + b"x" * 2_000_000 + b'"}'
        kind = {"Content-Type": "application/json"}
        assert opened.post("/api/v1/ask", content=large, headers=kind).status_code == 413
        parts = (large[i : i + 65536] for i in range(0, len(large), 65536))
        assert opened.post("/api/v1/ask", content=parts, headers=kind).status_code == 413
