"""Survey estimates and published figures -> one frame, with the marks that the catalogue declares."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import polars as pl

from contract.codes import CELL_KEY, EVERYBODY
from etl.compare.verdicts import Rules
from etl.config.catalogue.catalogue import Catalogue
from etl.config.policy import Policy
from etl.estimate.waves import Estimated
from etl.sdc.primary import Scale
from etl.sdc.release_audit import Surroundings
from etl.sdc.table_structure import Additivity

MEASURES = ("value", "se", "ci_low", "ci_high", "n", "effective_n", "df", "item_nonresponse", "weight")
MARKS = ("flag", "source", "quoted_by", "note")


def together(surveys: Iterable[Estimated], published: pl.DataFrame, catalogue: Catalogue) -> pl.DataFrame:
    """Stack all numbers with their `kind`; a series break is marked `b` on the first period after it."""
    kinds = {one.id: one.kind for one in catalogue.indicators}
    kind = pl.col("indicator").replace_strict(kinds, return_dtype=pl.String).alias("kind")
    frames = [published.with_columns(kind), *(one.table for one in surveys)]
    every = pl.concat(frames, how="diagonal_relaxed")
    gone = [pl.lit(None, pl.Float64).alias(name) for name in MEASURES if name not in every.columns]
    return _with_breaks(every.with_columns(gone).select("kind", *CELL_KEY, *MEASURES, *MARKS), catalogue)


def _with_breaks(every: pl.DataFrame, catalogue: Catalogue) -> pl.DataFrame:
    periods = dict(every.group_by("indicator").agg(pl.col("period").unique()).iter_rows())
    first_after = [
        (one.id, min(later))
        for one in catalogue.indicators
        for at in one.breaks
        if (later := [period for period in periods.get(one.id, ()) if period >= at.period])
    ]
    marked = pl.DataFrame(first_after, schema={"indicator": pl.String, "period": pl.String}, orient="row").unique()
    flag = pl.when(pl.col("broken").is_not_null() & ~pl.col("flag").str.contains("b"))
    joined = every.join(marked.with_columns(broken=True), on=["indicator", "period"], how="left", maintain_order="left")
    return joined.with_columns(flag.then("b" + pl.col("flag")).otherwise("flag").alias("flag")).drop("broken")


def surroundings(
    policy: Policy, catalogue: Catalogue, surveys: Sequence[Estimated], ledger: pl.DataFrame
) -> Surroundings:
    """Return what disclosure control must know: which cells add up to which, the scales, what was open before."""
    unions = {level: areas for one in surveys for level, areas in one.unions.items()}
    pooled = {one.estimates.period: one.waves for one in surveys if len(one.waves) > 1}
    return Surroundings(policy, Additivity(unions, pooled), _scales(catalogue), ledger)


def _scales(catalogue: Catalogue) -> dict[str, Scale]:
    """Return the lowest and the highest answer of every indicator that is a mean."""
    answers = {one.id: catalogue.scales[one.answers.scale].answers for one in catalogue.indicators if one.answers}
    means = [one.id for one in catalogue.indicators if one.kind == "survey_mean"]
    return {name: Scale(min(answers[name]), max(answers[name])) for name in means}


def rules(policy: Policy, catalogue: Catalogue) -> Rules:
    """Return what comparisons are held to: the first group of each dimension is the one the others are held against."""
    breaks = [(one.id, at.period) for one in catalogue.indicators for at in one.breaks]
    return Rules(
        references={one.dim: one.groups[0].code for one in catalogue.groups if one.dim != EVERYBODY},
        breaks=pl.DataFrame(breaks, schema={"indicator": pl.String, "period": pl.String}, orient="row"),
        announced=frozenset(one.id for one in catalogue.indicators if one.headline),
        alpha=policy.significance_percent.value / 100,
        power=policy.power_percent.value / 100,
        min_df=policy.min_df.value,
        trend_waves=int(policy.trend_waves.value),
        share_decimals=int(policy.share_decimals.value),
        mean_decimals=int(policy.mean_decimals.value),
    )
