"""Addresses of files, calendars and the search that no page links to: refused in words, or as if not asked."""

from itertools import product
from urllib.parse import quote

import pytest
from starlette.applications import Starlette

from pages.server.routes import routes
from pages.server.settings import Settings
from pages.server.take.address import FORMS
from pages.server.take.pool import Pool
from tests.pages.server.asking import ask

HTML = "evil<img src=x onerror=alert(1)>"
VALUES = (
    HTML,
    "a" * 10_000,
    "x\x00",
    "../../etc/passwd",
    "\r\nX-Evil: 1",
    "\u202eevil\u200b",
    "٢٠٢٦",
    "'; DROP TABLE plan; --",
    "NaN",
    "1e308",
    "mk01",
    "HVA05",
    "all.all",
    "2026-1",
)
KEYS = {
    "take": (
        "place",
        "languages",
        "area",
        "lang",
        "group",
        "period",
        "build",
        "edition",
        "code",
        "shape",
        "item",
        "evil",
    ),
    "calendar": ("id", "area", "indicator", "lang", "build", "edition", "evil"),
}
ADDRESSES = [
    *product((f"/take/{what}.{form}" for what, forms in sorted(FORMS.items()) for form in forms[:1]), KEYS["take"]),
    *product(("/events.ics", "/event.ics", "/feed.atom", "/calendar.ics"), KEYS["calendar"]),
]
REFUSED = {400, 404, 414, 503}


@pytest.fixture(scope="module")
def app():
    return Starlette(routes=routes(Settings(), Pool(1, kept=0, maker=object)))


@pytest.fixture(autouse=True)
def _published_here(published, monkeypatch):
    monkeypatch.setenv("LAGESBILD_DATA", str(published))


@pytest.mark.parametrize(("path", "key"), ADDRESSES)
def test_a_value_that_does_not_exist_is_refused_in_words_or_is_no_part_of_the_answer(app, path, key):
    for value in VALUES:
        answer = ask(app, f"{path}?{key}={quote(value, safe='')}", "HEAD")
        assert answer.status_code in {200, *REFUSED}, value
        assert "x-evil" not in answer.headers
        assert "evil" not in answer.headers.get("content-location", "")
        if answer.status_code == 200:
            assert answer.headers["cache-control"] in {"no-cache", "public, no-cache"}
            known = ask(app, f"{path}?{key}={quote(value, safe='')}", headers={"if-none-match": answer.headers["etag"]})
            assert (known.status_code, known.content) == (304, b"")


@pytest.mark.parametrize(
    "address",
    [
        "/take/kit.zip?place=MK01&place=MK02",
        "/take/brief.pdf?x=1&x=2",
        "/events.ics?lang=sv&lang=fi",
        "/event.ics?id=a&id=b",
    ],
)
def test_a_key_that_stands_twice_is_refused(app, address):
    assert ask(app, address).status_code in REFUSED


@pytest.mark.parametrize("value", VALUES)
def test_a_refusal_is_never_html_and_says_little(app, value):
    for path in (f"/event.ics?id={quote(value, safe='')}", f"/take/kit.zip?place={quote(value, safe='')}"):
        answer = ask(app, path)
        assert answer.status_code == 404
        assert answer.headers["content-type"].partition(";")[0] in {"application/problem+json", "text/plain"}
        assert len(answer.content) < 1_000
        assert "no-store" in answer.headers.get("cache-control", "no-store")


@pytest.mark.parametrize(
    "name", ["x" * 5_000, quote(HTML, safe=""), "kit.ZIP", "KIT.zip", "kit.zip%0d%0aX-Evil:1", "kit.exe"]
)
def test_a_file_that_there_is_not_is_refused(app, name):
    for path in (f"/take/{name}", f"/take/progress/{name}", f"/search/{name}"):
        answer = ask(app, path)
        assert answer.status_code == 404
        assert "x-evil" not in answer.headers
        assert b"evil" not in answer.content
