"""What a view costs the server in processor time: one that nobody has opened yet, and the same again.

Processor time and not waiting time: it says how many readers one process holds, and a busy machine changes it little.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from random import Random
from statistics import fmean
from urllib.parse import urlencode

from contract.codes import Language
from contract.pointer import served_database
from picture.query.choices import read_choices
from picture.query.database import connect
from picture.query.selection import area_key
from tests.bench.line import Line, told
from tests.bench.reader import Reader
from tests.bench.server import Server, serving

SEED, VIEWS = 11, 30
FIRST_GOAL, AGAIN_GOAL, MIXED_GOAL = 0.060, 0.020, 25  # seconds of processor time; reruns a second
PAGES = {
    "": "front page",
    "map": "map",
    "trends": "trends",
    "region": "region",
    "groups": "groups",
    "methods": "methods",
}


def views(data: Path) -> Iterator[Line]:
    """Measure every page on a server of its own, so that no other page has warmed its views."""
    firsts, repeats = [], []
    with serving(data) as server:
        for page, name in PAGES.items():
            queries = asked(data, page)
            empty, first, again = measured(server, page, queries)
            firsts.append(first)
            repeats.append(again)
            yield _line(f"{name}, a view nobody has opened", first, empty, FIRST_GOAL)
            yield _line(f"{name}, the same again", again, empty, AGAIN_GOAL)
    for what, each in (("first", firsts), ("repeated", repeats)):
        rate = 1 / fmean(each)
        goal = f"≥ {MIXED_GOAL} a second"
        yield Line(f"mixed {what} views on one core", f"{rate:.0f} a second", "", None, goal, met=rate >= MIXED_GOAL)


def _line(what: str, seconds: float, empty: float, goal: float) -> Line:
    return Line(what, told(seconds), f"empty: {told(empty)}", seconds / empty, f"≤ {told(goal)}", met=seconds <= goal)


def measured(server: Server, page: str, queries: Sequence[str]) -> tuple[float, float, float]:
    """Return the mean processor time of a rerun, seconds: of an empty page, of each view at first and again."""
    with closing(Reader(server.port, "empty")) as nothing, closing(Reader(server.port, page)) as reader:
        nothing.run()
        reader.run()  # what a fresh server and a fresh session cost is measured elsewhere
        empty = _mean(server, nothing, [""] * len(queries))
        first = _mean(server, reader, queries)
        return empty, first, _mean(server, reader, queries)


def _mean(server: Server, reader: Reader, queries: Sequence[str]) -> float:
    start = server.processor_time()
    for query in queries:
        reader.query = query
        reader.run()
    return (server.processor_time() - start) / len(queries)


def asked(data: Path, page: str, count: int = VIEWS) -> list[str]:
    """Choose different views of a page at random, the same at every run; as the address carries them."""
    with connect(served_database(data)) as con:
        choices = read_choices(con, Language.FI)
    random = Random(f"{SEED} {page}")  # noqa: S311 - chooses what is looked at, and guards nothing
    areas = [area_key(a.level, a.code) for a in choices.areas]
    found: dict[str, None] = {}
    while len(found) < count:
        indicator = random.choice(choices.indicators).id
        group = random.choice(choices.groups[indicator])
        view = {
            "lang": random.choice(list(Language)),
            "indicator": indicator,
            "level": random.choice(choices.levels[indicator] or ("maakunta",)),
            "area": random.choice(areas),
            "period": random.choice(choices.periods[indicator]),
            "group": f"{group.dim}.{group.code}",
        }
        found[urlencode(view)] = None
    return list(found)
