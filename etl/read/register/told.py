"""The relation of DuckDB that a file of a register is: its columns under our names."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from contract.codes import CELL_KEY
from contract.errors import UserError
from contract.status import ConfStatus, ObsStatus
from etl.config.card import SourceCard
from etl.config.layout import Table
from etl.engine.sql import sql_file, sql_name, sql_text
from etl.read.formats.recognise.form import Form
from etl.read.formats.recognise.recognise import recognise
from etl.read.status import CONF, OBS

ROW = "row of file"  # with spaces, so that it is no column of ours
KEYS = tuple("area" if name == "code" else name for name in CELL_KEY)
TEXTS = ("quoted_by", "note")
STATUSES = {OBS: ObsStatus.NORMAL.value, CONF: ConfStatus.FREE.value}  # where the file has no such column
NUMERIC = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "FLOAT", "DOUBLE")
DIGITS = 10  # of a fraction times 100: 0.5600000000000001 is 56
USED = ("columns", "constant", "rows", "values")  # parts of [table] that a register knows


@dataclass(frozen=True, slots=True)
class Told:
    """A file of a register: SQL that reads it, with the names that the columns have in the file."""

    path: Path
    sql: str
    names: dict[str, str]  # our name of a column = its name in the file


def told_by(con: duckdb.DuckDBPyConnection, card: SourceCard, percent: Collection[str]) -> Told:
    """Return the relation of a card's file, texts for keys and statuses and a number for `value`; raise UserError.

    percent: the indicators in per cent, which a card may give as fractions.
    """
    _refuse_layout(card)
    types = _columns(con, card.path)
    constant = card.table.constant
    said = {name: name for name in (*KEYS, "value") if name not in constant} | card.table.columns
    for name in sorted(set(said) - {*KEYS, "value", *TEXTS, *STATUSES}):
        raise UserError("register_layout", path=card.path, key=f"table.columns.{name}")
    for name in (one for one in said.values() if one not in types):
        raise UserError("column_missing", path=card.path, column=name, found=list(types))
    for name in (one for one in types if one not in {*said.values(), *card.unused}):
        raise UserError("column_unknown", path=card.path, column=name)
    kind = types[said["value"]]
    if kind not in NUMERIC and not kind.startswith("DECIMAL"):
        raise UserError("register_value_no_number", path=card.path, column=said["value"], found=kind)
    selected = ", ".join(_selected(said, constant, percent if card.table.values == "fraction" else ()))
    return Told(
        card.path,
        f"SELECT file_row_number + 1 AS {sql_name(ROW)}, {selected} FROM read_parquet({sql_file(card.path)})",
        said,
    )


def _selected(said: dict[str, str], constant: dict[str, str], fractions: Collection[str]) -> Iterator[str]:
    """Yield each of our columns as SQL: of the file, or what the card says of all rows."""
    value = f"{sql_name(said['value'])}::DOUBLE"
    listed = ", ".join(map(sql_text, sorted(fractions)))
    of_one = f"CASE WHEN indicator IN ({listed}) THEN round({value} * 100, {DIGITS}) ELSE {value} END"
    yield f"{of_one if fractions else value} AS value"
    for ours in (*KEYS, *STATUSES, *TEXTS):
        stood = f"{sql_name(said[ours])}::VARCHAR" if ours in said else _literal(constant.get(ours, STATUSES.get(ours)))
        yield f"nullif(trim({stood}), '') AS {ours}" if ours in KEYS else f"{stood} AS {ours}"


def _columns(con: duckdb.DuckDBPyConnection, path: Path) -> dict[str, str]:
    """Return the columns of a Parquet file and their types; raise UserError."""
    if recognise(path) is not Form.PARQUET:
        raise UserError("register_not_parquet", path=path)
    rows = con.execute(f"DESCRIBE SELECT * FROM read_parquet({sql_file(path)})").fetchall()
    return {name: kind for name, kind, *_ in rows}


def _refuse_layout(card: SourceCard) -> None:
    """Refuse what a card says of a table that is read row by row, and of a register is not read."""
    plain = Table()
    for name in Table.__struct_fields__:
        if name not in USED and getattr(card.table, name) != getattr(plain, name):
            raise UserError("register_layout", path=card.path, key=f"table.{name}")
    for name in ("missing", "accepted_labels", "groups"):
        if getattr(card, name):
            raise UserError("register_layout", path=card.path, key=name)
    for name in sorted(set(card.table.constant) - {*KEYS, *TEXTS, *STATUSES}):
        raise UserError("register_layout", path=card.path, key=f"table.constant.{name}")


def _literal(text: str | None) -> str:
    return "NULL::VARCHAR" if text is None else sql_text(text)
