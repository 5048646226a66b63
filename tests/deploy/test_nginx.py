"""deploy/proxies/nginx.conf before servers that come and go: nobody notices, and no log tells of readers."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from tests.deploy.proxies import free_port, proxied


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
    told = "".join(path.read_text(encoding="utf-8") for path in tmp_path.glob("*.log"))
    assert 'GET "/map"' in told
    assert [word for word in ("127.0.0.1, server", "MK02") if word in told] == []
