"""Which addresses are answered, by whom, and how others are refused."""

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, Route

from pages.server.paths import NotFound, UnderBasePath, page_names
from pages.server.routes import routes
from pages.server.settings import Settings
from pages.server.take.pool import Pool
from picture.text.words import word
from tests.pages.server.asking import ask

NOTHING_HERE = "".join(f"{word('nothing_here', language)}\n" for language in ("fi", "sv", "en"))


async def ours(request):
    return PlainTextResponse(f"ours {request.base_url}")


async def streamlits(scope, receive, send):
    await PlainTextResponse("streamlit")(scope, receive, send)


def answer(path, method="GET", base_path=""):
    own = [Route("/take/{name}", ours)]
    app = Starlette(
        routes=[*own, NotFound(own), Mount("/", app=streamlits)],
        middleware=[Middleware(UnderBasePath, base_path=base_path)],
    )
    return ask(app, path, method)


@pytest.mark.parametrize(
    "path",
    ["/", "/map", "/map/", "/methods", "/static/js/index.js", "/_stcore/health", "/media/x", "/favicon.png"],
)
def test_pages_and_their_files_are_streamlits(path):
    assert answer(path).text == "streamlit"


@pytest.mark.parametrize(
    "path",
    ["/nothing", "/map/more", "/map/_stcore/health", "/take", "/take/a/b", "/health", "/healthz", "/__init__", "/parts",
     "/server/settings", "/index.html", "/component/x", "/.git/config", "/wp-login.php", "/app/static/x"],
)  # fmt: skip
def test_an_address_that_is_nobodys_is_refused_in_words(path):
    response = answer(path)
    assert (response.status_code, response.text) == (404, NOTHING_HERE)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "INVENTED"])
def test_an_address_of_ours_says_how_it_may_be_asked(method):
    response = answer("/take/map.svg", method)
    assert response.status_code == 405
    assert set(response.headers["allow"].split(", ")) == {"GET", "HEAD"}


def test_every_script_is_a_page_and_nothing_else():
    figures = {"figure", "groups", "map", "matrix", "region", "trends"}
    actions = {"assessment", "collect", "entry", "forum", "plans", "register"}
    assert page_names() == {"", *figures, *actions, "editions", "methods", "slides"}


def test_nothing_is_left_to_streamlit_after_our_own_addresses():
    assert isinstance(routes(Settings(), Pool(1, kept=0, maker=object))[-1], NotFound)


# --- under a base path ---


@pytest.mark.parametrize(
    ("path", "status", "text"),
    [
        ("/a/b/", 200, "streamlit"),
        ("/a/b/map", 200, "streamlit"),
        ("/a/b/take/x", 200, "ours http://127.0.0.1:8501/a/b/"),
        ("/a/b/nothing", 404, NOTHING_HERE),
        ("/", 404, NOTHING_HERE),
        ("/map", 404, NOTHING_HERE),
        ("/take/x", 404, NOTHING_HERE),
        ("/a/bc", 404, NOTHING_HERE),
        ("/a", 404, NOTHING_HERE),
    ],
)
def test_everything_lies_under_the_base_path(path, status, text):
    response = answer(path, base_path="/a/b")
    assert (response.status_code, response.text) == (status, text)


def test_the_base_path_itself_leads_to_the_front_page():
    response = answer("/a/b?lang=sv", base_path="/a/b")
    assert (response.status_code, response.headers["location"]) == (308, "/a/b/?lang=sv")
