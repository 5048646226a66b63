"""Published figures on the newest division: counts are summed again, other figures are marked."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from contract.status import ObsStatus
from etl.harmonise.sums import DIVISION_KEY, Part, sum_parts
from etl.read.status import with_status
from geo.classification import REFORMS
from geo.crosswalk import Crosswalk, Division


def convert_counts(counts: pl.DataFrame, crosswalk: Crosswalk, year: int, to: str | None = None) -> pl.DataFrame:
    """Re-express counts of older divisions on the division of a year, at their own level or at `to`.

    A level that a reform ended gives way to its successor. Rows that are at that level and division already are left
    out. Columns and statuses: see `sum_parts`. Raise UserError.
    """
    return sum_parts(counts, _parts(_divisions(counts, year, to), crosswalk, year, to))


def mark_moved(figures: pl.DataFrame, crosswalk: Crosswalk, year: int) -> pl.DataFrame:
    """Mark figures that cannot be cut again, survey estimates above all: they keep their division.

    An area whose ground changed until `year` gets the status B, and `moved`: the share of people that concerns (0..1,
    null where nothing moved or nobody tells). Raise UserError.
    """
    moves = pl.DataFrame(
        list(_moves(_divisions(figures, year), crosswalk, year)),
        schema={"level": pl.String(), "code": pl.String(), "geo_year": pl.Int64(), "moved": pl.Float64()},
        orient="row",
    ).with_columns(changed=True)
    with_moves = figures.join(moves, on=DIVISION_KEY, how="left", maintain_order="left")
    return with_moves.with_columns(with_status(ObsStatus.BREAK, pl.col("changed"))).drop("changed")


def _divisions(figures: pl.DataFrame, year: int, to: str | None = None) -> list[Division]:
    """List the divisions of a frame that are older than a year, or of another level than the one asked."""
    wanted = pl.col("geo_year") < year
    if to is not None:
        wanted |= (pl.col("geo_year") == year) & (pl.col("level") != to)
    divisions = figures.filter(wanted).select("level", "geo_year").unique().sort("level", "geo_year")
    return [Division(level, geo_year) for level, geo_year in divisions.iter_rows()]


def _parts(divisions: list[Division], crosswalk: Crosswalk, year: int, to: str | None) -> Iterator[Part]:
    for old in divisions:
        new = Division(to or _successor(old.level, year), year)
        for code, shares in crosswalk.parts(old, new).items():
            yield from ((old, code, new, new_code, share) for new_code, share in shares.items())


def _moves(divisions: list[Division], crosswalk: Crosswalk, year: int) -> Iterator[tuple[str, str, int, float | None]]:
    for old in divisions:
        for code, share in crosswalk.moved(old, year).items():
            yield old.level, code, old.year, share


def _successor(level: str, year: int) -> str:
    """Return the level that took over from one until a year, or the level itself."""
    return next((new for old, new, since in REFORMS if old == level and since.year <= year), level)
