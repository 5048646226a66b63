"""Figures that are far from their parts: an area from the areas in it, everybody from the groups that divide them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date
from itertools import chain, product

import polars as pl

from contract.codes import AREA_KEY, EVERYBODY, GROUP_KEY
from contract.errors import UserError
from contract.status import ObsStatus
from etl.config.findings import Finding
from etl.read.plausible.cells import Cells, finding, told
from etl.read.status import has
from geo.classification import LEVELS
from geo.nesting import members

ROUNDING = 0.5  # of a part, and what a mean of rounded shares may lie outside of them
CERTAIN = 5  # from so many parts on, a whole that is ten, a hundred or a thousand times off is no coincidence
EXACT = 0.03  # how far such a factor may be from ten, a hundred, a thousand
WHOLE = ("source", "indicator", "period", *AREA_KEY, "geo_year")
LINK = {"level": pl.String, "code": pl.String, "geo_year": pl.Int64, "part_level": pl.String, "part_code": pl.String}


def far_from_areas(cells: Cells) -> Iterator[Finding]:
    """Find counts that are not the sum of all the areas inside, and shares that lie outside of theirs."""
    parts = cells.frame.select(
        "source",
        "indicator",
        "period",
        "geo_year",
        *GROUP_KEY,
        pl.col("value").alias("part"),
        absent=has(ObsStatus.NOT_APPLICABLE),
        part_level="level",
        part_code="code",
    )
    links = pl.DataFrame(list(_links(cells)), schema=LINK, orient="row")
    on = ("source", "indicator", "period", "geo_year", *GROUP_KEY, "part_level", "part_code")
    beside = cells.frame.join(links, on=["level", "code", "geo_year"]).join(parts, on=on, how="left")
    yield from _disagreeing(cells, beside, "part_level")


def far_from_groups(cells: Cells) -> Iterator[Finding]:
    """Find counts of everybody that are not the sum of groups that divide them, and shares that lie outside."""
    dims = (dim for dim in cells.catalogue.groups if dim.complete)
    pairs = chain.from_iterable(product([dim.dim], dim.groups) for dim in dims)
    groups = [(dim, group.code) for dim, group in pairs]
    links = pl.DataFrame(groups, schema={"part_dim": pl.String, "part_group": pl.String}, orient="row")
    everybody = cells.frame.filter(pl.col("group_code") == EVERYBODY)
    divided = cells.frame.select(*WHOLE, part_dim="group_dim").unique(maintain_order=True)
    value = pl.col("value").alias("part")
    absent = has(ObsStatus.NOT_APPLICABLE).alias("absent")
    parts = cells.frame.select(*WHOLE, value, absent, part_dim="group_dim", part_group="group_code")
    expected = everybody.join(divided, on=WHOLE).join(links, on="part_dim")
    beside = expected.join(parts, on=(*WHOLE, *links.columns), how="left")
    yield from _disagreeing(cells, beside, "part_dim")


def _disagreeing(cells: Cells, beside: pl.DataFrame, kind: str) -> Iterator[Finding]:
    """Yield the wholes that disagree with their parts. `beside`: a row per whole and part, `part` its value or null.

    `absent`: it cannot exist.
    """
    sums = (
        beside.filter(pl.col("value").is_not_null())
        .group_by(*WHOLE, *GROUP_KEY, kind, maintain_order=True)
        .agg(
            pl.col("value", "row", "file", "counted").first(),
            total=pl.col("part").sum(),
            least=pl.col("part").min(),
            most=pl.col("part").max(),
            there=pl.col("part").count(),
            number=pl.len() - pl.col("absent").fill_null(value=False).sum(),  # Åland has other elections
        )
        .filter(pl.col("there") > 1)
    )
    may = cells.policy.edit_sum_percent.value / 100 * pl.max_horizontal("value", "total") + ROUNDING * pl.col("number")
    complete = pl.col("there") == pl.col("number")
    more = pl.col("total") - pl.col("value")
    sums = sums.with_columns(
        far=pl.col("counted") & ((more > may) | (complete & (-more > may))),
        outside=~pl.col("counted")
        & complete
        & ~pl.col("value").is_between(pl.col("least") - ROUNDING, pl.col("most") + ROUNDING),
    )
    for row in sums.filter(pl.col("far") | pl.col("outside")).sort("file", "row").iter_rows(named=True):
        if row["far"]:
            yield finding(
                "far_from_sum",
                row,
                certain=row["there"] >= CERTAIN and _is_power_of_ten(row["value"], row["total"]),
                cell=told(row),
                value=row["value"],
                kind=row[kind],
                number=row["there"],
                total=row["total"],
            )
        else:
            yield finding(
                "outside_its_parts",
                row,
                cell=told(row),
                value=row["value"],
                kind=row[kind],
                number=row["there"],
                least=row["least"],
                most=row["most"],
            )


def _is_power_of_ten(one: float, other: float) -> bool:
    if min(one, other) <= 0:
        return False
    power = math.log10(one / other)
    return round(power) != 0 and abs(power - round(power)) < math.log10(1 + EXACT)


def _links(cells: Cells) -> Iterator[Sequence[object]]:
    """List which areas lie in which, of the levels that one source has of one division."""
    levels = cells.frame.group_by("source", "geo_year", maintain_order=True).agg(
        pl.col("level").unique(maintain_order=True)
    )
    wholes = cells.frame.select("level", "code", "geo_year").unique(maintain_order=True)
    of_year: dict[int, set[tuple[str, str]]] = {}
    for _, year, there in levels.iter_rows():
        pairs = product(there, there)
        of_year.setdefault(year, set()).update((a, b) for a, b in pairs if LEVELS.index(a) < LEVELS.index(b))
    for level, code, year in wholes.iter_rows():
        for whole, part in sorted(of_year[year]):
            if whole == level:
                with suppress(UserError):  # they do not nest, or the tables do not tell of that year
                    inside = members(cells.classification, level, code, part, date(year, 1, 1))
                    yield from ((level, code, year, part, area.code) for area in inside)
