"""What disclosure control costs, suppression and audit together, and how it grows with regions and groups."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import polars as pl

from etl.config.policy import read_policy
from etl.estimate.estimate import estimate
from etl.sdc.context import ReleaseContext
from etl.sdc.protect import protect
from etl.sdc.table_structure import Additivity
from tests.bench.line import Line, told, typical
from tests.bench.sample import DIMS, Demo, margins, read_demo
from tests.etl.statuses import coded

GROWTH = ((5, 2), (10, 2), (19, 2), (19, 3), (19, 5))  # regions, group dimensions ("all" is one)
ITEMS = 4  # enough for a steady number


def protection(sources: Path) -> Iterator[Line]:
    demo, first = read_demo(sources), None
    for regions, dims in GROWTH:
        cells, taken = _measured(demo, regions, DIMS[:dims])
        first = first or taken
        what = f"protection and audit, {regions} regions × {', '.join(DIMS[:dims])}"
        yield Line(
            what, f"{told(taken)} an item ({cells:,} cells)", f"the first of these: {told(first)}", taken / first
        )


def _measured(demo: Demo, regions: int, dims: tuple[str, ...]) -> tuple[int, float]:
    """Protect the last wave of some items in the first regions; return cells and seconds of one item."""
    kept = frozenset(sorted(demo.unions["maakunta"])[:regions])
    unions = {
        level: {code: inside for code, inside in of_level.items() if level == "country" or set(inside) <= kept}
        for level, of_level in demo.unions.items()
    }
    unions["country"] = {"SSS": tuple(sorted(kept))}
    unions = {level: of_level for level, of_level in unions.items() if of_level}
    people = demo.waves[-1].respondents.filter(pl.col("area").is_in(kept))
    shares = [item for item in demo.items if item.kind == "survey_share"][:ITEMS]
    found = estimate(people, demo.design, shares, margins(unions, dims), "2026")
    table = found.table.with_columns(
        pl.col("kind").cast(pl.String),
        geo_year=pl.lit(2026),
        decimals=0,
        **{name: pl.lit(code) for name, code in coded().items()},
        source=pl.lit("demo_survey"),
        quoted_by=pl.lit(None, pl.String),
        note=pl.lit(None, pl.String),
        weight=pl.Series(np.concatenate([cells.sums.weight.ravel() for cells in found.domains])),
    )
    context = ReleaseContext(read_policy(), Additivity(unions, {}), {})
    taken = typical(lambda: protect(table, context), 1)
    return table.height // len(shares), taken / len(shares)
