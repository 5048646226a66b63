"""`/embed/…`: who may frame it, what a cache is told, and that it refuses what a page refuses, in words."""

import gzip
from contextlib import asynccontextmanager
from urllib.parse import urlencode

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.middleware import Middleware

from pages.server.headers import Headers, security_headers
from pages.server.routes import routes
from pages.server.settings import Settings
from pages.server.take.making import File, make_file
from pages.server.take.pool import Pool
from pages.server.take.processes import BUSY, Trouble
from picture.text.words import word
from tests.pages.server.asking import run
from tests.pages.server.released import released
from tests.pages.server.take.test_answer import Making

HERE = "http://127.0.0.1:8501"
PAGE = File("map.html", gzip.compress(b"<h1>x</h1>"))


class Drawing(Making):
    """In the place of the processes: makes what is asked for in this one."""

    async def make(self, order, _tell):
        return self.outcome or make_file(order.wanted, order.database)


@asynccontextmanager
async def server(making, settings):
    pool = Pool(1, kept=1_000_000, maker=lambda: making)
    safe = Middleware(Headers, headers=security_headers([]))
    app = Starlette(routes=routes(settings, pool), middleware=[safe])
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=HERE) as client:
        yield client
    await pool.close()


def ask(address, making=None, method="GET", headers=None, **settings):
    async def play():
        async with server(making or Making(PAGE), Settings(**settings)) as client:
            return await client.request(method, f"/embed/{address}", headers=headers)

    return run(play)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Two versions of an edition, the second one served."""
    monkeypatch.setenv("LAGESBILD_DATA", str(tmp_path))
    return released(tmp_path)


def ancestors(answer):
    rules = dict(rule.split(" ", 1) for rule in answer.headers["content-security-policy"].split("; "))
    assert rules["default-src"] == "'none'"
    assert {name for name in rules if "script" in name or "connect" in name} == set()
    return rules["frame-ancestors"]


@pytest.mark.parametrize(
    ("framed_by", "told", "resource"),
    [
        ((), "'self'", "same-origin"),
        (("https://a.fi", "http://b.fi:81"), "'self' https://a.fi http://b.fi:81", "cross-origin"),
        (("*",), "'self' *", "cross-origin"),
    ],
)
def test_it_may_be_framed_by_those_whom_the_operator_names_and_so_may_a_refusal(framed_by, told, resource):
    for address in ("map?lang=sv", "map?lang=sv&area=MK99", "nothing"):
        answer = ask(address, framed_by=framed_by)
        assert ancestors(answer) == told
        assert answer.headers["cross-origin-resource-policy"] == resource
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_the_pages_and_files_stay_unframed_whatever_is_set():
    async def play():
        async with server(Making(), Settings(framed_by=("*",))) as client:
            return [await client.get(path) for path in ("/", "/map", "/take/map.svg", "/feed.atom", "/oembed")]

    for answer in run(play):
        assert "frame-ancestors 'self'" in answer.headers["content-security-policy"] + ";"


@pytest.mark.parametrize("view", ["front", "map", "trend", "profile", "matrix", "groups"])
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_every_kind_of_view_is_a_page_in_the_language_of_its_address(folder, view, language):
    answer = ask(f"{view}?lang={language}&area=MK01", Drawing())
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["content-language"] == language
    assert f'<html lang="{language}' in answer.text
    assert word("embed_open", language) in answer.text
    assert f"{HERE}/" in answer.text


def test_it_travels_packed_and_is_the_same_unpacked():
    packed = ask("map?lang=sv", headers={"accept-encoding": "gzip"})
    plain = ask("map?lang=sv", headers={"accept-encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.text == plain.text == "<h1>x</h1>"
    assert packed.headers["etag"] != plain.headers["etag"]
    assert packed.headers["vary"] == "accept-encoding"


def test_who_has_it_is_told_so_and_nothing_is_drawn():
    first = ask("map?lang=sv")
    making = Making(PAGE)
    again = ask("map?lang=sv&period=2026&division=newest", making, headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content, making.orders) == (304, b"", [])
    assert "frame-ancestors" in again.headers["content-security-policy"]
    other = ask("map?lang=fi", headers={"if-none-match": first.headers["etag"]})
    assert other.status_code == 200


def test_head_draws_nothing():
    making = Making(PAGE)
    answer = ask("map?lang=sv", making, "HEAD")
    assert (answer.status_code, answer.content, making.orders) == (200, b"", [])
    assert ask("map?lang=sv", method="POST").status_code == 405


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize(
    "wrong", ["area=MK99", "indicator=x", "period=1900", "group=a.b", "level='", "areas=MK99", "division=1900"]
)
def test_what_a_page_refuses_is_refused_in_the_readers_language_and_no_other_picture_given(wrong, language):
    making = Making(PAGE)
    answer = ask(f"map?lang={language}&{wrong}", making)
    key = wrong.partition("=")[0]
    told = word("embed_wrong_value", language, keys=word(f"choose_{key}", language))
    assert (answer.status_code, making.orders) == (404, [])
    assert told in answer.text
    assert f'href="{HERE}/?lang={language}"' in answer.text
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "address",
    ["nothing?lang=sv", "map.svg?lang=sv", "basket?lang=sv", "pack?lang=sv", "map?lang=sv&area=MK01&area=MK02"],
)
def test_what_is_no_picture_is_told_in_words(address):
    answer = ask(address)
    assert answer.status_code == 404
    assert word("embed_not_there", "sv") in answer.text


def test_it_is_no_file_to_take():
    async def play():
        async with server(Making(PAGE), Settings()) as client:
            return await client.get("/take/map.html?lang=sv")

    assert run(play).status_code == 404


def test_an_old_version_answers_with_what_is_told_of_it_and_an_unknown_one_is_refused(folder):
    old = ask("map?lang=sv&indicator=trust&edition=2026-1", Drawing())
    assert old.status_code == 200
    assert word("export_superseded", "sv", version=2) in old.text
    never = ask("map?lang=sv&edition=2025-1", Drawing())
    assert (never.status_code, word("edition_never_released", "sv") in never.text) == (404, True)


def test_without_a_picture_it_says_so_and_when_to_ask_again(tmp_path, monkeypatch):
    monkeypatch.setenv("LAGESBILD_DATA", str(tmp_path))
    answer = ask("map?lang=sv")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "30")
    assert word("no_picture", "sv") in answer.text
    assert str(tmp_path) not in answer.text


@pytest.mark.parametrize(
    ("trouble", "status", "told"),
    [(BUSY, 503, "embed_busy"), (Trouble("take_failed", 500, "ab12"), 500, "embed_failed")],
)
def test_a_busy_or_broken_maker_is_told_in_words(trouble, status, told):
    answer = ask("map?lang=en", Making(trouble))
    assert answer.status_code == status
    assert word(told, "en", **({"number": "ab12"} if told == "embed_failed" else {})) in answer.text


@given(view=st.text(max_size=20), query=st.dictionaries(st.text(max_size=10), st.text(max_size=40), max_size=4))
def test_whatever_an_address_holds_nothing_of_it_comes_back_as_a_tag(view, query):
    address = f"{urlencode({'': view})[1:]}?{urlencode(query | {'area': '<script>x</script>'})}"
    answer = ask(address)
    assert answer.status_code in {404, 414}
    assert "<script" not in answer.text
