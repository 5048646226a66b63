"""One server and one Chromium for all browser tests of a process; a new tab per test.

Playwright keeps an event loop running in the thread of the tests as long as it is open: other rooms need that thread.
"""

import shutil

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.reader import Reader
from tests.browser.server import serving

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = (  # nothing of the browser's own may ask another host
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


@pytest.fixture(scope="package")
def chromium():
    path = next((found for name in CHROMIUM if (found := shutil.which(name))), None)
    if path is None:
        pytest.skip("no Chromium on this machine: install the package `chromium` to run the browser tests")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def address(chromium, published, tmp_path_factory):
    """The address of a server."""
    with serving(published, tmp_path_factory.mktemp("server") / "log.txt") as where:
        yield where


@pytest.fixture(scope="package")
def desk(chromium):
    """A browser window whose cache the tests share, as a reader's would be."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, locale="sv-FI", accept_downloads=True)
    yield context
    context.close()


@pytest.fixture
def reader(address, desk):
    """Somebody with a tab open."""
    one = Reader(address, desk.new_page())
    yield one
    if one.tab.url.startswith(address):
        one.tab.goto(f"{address}/health/live")  # a page that is left writes its basket down
        one.tab.evaluate("localStorage.clear()")  # the next reader shares this browser
    one.tab.close()
