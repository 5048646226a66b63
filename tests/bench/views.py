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

from contract.cell_key import area_key
from contract.codes import Language
from contract.pointer import served_database
from picture.query.choices import read_choices
from picture.query.database import connect
from tests.bench.line import Line, told
from tests.bench.reader import Reader
from tests.bench.server import Server, serving

NOTHING_AHEAD = {"LAGESBILD_FILL": "off"}
SEED, VIEWS = 11, 30
FIRST_GOAL, AGAIN_GOAL, MIXED_GOAL = 0.060, 0.020, 25  # seconds of processor time; reruns a second
PAGES = {
    "": "front page",
    "map": "map",
    "trends": "trends",
    "region": "region",
    "groups": "groups",
    "methods": "methods",
    "editions": "editions",
}


def views(data: Path) -> Iterator[Line]:
    """Measure every page twice: on a server that keeps no answer, and on one where the views were opened before."""
    firsts: list[float] = []
    repeats: list[float] = []
    with serving(data, **NOTHING_AHEAD, LAGESBILD_CACHE_MB="0") as forgets, serving(data, **NOTHING_AHEAD) as keeps:
        for page, name in PAGES.items():
            queries = asked(data, page)
            first, beside_first = measured(forgets, page, queries)
            measured(keeps, page, queries)
            again, beside_again = measured(keeps, page, queries)
            firsts.append(first)
            repeats.append(again)
            yield _line(f"{name}, a view nobody has opened", first, beside_first, FIRST_GOAL)
            yield _line(f"{name}, the same again", again, beside_again, AGAIN_GOAL)
    for what, each in (("first", firsts), ("repeated", repeats)):
        rate = 1 / fmean(each)
        goal = f"≥ {MIXED_GOAL} a second"
        yield Line(f"{what} views of all pages, one core", f"{rate:.0f} a second", goal=goal, met=rate >= MIXED_GOAL)


def _line(what: str, seconds: float, empty: float, goal: float) -> Line:
    met = seconds <= goal
    return Line(f"{what}, CPU", told(seconds), f"empty: {told(empty)}", seconds / empty, f"≤ {told(goal)}", met=met)


def measured(server: Server, page: str, queries: Sequence[str]) -> tuple[float, float]:
    """Return the mean processor time, seconds, that a view of a page costs, and an empty page beside it."""
    with closing(Reader(server.port, "empty")) as nothing, closing(Reader(server.port, page)) as reader:
        for one in (nothing, reader):
            one.run()  # what a fresh server and a fresh session cost is measured elsewhere
        empty = _mean(server, nothing, [""] * len(queries))
        return _mean(server, reader, queries), empty


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
