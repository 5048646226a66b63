"""Whether a picture is read where it waits for its hour: in the folder `waiting`, which readers cannot reach.

The place decides and not the content, since the same bytes are served once the hour has come.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import duckdb

from contract.archive import WAITING
from picture.query.model import Stamp

_FILE = "SELECT path FROM duckdb_databases() WHERE database_name = current_database()"
_DUE = "SELECT due FROM calendar_entry WHERE (edition, version) = (?, ?) AND due IS NOT NULL"


def embargoed(con: duckdb.DuckDBPyConnection, stamp: Stamp) -> Stamp:
    """Return the stamp with the hour for which the database waits, if it does."""
    found = con.execute(_FILE).fetchone()
    if not found or not found[0] or Path(found[0]).resolve().parent.name != WAITING:
        return stamp
    due = con.execute(_DUE, [stamp.edition, stamp.version]).fetchone()
    return replace(stamp, embargoed=True, due=datetime.fromisoformat(due[0]) if due else None)
