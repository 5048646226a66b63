"""Published figures on the newest division: counts and rates are summed again, surveys are marked."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from contract.codes import AREA_KEY
from contract.status import ObsStatus
from etl.read.status import CONF, OBS, STATUS, code, conf, is_confidential, joined, of_parts, of_sum, with_status
from geo.classification import REFORMS
from geo.crosswalk import Crosswalk, Division

PLACE = (*AREA_KEY, "geo_year")
WHOLE = 1.0


def counts(frame: pl.DataFrame, crosswalk: Crosswalk, year: int, to: str | None = None) -> pl.DataFrame:
    """Re-express counts of older divisions on the division of a year, at their own level or at `to`.

    `frame`: `level code geo_year value`, both statuses, and any columns that say what is counted; so is the answer. A
    level that a reform ended gives way to its successor. A sum with a confidential part is confidential, one with a
    missing part missing; it is estimated (E) where a part was split by people. Rows that are at that level and division
    already are left out. Raise UserError.
    """
    return _summed(frame, _bridge(frame, crosswalk, year, to), year, ("value",))


def rates(frame: pl.DataFrame, crosswalk: Crosswalk, year: int, to: str | None = None, per: int = 100) -> pl.DataFrame:
    """Re-express rates: sum `numerator` and `denominator` again and divide, times `per`; see `counts`.

    `frame` holds these two in place of `value`; the answer holds all three. Where the denominator is 0, there can be
    no rate (M).
    """
    found = _summed(frame, _bridge(frame, crosswalk, year, to), year, ("numerator", "denominator"))
    nobody = pl.col("denominator") == 0
    return found.with_columns(
        value=pl.when(~nobody).then(pl.col("numerator") / pl.col("denominator") * per),
        obs_status=pl.when(nobody).then(pl.lit(ObsStatus.NOT_APPLICABLE.value)).otherwise(OBS),
        conf_status=conf(is_confidential() & ~nobody.fill_null(value=False)),
    )


def marked(frame: pl.DataFrame, crosswalk: Crosswalk, year: int) -> pl.DataFrame:
    """Mark figures that cannot be cut again, survey estimates above all: they keep their division.

    An area whose ground changed until `year` gets the status B, and `moved`: the share of people that concerns (0..1,
    null where nothing moved or nobody tells). Raise UserError.
    """
    moves = [
        (level, code, geo_year, share)
        for level, geo_year in _divisions(frame, year)
        for code, share in crosswalk.moved(Division(level, geo_year), year).items()
    ]
    told = _frame(moves, moved=pl.Float64()).with_columns(changed=True)
    with_moves = frame.join(told, on=PLACE, how="left", maintain_order="left")
    return with_moves.with_columns(with_status(ObsStatus.BREAK, pl.col("changed"))).drop("changed")


def _bridge(frame: pl.DataFrame, crosswalk: Crosswalk, year: int, to: str | None) -> pl.DataFrame:
    rows = [
        (level, code, geo_year, new.level, new_code, share)
        for level, geo_year in _divisions(frame, year, to)
        for new in [Division(to or _heir(level, year), year)]
        for code, shares in crosswalk.parts(Division(level, geo_year), new).items()
        for new_code, share in shares.items()
    ]
    bridge = _frame(rows, new_level=pl.String(), new_code=pl.String(), share=pl.Float64())
    return bridge.with_columns(pl.len().over("level", "geo_year", "new_code").alias("wanted"))


def _summed(frame: pl.DataFrame, bridge: pl.DataFrame, year: int, measures: Sequence[str]) -> pl.DataFrame:
    same = [name for name in frame.columns if name not in {*PLACE, *measures, *STATUS}]
    there = pl.all_horizontal(pl.col(name).is_not_null() for name in measures)
    obs, confidential = of_parts()
    shared = frame.join(bridge, on=PLACE).group_by(*same, "level", "geo_year", "new_level", "new_code")
    found = shared.agg(
        *((pl.col(name) * pl.col("share")).sum() for name in measures),
        (there.sum() == pl.col("wanted").first()).alias("whole"),
        joined(obs, code(ObsStatus.ESTIMATED, (pl.col("share") < WHOLE).any())),
        confidential,
    )
    return found.select(
        *same,
        level="new_level",
        code="new_code",
        geo_year=pl.lit(year, pl.Int64),
        **{name: pl.when("whole").then(name) for name in measures},
        obs_status=of_sum(pl.col("whole")),
        conf_status=CONF,
    ).sort(*same, *PLACE)


def _divisions(frame: pl.DataFrame, year: int, to: str | None = None) -> list[tuple[str, int]]:
    """List the divisions of a frame that are older than a year, or of another level than the one asked."""
    wanted = pl.col("geo_year") < year
    if to is not None:
        wanted |= (pl.col("geo_year") == year) & (pl.col("level") != to)
    divisions = frame.filter(wanted).select("level", "geo_year").unique().sort("level", "geo_year")
    return [(str(level), int(geo_year)) for level, geo_year in divisions.iter_rows()]


def _heir(level: str, year: int) -> str:
    return next((new for old, new, since in REFORMS if old == level and since.year <= year), level)


def _frame(rows: Sequence[tuple[str | int | float | None, ...]], **more: pl.DataType) -> pl.DataFrame:
    place = {"level": pl.String(), "code": pl.String(), "geo_year": pl.Int64()}
    return pl.DataFrame(rows, schema=place | more, orient="row")
