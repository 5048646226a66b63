"""What comparisons are held to: levels from the policy, references, breaks and decimals from the catalogue, grounds."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import polars as pl

from contract.codes import EVERYBODY
from etl.compare.families import grounds_table
from etl.config.catalogue.catalogue import Catalogue
from etl.config.policy import Policy


@dataclass(frozen=True, slots=True)
class ComparisonRules:
    """What comparisons are held to; thresholds from policy.toml, the rest from the catalogue."""

    references: Mapping[str, str]  # group dimension -> code of the group that the others are held against
    breaks: pl.DataFrame = field(
        default_factory=lambda: pl.DataFrame(schema=dict.fromkeys(("indicator", "period"), str))
    )
    headlines: frozenset[str] = frozenset()  # indicators that the front page counts
    grounds: pl.DataFrame = field(default_factory=lambda: grounds_table({}))  # which areas hold the same people
    alpha: float = 0.05
    power: float = 0.8
    min_df: float = 8
    trend_waves: int = 4  # fewer: first against last
    decimals: Mapping[str, int] = field(default_factory=dict)  # of an indicator; whole numbers where none is named


def comparison_rules(
    policy: Policy, catalogue: Catalogue, levels: Mapping[str, Mapping[str, Collection[str]]]
) -> ComparisonRules:
    """Return the rules of a build; the first group of a dimension is the reference of the others.

    `levels`: level -> code of an area -> its regions.
    """
    breaks: list[tuple[str, str]] = []
    for one in catalogue.indicators:
        breaks += [(one.id, at.period) for at in one.breaks]
    return ComparisonRules(
        references={one.dim: one.groups[0].code for one in catalogue.groups if one.dim != EVERYBODY},
        breaks=pl.DataFrame(breaks, schema={"indicator": pl.String, "period": pl.String}, orient="row"),
        headlines=frozenset(one.id for one in catalogue.indicators if one.headline),
        grounds=grounds_table(levels),
        alpha=policy.significance_percent.value / 100,
        power=policy.power_percent.value / 100,
        min_df=policy.min_df.value,
        trend_waves=int(policy.trend_waves.value),
        decimals={one.id: one.decimals for one in catalogue.indicators},
    )
