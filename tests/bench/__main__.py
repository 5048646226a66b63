"""`python -m tests.bench`: what things cost, each beside what it is measured against, in one run.

Times of one machine say little; ratios measured in one run carry over. Goals are those of the project (docs/decisions).
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from rich.console import Console

from tests.bench.actions import actions
from tests.bench.cubes import cubes
from tests.bench.estimates import estimates
from tests.bench.exports import exports
from tests.bench.line import Line, markdown, shown
from tests.bench.loading import loading
from tests.bench.pages import pages
from tests.bench.protection import protection
from tests.bench.registers import registers
from tests.bench.site import site
from tests.bench.sums import sums
from tests.bench.views import views
from tests.bench.waves import waves
from tests.bench.writing import writing

ROOT = Path(__file__).parents[2]
DATA = Path(os.environ.get("LAGESBILD_DATA") or ROOT / "data")
README = ROOT / "README.md"
START, END = "<!-- bench: python -m tests.bench --readme -->\n", "<!-- /bench -->"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument(
        "part",
        nargs="*",
        help="pages loading views site exports actions etl estimates sums waves protection registers cubes (or all)",
    )
    parser.add_argument("--long", action="store_true", help="also 50 million respondents and 25 million figures")
    parser.add_argument("--markdown", action="store_true", help="print the table as Markdown")
    parser.add_argument("--readme", action="store_true", help="put the table into README.md")
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the published database and the sources")
    asked = parser.parse_args()
    parts: dict[str, Callable[[], Iterator[Line]]] = {
        "pages": partial(pages, asked.data),
        "loading": partial(loading, asked.data),
        "views": partial(views, asked.data),
        "site": partial(site, asked.data),
        "exports": partial(exports, asked.data),
        "actions": partial(actions, asked.data),
        "etl": partial(writing, ROOT / "data" / "sources"),
        "estimates": partial(estimates, ROOT / "data" / "sources", long=asked.long),
        "sums": partial(sums, long=asked.long),
        "waves": partial(waves, ROOT / "data" / "sources", long=asked.long),
        "protection": partial(protection, ROOT / "data" / "sources"),
        "registers": partial(registers, long=asked.long),
        "cubes": cubes,
    }
    if unknown := set(asked.part) - set(parts):
        parser.error(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(parts)}")
    console, lines = Console(stderr=True), []
    for name in asked.part or parts:
        with console.status(f"{name} …"):
            lines += list(parts[name]())
    if asked.readme:
        put(README, markdown(lines))
    if asked.markdown:
        print(markdown(lines), end="")
    else:
        Console().print(shown(lines))


def put(readme: Path, table: str) -> None:
    """Put the table between the markers of the README."""
    before, rest = readme.read_text(encoding="utf-8").split(START)
    readme.write_text(before + START + table + END + rest.split(END, 1)[1], encoding="utf-8")


if __name__ == "__main__":
    main()
