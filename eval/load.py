"""Many people asking a running server at once: latencies, failures, the server's memory.

Each asks its next question as soon as the last one is answered. The server is started as a process
of its own over a built data folder, and stopped when everybody has the last answer; what a stop in
the midst of answers does, `tests/test_stopping.py` tells.
"""

import http.client
import json
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import psutil

from eval.bench import BenchError

_ROOT = Path(__file__).parent.parent
_START_S = 120


@dataclass
class Load:
    """What was measured; latencies in milliseconds, memory in MiB, oldest first."""

    latencies: list[float] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)
    memory: list[float] = field(default_factory=list)
    stopped: int | None = None

    def lines(self) -> list[str]:
        """For a terminal."""
        p50, p95, p99 = np.percentile(self.latencies or [0.0], [50, 95, 99])
        told = "，".join(f"{status}: {n}" for status, n in sorted(self.statuses.items()))
        return [
            f"回答 {len(self.latencies)} 个；状态 {told}",
            f"用时 p50 {p50:.0f} ms，p95 {p95:.0f} ms，p99 {p99:.0f} ms",
            f"服务内存 开始 {self.memory[0]:.0f} MiB，最高 {max(self.memory):.0f} MiB，"
            f"结束 {self.memory[-1]:.0f} MiB",
            f"停止时的退出状态 {self.stopped}",
        ]


def measure_load(home: Path, questions: list[str], n_users: int, seconds: float) -> Load:
    """Asks for `seconds` with `n_users` at once.

    Raises:
        BenchError: the server did not start.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-W", "ignore", "app.py", "--port", str(port), "--home", str(home)]
    load = Load()
    with subprocess.Popen(command, cwd=_ROOT, stdout=subprocess.DEVNULL) as server:
        try:
            _wait(port, server)
            process = psutil.Process(server.pid)
            load.memory.append(_mib(process))
            until = time.monotonic() + seconds
            lock = threading.Lock()
            users = [
                threading.Thread(target=_user, args=(port, questions, n, until, load, lock))
                for n in range(n_users)
            ]
            for user in users:
                user.start()
            while time.monotonic() < until:
                time.sleep(min(5.0, max(0.0, until - time.monotonic())))
                load.memory.append(_mib(process))
            for user in users:
                user.join()
        finally:
            server.send_signal(signal.SIGTERM)
        load.stopped = server.wait(60)
    return load


def _user(
    port: int, questions: list[str], first: int, until: float, load: Load, lock: threading.Lock
) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    at = first
    while time.monotonic() < until:
        body = json.dumps({"question": questions[at % len(questions)]})
        at += 1
        began = time.perf_counter()
        try:
            connection.request("POST", "/api/v1/ask", body, {"Content-Type": "application/json"})
            answer = connection.getresponse()
            answer.read()
            status = str(answer.status)
        except OSError as error:
            connection.close()
            status = type(error).__name__
        with lock:
            load.statuses[status] += 1
            load.latencies.append((time.perf_counter() - began) * 1000)
    connection.close()


def _wait(port: int, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _START_S
    while time.monotonic() < until and server.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/readyz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.3)
        finally:
            connection.close()
    raise BenchError(f"端口 {port} 上的服务没有启动；请先确认索引已建成：python -m index status")


def _mib(process: psutil.Process) -> float:
    return float(process.memory_info().rss / 2**20)
