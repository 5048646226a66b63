"""How large the groups of a place are, as far as anything is known of it."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from contract.codes import Language, Level
from picture.query.model import Area, Group


@dataclass(frozen=True, slots=True)
class GroupShare:
    """The part of the people that a group is."""

    group: Group
    share: float | None  # part of 1; None: not known


def read_shares(
    con: duckdb.DuckDBPyConnection, place: Area | None, dim: str, language: Language
) -> tuple[GroupShare, ...]:
    """Return the groups of a dimension with their shares in the country; of Swedish speakers that of the region."""
    records = con.execute(
        f"""SELECT dim, code, dim_{language}, name_{language}, population / 100 FROM population_group
        LEFT JOIN (
            SELECT dim, code, population FROM representation
            QUALIFY period = max(period) OVER (PARTITION BY dim)
        ) USING (dim, code) WHERE dim = $dim ORDER BY position""",
        {"dim": dim},
    ).fetchall()
    shares: dict[str, float | None] = {code: share for _, code, _, _, share in records}
    swedish = _swedish(con, place) if dim == "language" else None
    foreign = shares.get("foreign")
    if swedish is not None and foreign is not None:
        shares |= {"sv": swedish, "fi": max(0.0, 1 - swedish - foreign)}
    return tuple(GroupShare(Group(*group), shares[group[1]]) for *group, _ in records)


def _swedish(con: duckdb.DuckDBPyConnection, place: Area | None) -> float | None:
    """Return the share of Swedish speakers in a region, where a register tells it."""
    if place is None or place.level != Level.MAAKUNTA:
        return None
    found = con.execute(
        """SELECT value / 100 FROM estimate WHERE indicator = 'share_swedish_speakers' AND level = $level
        AND code = $code AND group_dim = 'all' AND value IS NOT NULL ORDER BY period DESC, geo_year DESC LIMIT 1""",
        {"level": place.level, "code": place.code},
    ).fetchone()
    return None if found is None else float(found[0])
