"""The real server as a process of its own, and what a person or a program does at it."""

import http.client
import json
import os
import re
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
_START_S = 120
_JSON = {"Content-Type": "application/json"}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Served:
    """`python app.py` on a port of this machine; `headers` go with every request."""

    port: int
    process: subprocess.Popen[str]
    headers: Mapping[str, str] = field(default_factory=dict)

    def send(self, method: str, path: str, body: object = None) -> tuple[int, str]:
        """Status and body of one request over a connection of its own.

        Raises:
            OSError, http.client.HTTPException: no whole answer came.
        """
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            sent = None if body is None else json.dumps(body)
            connection.request(method, path, sent, {**_JSON, **self.headers})
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def chat(self, question: str) -> str:
        """Asks in the chat as its page does; all events that came, to the end of the stream."""
        config = json.loads(self.send("GET", "/config")[1])
        asking = next(
            each
            for each in config["dependencies"]
            if any(event == "submit" for _, event in each["targets"])
        )
        given: list[object] = [question, [], *(None for _ in asking["inputs"][2:])]
        session = secrets.token_hex(6)
        body = {"data": given, "fn_index": asking["id"], "session_hash": session}
        status, said = self.send("POST", "/gradio_api/queue/join", body)
        assert status == 200, said
        return self.send("GET", f"/gradio_api/queue/data?session_hash={session}")[1]


@contextmanager
def served(
    home: Path,
    *arguments: str,
    headers: Mapping[str, str] | None = None,
    environment: Mapping[str, str] | None = None,
) -> Iterator[Served]:
    """The server over a built data folder, ready to answer; killed at the end if it still runs."""
    port = free_port()
    command = [sys.executable, "-W", "ignore", "app.py", "--port", str(port), "--home", str(home)]
    with subprocess.Popen(
        [*command, *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, **(environment or {})},
    ) as process:
        found = Served(port, process, headers or {})
        try:
            _wait(found)
            yield found
        finally:
            process.kill()


def _wait(server: Served) -> None:
    until = time.monotonic() + _START_S
    while time.monotonic() < until and server.process.poll() is None:
        try:
            if server.send("GET", "/readyz")[0] == 200:
                return
        except (OSError, http.client.HTTPException):
            time.sleep(0.2)
    raise TimeoutError(f"the server on port {server.port} did not start")


def events_of(stream: str) -> list[tuple[str, Any]]:
    """Name and value of each whole server-sent event."""
    found = re.findall(r"^event: (.*)\ndata: (.*)\n$", stream, re.MULTILINE)
    return [(name, json.loads(value)) for name, value in found]
