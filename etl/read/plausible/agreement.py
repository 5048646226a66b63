"""Figures that must agree with others: a share with its counts, a count with its base, weights with the population."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from contract.codes import GROUP_KEY
from contract.errors import UserError
from etl.config.card import CARD, SourceCard
from etl.config.findings import Figures, Finding
from etl.config.survey.local import EQUAL
from etl.read.plausible.cells import Cells, finding, told

KEY = ("period", "level", "code", "geo_year", *GROUP_KEY)
MAY_DIFFER = 0.05  # of a share: its counts may be of another day
ROUNDED = 0.1
WEIGHTS_MAY_DIFFER = 0.01  # calibration leaves less


def share_of_its_counts(cells: Cells) -> Iterator[Finding]:
    """Find published shares and rates that their numerator and denominator do not give."""
    for one in cells.catalogue.indicators:
        if one.ratio is None:
            continue
        counts = (
            cells.frame.filter(pl.col("indicator") == indicator).select(*KEY, pl.col("value").alias(name))
            for name, indicator in (("top", one.ratio.numerator), ("base", one.ratio.denominator))
        )
        shares = cells.frame.filter(pl.col("indicator") == one.id)
        for count in counts:
            shares = shares.join(count, on=KEY)
        made = shares.with_columns(made=one.ratio.per * pl.col("top") / pl.col("base")).filter(pl.col("base") > 0)
        off = (pl.col("value") - pl.col("made")).abs()
        far = made.filter(off > MAY_DIFFER * pl.col("made") + ROUNDED).sort("file", "row")
        for row in far.iter_rows(named=True):
            yield finding(
                "share_not_of_its_counts",
                row,
                cell=told(row),
                value=row["value"],
                made=row["made"],
                numerator=row["top"],
                denominator=row["base"],
            )


def more_than_asked(cells: Cells) -> Iterator[Finding]:
    """Find counts that are larger than the number `n` that they were taken from."""
    larger = cells.frame.filter(pl.col("counted"), pl.col("n") > 0, pl.col("value") > pl.col("n"))
    for row in larger.sort("file", "row").iter_rows(named=True):
        yield finding("count_above_n", row, cell=told(row), value=row["value"], n=row["n"])


def weights_of_population(card: SourceCard, respondents: pl.LazyFrame) -> Iterator[Finding]:
    """Find weights that do not add to the population that the card names."""
    weighted = card.design is not None and card.design.weight != EQUAL
    population = card.design.population if card.design and weighted else None
    if not (card.design and population):
        return
    total = float(respondents.select(pl.col("weight").sum()).collect(engine="streaming").item())
    if abs(total / population - 1) > WEIGHTS_MAY_DIFFER:
        column = card.design.weight
        error = UserError(
            "weights_not_population",
            path=card.path,
            column=column,
            total=total,
            population=population,
            ratio=total / population,
            card=card.path.with_name(CARD),
        )
        yield Finding(error, Figures(period=card.period))
