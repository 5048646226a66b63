"""How unequal the weights of a survey are: Kish's factor, and the largest weight beside the median one."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

BINS = 200.0  # per factor of e: weights of one bin differ by at most 0.5 %


@dataclass(frozen=True, slots=True)
class Inequality:
    """How unequal weights are; both are 1 where all are equal."""

    kish: float  # mean of squares / square of the mean: the factor by which the sample seems smaller
    ratio: float  # largest / median


def inequality(respondents: pl.LazyFrame) -> Inequality:
    """Measure the positive column `weight`. Source: Kish 1965, Survey Sampling, section 11.7."""
    weight = pl.col("weight")
    told = {"mean": weight.mean(), "square": (weight * weight).mean(), "largest": weight.max(), "rows": pl.len()}
    found = respondents.select(**told).collect(engine="streaming").row(0, named=True)
    kish = found["square"] / found["mean"] ** 2
    return Inequality(float(kish), float(found["largest"] / _median(respondents, int(found["rows"]))))


def _median(respondents: pl.LazyFrame, rows: int) -> float:
    """Return the median of `weight`: bins are counted, and only the weights of those in the middle are held."""
    binned = respondents.select("weight", bin=(pl.col("weight").log() * BINS).floor())
    bins = binned.group_by("bin").agg(pl.len()).collect(engine="streaming").sort("bin")
    below = bins["len"].cum_sum() - bins["len"]
    places = ((rows - 1) // 2, rows // 2)
    middle = bins.filter((below <= places[1]) & (below + bins["len"] > places[0]))["bin"]
    weights = binned.filter(pl.col("bin").is_in(middle.implode())).select("weight").collect(engine="streaming")
    before = int(below.filter(bins["bin"] == middle[0]).item())
    inside = weights["weight"].sort()
    return float((inside[places[0] - before] + inside[places[1] - before]) / 2)
