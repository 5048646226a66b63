"""`python -m tests.bench.pictures`: make the README's pictures of the pages again, of what the data folder holds."""

from __future__ import annotations

import io
import os
import shutil
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from tests.bench.pages import DRAWN, SETTLED
from tests.bench.server import Server, serving

ROOT = Path(__file__).parents[2]
DATA = Path(os.environ.get("LAGESBILD_DATA") or ROOT / "data")
FOLDER = ROOT / "docs"
PICTURES_LOADED = "[...document.images].every(image => image.complete)"
DESK, PHONE = (1440, 900), (390, 844)
PICTURES = {
    "front": ("?lang=en", DESK),
    "map": ("map?lang=en", DESK),
    "trends": ("trends?lang=en", DESK),
    "region": ("region?lang=en&area=MK01", DESK),
    "matrix": ("matrix?lang=en", DESK),
    "groups": ("groups?lang=en", DESK),
    "plans": ("plans?lang=en&area=MK01", DESK),
    "register": ("register?lang=en", DESK),
    "collect": ("collect?lang=en&place=KU049", DESK),
    "methods": ("methods?lang=en", DESK),
    "phone": ("?lang=en", PHONE),
}
COLOURS = 128  # enough for a page, and a third of the bytes


def main() -> None:
    with serving(DATA) as server, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"])
        for name, (address, size) in PICTURES.items():
            _save(_seen(browser, server, address, size), FOLDER / f"{name}.png")
        browser.close()


def _seen(browser: Browser, server: Server, address: str, size: tuple[int, int]) -> bytes:
    """Open a page and return what stands on the first screen when everything has come."""
    width, height = size
    # the page's own policy forbids to wait for expressions
    tab = browser.new_page(viewport={"width": width, "height": height}, bypass_csp=True)
    tab.goto(f"http://127.0.0.1:{server.port}/{address}")
    tab.wait_for_selector(DRAWN)
    for settled in (SETTLED, PICTURES_LOADED, "document.fonts.status === 'loaded'"):
        tab.wait_for_function(settled)
    tab.wait_for_timeout(1500)  # charts are drawn after their page
    seen = tab.screenshot()
    tab.close()
    return seen


def _save(seen: bytes, path: Path) -> None:
    with Image.open(io.BytesIO(seen)) as picture:
        picture.convert("RGB").quantize(COLOURS).save(path, optimize=True)


if __name__ == "__main__":
    main()
