"""The key of a published cell: which number this is, the same in every file, edition, address and language."""

from __future__ import annotations

from typing import NamedTuple

from contract.codes import AREA_PREFIXES, COUNTRY, Level
from contract.period import Period


class KeyParts(NamedTuple):
    """A key in its parts, each as an address writes it."""

    indicator: str
    period: str
    area: str
    group: str

    def __str__(self) -> str:
        """Write the key: trust_other_background/2026/MK01/language.sv."""
        return "/".join(self)

    @property
    def view(self) -> dict[str, str]:
        """Its parts, as the address of a page names them."""
        return self._asdict()


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


def area_key(level: str, code: str) -> str:
    """Write an area as the address does, with the publisher's prefix, which says its level: MK02, EVK03, SSS."""
    return COUNTRY if level == Level.COUNTRY else AREA_PREFIXES[level] + code
