"""A process that speaks the OpenAI protocol and says what it was told to: lies, or nothing.

`python -m tests.lying_server PLAN` serves on a free port of 127.0.0.1 and prints the port. PLAN is
a JSON list of turns; the model's name is a turn's number, or `asked`: then the question is. A turn:

    {"text": "…"}                          streamed in pieces of three characters
    {"text": "…", "cut": true}             the connection closes in the middle, without an end
    {"text": "…", "finish": "length"}      ends for want of tokens
    {"status": 429}                        an error, always; with "times": 1 only the first times
    {"garbage": true}                      bytes that are no JSON
    {"silence": 30}                        seconds without a byte
"""

import json
import re
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

_asked: dict[int, int] = {}
_bodies: list[dict[str, Any]] = []
_lock = threading.Lock()


class _Liar(BaseHTTPRequestHandler):
    plan: list[dict[str, Any]]

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""

    def do_GET(self) -> None:
        """What was asked so far, headers included."""
        with _lock:
            body = json.dumps(_bodies).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        """One turn of the plan."""
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        number = _number(body)
        with _lock:
            _asked[number] = _asked.get(number, 0) + 1
            times = _asked[number]
            _bodies.append({"body": body, "authorization": self.headers.get("Authorization")})
        turn = self.plan[number]
        if "status" in turn and times <= turn.get("times", times):
            self._error(turn["status"])
        else:
            self._stream(turn)

    def _error(self, status: int) -> None:
        body = b'{"error": {"message": "no"}}'
        self.send_response(status)
        self.send_header("Retry-After", "0")
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _stream(self, turn: dict[str, Any]) -> None:
        time.sleep(turn.get("silence", 0))
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        if turn.get("garbage"):
            self.wfile.write(b'data: {"choices": [{"del\n\n')
            return
        text = turn.get("text", "")
        end = len(text) * 2 // 3 if turn.get("cut") else len(text)
        for at in range(0, end, 3):
            self._event({"content": text[at : min(at + 3, end)]}, None)
        if not turn.get("cut"):
            self._event({}, turn.get("finish", "stop"))
            self.wfile.write(b"data: [DONE]\n\n")

    def _event(self, delta: dict[str, str], finish: str | None) -> None:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        piece = {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "liar",
                 "choices": [choice]}  # fmt: skip
        self.wfile.write(f"data: {json.dumps(piece, ensure_ascii=False)}\n\n".encode())


def _number(body: dict[str, Any]) -> int:
    if body["model"] != "asked":
        return int(body["model"])
    found = re.search(r"问题：(\d+)", body["messages"][-1]["content"])
    return int(found[1]) if found else 0


def main() -> None:
    """Serve until killed."""
    _Liar.plan = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Liar)
    sys.stdout.write(f"{server.server_address[1]}\n")
    sys.stdout.flush()
    server.serve_forever()


if __name__ == "__main__":
    main()
