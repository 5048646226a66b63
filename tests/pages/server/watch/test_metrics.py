"""What the server counts, and who may read it."""

import socket

import httpx
import pytest
from prometheus_client import generate_latest
from prometheus_client.parser import text_string_to_metric_families
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from pages.server.settings import Listening, Metrics
from pages.server.watch import metrics, monitor, request_metrics
from pages.server.watch.metrics import MetricsEndpoint, ServerMetrics, serve_metrics
from tests.pages.server.asking import ask


@pytest.fixture
def kept(monkeypatch):
    mine = ServerMetrics()
    for module in (metrics, request_metrics, monitor):
        monkeypatch.setattr(module, "metrics", lambda: mine)
    monitor.rejections().clear()
    return mine


@pytest.fixture
def events(monkeypatch):
    told = []
    for module in (request_metrics, monitor):
        monkeypatch.setattr(module, "event", lambda *said, **fields: told.append((said[0], fields)))
    return told


async def answer(request):
    return PlainTextResponse("x" * 100, int(request.query_params.get("status", "200")))


def page():
    return Starlette(routes=[Route("/{path:path}", answer)], middleware=[Middleware(request_metrics.RequestMetrics)])


def values(text):
    samples = [sample for family in text_string_to_metric_families(text) for sample in family.samples]
    return {(sample.name, *sample.labels.values()): sample.value for sample in samples}


def test_answers_are_counted_by_room_and_class_and_read_by_prometheus(kept, events):
    app = page()
    for path in ("/map", "/take/map.svg", "/take/x?status=404", "/api/v1", "/what/ever?status=500"):
        ask(app, path)
    found = values(generate_latest(kept.registry).decode())
    assert found["lagesbild_answers_total", "page", "2xx"] == 1
    assert found["lagesbild_answers_total", "take", "4xx"] == 1
    assert found["lagesbild_answers_total", "other", "5xx"] == 1
    assert found["lagesbild_answer_bytes_total", "take"] == 200
    assert ("process_resident_memory_bytes",) in found
    assert events == [
        ("file_taken", {"room": "take", "status": 200, "ms": events[0][1]["ms"], "bytes": 100, "name": "map.svg"}),
        ("failed", {"room": "other", "status": 500, "ms": events[1][1]["ms"], "bytes": 100}),
    ]


@pytest.mark.parametrize(("path", "reason"), [("/take/map.svg", "take"), ("/api/v1", "api"), ("/map", None)])
@pytest.mark.parametrize("status", [429, 503])
def test_who_has_to_come_back_later_was_refused_and_nothing_failed(kept, events, path, reason, status):
    ask(page(), f"{path}?status={status}")
    assert (events, dict(monitor.rejections())) == ([], {reason: 1} if reason else {})


def test_measurements_are_read_at_an_address_of_their_own(kept):
    kept.pages_open.set(7)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    serve_metrics(Listening("127.0.0.1", port))
    assert values(httpx.get(f"http://127.0.0.1:{port}/metrics", trust_env=False).text)["lagesbild_pages_open",] == 7
    with pytest.raises(OSError, match="in use"):
        serve_metrics(Listening("127.0.0.1", port))


@pytest.mark.parametrize(
    ("who", "client", "headers", "status"),
    [
        (Metrics.LOCAL, "127.0.0.1", {}, 200),
        (Metrics.LOCAL, "::1", {"host": "localhost:8501"}, 200),
        (Metrics.LOCAL, "192.0.2.7", {}, 404),
        (Metrics.LOCAL, "127.0.0.1", {"host": "tilanne.example.fi"}, 404),
        (Metrics.LOCAL, "127.0.0.1", {"x-forwarded-for": "127.0.0.1"}, 404),
        (Metrics.LOCAL, "127.0.0.1", {"Forwarded": "for=x"}, 404),
        (Metrics.LOCAL, "127.0.0.1", {"Via": "1.1 x"}, 404),
        (Listening("127.0.0.1", 9464), "127.0.0.1", {}, 404),
        (Metrics.OFF, "127.0.0.1", {}, 404),
    ],
)  # fmt: skip
def test_measurements_beside_the_pages_are_for_this_machine_alone(kept, who, client, headers, status):
    app = Starlette(routes=[Route("/metrics", MetricsEndpoint(who).answer)])
    assert ask(app, "/metrics", client=(client, 1), headers=headers).status_code == status


@pytest.mark.parametrize("path", ["/../../etc/passwd", "/<script>", "/name@example.fi", "/mapp"])
def test_nothing_that_a_stranger_writes_becomes_a_label(path):
    assert request_metrics.room_of(path) == "other"


def test_refusals_are_one_line_a_reason_however_often(kept, events):
    for _ in range(5000):
        monitor.count_rejection("message")
    monitor.count_rejection("name")
    monitor.log_rejections()
    monitor.log_rejections()
    assert events == [
        ("refused", {"reason": "message", "count": 5000}),
        ("refused", {"reason": "name", "count": 1}),
    ]
    assert kept.registry.get_sample_value("lagesbild_refused_total", {"reason": "message"}) == 5000
