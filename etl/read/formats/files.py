"""Every format of a file in one row: how it is read, and where the names of its columns stand.

A new format is a module beside this one and one row of TABLES or CUBES: the build and `etl check` then know it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from contract.errors import UserError
from etl.config.card import SourceCard
from etl.config.layout import Table
from etl.read.formats.cubes.jsonstat import read_cube
from etl.read.formats.cubes.px import read_px
from etl.read.formats.limits import UnreadableError, guarded_read, look_at_cells
from etl.read.formats.table import SourceTable
from etl.read.formats.tables.csv import csv_names, read_csv
from etl.read.formats.tables.excel import read_xlsx, xlsx_names
from etl.read.formats.tables.parquet import parquet_names, read_parquet
from etl.read.formats.tables.spss import read_spss, spss_names


@dataclass(frozen=True, slots=True)
class TableFormat:
    """A format of rectangular files."""

    read: Callable[[Path, Table], SourceTable]
    names: Callable[[Path], Iterator[str]]  # every text that may be the name of a column, however the file is laid out


CSV = TableFormat(read_csv, csv_names)
SPSS = TableFormat(read_spss, spss_names)
TABLES: Mapping[str, TableFormat] = MappingProxyType(
    {
        ".csv": CSV,
        ".tsv": CSV,
        ".xlsx": TableFormat(read_xlsx, xlsx_names),
        ".parquet": TableFormat(read_parquet, parquet_names),
        ".sav": SPSS,
        ".zsav": SPSS,
    }
)
CUBES: Mapping[str, Callable[[Path], SourceTable]] = MappingProxyType({".json": read_cube, ".px": read_px})


def read_file(card: SourceCard) -> SourceTable:
    """Read the rectangular file of a card by its format; raise UserError."""
    form = TABLES.get(card.path.suffix.lower())
    if form is None:
        raise UserError("file_kind_unknown", path=card.path, found=card.path.suffix, kinds=list(TABLES))
    raw = form.read(card.path, card.table)
    if raw.frame.is_empty():
        raise UserError("table_empty", path=card.path)
    return look_at_cells(raw)


def read_cube_file(path: Path) -> SourceTable:
    """Read a cube by its format, as JSON-stat where its name says nothing; raise UserError."""
    return CUBES.get(path.suffix.lower(), read_cube)(path)


def column_names(path: Path) -> set[str]:
    """Return every text that may be the name of a column; raise UserError where the file is not what it is called."""
    suffix = path.suffix.lower()
    with guarded_read(path, "file_unreadable"):
        if suffix in CUBES:
            found: Iterator[str] = iter(CUBES[suffix](path).frame.columns)
        elif suffix in TABLES:
            found = TABLES[suffix].names(path)
        else:
            kinds = [*TABLES, *CUBES]
            raise UnreadableError("file_kind_unknown", path=path, found=path.suffix, kinds=kinds)
        return {name.strip() for name in found if name and name.strip()}
