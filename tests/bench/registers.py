"""What registers larger than memory cost: checking, loading, opening and asking, by the number of their figures."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import polars as pl

from contract.codes import Language
from etl.config.catalogue.catalogue import Catalogue, Group, GroupDimension, read_catalogue
from etl.config.toml import Text
from etl.publish.load import load
from etl.read.register.table import read_register
from geo.classification import Classification, read_classification
from pages.server.databases import choices_of, connection
from picture.query.tables.cells import read_cells
from tests.bench.line import Line, seconds, told, typical
from tests.etl.read.helpers import card, indicator
from tests.etl.read.register.test_table import LAYOUT
from tests.etl.small_tables import cell, small, texts

INDICATORS, MANY = 2, 20
YEARS, GROUPS = 40, 100
MEMORY = 2.0  # GB, of the process that does all of it
LIKE = "employment_rate"
WORDS = Text(fi="kohortti", sv="kohort", en="cohort")


def registers(*, long: bool) -> Iterator[Line]:
    for indicators in (INDICATORS, MANY) if long else (INDICATORS,):
        with ProcessPoolExecutor(1, get_context("spawn")) as alone:  # so that its memory is no other work's
            yield from alone.submit(_measured, indicators).result()


def _measured(indicators: int) -> list[Line]:
    catalogue, places = _catalogue(indicators), read_classification()
    with TemporaryDirectory() as folder:
        data = Path(folder)
        on_card = card(data, b"x", "register.parquet", "register", LAYOUT, id="register", rule="")
        rows = _write(on_card.path, catalogue, places)
        found = []
        checked = seconds(lambda: found.append(read_register(on_card, catalogue, places, data)))
        tables = _tables(catalogue, places)
        loaded = seconds(lambda: found.append(load(tables, data, "bench", registers=(found[0],))))
        path = found[1]
        opened = seconds(lambda: found.append(choices_of(path, Language.SV)))
        with connection(path).cursor() as con:
            asked = typical(
                lambda: read_cells(
                    con, f"indicator = '{LIKE}_0' AND period = '2026' AND group_code = 'c1'", {}, found[2]
                )
            )
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
        bare = seconds(lambda: duckdb.sql(f"SELECT count(*), sum(value) FROM '{on_card.path}'").fetchall())
        size = path.stat().st_size / 1e6
    what = f"register of {rows:,} figures"
    return [
        Line(f"{what}, checked", told(checked), f"bare sum of its column: {told(bare)}", checked / bare),
        Line(
            f"{what}, loaded",
            f"{told(loaded)}, {memory:.1f} GB, file {size:,.0f} MB",
            f"checked: {told(checked)}",
            loaded / checked,
            f"< {MEMORY:g} GB",
            memory < MEMORY,
        ),
        Line(f"{what}, opened by a server in one language", told(opened)),
        Line(f"{what}, one map of {len(_codes(places))} municipalities asked", told(asked)),
    ]


def _catalogue(indicators: int) -> Catalogue:
    """Return the shipped catalogue with indicators like one of its own, and a dimension of many groups."""
    shipped = read_catalogue()
    more = tuple(indicator(f"{LIKE}_{at}", 1000 + at, None, "register_share") for at in range(indicators))
    cohorts = GroupDimension(
        dim="cohort", name=WORDS, groups=tuple(Group(code=f"c{at}", name=WORDS) for at in range(GROUPS))
    )
    return replace(shipped, indicators=more, groups=(cohorts,))


def _codes(places: Classification) -> list[str]:
    return [area.code for area in places.areas("kunta", date(places.newest_year, 1, 1))]


def _write(path: Path, catalogue: Catalogue, places: Classification) -> int:
    """Write a register's file; return its rows."""
    with duckdb.connect() as con:
        con.register("indicators", pl.DataFrame({"indicator": [one.id for one in catalogue.indicators]}))
        con.register("areas", pl.DataFrame({"area": _codes(places)}))
        con.execute(
            f"""COPY (SELECT indicator, (1987 + y)::VARCHAR AS period, area, 'cohort' AS group_dim,
                'c' || g AS group_code,
                round((hash(indicator, area, g) % 600) / 10 + y * 0.3 + (hash(area, g, y) % 20) / 10, 1) AS value
            FROM indicators, range({YEARS}) years(y), areas, range({GROUPS}) groups(g))
            TO '{path}' (FORMAT parquet, COMPRESSION zstd)"""
        )
        return int(con.execute(f"SELECT count(*) FROM '{path}'").fetchall()[0][0])


def _tables(catalogue: Catalogue, places: Classification) -> dict[str, pl.DataFrame]:
    """Return what the rows of the register must find in the database, and nothing else."""
    found = small("bench", cell("01", 60.0))
    source = found["source"].with_columns(id=pl.lit("register"), kind=pl.lit("register"))
    entry = {"domain": "context", "kind": "register_share", "unit": "percent", "decimals": 1, "direction": "neither"}
    entry |= {"headline": False, "source": "register"} | texts(
        "name", "short", "clause", "question", "counts", "population", "why", "limits"
    )
    rows = [entry | {"id": one.id, "position": one.position} for one in catalogue.indicators]
    groups = [{"dim": "cohort", "code": f"c{at}", "position": 1 + at} | texts("dim", "name") for at in range(GROUPS)]
    areas = [
        {"level": "kunta", "code": code, "valid_from": date(2010, 1, 1), "position": 10 + at} | texts("name")
        for at, code in enumerate(_codes(places))
    ]
    added = {"source": source, "indicator": rows, "population_group": groups, "area": areas}
    return found | {
        name: pl.concat([found[name], pl.DataFrame(more).select(found[name].columns).cast(found[name].schema)])
        for name, more in added.items()
    }
