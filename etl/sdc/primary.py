"""Primary suppression: which estimates may not be shown by themselves, and which only with care."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import polars as pl

from contract.codes import CELL_KEY, Kind
from contract.errors import UserError
from contract.status import ObsStatus
from etl.config.policy import Policy
from etl.read.status import OBS, STATUS, code, conf, is_confidential, is_without_value, joined
from etl.sdc.rounding import Rounding, published_estimate

OWN = tuple(kind for kind in Kind if kind.from_respondents)  # estimated here, from respondents' rows
ESTIMATE = (*CELL_KEY, "value", "ci_low", "ci_high", "n", "effective_n", *STATUS, "source", "quoted_by", "note")
NUMBERS = ("value", "ci_low", "ci_high", "n", "effective_n")


class Suppression(StrEnum):
    """Why a row must not show its numbers: what column `hide` holds."""

    NONE = ""
    CONFIDENTIAL = "confidential"  # too few respondents, or to protect another cell
    UNCERTAIN = "uncertain"


@dataclass(frozen=True, slots=True)
class AnswerRange:
    """Lowest and highest answer of a mean's scale, in its own unit."""

    low: float
    high: float


SHARE = AnswerRange(0.0, 1.0)


def with_scale(estimates: pl.DataFrame, scales: Mapping[str, AnswerRange]) -> pl.DataFrame:
    """Add `scale_low` and `scale_width` to every row; refuse a mean whose scale is unknown."""
    means = estimates.filter(pl.col("kind") == Kind.SURVEY_MEAN)["indicator"].unique()
    if unknown := sorted(set(means) - set(scales)):
        raise UserError("scale_unknown", indicator=unknown[0])
    table = pl.DataFrame(
        [(name, scale.low, scale.high - scale.low) for name, scale in scales.items()],
        schema={"indicator": pl.String, "scale_low": pl.Float64, "scale_width": pl.Float64},
        orient="row",
    )
    return estimates.join(table, on="indicator", how="left", maintain_order="left").with_columns(
        pl.col("scale_low").fill_null(SHARE.low), pl.col("scale_width").fill_null(SHARE.high - SHARE.low)
    )


def primary_suppression(estimates: pl.DataFrame, policy: Policy) -> pl.DataFrame:
    """Add `hide`, why a row is not shown (a Suppression): too few respondents, or too uncertain; and `doubtful`.

    Rows of other kinds than our own surveys are hidden only under the smallest published n.
    `doubtful` (low reliability, shown) is judged on the published n and the published ends of the interval, so that
    the mark discloses no more than they do.
    An unknown effective n or interval counts as too little: it is never a sign of precision.
    """
    own = pl.col("kind").is_in(OWN)
    width = (pl.col("ci_high") - pl.col("ci_low")) / pl.col("scale_width") * 100
    in_points = pl.when(pl.col("kind") == Kind.SURVEY_SHARE).then(1.0).otherwise(100 / pl.col("scale_width"))
    shown_width = (published_estimate("ci_high") - published_estimate("ci_low")) * in_points
    nonresponse = (pl.col("item_nonresponse") * 100).fill_null(0.0)
    uncertain = (
        (pl.col("effective_n").fill_null(0.0) < policy.min_effective_n.value)
        | (width.fill_null(100.0) > policy.max_interval_points.value)
        | (pl.col("df").fill_null(0) < policy.min_df.value)
    )
    doubtful = (
        (Rounding.of(policy).n(pl.col("n")) < policy.low_reliability_below_n.value)
        | (shown_width >= policy.low_reliability_interval_points.value)
        | (nonresponse > policy.low_reliability_nonresponse_percent.value)
    )
    few = pl.col("n").fill_null(0) < policy.min_respondents.value
    published = pl.col("kind").str.starts_with("published") & pl.col("n").is_not_null() & few
    return estimates.with_columns(
        hide=pl.when((own & few) | published)
        .then(pl.lit(Suppression.CONFIDENTIAL.value))
        .when(own & uncertain)
        .then(pl.lit(Suppression.UNCERTAIN.value))
        .otherwise(pl.lit(Suppression.NONE.value)),
        doubtful=own & doubtful.fill_null(value=True),
    )


def suppress_and_round(marked: pl.DataFrame, policy: Policy) -> pl.DataFrame:
    """Shape marked rows as table `estimate`: rounded, and empty wherever `hide` or a status says so."""
    rounding = Rounding.of(policy)
    hide = pl.col("hide")
    hidden = (hide != Suppression.NONE.value) | is_without_value()
    unreliable = (hide == Suppression.UNCERTAIN.value) | (pl.col("doubtful") & ~hidden)
    n = pl.when(pl.col("kind").is_in(OWN)).then(rounding.n(pl.col("n"))).otherwise(pl.col("n"))
    figures = [published_estimate(column).alias(column) for column in ("value", "ci_low", "ci_high")]
    return (
        marked.with_columns(*figures, n.cast(pl.Int64).alias("n"), rounding.effective_n(marked).alias("effective_n"))
        .with_columns(pl.when(~hidden).then(pl.col(column)).alias(column) for column in NUMBERS)
        .with_columns(
            joined(pl.col(OBS), code(ObsStatus.LOW_RELIABILITY, unreliable)),
            conf(is_confidential() | (hide == Suppression.CONFIDENTIAL.value)),
            *(pl.when(hide == Suppression.NONE.value).then(name).alias(name) for name in ("quoted_by", "note")),
        )
        .select(ESTIMATE)
    )
