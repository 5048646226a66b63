"""What query edits find in a file that is not stored: in itself, and beside the other periods of its source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress

import polars as pl

from contract.errors import UserError
from etl.config.card import SourceCard
from etl.config.catalogue.catalogue import Catalogue
from etl.config.findings import Finding
from etl.config.policy import read_policy
from etl.read.plausible.agreement import weights_of_population
from etl.read.plausible.cells import cells_of
from etl.read.plausible.edits import query_edits
from etl.read.sources import READERS, REGISTER
from geo.classification import Classification


def findings_of(
    card: SourceCard, frame: pl.DataFrame, cards: Sequence[SourceCard], catalogue: Catalogue, areas: Classification
) -> list[Finding]:
    """Return what is found in the figures `frame` of the file of `card`, beside what `cards` have stored.

    Periods that the file holds itself are not taken from what is stored: it is to replace them.
    """
    if card.kind == "respondents":
        return list(weights_of_population(card, frame.lazy()))
    own = frame.with_columns(file=pl.lit(str(card.path)))
    stored = _stored(card.id, cards, catalogue, areas)
    others = [figures.join(own, on=["indicator", "period"], how="anti") for figures in stored]
    cells = cells_of(pl.concat([own, *others]), catalogue, areas, read_policy())
    return [one for one in query_edits(cells) if one.error.path == card.path]


def _stored(
    source: str, cards: Sequence[SourceCard], catalogue: Catalogue, areas: Classification
) -> Iterator[pl.DataFrame]:
    """Yield the figures of the stored periods of a source; one that cannot be read is no matter of this file."""
    for card in cards:
        if card.id == source and card.kind not in {"respondents", REGISTER}:
            with suppress(UserError):
                yield READERS[card.kind](card, catalogue, areas, []).with_columns(file=pl.lit(str(card.path)))
