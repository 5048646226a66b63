"""The key of a published cell: which number this is, the same in every file, edition and language."""

from __future__ import annotations

from typing import NamedTuple

from contract.period import Period
from picture.query.model import Observation
from picture.query.selection import area_key


class KeyParts(NamedTuple):
    """A key in its parts, each as an address writes it."""

    indicator: str
    period: str
    area: str
    group: str

    def __str__(self) -> str:
        """Write the key: trust_other_background/2026/MK01/language.sv."""
        return "/".join(self)


def cell_key(row: Observation) -> str:
    """Return indicator, period, area and group of a cell: trust_other_background/2026/MK01/language.sv."""
    area, period, group = row_key(row)
    return str(KeyParts(row.indicator, period, area, group))


def read_key(text: str) -> KeyParts | None:
    """Take a key apart; None for a text that is none."""
    parts = text.split("/")
    if len(parts) != len(KeyParts._fields):
        return None
    key = KeyParts(*parts)
    try:
        Period.parse(key.period)
    except ValueError:
        return None
    return key


def row_key(row: Observation) -> tuple[str, str, str]:
    """Return area, period and group of a row as the address writes them."""
    return area_key(row.area.level, row.area.code), row.period, group_key(row)


def group_key(row: Observation) -> str:
    """Write a group as the address does: language.sv."""
    return f"{row.group.dim}.{row.group.code}"
