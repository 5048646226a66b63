"""What nobody could decide: an indicator of a register that stands in another file too."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import polars as pl

from contract.errors import UserError
from etl.config.card import SourceCard
from etl.read.register.table import RegisterTable


def refuse_two_registers(registers: Sequence[RegisterTable]) -> None:
    """Raise UserError where the last register has an indicator of one before it."""
    for other in registers[:-1]:
        _refuse_same(registers[-1], other.indicators, other.card.path)


def refuse_in_two_files(
    registers: Sequence[RegisterTable], observations: pl.DataFrame, cards: Iterable[SourceCard]
) -> None:
    """Raise UserError where another source has an indicator of a register: nobody looks for its rows one by one."""
    path_of = {card.id: card.path for card in cards}
    for indicator, source in observations.select("indicator", "source").unique(maintain_order=True).iter_rows():
        for table in registers:
            _refuse_same(table, (indicator,), path_of[source])


def _refuse_same(table: RegisterTable, indicators: Iterable[str], other: Path) -> None:
    for name in sorted(set(table.indicators) & set(indicators)):
        raise UserError("indicator_in_two_files", path=table.card.path, found=name, other=other)
