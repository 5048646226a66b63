"""The attack of a given pattern of hiding: which cells are open and hidden is settled, the figures are those of now."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import msgspec
import numpy as np
import polars as pl

from contract.codes import ESTIMATE_KEY
from etl.config.policy import Policy
from etl.read.status import is_confidential
from etl.sdc.attack.from_truth import ItemAttack
from etl.sdc.attack.moves import Disclosed
from etl.sdc.context import ReleaseContext
from etl.sdc.primary import Suppression
from etl.sdc.protect import marked_cells
from etl.sdc.shared_tables import SharedTables, shared_tables

WITHHELD = "withheld"


class Nearest(NamedTuple):
    """Hidden cells, together, and the bounds within which they can be worked out."""

    indicator: str
    cells: str
    disclosed: Disclosed

    @property
    def width(self) -> float:
        """Return how far apart the bounds are."""
        return self.disclosed.high - self.disclosed.low


def items_given_away(own: pl.DataFrame, figures: pl.DataFrame, context: ReleaseContext) -> list[str]:
    """Return the indicators of which a cell with few respondents is disclosed, though every open figure were of now.

    `own`: survey estimates as `protect` takes them. `figures`: survey rows of table `estimate`: what of them is open
    the intruder is taken to know exactly, as it is now, also where an earlier figure is shown. That knows more than
    anybody does, so that what it leaves open is safe.
    """
    return sorted({one.indicator for one in _attacked(own, figures, context, context.policy)})


def nearest(own: pl.DataFrame, figures: pl.DataFrame, context: ReleaseContext, times: float) -> list[Nearest]:
    """List what comes out within `times` the width that would be refused, the narrowest bounds first."""
    rules = ("attack_respondents", "attack_points")
    wider = {name: getattr(context.policy, name) for name in rules}
    policy = msgspec.structs.replace(
        context.policy,
        **{name: msgspec.structs.replace(rule, value=rule.value * times) for name, rule in wider.items()},
    )
    return sorted(_attacked(own, figures, context, policy), key=lambda one: (one.width, one.indicator, one.cells))


def _attacked(own: pl.DataFrame, figures: pl.DataFrame, context: ReleaseContext, policy: Policy) -> Iterator[Nearest]:
    told = figures.select(*ESTIMATE_KEY, is_open=pl.col("value").is_not_null(), withheld=is_confidential())
    settled = marked_cells(own, context).join(told, on=ESTIMATE_KEY, how="left", maintain_order="left")
    few = pl.col("hide") == Suppression.CONFIDENTIAL.value
    withheld = pl.col("withheld").fill_null(value=True)
    as_told = (
        pl.when("is_open")
        .then(pl.lit(Suppression.NONE.value))
        .when(few)
        .then(pl.lit(Suppression.CONFIDENTIAL.value))
        .when(withheld)  # of enough respondents, in company with a cell of few
        .then(pl.lit(Suppression.NONE.value))
        .otherwise(pl.lit(Suppression.UNCERTAIN.value))
    )
    opened = settled.with_columns(as_told.alias("hide"), (withheld | (few & ~pl.col("is_open"))).alias(WITHHELD))
    for rows in opened.partition_by("indicator", maintain_order=True):
        shared = shared_tables([rows], context)
        attack = ItemAttack.on(shared.items[0], shared, policy)
        confidential = np.zeros(len(shared.tables.cells), bool)
        confidential[shared.items[0].place[rows[WITHHELD].to_numpy()]] = True
        for found in attack.disclosed(shared, confidential, policy):
            yield Nearest(rows["indicator"][0], _names(shared, found), found)


def _names(shared: SharedTables, found: Disclosed) -> str:
    return " + ".join(shared.tables.names[cell] for cell in found.members)
