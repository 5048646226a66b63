"""The gate of every build: what would be published, read as an attacker reads it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from contract.codes import DOMAIN_KEY
from contract.errors import UserError
from etl.config.policy import Policy
from etl.sdc.audit import Flags, Floats, Pinned, Released, attack, programs
from etl.sdc.context import ReleaseContext
from etl.sdc.table_structure import Additivity, System, build_system

SECRET = ("kind", "weight", "few", "scale_low", "scale_width")  # beside the published columns, never published


@dataclass(frozen=True, slots=True)
class Attacked:
    """One system of sums as it would be published."""

    indicator: str
    system: System
    of_row: NDArray[np.intp]  # row -> its cell
    released: Released


@dataclass(frozen=True, slots=True)
class Inside:
    """What only the house knows of the cells, by quantity: it saves the attacker work and hides nothing from it."""

    safe: Mapping[str, Flags]  # proven before, when no more was hidden than now
    truth: Mapping[str, Floats]  # respondents, and per cent who said yes: one table that fits what is published


def refuse_what_is_given_away(public: pl.DataFrame, context: ReleaseContext) -> None:
    """Attack survey rows as they would be published; raise UserError naming the cell and the sums that give it away.

    `public`: rows of table `estimate` with the columns of SECRET: `few` marks the cells that must not come out,
    `weight` is the sum of weights that the attacker is taken to know.
    """
    for rows in split(public, context.additivity):
        attacked = read(rows, context)
        for pinned in given_away(attacked, context.policy):
            raise _given_away(attacked, pinned)


def given_away(attacked: Attacked, policy: Policy, inside: Inside | None = None) -> Iterator[Pinned]:
    """Find the cells that come out, respondents first."""
    for program in programs(attacked.system, attacked.released, policy):
        targets, known = attacked.released.targets(program.quantity), None
        if inside is not None:
            targets = targets & ~inside.safe[program.quantity]
            known = inside.truth[program.quantity] * program.unit
        yield from attack(attacked.system, program, np.flatnonzero(targets), known)


def split(rows: pl.DataFrame, additivity: Additivity) -> list[pl.DataFrame]:
    """Split rows into parts that no sum connects: indicators, and periods that no pooled period joins."""
    block = {period: period for period in rows["period"].unique().sort()}
    for period in block:
        joined = {block[wave] for wave in (period, *additivity.pooled.get(period, ())) if wave in block}
        block = {wave: period if stands in joined else stands for wave, stands in block.items()}
    in_blocks = rows.with_columns(pl.col("period").replace(block).alias("block"))
    parts = in_blocks.partition_by("indicator", "block", maintain_order=True)
    return [part.drop("block") for part in parts]


def read(rows: pl.DataFrame, context: ReleaseContext) -> Attacked:
    """Read published rows of one system, with the columns of SECRET, into one entry per cell."""
    system, of_row = build_system(tuple(rows.select(DOMAIN_KEY).iter_rows()), context.additivity)
    place = np.array(of_row, np.intp)

    def by_cell(values: pl.Series) -> Floats:
        cells = np.zeros(len(system.cells))
        cells[place] = values.cast(pl.Float64).fill_null(0.0).to_numpy()
        return cells

    in_percent = rows["kind"][0] == "survey_share"
    low, unit = (0.0, 100.0) if in_percent else (float(rows["scale_low"][0]), float(rows["scale_width"][0]))
    decimals = context.policy.share_decimals.value if in_percent else context.policy.mean_decimals.value
    hidden, confidential = rows["value"].is_null(), rows["flag"].str.contains("c")
    released = Released(
        n=by_cell(rows["n"]),
        share=by_cell((rows["value"] - low) / unit),
        half=0.5 * 10.0**-decimals / unit,
        weight=by_cell(rows["weight"]),
        few=by_cell(rows["few"]) > 0,
        confidential=by_cell(hidden & confidential) > 0,
        unreliable=by_cell(hidden & ~confidential) > 0,
    )
    return Attacked(rows["indicator"][0], system, place, released)


def _given_away(attacked: Attacked, pinned: Pinned) -> UserError:
    return UserError(
        "hidden_share_given_away" if pinned.quantity == "share" else "hidden_number_given_away",
        indicator=attacked.indicator,
        cell=attacked.system.names[pinned.cell],
        low=pinned.low,
        high=pinned.high,
        sums="; ".join(attacked.system.tell(relation) for relation in pinned.relations),
    )
