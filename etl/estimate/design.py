"""What a survey is to the estimator: its design, its items, the cells that are wanted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import polars as pl

LonelyRule = Literal["certainty", "adjust", "remove", "average"]


@dataclass(frozen=True, slots=True)
class Replicates:
    """Replicate weights as the producer delivers them: JK1, JKn, bootstrap.

    Variance = scale x sum of rscale x (replicate estimate - centre) squared. Defaults: JK1 (R - 1) / R, bootstrap
    1 / (R - 1), JKn 1 with its rscales. The centre is the mean of the replicates, with `mse` the full estimate.
    """

    method: Literal["JK1", "JKn", "bootstrap"]
    weights: tuple[str, ...]  # columns
    scale: float | None = None
    rscales: tuple[float, ...] | None = None  # one per column; none: all 1
    combined: bool = True  # the columns are weights; False: factors of the main weight
    mse: bool = False
    df: int | None = None  # as declared by the producer; none: rank of the replicate weights - 1


@dataclass(frozen=True, slots=True)
class Design:
    """Column names of the sampling design, and the card's rule for strata with one PSU."""

    weight: str = "weight"
    stratum: str | None = "stratum"
    psu: str | None = "psu"  # none: every respondent is a PSU of their own
    fpc: str | None = None  # number of PSUs (or persons) in the stratum's population; null in a row: none
    lonely_psu: LonelyRule | None = None
    lonely_in_domain: bool = False  # treat strata with one PSU inside the cell the same way (R: adjust.domain.lonely)
    replicates: Replicates | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One indicator: the share of `yes` among the answers, or the mean of the answers."""

    indicator: str
    column: str
    kind: Literal["survey_share", "survey_mean"]
    yes: tuple[int, ...] = ()
    no_answer: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Margin:
    """The cells that are wanted: every area of a level, by every group of a dimension.

    `areas` maps the respondents' area code to the code of the level (country: every code to "SSS").
    """

    level: str
    areas: Mapping[str, str]
    group_dim: str  # a column of the respondents, or "all"


def distribution(item: Item, codes: tuple[int, ...]) -> tuple[Item, ...]:
    """Make one share per answer code, named `indicator:code`; codes left out of `no_answer` are categories too."""
    return tuple(
        Item(f"{item.indicator}:{code}", item.column, "survey_share", (code,), item.no_answer) for code in codes
    )


def pool(waves: Mapping[str, pl.DataFrame], stratum: str = "stratum", psu: str = "psu") -> pl.DataFrame:
    """Stack waves (period -> respondents) into one sample; strata and PSUs are made distinct per wave."""
    return pl.concat(
        (
            frame.with_columns(pl.format("{} {}", pl.lit(period), pl.col(name)).alias(name) for name in (stratum, psu))
            for period, frame in waves.items()
        ),
        how="diagonal_relaxed",
    )
