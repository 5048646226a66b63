"""A loopback server with a list of faults to commit before it answers properly again."""

from __future__ import annotations

import json
import threading
import time
from collections import deque
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qs, unquote, urlsplit

SLOW_SECONDS = 2.5  # longer than the clients of the tests wait


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    query: dict[str, list[str]]
    body: bytes
    agent: str

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Reply:
    status: int = 200
    content: bytes = b""
    kind: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)


def reply(document: Any) -> Reply:
    return Reply(content=json.dumps(document, ensure_ascii=False).encode())


FAULTS = {
    "429": Reply(429, b"Too many requests", "text/plain", {"Retry-After": "0"}),
    "503": Reply(503, b"Service unavailable", "text/plain"),
    "html": Reply(200, b"<!DOCTYPE html><html><body>Maintenance</body></html>", "text/html"),
    "403": Reply(403, b"<html><body>403 - Forbidden: Access is denied.</body></html>", "text/html"),
    "400": Reply(400, b"Bad Request", "text/plain"),
    "half": Reply(200, b'{"version":"2.0","class":"dat', "application/json"),
}


class StandIn:
    """Serve in a thread; `faults` are committed one per call, first those of `faults_of_data` on calls for data."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.faults: deque[str] = deque()
        self.faults_of_data: deque[str] = deque()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    def answer(self, request: Request) -> Reply:
        raise NotImplementedError

    def is_data(self, request: Request) -> bool:
        return request.method == "POST"

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    @property
    def calls_for_data(self) -> int:
        return sum(self.is_data(request) for request in self.requests)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def next_fault(self, request: Request) -> str:
        if self.is_data(request) and self.faults_of_data:
            return self.faults_of_data.popleft()
        return self.faults.popleft() if self.faults else ""

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        stand_in = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                self._serve(b"")

            def do_POST(self) -> None:
                self._serve(self.rfile.read(int(self.headers["Content-Length"])))

            def _serve(self, body: bytes) -> None:
                parts = urlsplit(self.path)
                query = parse_qs(parts.query, keep_blank_values=True)
                agent = self.headers.get("User-Agent", "")
                request = Request(self.command, unquote(parts.path), query, body, agent)
                stand_in.requests.append(request)
                fault = stand_in.next_fault(request)
                if fault == "slow":
                    time.sleep(SLOW_SECONDS)
                answer = FAULTS.get(fault) or stand_in.faulty(fault, request)
                self.send_response(answer.status)
                for name, value in {"Content-Type": answer.kind, **answer.headers}.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(answer.content)))
                self.end_headers()
                if fault == "cut":
                    self.close_connection = True
                    self.wfile.write(answer.content[: len(answer.content) // 2])
                    return
                try:
                    self.wfile.write(answer.content)
                except (BrokenPipeError, ConnectionResetError):
                    self.close_connection = True  # the client has given up waiting

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        return Handler

    def faulty(self, fault: str, request: Request) -> Reply:
        """Answer with a fault of the service's own making; by default properly."""
        del fault
        return self.answer(request)
