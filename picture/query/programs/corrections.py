"""What has been said of released figures since: corrections, and versions that were withdrawn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import duckdb

from contract.cell_key import KeyParts, area_key
from contract.codes import Language


@dataclass(frozen=True, slots=True)
class CorrectedCell:
    """A figure that was wrong in versions of an edition before the one that corrects it."""

    day: date
    text: str  # what was wrong


@dataclass(frozen=True, slots=True)
class SaidSince:
    """Corrected figures by their keys, the last correction of each, and withdrawn versions with the day of that."""

    corrected: dict[str, CorrectedCell]
    withdrawn: dict[tuple[str, int], date]  # edition and version


def ask_said_since(con: duckdb.DuckDBPyConnection, language: Language) -> SaidSince:
    """Ask for every correction and withdrawal that the database knows."""
    cells = con.execute(
        f"""SELECT indicator, period, level, code, group_dim, group_code, corrected, text_{language}
        FROM correction_cell JOIN correction USING (edition, version) ORDER BY corrected, edition, version"""
    ).fetchall()
    versions = con.execute("SELECT edition, version, withdrawn FROM edition_version WHERE withdrawn IS NOT NULL")
    return SaidSince(
        {
            str(KeyParts(indicator, period, area_key(level, code), f"{dim}.{group}")): CorrectedCell(day, text)
            for indicator, period, level, code, dim, group, day, text in cells
        },
        {(edition, version): day for edition, version, day in versions.fetchall()},
    )
