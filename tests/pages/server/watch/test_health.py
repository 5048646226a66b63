"""What a proxy and an operator hear of the server's health."""

import shutil

import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from contract.pointer import served_database
from contract.schema import SCHEMA_NUMBER
from pages.server.watch import health
from pages.server.watch.health import Ready, live
from pages.server.watch.process import Process
from tests.pages.server.asking import ask


@pytest.fixture
def process(monkeypatch):
    mine = Process()
    monkeypatch.setattr(health, "process", lambda: mine)
    return mine


@pytest.fixture
def asked(monkeypatch, process):
    """Ask a path of a server that reads a data folder."""
    app = Starlette(routes=[Route("/health/live", live), Route("/health/ready", Ready().answer)])

    def answered(folder, path="/health/ready"):
        monkeypatch.setenv("LAGESBILD_DATA", str(folder))
        return ask(app, path)

    return answered


def test_ready_tells_what_is_served_and_how_old_it_is(asked, published):
    response = asked(published)
    said = response.json()
    assert response.status_code == 200
    assert response.headers["cache-control"] == "no-store"
    assert (said["status"], said["picture"], said["edition"]) == ("ready", "draft", "2026")
    assert said["build"] in served_database(published).name
    assert said["age_seconds"] >= 0
    assert (said["schema"], said["instead_of_published"]) == (SCHEMA_NUMBER, False)
    assert said["built_at"].endswith("+00:00")


def test_a_server_without_a_picture_is_alive_and_not_ready(asked, tmp_path):
    response = asked(tmp_path)
    assert (response.status_code, response.json()) == (503, {"status": "no picture", "problem": "nothing_published"})
    assert asked(tmp_path, "/health/live").text == "ok"


def test_a_file_that_is_damaged_under_the_server_is_noticed(asked, published, tmp_path, monkeypatch):
    path = served_database(published)
    shutil.copy(published / "CURRENT", tmp_path)
    (tmp_path / path.name).write_bytes(path.read_bytes()[:20_000])
    response = asked(tmp_path)
    assert (response.status_code, response.json()["problem"]) == (503, "database_unreadable")
    shutil.copy(path, tmp_path)
    monkeypatch.setattr(health.time, "monotonic", lambda: float("inf"))
    assert asked(tmp_path).status_code == 200


def test_a_picture_that_stands_in_for_the_published_one_is_told(asked, published, tmp_path):
    shutil.copy(served_database(published), tmp_path)
    (tmp_path / "CURRENT").write_text("situation-lost.duckdb\n", encoding="ascii")
    response = asked(tmp_path)
    assert (response.status_code, response.json()["instead_of_published"]) == (200, True)


def test_a_server_that_was_told_to_end_is_alive_and_not_ready(asked, published, process):
    assert asked(published).status_code == 200
    process.draining = True
    response = asked(published)
    assert (response.status_code, response.json()) == (503, {"status": "draining"})
    assert asked(published, "/health/live").status_code == 200


def test_whoever_asks_without_end_opens_no_picture_each_time(asked, published, monkeypatch):
    seen = []
    look = health.look
    monkeypatch.setattr(health, "look", lambda: seen.append(1) or look())
    monkeypatch.setattr(health, "SECONDS_KEPT", 1e9)
    for _ in range(20):
        asked(published)
    assert len(seen) == 1
