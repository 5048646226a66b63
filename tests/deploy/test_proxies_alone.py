"""deploy/proxies before servers that come and go: nobody notices, and no log tells of readers."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest

from tests.deploy.proxies import KINDS, changed, free_port, proxied


class Answer(BaseHTTPRequestHandler):
    """Answer everything with 200."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def answering(port: int) -> Iterator[None]:
    with ThreadingHTTPServer(("127.0.0.1", port), Answer) as server:
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield
        finally:
            server.shutdown()
            thread.join()


def logs(folder: Path) -> str:
    return "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.log"))


def test_processes_restart_one_after_the_other_and_every_request_is_answered(tmp_path):
    ports = [free_port(), free_port()]
    with proxied("nginx", tmp_path, ports) as proxy, ExitStack() as first, ExitStack() as second:
        running = dict(zip(ports, (first, second), strict=True))
        for port, stack in running.items():
            stack.enter_context(answering(port))
        statuses = set()
        for port, stack in running.items():
            stack.close()
            statuses |= {proxy.get("/map?area=MK02").status for _ in range(20)}
            stack.enter_context(answering(port))
        first.close()
        second.close()
        assert proxy.get("/map?area=MK02").status == 502
    assert statuses == {200}
    told = logs(tmp_path)
    assert 'GET "/map"' in told
    assert [word for word in ("127.0.0.1, server", "MK02") if word in told] == []


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_whoever_speaks_no_tls_is_not_named_in_the_log(kind, tmp_path):
    with proxied(kind, tmp_path, [free_port(), free_port()]) as proxy, pytest.raises((HTTPError, URLError, OSError)):
        urlopen(f"http://127.0.0.1:{proxy.port}/map?area=MK02", timeout=30)
    told = logs(tmp_path)
    assert told
    assert [word for word in ("127.0.0.1:", "client: ", "MK02") if word in told] == []


@contextmanager
def noting() -> Iterator[tuple[int, list[tuple[str, str, list[str]]]]]:
    """Answer everything with 200; yield the port, and method, path and named persons of what came."""
    seen = []

    class Noting(Answer):
        def do_GET(self) -> None:
            seen.append((self.command, self.path, self.headers.get_all("x-remote-user") or []))
            super().do_GET()

        def do_POST(self) -> None:
            self.do_GET()

    port = free_port()
    with ThreadingHTTPServer(("127.0.0.1", port), Noting) as server:
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield port, seen
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.parametrize("kind", KINDS)
def test_nobody_names_a_person_past_a_proxy(kind, tmp_path):
    """A preview may believe the proxy (LAGESBILD_SIGN_IN=header): what a reader wrote must not reach it."""
    with noting() as (port, seen), proxied(kind, tmp_path, [port, port]) as proxy:
        for name in ("X-Remote-User", "x-remote-user", "X-REMOTE-USER"):
            proxy.get("/map", **{name: "publisher@example.fi"})
    assert [one for one in seen if one[1] == "/map"] == [("GET", "/map", [])] * 3


@pytest.mark.parametrize("kind", KINDS)
def test_a_preview_gets_its_own_path_with_its_button_and_nobody_whom_a_reader_names(kind, tmp_path):
    with noting() as (public, seen_in_public), noting() as (preview, seen), ExitStack() as stack:
        here = {"#preview ": "", "127.0.0.1:8511": f"127.0.0.1:{preview}"}
        proxy = stack.enter_context(proxied(kind, tmp_path, [public, public], lambda text: changed(text, here)))
        told = {"X-Remote-User": "publisher@example.fi"}
        answers = {
            (method, path): proxy.get(path, method, **told)
            for method in ("GET", "POST", "PUT")
            for path in ("/preview/map", "/preview/approval", "/map", "/previewed", "/preview/metrics")
        }
    passed = {one for one, answer in answers.items() if answer.status == 200}
    assert passed == {*(one for one in answers if one[0] == "GET"), ("POST", "/preview/approval")}
    assert {len(one.headers.get_all("strict-transport-security")) for one in answers.values() if one.status == 200} == {
        1
    }
    wanted = {("GET", "/preview/map"), ("GET", "/preview/approval"), ("POST", "/preview/approval")}
    came = {one[:2] for one in seen if "health" not in one[1]}
    assert came == {*wanted, ("GET", "/preview/metrics")}  # whose answer is the preview's: for publishers alone
    assert {one[1] for one in seen_in_public if "health" not in one[1]} == {"/map", "/previewed"}
    assert [one for one in (*seen, *seen_in_public) if one[2]] == []
