"""Somebody who reads the dashboard in a browser, and what they notice."""

import time
from urllib.parse import parse_qs, urlencode, urlsplit

from playwright.sync_api import Page

from picture.html.frame.place import PAGES as NAMES
from picture.views import FRONT

PATIENCE = 240_000  # ms; a loaded machine may have to serve, draw and test at once
DRAWN = """document.querySelector('h1') &&
  !document.querySelector('[data-stale="true"],[data-testid="stSkeleton"]') &&
  [...document.querySelectorAll('[data-testid="stPlotlyChart"]')].every(
      c => !c.offsetParent || c.querySelector('.main-svg'))"""
MENU = "document.querySelector('#lb-menu [aria-current=page]')"
PAGES = tuple("" if page == FRONT else page for page in NAMES)  # addresses; "" is the front page


class Reader:
    """A tab, the requests that left this machine, and the errors in its console."""

    def __init__(self, address: str, tab: Page):
        self.address, self.tab = address, tab
        self.foreign: list[str] = []
        self.errors: list[str] = []
        tab.set_default_timeout(PATIENCE)
        tab.on("request", lambda request: self._notice(request.url))
        tab.on("websocket", lambda socket: self._notice(socket.url))
        tab.on("console", lambda message: self._hear(message.type, message.text, message.location.get("url", "")))
        tab.on("pageerror", lambda error: self.errors.append(str(error)))

    def _notice(self, url):
        parts = urlsplit(url)
        if parts.scheme not in {"data", "blob"} and parts.hostname != "127.0.0.1":
            self.foreign.append(url)

    def _hear(self, kind, text, url):
        # Streamlit asks for /map/_stcore/health before it finds that the server is at the root: its own harmless 404
        if kind == "error" and not ("404" in text and "/_stcore/" in url):
            self.errors.append(text)

    def open(self, page="", **view):
        self.tab.goto(f"{self.address}/{page}?{urlencode(view)}")
        return self.settled()

    def settled(self):
        """Wait until the script has run and everything is drawn."""
        self.tab.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
        return self.wait(DRAWN)

    def until(self, **view):
        """Wait until the address holds these values and the page that is drawn is the one of this address.

        A click changes the address at once and the page only after the server has run: the menu's link to the page that
        is open tells which view was drawn.
        """
        for place in ("location", MENU):
            for key, value in view.items():
                self.wait(f"new URLSearchParams({place}?.search).get('{key}')==='{value}'")
        return self.wait(f"{MENU}?.pathname === location.pathname").settled()

    def wait(self, condition):
        """Wait until an expression is true; the page's own policy forbids it to evaluate one that it is given."""
        until = time.monotonic() + PATIENCE / 1000
        while not self.tab.evaluate(f"Boolean({condition})"):
            if time.monotonic() > until:
                raise TimeoutError(f"The page never came to hold: {condition}")
            self.tab.wait_for_timeout(50)
        return self

    @property
    def view(self):
        return {key: values[0] for key, values in parse_qs(urlsplit(self.tab.url).query).items()}

    @property
    def title(self):
        return self.tab.locator("h1").inner_text()

    @property
    def language(self):
        return self.tab.evaluate("document.documentElement.lang")

    def menu(self, label):
        self.tab.locator("#lb-menu").get_by_role("link", name=label, exact=True).click()
