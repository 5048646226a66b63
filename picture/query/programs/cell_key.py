"""The key of a cell (contract/cell_key.py) of an observation."""

from __future__ import annotations

from contract.cell_key import KeyParts, area_key
from picture.query.model import Observation


def cell_key(row: Observation) -> str:
    """Return indicator, period, area and group of a cell: trust_other_background/2026/MK01/language.sv."""
    area, period, group = row_key(row)
    return str(KeyParts(row.indicator, period, area, group))


def row_key(row: Observation) -> tuple[str, str, str]:
    """Return area, period and group of a row as the address writes them."""
    return area_key(row.area.level, row.area.code), row.period, group_key(row)


def group_key(row: Observation) -> str:
    """Write a group as the address does: language.sv."""
    return f"{row.group.dim}.{row.group.code}"
