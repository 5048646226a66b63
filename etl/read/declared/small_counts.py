"""Counts that may tell of single people need a rule on the card, and the file must agree with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from contract.codes import EVERYBODY, Kind
from etl.config.disclosure import CountRule, HiddenBy
from etl.read.formats.table import SourceTable
from etl.read.status import is_confidential

if TYPE_CHECKING:
    from etl.config.card import SourceCard
    from etl.config.catalogue.catalogue import Catalogue

SMALL = 30  # a count of everybody under this needs a rule, too


def check_small_counts(raw: SourceTable, frame: pl.DataFrame, card: SourceCard, catalogue: Catalogue) -> None:
    """Refuse counts without a rule on the card, and a rule that the file contradicts; raise UserError with the row.

    Asked are counts of groups, counts under SMALL (of municipalities above all), and what the publisher has hidden.
    `frame`: observations, a row for each row of `raw`.
    """
    counts = [one.id for one in catalogue.indicators if one.kind == Kind.REGISTER_COUNT]
    counted = pl.col("indicator").is_in(counts)
    rule = card.disclosure
    if rule is None:
        asked = (
            (pl.col("group_code") != EVERYBODY) | (pl.col("value") < SMALL).fill_null(value=False) | is_confidential()
        )
        raw.reject(frame.select(counted & asked).to_series(), "value", "count_rule_missing", card=card.id)
    elif rule.hidden_by is HiddenBy.PUBLISHER:
        open_ = frame.select(counted & small(rule)).to_series()
        raw.reject(open_, "value", "count_contradicts_rule", min_count=rule.min_count)


def small(rule: CountRule) -> pl.Expr:
    """Return which values are too small to be shown."""
    return pl.col("value").is_between(rule.least_hidden, rule.min_count, closed="left").fill_null(value=False)
