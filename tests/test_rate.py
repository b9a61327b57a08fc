"""How often one may ask and log in, and writers of accounts and chats at the same time."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient

from index.catalog import Catalog
from index.settings import Settings
from rag.answer import answer_record
from tests.toy_app import toy_answer
from web.live import Live
from web.people.accounts import MAX_FAILURES, Accounts, PersonError
from web.people.chats import Chats
from web.people.tables import users
from web.people.tokens import make_key, open_session
from web.people.user import User
from web.rate import Rate, Rates, RateUnusable, TooMany
from web.server import create_server
from web.services import Services

# Starlette's own: deprecated names of asyncio.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
PASSWORD = "竹编产业-2030年八十亿"


@pytest.fixture
def accounts(tmp_path: Path) -> Accounts:
    found = Accounts(Catalog(tmp_path, create=True))
    for name in ("王芳", "李明"):
        found.add(name, "reader")
        found.set_password(name, PASSWORD)
    return found


def user(accounts: Accounts, name: str) -> User:
    found = accounts.user(name)
    assert found is not None
    return found


def test_a_bucket_empties_and_fills_evenly() -> None:
    now = [100.0]
    rate = Rate(3, 60, lambda: now[0])  # a token every 20 seconds
    for _ in range(3):
        rate.take("甲")
    rate.take("乙")
    with pytest.raises(TooMany) as raised:
        rate.take("甲")
    assert raised.value.retry_after_s == 20
    now[0] += 15
    with pytest.raises(TooMany) as raised:
        rate.take("甲")
    assert raised.value.retry_after_s == 5
    now[0] += 5
    rate.take("甲")
    now[0] += 1000  # never more than three
    for _ in range(3):
        rate.take("甲")
    with pytest.raises(TooMany):
        rate.take("甲")


def test_zero_is_no_limit() -> None:
    rate = Rate(0, 60)
    for _ in range(1000):
        rate.take("甲")


@pytest.mark.parametrize("value", ["x", "-1", "1.5", "６"])
def test_a_wrong_setting_is_named(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("XUNTIAO_ASK_PER_MINUTE", value)
    with pytest.raises(RateUnusable, match="XUNTIAO_ASK_PER_MINUTE"):
        Rates.from_environment()


@pytest.fixture
def client(accounts: Accounts, sample_home: Path) -> Iterator[TestClient]:
    rates = Rates(Rate(2, 3600), Rate(3, 3600))
    live = Live.open(Settings(sample_home))
    app = create_server(Services(live, lambda *_: None, accounts=accounts, rates=rates))
    with TestClient(app, base_url="https://policy.example") as opened:
        yield opened


def test_one_user_asks_too_often_and_another_goes_on(
    client: TestClient, accounts: Accounts
) -> None:
    keys = [
        {"Authorization": f"Bearer {make_key(accounts, user(accounts, name), 'x', ['ask'])}"}
        for name in ("王芳", "李明")
    ]
    body = {"question": "有哪些保障措施？"}
    asked = [client.post("/api/v1/ask", json=body, headers=keys[0]) for _ in range(3)]
    assert [got.status_code for got in asked] == [200, 200, 429]
    assert asked[2].json()["error"]["code"] == "too_many"
    # A token comes back in half an hour; the questions took part of the first one's time.
    assert 1 <= int(asked[2].headers["retry-after"]) <= 1800
    matched = client.post("/api/v1/match", json={"text": "企业"}, headers=keys[0])
    assert matched.status_code == 429
    assert client.post("/api/v1/ask", json=body, headers=keys[1]).status_code == 200


def test_logins_of_an_address_are_counted_whoever_is_named(client: TestClient) -> None:
    own = {"Sec-Fetch-Site": "same-origin"}
    got = [
        client.post("/login", data={"name": name, "password": "错"}, headers=own)
        for name in ("王芳", "李明", "没有", "王芳")
    ]
    assert [each.status_code for each in got] == [401, 401, 401, 429]
    assert "请求过于频繁" in got[3].text
    right = {"name": "王芳", "password": PASSWORD}
    assert client.post("/login", data=right, headers=own).status_code == 429


def test_many_write_at_once_and_nothing_is_lost(accounts: Accounts) -> None:
    record = answer_record(toy_answer())
    chats = Chats(accounts.catalog)
    asker = user(accounts, "王芳")
    chat_id = chats.begin(asker, "产值目标？")

    def work(n: int) -> None:
        assert chats.add(asker, chat_id, record)
        accounts.set_groups("李明", [f"组{n % 3}"])
        accounts.add(f"用户{n}", "reader")
        open_session(accounts, asker)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(24)))
    assert len(chats.records(asker, chat_id) or ()) == 24
    assert len(accounts.users()) == 26
    assert len(user(accounts, "李明").groups) == 1


def test_guesses_at_the_same_time_are_all_counted(accounts: Accounts) -> None:
    def guess(_: int) -> None:
        with pytest.raises(PersonError):
            accounts.log_in("王芳", "错")

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(guess, range(MAX_FAILURES - 1)))
    with accounts.catalog.transaction() as connection:
        chosen = sa.select(users.c.failures).where(users.c.name == "王芳")
        assert connection.execute(chosen).scalar_one() == MAX_FAILURES - 1
