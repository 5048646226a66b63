"""A picture on a page of another site: shown where the operator allows it, whole without scripts, and for everybody.

Languages take turns; with LAGESBILD_EVERY_PAGE=1 each kind is seen in each language.
"""

import os
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import cycle, product
from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe

from contract.codes import Language
from picture.text.words import word
from picture.views import VIEW_KINDS
from tests.browser.reader import PATIENCE
from tests.browser.server import serving
from tests.browser.test_every_page import serious

WIDTHS = (300, 390, 800)
EVERY = tuple(product(VIEW_KINDS, Language))
TURNS = tuple(zip(VIEW_KINDS, cycle(Language), strict=False))  # tags are the same in all languages
SEEN = EVERY if os.environ.get("LAGESBILD_EVERY_PAGE") else TURNS
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


class Foreign(BaseHTTPRequestHandler):
    """Answers with a page that shows a picture in a frame."""

    def __init__(self, frames, *arguments):
        self.frames = frames
        super().__init__(*arguments)

    def do_GET(self):
        content = f'<!doctype html><html lang="en"><title>A site</title>{self.frames[0]}</html>'.encode()
        self.send_response(200)
        self.send_header("content-type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        """Write nothing."""


@contextmanager
def site(frames):
    """Serve a page of another origin on this machine; yield its origin."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Foreign, frames))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def sites(published, tmp_path_factory):
    """Two sites, of which the first one may frame pictures of a dashboard."""
    frames = [""]
    with site(frames) as friend, site(frames) as stranger:
        log = tmp_path_factory.mktemp("server") / "log.txt"
        with serving(published, log, LAGESBILD_FRAMED_BY=friend) as dashboard:
            yield dashboard, friend, stranger, frames


@pytest.fixture
def tab(chromium):
    context = chromium.new_context(viewport={"width": 800, "height": 900})
    one = context.new_page()
    one.set_default_timeout(PATIENCE)
    yield one
    context.close()


def framed(tab, sites, origin, path):
    """Show an address of the dashboard in a frame of a site; return the frame's headline, or "" where none is shown."""
    dashboard, _, _, frames = sites
    frames[0] = f'<iframe src="{dashboard}/{path}" title="x" width="760" height="700"></iframe>'
    tab.goto(origin, wait_until="load")
    (frame,) = tab.main_frame.child_frames
    return frame.evaluate("document.querySelector('h1')?.textContent ?? ''") if frame.url.startswith(dashboard) else ""


def test_a_site_that_may_shows_the_picture_and_another_does_not(tab, sites):
    dashboard, friend, stranger, _ = sites
    tab.goto(f"{dashboard}/embed/map?lang=sv&area=MK02")
    told = tab.text_content("h1")
    assert framed(tab, sites, friend, "embed/map?lang=sv&area=MK02") == told
    assert framed(tab, sites, stranger, "embed/map?lang=sv&area=MK02") == ""


def test_no_site_shows_the_pages_themselves(tab, sites):
    assert framed(tab, sites, sites[1], "map?lang=sv") == ""


def test_a_refusal_is_read_in_the_frame_too(tab, sites):
    assert framed(tab, sites, sites[1], "embed/map?lang=sv&area=MK99") == word("title_short", "sv")


@pytest.mark.parametrize(("view", "language"), SEEN, ids=["-".join(one) for one in SEEN])
def test_every_picture_is_for_everybody_and_asks_nobody(tab, sites, view, language):
    asked, said = [], []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("console", lambda message: said.append(message.text))
    address = f"{sites[0]}/embed/{view}?lang={language}&area=MK02"
    tab.goto(address)
    assert asked == [address]
    tab.click("summary")
    assert serious(Axe().run(tab)) == []
    for width in WIDTHS:
        tab.set_viewport_size({"width": width, "height": 600})
        assert tab.evaluate(SIDEWAYS) <= 0
    assert said == []
    assert tab.get_attribute("html", "lang")[:2] == language


def test_dark_and_printed_it_can_be_read(chromium, sites):
    context = chromium.new_context(color_scheme="dark")
    tab = context.new_page()
    tab.goto(f"{sites[0]}/embed/trend?lang=en")
    assert serious(Axe().run(tab)) == []
    tab.emulate_media(media="print", color_scheme="light")
    assert tab.is_visible(".drawings svg.wide")
    assert tab.is_visible("footer")
    context.close()


def test_the_head_of_a_page_breaks_no_policy_and_the_tool_copies_the_frame(chromium, sites):
    dashboard, *_ = sites
    said = []
    context = chromium.new_context(viewport={"width": 1300, "height": 900})
    tab = context.new_page()
    tab.set_default_timeout(PATIENCE)
    tab.on("console", lambda message: said.append(message.text))
    tab.goto(f"{dashboard}/map?lang=en&area=MK02")
    tab.click(f'.lb-share summary:has-text("{word("embed_share", "en")}")')
    text = tab.input_value(".lb-share textarea")
    assert text.startswith(f'<iframe src="{dashboard}/embed/map?indicator=')
    assert "&amp;area=MK02&amp;lang=en" in text
    assert f'title="{tab.text_content("h1")}"' in text
    assert tab.get_attribute(".lb-share a", "href").startswith("feed.atom?indicator=")
    tab.click(".lb-share .lb-copy-text")
    tab.locator(".lb-share .lb-copy-text", has_text=word("embed_done", "en")).wait_for()  # the clipboard takes its time
    assert [one for one in said if "Content Security Policy" in one] == []
    tab.set_viewport_size({"width": 390, "height": 844})
    wide = tab.locator(".lb-share[open] summary").evaluate(
        "one => [one.offsetWidth, one.nextElementSibling.offsetWidth]"
    )
    assert wide[0] < wide[1]  # the button is as wide as its words, also while it is open
    context.close()
