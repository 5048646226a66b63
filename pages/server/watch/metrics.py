"""What the server counts and times, and the addresses where a Prometheus server reads it."""

from __future__ import annotations

from functools import cache
from ipaddress import ip_address
from urllib.parse import urlsplit

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
    start_http_server,
)
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from starlette.requests import Request
from starlette.responses import Response

from pages.server.paths import NOTHING_HERE
from pages.server.settings import LOCAL, Listening, Metrics
from pages.server.shell.message_page import message_page

OF_PROXIES = frozenset({"forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip"})
SECONDS = (0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


class ServerMetrics:
    """Every measurement of this process."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)  # memory, processor time, open files, start
        self.pages_open = self._gauge("pages_open", "Pages that are open: connections of readers")
        self.run_seconds = self._histogram("page_run_seconds", "From asking for a page to its last word", "page")
        self.answers = self._counter("answers", "Answers over HTTP", "room", "status")
        self.answer_seconds = self._histogram("answer_seconds", "From a request to the end of its answer", "room")
        self.answer_bytes = self._counter("answer_bytes", "Bytes of answers, as they went out", "room")
        self.refused = self._counter("refused", "What strangers asked and did not get", "reason")
        self.build = self._gauge("build", "The picture that is served", "build", "edition", "status", "instead")
        self.build_age = self._gauge("build_age_seconds", "Time since the picture that is served was built")
        self.lines_lost = self._gauge("log_lines_left_out", "Lines that the log left out, for there were too many")

    def _counter(self, name: str, told: str, *labels: str) -> Counter:
        return Counter(f"lagesbild_{name}", told, labels, registry=self.registry)

    def _gauge(self, name: str, told: str, *labels: str) -> Gauge:
        return Gauge(f"lagesbild_{name}", told, labels, registry=self.registry)

    def _histogram(self, name: str, told: str, *labels: str) -> Histogram:
        return Histogram(f"lagesbild_{name}", told, labels, registry=self.registry, buckets=SECONDS)


@cache
def metrics() -> ServerMetrics:
    """Return the measurements of this process, the same ones for everybody."""
    return ServerMetrics()


def serve_metrics(where: Listening) -> None:
    """Answer Prometheus at an address of its own, which no proxy passes on; raise OSError where it is taken."""
    start_http_server(where.port, where.address, metrics().registry)


class MetricsEndpoint:
    """Answers `/metrics` beside the pages, to this machine alone."""

    def __init__(self, who: Metrics | Listening) -> None:
        self.who = who

    async def answer(self, request: Request) -> Response:
        """Write all measurements as Prometheus reads them."""
        if self.who is not Metrics.LOCAL or not _asked_here(request):
            return message_page(request.scope, NOTHING_HERE, 404)
        content = generate_latest(metrics().registry)
        return Response(content, headers={"content-type": CONTENT_TYPE_LATEST, "cache-control": "no-store"})


def _asked_here(request: Request) -> bool:
    """Return whether somebody on this machine asks, and not through a proxy: that would ask for anybody."""
    headers = request.headers
    if request.client is None or not _is_loopback(request.client.host) or OF_PROXIES & set(headers):
        return False
    old = request.scope["http_version"] == "1.0"  # as proxies ask that were told nothing
    return not old and urlsplit(f"//{headers.get('host', '')}").hostname in LOCAL


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
