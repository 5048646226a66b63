"""What a reader sees while a page comes, in Chromium with nothing cached: when words stand there, and what moves."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.line import Line, size, told
from tests.bench.server import Server, serving
from tests.browser.shifts import GOOD, SHIFTED, WATCH

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NAMES = {"": "front page", "map": "map", "trends": "trends", "region": "region", "groups": "groups"} | {
    "matrix": "matrix",
    "slides": "slides",
    "methods": "methods",
    "editions": "editions",
}
CONTENT_GOALS = {"": 1.3, "map": 1.6, "trends": 1.6}  # times an empty page's
BYTES_GOAL = 400_000  # beyond an empty page's, as they travel
FIRST_WORDS = "performance.getEntriesByName('first-contentful-paint')[0].startTime / 1000"
CONTENT = '[data-testid="stMain"] :is(h1, .stMarkdown)'  # the heading of a page of ours, or the word of an empty one
# when the frame that first holds it has been painted, by the page's own clock: asked from outside, a page that goes on
# with its chart answers late
PAINTED = """const look = () => document.querySelector(`%s`)
  ? setTimeout(() => window.lbContent = performance.now() / 1000) : requestAnimationFrame(look);
requestAnimationFrame(look);"""
VISITS = 3
REST = 2000  # ms in which what moves late has moved


@dataclass(frozen=True, slots=True)
class Coming:
    """How a page came: seconds to its first words and to its heading, what moved, bytes over the network."""

    words: float
    content: float
    shift: float
    bytes: int


def loading(data: Path) -> Iterator[Line]:
    """Look at every page on a warm server, and at an empty one."""
    chromium = shutil.which("chromium")
    if chromium is None:
        yield Line("loading in the browser", "no Chromium here")
        return
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only where there is a Chromium to drive

    with serving(data, LAGESBILD_FILL="off") as server, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for page in NAMES:
            _come(browser, server, page)  # made once
        empty = _usual(browser, server, "empty")
        for page, name in NAMES.items():
            yield from _lines(page, name, _usual(browser, server, page), empty)
        browser.close()


def _lines(page: str, name: str, came: Coming, empty: Coming) -> Iterator[Line]:
    ratio, goal = came.content / empty.content, CONTENT_GOALS.get(page)
    limit, met = ("", None) if goal is None else (f"≤ {goal:g} ×", ratio <= goal)
    beside = f"empty: {told(empty.content)}; first words of ours: {told(came.words)}"
    yield Line(f"{name}, heading in Chromium, nothing cached", told(came.content), beside, ratio, limit, met)
    yield Line(f"{name}, layout shift", f"{came.shift:.3f}", goal=f"< {GOOD:g}", met=came.shift < GOOD)
    if not page:
        more = came.bytes - empty.bytes
        goal_of_bytes = f"≤ {size(BYTES_GOAL)} more"
        beside = f"empty: {size(empty.bytes)}"
        yield Line(
            f"{name}, bytes", size(came.bytes), beside, came.bytes / empty.bytes, goal_of_bytes, more <= BYTES_GOAL
        )


def _usual(browser: Browser, server: Server, page: str) -> Coming:
    """Look several times, and return the visit whose heading came neither first nor last."""
    return sorted((_come(browser, server, page) for _ in range(VISITS)), key=lambda came: came.content)[VISITS // 2]


def _come(browser: Browser, server: Server, page: str) -> Coming:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, bypass_csp=True)
    tab = context.new_page()
    tab.add_init_script(WATCH)
    tab.add_init_script(PAINTED % CONTENT)
    travelled: list[int] = []
    devtools = context.new_cdp_session(tab)
    devtools.send("Network.enable")
    devtools.on("Network.loadingFinished", lambda event: travelled.append(int(event["encodedDataLength"])))
    tab.goto(f"http://127.0.0.1:{server.port}/{page}?lang=sv", wait_until="commit")
    tab.wait_for_function("window.lbContent")
    content = tab.evaluate("window.lbContent")
    tab.wait_for_timeout(REST)
    came = Coming(tab.evaluate(FIRST_WORDS), content, tab.evaluate(SHIFTED), sum(travelled))
    context.close()
    return came
