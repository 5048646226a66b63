"""Where the browser gets what the search finds."""

import json

import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from contract.codes import Language
from contract.pointer import build_of, served_database
from pages.server.search import answer_search, search_address
from tests.pages.server.asking import ask

APP = Starlette(routes=[Route("/search/{name}", answer_search)])


@pytest.fixture(autouse=True)
def _published_here(published, monkeypatch):
    monkeypatch.setenv("LAGESBILD_DATA", str(published))


@pytest.mark.parametrize("language", Language)
def test_its_address_is_kept_for_ever_and_it_is_packed(published, language):
    answer = ask(
        APP,
        "/" + search_address(build_of(served_database(published)), language),
        headers={"accept-encoding": "gzip"},
    )
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-encoding"] == "gzip"
    assert int(answer.headers["content-length"]) < 20_000
    assert [kind["of"] for kind in json.loads(answer.content)] == [
        *("area", "municipality", "indicator", "question", "entry", "page")
    ]


def test_an_address_of_another_build_gets_what_is_published_and_is_asked_again():
    answer = ask(APP, "/search/sv-0123456789ab-0.json")
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-cache")
    again = ask(APP, "/search/sv-0123456789ab-0.json", headers={"if-none-match": answer.headers["etag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("name", ["xx-b-c.json", "x", "fi..json"])
def test_what_is_no_language_is_not_there(name):
    assert ask(APP, f"/search/{name}").status_code == 404


def test_without_a_picture_it_says_so_and_is_not_kept(tmp_path, monkeypatch):
    monkeypatch.setenv("LAGESBILD_DATA", str(tmp_path))
    answer = ask(APP, "/search/fi-x-y.json")
    assert (answer.status_code, answer.headers["cache-control"]) == (503, "no-store")
