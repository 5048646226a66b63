"""What a page costs the server and the reader, beside an empty page on the same server."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from contract.pointer import served_database
from picture.query.database import connect
from tests.bench.line import Line, size, told
from tests.bench.reader import Reader, Run
from tests.bench.server import Server, serving

PAGES = {"": "front page", "map": "map", "trends": "trends", "region": "region", "groups": "groups"} | {
    "matrix": "matrix",
    "slides": "slides",
    "methods": "methods",
    "editions": "editions",
    "plans": "plans",
    "register": "register",
    "collect": "collect",
    "forum": "forum",
}
LAST_DRAWN = {"": "h1", "map": ".lb-map-areas path", "trends": ".js-plotly-plot .main-svg"}
HERE = Path(__file__).parents[2] / "pages"
RERUNS, MANY = 15, 20
PAUSE = 0.35  # seconds between two runs of a connection; the server lets one ask three times a second
RERUN_GOAL, MEMORY_GOAL = 1.5, 400  # times an empty page's; MB
MUNICIPALITIES_GOAL = 1.5  # times the region map's
DRAWN = '[data-testid="stApp"][data-test-script-state="notRunning"]'
SETTLED = '!document.querySelector(\'[data-stale="true"],[data-testid="stSkeleton"]\')'


def pages(data: Path) -> Iterator[Line]:
    names = {page: name for page, name in PAGES.items() if not page or (HERE / f"{page}.py").is_file()}
    with serving(data, LAGESBILD_FILL="off") as server:  # what is made ready in between would be measured, too
        yield from _first(server, names)
        for page, name in names.items():
            yield _rerun(server, page, name)
        yield from _municipalities(server, data)
        yield from _browser(server)
    with serving(data) as server:
        yield from _memory(server, list(names))


def _first(server: Server, names: dict[str, str]) -> Iterator[Line]:
    """The first reader of a fresh server, and the first view of a reader on a warm one."""
    empty, (cold, _) = _opened(server, "empty"), (_opened(server, ""), _opened(server, "map"))
    beside = f"empty, before it: {told(empty.seconds)}"
    yield Line("front page, first reader of a fresh server", told(cold.seconds), beside, cold.seconds / empty.seconds)
    for page in names:
        _opened(server, page)
    views = {page: median(_opened(server, page).seconds for _ in range(3)) for page in ("empty", "", "map")}
    for page, name in (("", "front page"), ("map", "map")):
        beside = f"empty: {told(views['empty'])}"
        yield Line(f"{name}, first view on a warm server", told(views[page]), beside, views[page] / views["empty"])


def _opened(server: Server, page: str) -> Run:
    reader = Reader(server.port, page)
    run = reader.run()
    reader.close()
    return run


def _rerun(server: Server, page: str, name: str) -> Line:
    """Rerun a page and an empty one in turn; the medians are compared."""
    both = Reader(server.port, page), Reader(server.port, "empty")
    for reader in both:
        reader.run()
    runs = [_paced(both) for _ in range(RERUNS)]
    mine, empty = (median(pair[place].seconds for pair in runs) for place in (0, 1))
    for reader in both:
        reader.close()
    measured = f"{told(mine)}, {size(runs[-1][0].bytes)}"
    ratio = mine / empty
    return Line(
        f"{name}, rerun", measured, f"empty: {told(empty)}", ratio, f"≤ {RERUN_GOAL:g} ×", met=ratio <= RERUN_GOAL
    )


def _paced(both: tuple[Reader, Reader]) -> list[Run]:
    """Run both once, each after a pause: the server would not let them earlier, and what runs at once finds it warm."""
    return [after_pause(reader) for reader in both]


def after_pause(reader: Reader) -> Run:
    """Run a page when the server lets its connection ask again."""
    time.sleep(PAUSE)
    return reader.run()


def _municipalities(server: Server, data: Path) -> Iterator[Line]:
    """Rerun the map of municipalities beside the region map; only where their boundaries were fetched."""
    con = connect(served_database(data))
    drawn = con.execute("SELECT count(*) FROM shape WHERE level = 'kunta'").fetchall()[0][0]
    con.close()
    if not drawn:
        return
    asked = "lang=sv&indicator=population&level="
    both = Reader(server.port, "map", f"{asked}kunta"), Reader(server.port, "map", f"{asked}maakunta")
    runs = [_paced(both) for _ in range(RERUNS)]
    mine, regions = (median(pair[place].seconds for pair in runs) for place in (0, 1))
    for reader in both:
        reader.close()
    measured, beside, ratio = f"{told(mine)}, {size(runs[-1][0].bytes)}", f"region map: {told(regions)}", mine / regions
    goal = f"≤ {MUNICIPALITIES_GOAL:g} ×"
    yield Line(f"map of {drawn} municipalities, rerun", measured, beside, ratio, goal, met=ratio <= MUNICIPALITIES_GOAL)


def _memory(server: Server, names: list[str]) -> Iterator[Line]:
    """Memory of the server with one reader, then with twenty readers spread over all pages."""
    start = server.memory()
    readers: list[Reader] = []
    for count in (1, MANY):
        while len(readers) < count:
            readers.append(Reader(server.port, names[len(readers) % len(names)]))
            readers[-1].run()
        used = server.memory()
        what = f"server memory, {count} open page{'s' * (count > 1)}"
        goal = f"< {MEMORY_GOAL} MB" if count == MANY else ""
        met = used < MEMORY_GOAL if count == MANY else None
        yield Line(what, f"{used:,.0f} MB", f"no page: {start:,.0f} MB", used / start, goal, met)
    for reader in readers:
        reader.close()


def _browser(server: Server) -> Iterator[Line]:
    """The whole way in Chromium, nothing cached: from the address to the last thing drawn."""
    chromium = shutil.which("chromium")
    if chromium is None:
        yield Line("in the browser", "no Chromium here")
        return
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only where there is a Chromium to drive

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        taken: dict[str, float] = {}
        for page in ("empty", *LAST_DRAWN):
            context = browser.new_context(bypass_csp=True)  # to wait for an expression
            tab, start = context.new_page(), time.perf_counter()
            tab.goto(f"http://127.0.0.1:{server.port}/{page}")
            tab.wait_for_selector(DRAWN)
            tab.wait_for_function(SETTLED)
            if page in LAST_DRAWN:
                tab.wait_for_selector(LAST_DRAWN[page], state="attached")
            taken[page] = time.perf_counter() - start
            context.close()
        browser.close()
    for page in LAST_DRAWN:
        name, beside = PAGES[page], f"empty: {told(taken['empty'])}"
        yield Line(f"{name} in Chromium, nothing cached", told(taken[page]), beside, taken[page] / taken["empty"])
