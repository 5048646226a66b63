"""The static site: what making it costs, what nginx serves of it, and how its pages come, beside the dashboard's."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from contract.codes import Language
from contract.pointer import served_database
from picture.site.build import SiteJob, make_site
from picture.site.folder import SERVED_SITE, put_site
from tests.bench.line import Line, size, told
from tests.bench.loading import FIRST_WORDS, PAINTED
from tests.bench.server import serving
from tests.deploy.proxies import Proxy, free_port, proxied, static_text

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NORTHERN_IRELAND = "N. Ireland indicators: 0.6–0.8 s, 2.3 MB"  # measured for the project, nothing cached
RERUNS = "the dashboard, one process: 66–76 a second"  # the table of loads in README.md
GOAL_PAINT, GOAL_BYTES = 0.6, 2_300_000
SECONDS, CONNECTIONS = 10, 20
PAGES = {  # of the site -> of the dashboard
    "front page": ("fi/index.html", "?lang=fi"),
    "area": ("fi/areas/MK01.html", "region?lang=fi&area=MK01"),
    "indicator": ("fi/indicators/trust_other_background.html", "map?lang=fi&indicator=trust_other_background"),
}
VISITS = 5
REST = 2500  # ms in which everything has come
HEADING = "main h1, [data-testid=stMain] h1"
RATE = re.compile(r"Requests/sec:\s+([\d.]+)")
FAILED = re.compile(r"Non-2xx or 3xx responses: (\d+)")
IN_TURN = """local paths = {{{}}}
local at = 0
request = function()
  at = at % #paths + 1
  return wrk.format("GET", paths[at], {{["Accept-Encoding"] = "gzip", ["Host"] = "julkaisu.example.fi"}})
end
"""


@dataclass(frozen=True, slots=True)
class Came:
    """How a page came: seconds to its first words and to its heading, bytes over the network."""

    words: float
    heading: float
    bytes: int


def site(data: Path) -> Iterator[Line]:
    """Make the site of a data folder, serve it and look at it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        start = time.perf_counter()
        files = make_site(SiteJob(served_database(data), tuple(Language), "https://julkaisu.example.fi"))
        made = time.perf_counter() - start
        put_site(files, folder / "out")
        yield from _sizes(files, folder / "out" / SERVED_SITE, made, time.perf_counter() - start - made)
        static = partial(static_text, folder, folder / "out")
        with proxied("nginx", folder, [free_port(), free_port()], static) as proxy:
            yield _pages_a_second(proxy, folder, [path for path in files if path.endswith(".html")])
            yield from _in_the_browser(proxy, data)


def _sizes(files: Mapping[str, bytes], served: Path, made: float, put: float) -> Iterator[Line]:
    pages = [path for path in files if path.endswith(".html")]
    packed = sum((served / f"{path}.gz").stat().st_size for path in pages)
    every = sum(path.stat().st_size for path in served.rglob("*") if path.is_file())
    what = f"the site: {len(pages)} pages, {len(files)} files, made"
    yield Line(what, told(made), f"packed and written: {told(put)}")
    yield Line("its pages, packed", size(packed), f"plain: {size(sum(len(files[path]) for path in pages))}")
    yield Line("all files on the disk", size(every))


def _pages_a_second(proxy: Proxy, folder: Path, pages: Sequence[str]) -> Line:
    """Ask for every page in turn, as fast as one client can."""
    what = f"pages a second of nginx by TLS, one worker, {CONNECTIONS} connections"
    wrk = shutil.which("wrk")
    if wrk is None:
        return Line(what, "wrk is not here", RERUNS)
    script = folder / "turn.lua"
    script.write_text(IN_TURN.format(", ".join(f'"/{path}"' for path in sorted(pages))), encoding="utf-8")
    command = [wrk, "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "-s", str(script), f"https://127.0.0.1:{proxy.port}"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    failed = FAILED.search(said)
    rate = RATE.search(said)
    if rate is None or failed:
        return Line(what, f"failed: {said.strip().splitlines()[-1]}", RERUNS)
    return Line(what, f"{float(rate[1]):,.0f} a second", RERUNS)


def _in_the_browser(proxy: Proxy, data: Path) -> Iterator[Line]:
    """Look at pages of the site and at the same ones of the dashboard in turn, nothing cached."""
    chromium = shutil.which("chromium")
    if chromium is None:
        yield Line("the site in the browser", "no Chromium here")
        return
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only where there is a Chromium to drive

    with serving(data, LAGESBILD_FILL="off") as server, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for name, (still, living) in PAGES.items():
            both = f"https://127.0.0.1:{proxy.port}/{still}", f"http://127.0.0.1:{server.port}/{living}"
            for address in both:
                _come(browser, address)  # made once
            visits = list(chain.from_iterable((_come(browser, one) for one in both) for _ in range(VISITS)))
            yield from _compared(name, visits[::2], visits[1::2])
        browser.close()


def _compared(name: str, still: Sequence[Came], living: Sequence[Came]) -> Iterator[Line]:
    words = median(max(one.words, one.heading) for one in still)  # its heading comes with the first words
    first = median(one.words for one in living)
    heading = median(one.heading for one in living)
    beside = f"dashboard: {told(heading)}, a frame without figures {told(first)}; {NORTHERN_IRELAND}"
    what = f"{name} of the site, first words with its heading in Chromium, nothing cached"
    yield Line(what, told(words), beside, words / heading, f"< {told(GOAL_PAINT)}", words < GOAL_PAINT)
    travelled, also = (max(one.bytes for one in visits) for visits in (still, living))
    goal = f"< {size(GOAL_BYTES)}"
    beside = f"dashboard: {size(also)}"
    yield Line(f"{name} of the site, bytes", size(travelled), beside, travelled / also, goal, travelled < GOAL_BYTES)


def _come(browser: Browser, address: str) -> Came:
    window = {"width": 1440, "height": 900}
    context = browser.new_context(viewport=window, ignore_https_errors=True, bypass_csp=True)
    tab = context.new_page()
    tab.add_init_script(PAINTED % HEADING)
    travelled: list[int] = []
    devtools = context.new_cdp_session(tab)
    devtools.send("Network.enable")
    devtools.on("Network.loadingFinished", lambda event: travelled.append(int(event["encodedDataLength"])))
    tab.goto(address, wait_until="load")
    tab.wait_for_function("window.lbContent")
    heading = tab.evaluate("window.lbContent")
    tab.wait_for_timeout(REST)
    came = Came(tab.evaluate(FIRST_WORDS), heading, sum(travelled))
    context.close()
    return came
