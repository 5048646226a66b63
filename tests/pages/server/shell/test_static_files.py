"""Streamlit's files, packed and kept."""

import gzip
from pathlib import Path

import pytest
from starlette.responses import PlainTextResponse
from streamlit import file_util

from pages.server.shell.static_files import StaticFiles
from tests.pages.server.asking import ask

ROOT = Path(file_util.get_static_dir())
SCRIPT = (
    "/" + max((ROOT / "static" / "js").glob("*.js"), key=lambda path: path.stat().st_size).relative_to(ROOT).as_posix()
)


async def streamlits(scope, receive, send):
    await PlainTextResponse("streamlit")(scope, receive, send)


@pytest.fixture(scope="module")
def app():
    return StaticFiles(streamlits)


@pytest.mark.parametrize("encoding", ["gzip", "br, gzip;q=0.5", "*"])
def test_a_script_comes_packed_whole_and_for_ever(app, encoding):
    response = ask(app, SCRIPT, headers={"accept-encoding": encoding})
    assert response.content == (ROOT / SCRIPT[1:]).read_bytes()  # httpx unpacks it
    assert response.headers["content-encoding"] == "gzip"
    assert int(response.headers["content-length"]) < len(response.content) / 2
    assert response.headers["cache-control"].startswith("public, immutable")
    assert response.headers["vary"] == "accept-encoding"
    assert response.headers["content-type"].startswith("text/javascript")


@pytest.mark.parametrize("encoding", ["", "identity", "br", "gzip;q=0"])
def test_who_takes_no_gzip_gets_the_file_itself(app, encoding):
    response = ask(app, SCRIPT, headers={"accept-encoding": encoding})
    assert response.content == (ROOT / SCRIPT[1:]).read_bytes()
    assert response.headers["content-encoding"] == "identity"


def test_every_script_and_style_of_streamlit_is_the_same_packed(app):
    for path in sorted((ROOT / "static").rglob("*.css")):
        response = ask(app, f"/{path.relative_to(ROOT).as_posix()}", headers={"accept-encoding": "gzip"})
        assert response.content == path.read_bytes()


@pytest.mark.parametrize("path", ["/static/js/gone.js", "/static/", "/static/js/..%2f..%2findex.html"])
def test_a_file_that_is_not_there_is_no_page(app, path):
    assert ask(app, path).status_code == 404


@pytest.mark.parametrize(("path", "headers"), [("/map", {}), (SCRIPT, {"range": "bytes=0-9"})])
def test_pages_and_parts_of_files_are_streamlits(app, path, headers):
    assert ask(app, path, headers=headers).text == "streamlit"


def test_nobody_waits_for_the_packing_twice(app, monkeypatch):
    ask(app, SCRIPT)
    monkeypatch.setattr(gzip, "compress", None)
    assert ask(app, SCRIPT, headers={"accept-encoding": "gzip"}).status_code == 200
