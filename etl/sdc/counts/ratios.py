"""Shares and rates whose numerator and denominator are counts: a hidden count must not follow from rate x denominator.

Which counts a rate is made of stands in the catalogue ([ratio]).
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from contract.codes import DOMAIN_KEY
from etl.config.catalogue.entries import Ratio
from etl.config.disclosure import CountRule
from etl.read.status import is_confidential


def exposing_ratios(published: pl.DataFrame, ratios: Mapping[str, Ratio], rules: Mapping[str, CountRule]) -> pl.Series:
    """Return which rows are rates that give a hidden or a small count away.

    `published`: figures after their counts were hidden. A rate goes with its numerator and its denominator, whatever
    division of areas they are told on; where the numerator is not told, rate x denominator must not be a small count,
    by the rule of the rate's source or, without one, of its denominator's. `ratios`: by indicator; `rules`: by source.
    """
    exposed = pl.repeat(value=False, n=published.height, eager=True)
    for name, ratio in ratios.items():
        counts = {of: published.filter(pl.col("indicator") == of) for of in (ratio.numerator, ratio.denominator)}
        closed = pl.concat(counts.values()).filter(is_confidential()).select(DOMAIN_KEY).unique()
        told = counts[ratio.numerator].select(DOMAIN_KEY).unique()
        whole = (
            counts[ratio.denominator]
            .group_by(DOMAIN_KEY)
            .agg(whole=pl.col("value").first(), of=pl.col("source").first())
        )
        rows = (
            published.select("indicator", "source", "value", *DOMAIN_KEY)
            .join(closed.with_columns(closed=True), on=DOMAIN_KEY, how="left", maintain_order="left")
            .join(told.with_columns(told=True), on=DOMAIN_KEY, how="left", maintain_order="left")
            .join(whole, on=DOMAIN_KEY, how="left", maintain_order="left")
        )
        count = (pl.col("value") * pl.col("whole") / ratio.per).round()
        small = count.is_between(*_limits(rules), closed="left") & pl.col("told").is_null()
        hide = (pl.col("indicator") == name) & (pl.col("closed").is_not_null() | small)
        exposed |= rows.select(hide.fill_null(value=False)).to_series()
    return exposed


def _limits(rules: Mapping[str, CountRule]) -> tuple[pl.Expr, pl.Expr]:
    """Return from where to where a count is small, by the rule of the rate's source or its denominator's."""
    least = {source: rule.least_hidden for source, rule in rules.items()}
    smallest = {source: rule.min_count for source, rule in rules.items()}
    return _of_source(least), _of_source(smallest)


def _of_source(limits: Mapping[str, int]) -> pl.Expr:
    found = (pl.col(name).replace_strict(limits, default=None, return_dtype=pl.Int64) for name in ("source", "of"))
    return pl.coalesce(*found).fill_null(1)
