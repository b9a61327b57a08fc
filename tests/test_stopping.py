"""A real server that is told to stop, or killed, while people and programs ask."""

import http.client
import json
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from urllib.request import urlopen

import pytest
from sqlalchemy import delete

from index.audit import entries
from index.catalog import Catalog
from index.feedback import all_feedback
from index.schema import audit
from index.settings import Settings
from index.upkeep import verify
from tests.served import Served, events_of, served
from web.people.accounts import Accounts
from web.people.tokens import open_session
from web.people.user import User

QUESTION = "汽车产业2022年主营业务收入目标是多少？"


@pytest.fixture
def home(sample_home: Path, tmp_path: Path) -> Path:
    """The sample's data folder, to be written to, of which nothing was asked yet."""
    copied = Path(shutil.copytree(sample_home, tmp_path / "home"))
    with Catalog(copied).transaction(writes=True) as connection:
        connection.execute(delete(audit))
    return copied


@pytest.fixture
def slow_model(tmp_path: Path) -> Iterator[str]:
    """The address of a model that is silent for two seconds before it answers."""
    plan = tmp_path / "plan.json"
    plan.write_text('[{"text": "到2022年，目标为4000亿元以上。〔1〕", "silence": 2}]')
    command = [sys.executable, "-m", "tests.lying_server", str(plan)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        yield f"http://127.0.0.1:{process.stdout.readline().strip()}"
        process.kill()


def until(met: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not met():
        assert time.monotonic() < end, "it did not happen within 60 s"
        time.sleep(0.05)


def test_a_stop_finishes_the_answers_that_run(home: Path, slow_model: str) -> None:
    def n_asked() -> int:
        with urlopen(slow_model) as answer:
            return len(json.load(answer))

    model = {"XUNTIAO_GENERATOR": f"openai:{slow_model}#0"}
    body = {"question": QUESTION}
    with ThreadPoolExecutor(8) as pool, served(home, environment=model) as server:
        whole = [pool.submit(server.send, "POST", "/api/v1/ask", body) for _ in range(3)]
        streams = [pool.submit(server.send, "POST", "/api/v1/ask/stream", body)]
        chats = [pool.submit(server.chat, QUESTION)]
        until(lambda: n_asked() == 5)  # all five are in the model's silence
        server.process.send_signal(signal.SIGTERM)
        for each in whole:
            status, text = each.result()
            assert (status, json.loads(text)["refused"]) == (200, False)
        (stream,) = streams
        assert events_of(stream.result()[1])[-1][0] == "answer"
        (chat,) = chats
        assert "process_completed" in chat.result()
        with pytest.raises(OSError, match="refused"):
            server.send("GET", "/healthz")
        assert server.process.wait(30) in (0, -signal.SIGTERM)  # uvicorn raises it once more
    assert [each.what for each in entries(Catalog(home), kind="ask")] == [QUESTION] * 5


class Crowd:
    """Asks, judges and adds people until the server is gone; keeps what it was promised."""

    def __init__(self, server: Served) -> None:
        self.server = server
        self.asked: list[str] = []
        self.judged: list[str] = []
        self.added: list[str] = []
        self.told: list[str] = []
        self._lock = threading.Lock()

    def ask(self, n: int) -> None:
        for i in range(10_000):
            question = f"{QUESTION}（{n}-{i}）"
            status, text = self.server.send("POST", "/api/v1/ask", {"question": question})
            assert status == 200
            self._note(self.asked, question)
            judgement = {"answer": json.loads(text), "liked": False, "reason": question}
            assert self.server.send("POST", "/api/v1/feedback", judgement)[0] == 204
            self._note(self.judged, question)

    def add(self, n: int) -> None:
        for i in range(10_000):
            name = f"用户{n}-{i}"
            assert self.server.send("POST", "/api/v1/users", {"name": name})[0] == 201
            self._note(self.added, name)

    def chat(self, n: int) -> None:
        for i in range(10_000):
            question = f"有哪些保障措施？（{n}-{i}）"
            if "process_completed" in self.server.chat(question):
                self._note(self.told, question)

    def _note(self, kept: list[str], what: str) -> None:
        with self._lock:
            kept.append(what)

    @property
    def busy(self) -> bool:
        """Whether each kind was promised something."""
        return all(len(kept) > 3 for kept in (self.asked, self.judged, self.added, self.told))


def test_a_kill_loses_nothing_that_was_promised(home: Path) -> None:
    accounts = Accounts(Catalog(home))
    accounts.first_admin()
    admin = accounts.user("admin")
    assert isinstance(admin, User)
    accounts.set_password("admin", "竹编产业-2030年八十亿")
    cookie = f"xuntiao={open_session(accounts, admin)}"
    headers = {"Cookie": cookie, "Sec-Fetch-Site": "same-origin"}
    free = {"XUNTIAO_ASK_PER_MINUTE": "0"}
    with (
        ThreadPoolExecutor(5) as pool,  # left after the server, without which its work ends
        served(home, "--login", headers=headers, environment=free) as server,
    ):
        crowd = Crowd(server)
        work = (crowd.ask, crowd.ask, crowd.add, crowd.chat, crowd.chat)
        running: list[Future[None]] = [pool.submit(each, n) for n, each in enumerate(work)]
        until(lambda: crowd.busy or any(each.done() for each in running))
        server.process.kill()
        for each in running:
            assert isinstance(each.exception(), OSError | http.client.HTTPException)
    assert crowd.busy
    asked = {each.what for each in entries(Catalog(home), kind="ask", limit=100_000)}
    assert asked >= {*crowd.asked, *crowd.told}
    assert {each.reason for each in all_feedback(Catalog(home))} >= set(crowd.judged)
    assert verify(Settings(home)) == []
    with served(home, "--login", headers=headers) as server:
        names = {each["name"] for each in json.loads(server.send("GET", "/api/v1/users")[1])}
        assert names >= {"admin", *crowd.added}
        chats = json.loads(server.send("GET", "/api/v1/chats")[1])
        assert {each["title"] for each in chats} >= set(crowd.told)
        status, text = server.send("POST", "/api/v1/ask", {"question": QUESTION})
        assert (status, "4000亿元" in json.loads(text)["answer"]) == (200, True)
