"""What happens around an area, for calendars."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from contract.actions.codes import RegisterKind
from contract.codes import COUNTRY, Language
from picture.query.register.entries import ENTRY_COLUMNS, RegisterEntry, entries_of

CALENDAR_KINDS = (RegisterKind.EVENT, RegisterKind.FORUM)
ROUND_AREAS = f"""SELECT {ENTRY_COLUMNS} FROM register_entry
    WHERE list_contains($kinds, kind)
        AND (list_contains($keys, $country) OR list_contains(areas, $country) OR list_has_any(areas, $keys))"""


def ask_events(con: duckdb.DuckDBPyConnection, keys: Sequence[str], language: Language) -> tuple[RegisterEntry, ...]:
    """Return events and forums of some areas and of the whole country, by their days.

    keys: those of areas; with that of the country everything is meant.
    """
    values = {"kinds": list(CALENDAR_KINDS), "keys": list(keys), "country": COUNTRY}
    rows = con.execute(f"{ROUND_AREAS} ORDER BY first_day, position", values).fetchall()
    return entries_of(con, rows, language)
