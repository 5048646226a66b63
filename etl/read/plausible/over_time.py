"""Figures that are far from those of the period before.

A count x after a count b has changed by r = ln(x + 1/2) - ln(b + 1/2), whose variance from counting alone is about
1/(x + 1/2) + 1/(b + 1/2), and by 2 (sqrt(x) - sqrt(b)), whose variance is 2 however small they are; a share by its
difference, with the variance that its interval or its answers tell. Where many areas are published together, the
change that they have in common is taken off, and the usual spread of their changes is the measure, as in the method
of Hidiroglou and Berthelot (1986).
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import polars as pl

from contract.period import Period
from etl.config.findings import Finding
from etl.read.plausible.cells import OF_TABLE, SERIES, TABLE, Cells, finding, told

MANY = 8  # areas and groups whose changes tell what is usual
SEVERAL = 3  # of which one may say that all have changed
CERTAIN = 5  # from so many on, a change of all by ten, a hundred or a thousand is no coincidence
NOISE = 4.0  # standard errors that chance does not explain
MAD = 1.4826  # median absolute deviation -> standard deviation of a normal distribution
Z95 = 1.96
LEAST_SPREAD = {"count": 0.01, "share": 0.5}  # per unit; points: rounding alone makes a spread of 0 possible
SMALL_SHARE = 1.0  # points: what a small share must at least have changed by
ALIKE = math.log(1.5)  # how far changes of one factor lie apart
EXACT = math.log(1.25)  # how far a factor lies from ten, a hundred, a thousand
HUNDREDTH = 0.15  # how far 100 times a figure lies from the one before, where it is a share of 1
POWERS = tuple(math.log(10.0) * power for power in (1, 2, 3))
DESIGN_EFFECT = 2.0  # of a published share of which only the number of answers is known


def far_from_before(cells: Cells) -> Iterator[Finding]:
    """Find single figures that are far from those before; where all of a table are, it is `all_far_from_before`."""
    changed = _changes(cells).join(_shifted(cells), on=TABLE, how="anti")
    opposite = (pl.col("off") + pl.col("off_before")).abs() < pl.col("off_before").abs() / 2
    back = (pl.col("far_before") & opposite).fill_null(value=False)  # it is the figure in between that is odd
    for row in changed.filter(pl.col("far") & ~back).sort("file", "row").iter_rows(named=True):
        exact = round(row["value"], 1) != row["value"]  # a share of 1 has two digits at least: 0.57, not 0.6
        share = not row["counted"] and 0 < row["value"] <= 1 and exact
        yield finding(
            "far_from_before",
            row,
            certain=share and abs(100 * row["value"] / row["value_before"] - 1) < HUNDREDTH,
            cell=told(row),
            value=row["value"],
            before=row["period_before"],
            earlier=row["value_before"],
        )


def all_far_from_before(cells: Cells) -> Iterator[Finding]:
    """Find tables whose figures have all changed by about the same large factor: thousands, shares of 1."""
    shifted = _shifted(cells).sort(*TABLE[:4], "order")
    last: dict[tuple[str, ...], tuple[str, float]] = {}
    for row in shifted.iter_rows(named=True):
        series = tuple(row[name] for name in TABLE[:4])
        period, shift = last.get(series, ("", 0.0))
        last[series] = (row["period"], row["shift"])
        if period == row["period_before"] and abs(shift + row["shift"]) < ALIKE:
            continue  # back to what it was
        power = min((abs(abs(row["shift"]) - power), power) for power in POWERS)
        exact = power[0] < EXACT
        yield finding(
            "all_larger_than_before" if row["shift"] > 0 else "all_smaller_than_before",
            row,
            OF_TABLE,
            certain=exact and row["number"] >= CERTAIN and row["alike"] > 1 - 1 / MANY,
            cell=told(row, OF_TABLE),
            number=row["number"],
            factor=math.exp(power[1] if exact else abs(row["shift"])),
            before=row["period_before"],
            value=row["value"],
            earlier=row["value_before"],
        )


def _changes(cells: Cells) -> pl.DataFrame:
    """Return the pairs with `off`, how far a change is from that of its table, and `far`, whether that is too far."""
    value = pl.col("value")
    before = pl.col("value_before")
    count = pl.col("counted")
    ratio = ((value + 0.5) / (before + 0.5)).log()
    points = pl.lit(cells.policy.edit_points.value)
    times = math.log(cells.policy.edit_ratio.value)
    pairs = cells.pairs.with_columns(
        change=pl.when(count).then(ratio).otherwise(value - before),
        noise=pl.when(count).then(1 / (value + 0.5) + 1 / (before + 0.5)).otherwise(_error("") + _error("_before")),
        many=pl.len().over(TABLE) >= MANY,
        broken=_broken(cells),
    )
    common = pl.when("many").then(pl.col("change").median().over(TABLE)).otherwise(0.0)
    pairs = pairs.with_columns(common=common).with_columns(off=pl.col("change") - pl.col("common"))
    least = pl.when(count).then(LEAST_SPREAD["count"]).otherwise(LEAST_SPREAD["share"])
    spread = pl.max_horizontal(MAD * pl.col("off").abs().median().over(TABLE), least)
    off = pl.col("off").abs()
    tripled = (value / before).log().abs() > times
    large = (
        pl.when(count)
        .then(off > times)
        .otherwise((pl.col("percent") & (off > points)) | (tripled & (off > SMALL_SHARE)))
    )
    unusual = pl.col("many") & (off > cells.policy.edit_spreads.value * (spread**2 + pl.col("noise")).sqrt())
    roots = math.sqrt(2) * (value.sqrt() - (before * pl.col("common").exp()).sqrt()).abs()
    errors = pl.when(count).then(roots).otherwise(off / pl.col("noise").sqrt())  # infinite where nothing is known
    far = (large & (errors > NOISE) & (count | ~pl.col("broken"))) | (unusual & ~pl.col("broken"))
    flagged = pairs.with_columns(far=far.fill_null(value=False))
    earlier = (pl.col(name).shift(1).over(SERIES).alias(f"{name}_before") for name in ("far", "off"))
    return flagged.with_columns(earlier)


def _error(of: str) -> pl.Expr:
    """Return the variance of a share: by its interval, or by its answers; 0 where nothing is told."""
    share = pl.col(f"value{of}")
    interval = ((pl.col(f"ci_high{of}") - pl.col(f"ci_low{of}")) / (2 * Z95)) ** 2
    answers = DESIGN_EFFECT * share * (100 - share) / pl.col(f"n{of}")
    return pl.coalesce(interval, pl.when(share.is_between(0, 100) & (pl.col(f"n{of}") > 0)).then(answers), 0.0)


def _broken(cells: Cells) -> pl.Expr:
    """Return whether the catalogue declares a break of the series between a period and the one before."""
    spans = cells.pairs.select("indicator", "period_before", "period").unique(maintain_order=True)
    breaks = {one.id: [Period.parse(at.period) for at in one.breaks] for one in cells.catalogue.indicators}
    broken = [
        f"{indicator} {before} {period}"
        for indicator, before, period in spans.iter_rows()
        if any(Period.parse(before) < at <= Period.parse(period) for at in breaks[indicator])
    ]
    return pl.concat_str("indicator", "period_before", "period", separator=" ").is_in(broken)


def _shifted(cells: Cells) -> pl.DataFrame:
    """Return the tables whose figures have nearly all changed by one large factor, with its logarithm `shift`."""
    positive = cells.pairs.filter(pl.col("value") > 0, pl.col("value_before") > 0)
    ratio = (pl.col("value") / pl.col("value_before")).log()
    rows = positive.sort("row").with_columns(ratio=ratio, shift=ratio.median().over(TABLE))
    tables = rows.group_by(TABLE, maintain_order=True).agg(
        pl.col("shift", "file", "row", "order", "value", "value_before").first(),
        number=pl.len(),
        alike=((pl.col("ratio") - pl.col("shift")).abs() < ALIKE).mean(),
    )
    times = math.log(cells.policy.edit_ratio.value)
    return tables.filter(pl.col("number") >= SEVERAL, pl.col("shift").abs() > times, pl.col("alike") > 1 - 1 / CERTAIN)
