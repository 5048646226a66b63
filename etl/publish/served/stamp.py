"""The served picture once more with another stamp: what releasing or withdrawing an edition changes of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import msgspec
import polars as pl

from contract.errors import UserError
from contract.schema import SCHEMA_NUMBER, schema_number
from etl.publish.editions import Released, says_published
from etl.publish.load import load
from etl.publish.of_registers import IS_REGISTER, StoredRegisters
from etl.publish.served.record import Record, write_record
from etl.publish.whole import is_whole

IN_ORDER = "SELECT table_name FROM duckdb_tables() WHERE NOT internal ORDER BY table_oid"  # as schema.sql makes them
OF_LOADING = "contents"  # written with every database


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a picture says of itself."""

    build: str
    status: str  # as in table `build`


def can_be_stamped(served: Path) -> bool:
    """Return whether a database is whole and of this version's schema."""
    if not is_whole(served):
        return False
    with duckdb.connect(str(served), read_only=True) as con:
        return schema_number(con) == SCHEMA_NUMBER


def serve_stamped(
    served: Path,
    stamp: Stamp,
    known: Released,
    told: Mapping[str, pl.DataFrame],
    *,
    record: Record,
    commit: Callable[[], None],
) -> Path:
    """Publish the figures of a database with another stamp, and with the editions as they will be known.

    `told`: the tables that tell of editions.

    `commit` makes them known. It is called when the new database stands, proven, and is all but served: what cannot be
    served is not released. Return the new database; raise UserError.
    """
    tables, registers = _read(served)
    now = datetime.now(UTC).replace(tzinfo=None)
    stamped = {"id": pl.lit(stamp.build), "status": pl.lit(stamp.status), "built_at": pl.lit(now)}
    tables |= {
        "build": tables["build"].with_columns(**stamped),
        "change": tables["change"].clear(),  # no figure differs
        **told,
    }

    def before() -> None:
        if record.manifest is not None:
            builds = tuple(dict.fromkeys((*record.manifest.builds, stamp.build)))
            write_record(record, msgspec.structs.replace(record.manifest, builds=builds), {})
        commit()

    return load(
        tables,
        served.parent,
        stamp.build,
        before=before,
        may_stand_in=lambda kept: not says_published(kept, known),
        registers=(registers,),
    )


def _read(database: Path) -> tuple[dict[str, pl.DataFrame], StoredRegisters]:
    """Read every table of a database, in the order of schema.sql, for some name rows of others; registers stay."""
    try:
        with duckdb.connect(str(database), read_only=True) as con:
            names = [name for (name,) in con.execute(IN_ORDER).fetchall() if name != OF_LOADING]
            asked = {name: f'SELECT * FROM "{name}"' for name in names}
            asked["estimate"] += f" WHERE NOT {IS_REGISTER.format('')}"
            return {name: con.sql(sql).pl() for name, sql in asked.items()}, StoredRegisters.of(con, database)
    except duckdb.Error as error:
        raise UserError("served_picture_unreadable", path=database) from error
