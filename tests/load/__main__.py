"""`python -m tests.load`: how many readers one server process holds, or several behind HAProxy, on this machine alone.

Readers think about 2 seconds between two views; 2 of 100 views are taken away as a file. Views that nobody has asked
for yet and repeated ones are measured apart. The client's own processor time and the load of the machine are told.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from string import ascii_lowercase

from rich.console import Console

from tests.browser.server import AS_SHIPPED, started
from tests.deploy.proxies import proxied, until
from tests.deploy.replicas import replicas
from tests.load.downloads import DELAYS, taken_beside
from tests.load.dying import killed_among
from tests.load.entrance import Entrance
from tests.load.machine import at_rest
from tests.load.measure import Measured, Plan, measured
from tests.load.rush import rushed
from tests.load.table import cells, markdown, shown
from tests.load.views import KINDS
from tests.load.visitor import Habit
from tests.standins.sending import sent
from tests.standins.stores import TestStore

ROOT = Path(__file__).parents[2]
DATA = Path(os.environ.get("LAGESBILD_DATA") or ROOT / "data")
README = ROOT / "README.md"
START, END = "<!-- load: python -m tests.load --readme -->\n", "<!-- /load -->"
READERS, SECONDS, THINK, SEED = "20,50,100,200", 60.0, 2.0, 11
CEILING = 8  # readers without a pause: more only wait for each other
NEIGHBOURS, ROUNDS = 20, 2
SOAK_READERS, SOAK_THINK = 12, 0.2


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.load", description=__doc__)
    parser.add_argument("--readers", default=READERS, help=f"numbers of readers, with commas (default: {READERS})")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="length of each measurement")
    parser.add_argument("--views", default="repeated,first", help=f"{', '.join(KINDS)}; with commas")
    parser.add_argument("--think", type=float, default=THINK, help="seconds between two views of one reader")
    parser.add_argument("--minutes", type=float, help="a soak instead: memory over a long time")
    parser.add_argument("--downloads", action="store_true", help="files taken beside busy neighbours instead")
    parser.add_argument("--rush", action="store_true", help="40 packs and slides at once beside readers instead")
    parser.add_argument("--replicas", default="1", help="processes behind HAProxy, each fed by a store; with commas")
    parser.add_argument("--kill", action="store_true", help="kill one of the replicas instead, while files are taken")
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the published database")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--markdown", action="store_true", help="print the table as Markdown")
    parser.add_argument("--readme", action="store_true", help="put the table into README.md")
    asked = parser.parse_args()
    if asked.minutes:
        soak(asked)
    elif asked.downloads:
        downloads(asked)
    elif asked.rush:
        rush(asked)
    elif asked.kill:
        kill(asked)
    else:
        table(asked)


@contextmanager
def entrance(data: Path, count: int = 1) -> Iterator[Entrance]:
    """Start as many servers, and a proxy before several."""
    with tempfile.TemporaryDirectory() as name:
        folder, data = Path(name), data.resolve()
        if count == 1:
            with started(data, folder / "log.txt", **AS_SHIPPED) as one:
                at_rest([one.pid])
                yield Entrance.to(one)
        else:
            store = TestStore(str(folder / "store"), {})
            sent(data, store.text, now=datetime.now(UTC))
            with replicas(folder, store, ascii_lowercase[:count], **AS_SHIPPED) as made:
                servers = [one.server for one in made]
                with proxied("haproxy", folder, [one.port for one in servers]) as proxy:
                    until(lambda: proxy.get("/health/live").status == 200, "no server behind the proxy answers")
                    at_rest([one.pid for one in servers])
                    yield Entrance.through(proxy, servers)


def table(asked: argparse.Namespace) -> None:
    """Measure each number of readers on fresh servers, and how much one process does at most."""
    rows = []
    for kind, count in product(asked.views.split(","), asked.replicas.split(",")):
        ceiling = [(CEILING, Habit(0, 0))] if count == "1" else []
        for readers, habit in (*[(int(one), Habit(asked.think)) for one in asked.readers.split(",")], *ceiling):
            with entrance(asked.data, int(count)) as one:
                found = measured(one, Plan(asked.data, readers, kind, asked.seconds, habit, asked.seed))
            tell(found)
            rows.append(cells(found))
    if asked.readme:
        before, rest = README.read_text(encoding="utf-8").split(START)
        README.write_text(before + START + markdown(rows) + END + rest.split(END, 1)[1], encoding="utf-8")
    if asked.markdown:
        print(markdown(rows), end="")
    else:
        Console().print(shown(rows))


def tell(found: Measured) -> None:
    """Print what the table has no room for."""
    print(*cells(found), f"client {found.client_cpu:.2f} processors", f"load {found.load:.1f}", sep="  ")
    for problem in sorted({*found.failed, *found.lost})[:5]:
        print(f"  {problem}")


def soak(asked: argparse.Namespace) -> None:
    """Read for a long time; print whether memory stays where it was."""
    with entrance(asked.data) as one:
        found = measured(
            one, Plan(asked.data, SOAK_READERS, "mixed", 60 * asked.minutes, Habit(SOAK_THINK), asked.seed)
        )
    tell(found)
    for look in found.looks[:: max(1, len(found.looks) // 10)]:
        print(f"  after {look.runs:,} runs: {look.used.memory:,.0f} MB + {look.used.helpers:,.0f}")
    print(f"growth in the second half: {found.growth:+.1f} MB per 1,000 runs")


def downloads(asked: argparse.Namespace) -> None:
    """Take every file of every page beside readers who never pause."""
    with entrance(asked.data) as one:
        found = taken_beside(one, asked.data, NEIGHBOURS, asked.seed, delays=DELAYS * ROUNDS)
    lost = f"{found.files} files taken, {len(found.lost)} lost"
    print(f"{lost}, beside {found.neighbours} readers without a pause ({found.runs} runs, {len(found.failed)} failed)")
    for problem in (*found.lost, *found.failed)[:10]:
        print(f"  {problem}")


def rush(asked: argparse.Namespace) -> None:
    """Take many files in the same moment; print how long they and the readers waited."""
    with entrance(asked.data) as one:
        print(rushed(one, asked.data, asked.seed))


def kill(asked: argparse.Namespace) -> None:
    """Kill one of the replicas while files are taken; print who was cut off, and what was lost."""
    plan = Plan(asked.data, int(asked.readers.split(",")[0]), "mixed", asked.seconds, Habit(asked.think, 0), asked.seed)
    with entrance(asked.data, int(asked.replicas)) as one:
        found = killed_among(one, plan)
    print(found)
    for problem in found.lost[:10]:
        print(f"  {problem}")


if __name__ == "__main__":
    main()
