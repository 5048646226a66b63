"""What estimates cost: all margins with intervals, beside bare weighted means of the same margins in Polars."""

from __future__ import annotations

import resource
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

import polars as pl

from etl.estimate.calibration.calibrate import calibrated_columns
from etl.estimate.design import DesignColumns
from etl.estimate.estimate import estimate
from tests.bench.line import Line, seconds, told, typical
from tests.bench.sample import DIMS, Demo, margins, read_demo

SMALL, LARGE = 40_000, 5_000_000
GOALS = {SMALL: (2.0, None), LARGE: (30.0, 4.0)}  # seconds; GB, the rows themselves included


def estimates(sources: Path, *, long: bool) -> Iterator[Line]:
    for rows in (SMALL, LARGE) if long else (SMALL,):
        for clustered in (True, False):
            yield _alone(_measured, sources, rows, clustered=clustered)
        yield _alone(_calibrated, sources, rows)


def _alone(measure: Callable[..., Line], *given: object, **named: object) -> Line:
    """Measure in a process of its own, so that its memory is no other work's."""
    with ProcessPoolExecutor(1, get_context("spawn")) as alone:
        return alone.submit(measure, *given, **named).result()


def _calibrated(sources: Path, rows: int) -> Line:
    """Measure estimates that know of the calibration of the weights, beside the same that do not."""
    demo = read_demo(sources)
    time = typical if rows == SMALL else seconds
    people = pl.concat([demo.pooled] * (rows // SMALL)).rechunk()
    wanted = margins(demo.unions, DIMS)
    plain = _design(demo, clustered=False)
    design = replace(plain, calibration=calibrated_columns(people))

    def cost(columns: DesignColumns) -> float:
        return time(lambda: estimate(people, columns, demo.items, wanted, "2026"))

    taken, before = cost(design), cost(plain)
    return Line(
        f"estimates, {people.height:,} rows × {len(demo.items)} items, all margins, calibrated, every respondent a PSU",
        told(taken),
        f"the same, weights taken as given: {told(before)}",
        taken / before,
        "< 2 ×",
        taken < 2 * before or rows == SMALL,  # what does not grow with the sample weighs on a small one
    )


def _measured(sources: Path, rows: int, *, clustered: bool) -> Line:
    demo, time = read_demo(sources), typical if rows == SMALL else seconds
    people = pl.concat([demo.pooled] * (rows // SMALL)).rechunk()
    design, wanted, before = _design(demo, clustered=clustered), margins(demo.unions, DIMS), _memory()
    taken = time(lambda: estimate(people, design, demo.items, wanted, "2026"))
    memory = _memory()
    bare = time(lambda: _bare(people, demo))
    goal, most = GOALS[rows]
    kind = "" if clustered else ", every respondent a PSU"
    limit = f"< {told(goal)}" + ("" if most is None else f", < {most:g} GB")
    return Line(
        f"estimates, {people.height:,} rows × {len(demo.items)} items, all margins{kind}",
        f"{told(taken)}, {memory:.1f} GB (of which rows: {before:.1f})",
        f"weighted means alone, margin by margin in Polars: {told(bare)}",
        taken / bare,
        limit,
        taken < goal and (most is None or memory < most),
    )


def _design(demo: Demo, *, clustered: bool) -> DesignColumns:
    return demo.design if clustered else replace(demo.design, psu=None)


def _memory() -> float:
    """Return the most memory this process has held, in GB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


def _bare(people: pl.DataFrame, demo: Demo) -> None:
    """Weighted means of the same margins, without any sampling error."""
    columns = [item.column for item in demo.items]
    means = [
        (pl.col("weight") * pl.col(name)).sum() / pl.col("weight").filter(pl.col(name).is_not_null()).sum()
        for name in columns
    ]
    for margin in margins(demo.unions, DIMS):
        area = pl.col("area").replace_strict(dict(margin.areas), default=None)
        by = [area] if margin.group_dim == "all" else [area, pl.col(margin.group_dim)]
        people.lazy().group_by(by).agg(mean.alias(name) for mean, name in zip(means, columns, strict=True)).collect()
