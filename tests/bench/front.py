"""`python -m tests.bench.front`: make the README's picture of the front page again."""

from __future__ import annotations

import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.bench.pages import DRAWN, SETTLED
from tests.bench.server import serving

ROOT = Path(__file__).parents[2]
PICTURE = ROOT / "docs" / "front.png"
PICTURES_LOADED = "[...document.images].every(image => image.complete)"


def main() -> None:
    with serving(ROOT / "data") as server, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"])
        tab = browser.new_page(viewport={"width": 1440, "height": 900}, bypass_csp=True)  # to wait for expressions
        tab.goto(f"http://127.0.0.1:{server.port}/?lang=en")
        tab.wait_for_selector(DRAWN)
        for settled in (SETTLED, PICTURES_LOADED, "document.fonts.status === 'loaded'"):
            tab.wait_for_function(settled)
        tab.screenshot(path=PICTURE)
        browser.close()


if __name__ == "__main__":
    main()
