"""The static site in a browser, under the very policy of deploy/proxies/static.conf: every kind of page.

Languages and windows take turns; with LAGESBILD_EVERY_PAGE=1 each kind is seen in each language and window.
"""

import os
import re
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import product
from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe

from contract.codes import Language
from picture.site.folder import SERVED_SITE, put_site
from tests.browser.reader import Reader
from tests.deploy.proxies import CONFIGURATIONS
from tests.picture.site.made import KINDS, URL, job_of, kept_once, sampled_files

pytestmark = pytest.mark.browser
POLICY = re.compile(r"default \"(default-src[^\"]*)\"")
DESK = {"viewport": {"width": 1440, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 844}}
FORCED = DESK | {"forced_colors": "active", "color_scheme": "dark", "reduced_motion": "reduce"}
EVERY = tuple(product(KINDS, Language, ("phone", "desk", "forced")))
TURNS = tuple(  # every kind on a phone in one language, on a desk in the next; some in a reader's own colours
    (kind, tuple(Language)[(place + turn) % len(Language)], window)
    for turn, window in enumerate(("phone", "desk", "forced"))
    for place, kind in enumerate(KINDS[:4] if window == "forced" else KINDS)
)
SEEN = EVERY if os.environ.get("LAGESBILD_EVERY_PAGE") else TURNS
WINDOWS = {"phone": PHONE, "desk": DESK, "forced": FORCED}
OWN_COLOURS = {"rules": {"color-contrast": {"enabled": False}}}  # axe reads ours there, not those shown


class Strict(SimpleHTTPRequestHandler):
    """Serve files with the policy of the configuration."""

    policy = POLICY.search((CONFIGURATIONS / "static.conf").read_text(encoding="utf-8"))[1]

    def end_headers(self):
        self.send_header("content-security-policy", self.policy)
        super().end_headers()

    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture(scope="module")
def where(published, tmp_path_factory, worker_id):
    """The address of a site with a page of each kind."""
    files = kept_once(tmp_path_factory, worker_id, "sampled", lambda: sampled_files(job_of(published)))
    out = tmp_path_factory.mktemp("site") / "out"
    put_site(files, out)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Strict, directory=out / SERVED_SITE)) as server:
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture
def opened(chromium, where):
    """Open a page in a window; close it at the end."""
    contexts = []

    def open_page(path, window, **more):
        context = chromium.new_context(**WINDOWS[window], **more)
        contexts.append(context)
        reader = Reader(where, context.new_page())
        reader.tab.goto(f"{where}/{path}")
        return reader

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize(("kind", "language", "window"), SEEN, ids=["-".join(one) for one in SEEN])
def test_every_kind_of_page_is_without_barrier_error_or_foreign_request(opened, kind, language, window):
    reader = opened(f"{language}/{kind}", window)
    assert (reader.foreign, reader.errors) == ([], [])
    assert reader.tab.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    found = Axe().run(reader.tab, options=OWN_COLOURS if window == "forced" else None)
    assert [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found.response["violations"]] == []


def test_a_page_without_scripts_is_whole_and_its_menu_opens_by_the_keyboard(opened):
    reader = opened("fi/areas/MK01.html", "phone", java_script_enabled=False)
    tab = reader.tab
    assert "Uusimaa" in tab.locator("main").inner_text()
    assert not tab.locator("#lb-menu").is_visible()
    tab.locator(".lb-menu-open").focus()
    tab.keyboard.press("Enter")
    assert tab.locator("#lb-menu").is_visible()
    tab.locator("#lb-menu a[href$='a-z.html']").click()
    tab.wait_for_url("**/fi/a-z.html")


def test_the_first_key_leads_past_the_menu(opened):
    tab = opened("en/index.html", "desk").tab
    tab.keyboard.press("Tab")
    assert tab.locator(":focus").inner_text() == "Skip to content"
    assert tab.locator(":focus").bounding_box()["y"] >= 0
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "content"


def test_the_language_changes_and_the_page_stays(opened):
    tab = opened("fi/indicators/trust_other_background.html", "desk").tab
    tab.locator(".lb-languages a[hreflang=sv]").click()
    tab.wait_for_url("**/sv/indicators/trust_other_background.html")
    assert tab.locator("html").get_attribute("lang") == "sv"


def test_the_page_for_addresses_without_one_leads_on_from_any_depth(opened, where):
    tab = opened("404.html", "phone").tab
    root = URL.partition(".example")[2]
    assert {one.get_attribute("href") for one in tab.locator("main a").all()} >= {f"{root}/fi/index.html"}


def test_on_paper_there_are_no_ways_that_can_only_be_clicked(opened):
    tab = opened("fi/indicators/trust_other_background.html", "desk").tab
    tab.emulate_media(media="print")
    for css in (".lb-menu", ".lb-languages", ".lb-site-choose", ".lb-panels-nav", ".lb-files"):
        assert not any(one.is_visible() for one in tab.locator(css).all()), css
    assert tab.locator("main table").first.is_visible()
    assert tab.locator(".lb-printed").is_visible()
