"""What the ministry follows beside the four domains, and which figures tell of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from contract.codes import EVERYBODY, Language, Level
from contract.period import Period
from picture.query.model import Indicator


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One matter that is followed, in one language. Indirect indicators tell something of it and do not ask for it."""

    id: str
    name: str
    asks: str
    indicators: tuple[Indicator, ...]
    indirect: tuple[Indicator, ...]


@dataclass(frozen=True, slots=True)
class FigureCoverage:
    """Where the newest figures of an indicator are known."""

    indicator: str
    period: str
    regions: int  # with a figure for everybody
    dims: tuple[str, ...]  # kinds of groups with a figure, as their words are: "mother tongue"


def read_follow_up(
    con: duckdb.DuckDBPyConnection, language: Language, indicators: Sequence[Indicator]
) -> tuple[FollowUp, ...]:
    """Return what is followed; indicators without numbers are left out."""
    known = {one.id: one for one in indicators}
    matters = con.execute(f"SELECT id, name_{language}, asks_{language} FROM follow_up ORDER BY position").fetchall()
    named = con.execute("SELECT follow_up, indicator, indirect FROM follow_up_indicator").fetchall()
    of_matter = {
        (matter, indirect): tuple(one for id_, one in known.items() if (matter, id_, indirect) in named)
        for matter, _, indirect in named
    }
    return tuple(
        FollowUp(id_, name, asks, of_matter.get((id_, False), ()), of_matter.get((id_, True), ()))
        for id_, name, asks in matters
    )


def ask_coverage(con: duckdb.DuckDBPyConnection, language: Language) -> dict[str, FigureCoverage]:
    """Return where the newest figures of each followed indicator are known, by indicator."""
    rows = con.execute(
        f"""SELECT indicator, period, level, estimate.code, group_dim, dim_{language}
        FROM estimate SEMI JOIN follow_up_indicator USING (indicator)
        JOIN population_group g ON g.dim = group_dim AND g.code = group_code
        WHERE value IS NOT NULL ORDER BY g.position"""
    ).fetchall()
    found: dict[str, FigureCoverage] = {}
    for indicator in dict.fromkeys(row[0] for row in rows):
        of_indicator = [row[1:] for row in rows if row[0] == indicator]
        newest = max({row[0] for row in of_indicator}, key=_newest)
        cells = [row[1:] for row in of_indicator if row[0] == newest]
        regions = {code for level, code, dim, _ in cells if (level, dim) == (Level.MAAKUNTA, EVERYBODY)}
        dims = dict.fromkeys(name for _, _, dim, name in cells if dim != EVERYBODY)
        found[indicator] = FigureCoverage(indicator, newest, len(regions), tuple(dims))
    return found


def _newest(period: str) -> tuple[int, int, Period]:
    """Order periods by their end, then by the month; of a wave and several waves pooled, the wave is the newest."""
    known = Period.parse(period)
    return known.last, known.first, known
