"""What the server counts and times, and the address where a Prometheus server reads it."""

from __future__ import annotations

from functools import cache

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, start_http_server

from pages.server.settings import Listening

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
