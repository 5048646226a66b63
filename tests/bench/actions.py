"""What is made for a meeting and a collection, and the register of 5,000 entries beside one of 50."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from functools import partial
from itertools import product
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

import duckdb

from contract.codes import Language
from contract.pointer import POINTER, served_database
from picture.kits import make_kit
from picture.packs import BRIEF, GUIDE, NamedFile, make_document, make_meeting
from picture.query.choices import read_choices
from picture.query.database import connect
from picture.query.indicator_rows import DOMAINS
from picture.query.selection import check
from tests.bench.line import Line, size, told, typical
from tests.bench.pages import RERUNS, after_pause
from tests.bench.reader import Reader
from tests.bench.server import serving

KIT_GOAL, BRIEF_GOAL, REGISTER_GOAL = 10.0, 3.0, 1.5  # seconds, seconds, times a register of FEW entries
FEW, MANY = 50, 5_000
YEARS = (2024, 2025, 2026, 2027)
MORE = """INSERT INTO register_entry SELECT e.* REPLACE (
    e.id || '-' || n AS id, 100 * n + e.position AS position,
    e.first_day + n % 700 AS first_day, e.last_day + n % 700 AS last_day)
    FROM register_entry e CROSS JOIN (SELECT CAST(range AS INTEGER) AS n FROM range(1, ?)) r
    ORDER BY n, e.id LIMIT ? - (SELECT count(*) FROM register_entry)"""


def actions(data: Path) -> Iterator[Line]:
    with closing(connect(served_database(data))) as con:
        yield _kits(con)
        yield from _documents(con)
    with tempfile.TemporaryDirectory() as folder:
        few, many = (_with_entries(data, Path(folder) / str(count), count) for count in (FEW, MANY))
        yield from _register(few, many)


def _kits(con: duckdb.DuckDBPyConnection) -> Line:
    make = partial(make_kit, con.cursor(), list(Language), "KU049")
    taken = typical(make, times=1)
    _, content = make()
    return Line(
        "collection kit in three languages",
        f"{told(taken)}, {size(len(content))}",
        goal=f"< {told(KIT_GOAL)}",
        met=taken < KIT_GOAL,
    )


def _documents(con: duckdb.DuckDBPyConnection) -> Iterator[Line]:
    choices = read_choices(con.cursor(), Language.SV)
    selected, _ = check({"area": "MK01"}, {}, choices)
    document = partial(make_document, con.cursor(), choices, selected, "")
    makers: dict[str, Callable[[], NamedFile]] = {
        "meeting brief of a region (PDF)": partial(document, what=BRIEF, form="pdf"),
        "meeting brief of a region (DOCX)": partial(document, what=BRIEF, form="docx"),
        "facilitator's guide (PDF)": partial(document, what=GUIDE, form="pdf"),
        "slides of a meeting (PPTX)": partial(make_meeting, con.cursor(), choices, selected, "", what="meeting"),
    }
    for name, make in makers.items():
        taken = typical(make)
        _, content = make()
        yield Line(name, f"{told(taken)}, {size(len(content))}", goal=f"< {told(BRIEF_GOAL)}", met=taken < BRIEF_GOAL)


def _with_entries(data: Path, folder: Path, count: int) -> Path:
    """Copy the published database, with so many entries in its register: its own, and copies of them on later days."""
    folder.mkdir()
    path = served_database(data)
    for one in (path, data / POINTER):
        shutil.copy(one, folder)
    with duckdb.connect(str(folder / path.name)) as con:
        con.execute(MORE, [count, count])
        con.execute("UPDATE contents SET rows = ? WHERE table_name = 'register_entry'", [count])
    return folder


def _register(few: Path, many: Path) -> Iterator[Line]:
    """Rerun the register: as it was shown, and each time with a filter that nobody has set yet."""
    with serving(few, LAGESBILD_FILL="off") as small, serving(many, LAGESBILD_FILL="off") as large:
        both = Reader(small.port, "register"), Reader(large.port, "register")
        for reader in both:
            reader.run()
        yield _beside("rerun", [_runs(both, "lang=sv") for _ in range(RERUNS)])
        filters = (urlencode({"lang": "sv", "about": one, "year": year}) for one, year in product(DOMAINS, YEARS))
        yield _beside("a new filter", [_runs(both, query) for query in filters])
        for reader in both:
            reader.close()


def _runs(both: tuple[Reader, Reader], query: str) -> list[float]:
    for reader in both:
        reader.query = query
    return [after_pause(reader).seconds for reader in both]


def _beside(what: str, runs: Sequence[Sequence[float]]) -> Line:
    beside, mine = (median(pair[place] for pair in runs) for place in (0, 1))
    ratio = mine / beside
    return Line(
        f"register of {MANY:,} entries, {what}",
        told(mine),
        f"of {FEW}: {told(beside)}",
        ratio,
        f"≤ {REGISTER_GOAL:g} ×",
        met=ratio <= REGISTER_GOAL,
    )
