"""The registers among the sources, and what nobody could decide: an indicator that stands in two files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import polars as pl

from contract.errors import UserError
from etl.config.card import SourceCard
from etl.config.catalogue.catalogue import Catalogue
from etl.read.register.table import RegisterTable, read_register
from geo.classification import Classification


def read_registers(
    cards: Iterable[SourceCard], catalogue: Catalogue, classification: Classification, beside: Path
) -> tuple[RegisterTable, ...]:
    """Check the file of every card of a register; raise UserError at the first that cannot be trusted."""
    found = list[RegisterTable]()
    for card in cards:
        table = read_register(card, catalogue, classification, beside)
        for other in found:
            _refuse_same(table, other.indicators, other.card.path)
        found.append(table)
    return tuple(found)


def refuse_in_two_files(
    registers: Sequence[RegisterTable], observations: pl.DataFrame, cards: Iterable[SourceCard]
) -> None:
    """Refuse an indicator of a register that another source has too: nobody looks for its rows one by one."""
    path_of = {card.id: card.path for card in cards}
    for indicator, source in observations.select("indicator", "source").unique(maintain_order=True).iter_rows():
        for table in registers:
            _refuse_same(table, (indicator,), path_of[source])


def _refuse_same(table: RegisterTable, indicators: Iterable[str], other: Path) -> None:
    for name in sorted(set(table.indicators) & set(indicators)):
        raise UserError("indicator_in_two_files", path=table.card.path, found=name, other=other)
