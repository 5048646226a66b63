"""Every format of a file in one row: how it is read, and where the names of its columns stand.

A new format is a module beside this one, one row of TABLES or CUBES and one of FORMS: the build and `etl check` then
know it. What a file is, its content says: an XLSX that is called .xls, or a PX that is called .txt, is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from contract.errors import UserError
from etl.config.card import SourceCard
from etl.config.layout import Table
from etl.read.formats.cubes.jsonstat import read_cube
from etl.read.formats.cubes.px import read_px
from etl.read.formats.cubes.sdmx_csv import cells_of_sdmx_csv, names_of_sdmx_csv, sdmx_csv_layout
from etl.read.formats.grid import Row
from etl.read.formats.limits import UnreadableError, guarded_read, look_at_cells
from etl.read.formats.recognise.form import Form
from etl.read.formats.recognise.recognise import recognise
from etl.read.formats.table import SourceTable
from etl.read.formats.tables.as_written import rows_of_ods, rows_of_text, rows_of_xls, rows_of_xlsx
from etl.read.formats.tables.csv import csv_names, read_csv
from etl.read.formats.tables.excel import ods_names, read_ods, read_xls, read_xlsx, xls_names, xlsx_names
from etl.read.formats.tables.parquet import parquet_names, read_parquet
from etl.read.formats.tables.spss import read_spss, spss_names


@dataclass(frozen=True, slots=True)
class TableFormat:
    """A format of rectangular files."""

    read: Callable[[Path, Table], SourceTable]
    names: Callable[[Path], Iterator[str]]  # every text that may be the name of a column, however the file is laid out
    rows: Callable[[Path, Table], Sequence[Row]] | None = None  # as they stand, for exports of survey tools


CSV = TableFormat(read_csv, csv_names, rows_of_text)
SPSS = TableFormat(read_spss, spss_names)
TABLES: Mapping[str, TableFormat] = MappingProxyType(
    {
        ".csv": CSV,
        ".tsv": CSV,
        ".xlsx": TableFormat(read_xlsx, xlsx_names, rows_of_xlsx),
        ".xls": TableFormat(read_xls, xls_names, rows_of_xls),
        ".ods": TableFormat(read_ods, ods_names, rows_of_ods),
        ".parquet": TableFormat(read_parquet, parquet_names),
        ".sav": SPSS,
        ".zsav": SPSS,
    }
)
CUBES: Mapping[str, Callable[[Path], SourceTable]] = MappingProxyType({".json": read_cube, ".px": read_px})
CUBE_TEXTS = (".csv", ".tsv")  # SDMX-CSV: told from other tables by the card's kind, and by its head


FORMS: Mapping[Form, str] = MappingProxyType(  # what a file is by its content = its row above
    {
        Form.DELIMITED: ".csv",
        Form.XLSX: ".xlsx",
        Form.XLS: ".xls",
        Form.ODS: ".ods",
        Form.PARQUET: ".parquet",
        Form.SPSS: ".sav",
        Form.JSON_STAT: ".json",
        Form.SDMX_JSON: ".json",
        Form.PX: ".px",
    }
)
NOT_READ: Mapping[Form, UnreadableError] = MappingProxyType(
    {
        Form.XLSB: UnreadableError("file_of_xlsb"),
        Form.SPREADSHEET_ML: UnreadableError("file_of_spreadsheet_xml"),
        Form.SDMX_ML: UnreadableError("file_of_sdmx"),
    }
)


def format_of(path: Path) -> str:
    """Return the row of TABLES or CUBES that reads a file; raise UnreadableError that says what the file is instead."""
    form = recognise(path)
    if form is None:
        raise UnreadableError("file_kind_unknown", path=path, kinds=[*TABLES, *CUBES])
    if form in NOT_READ:
        raise NOT_READ[form].at(path)
    return FORMS[form]


def read_file(card: SourceCard) -> SourceTable:
    """Read the rectangular file of a card by its format; raise UserError."""
    form = format_of(card.path)
    if form not in TABLES:
        raise UserError("cube_not_table", path=card.path, kind=card.kind)
    raw = TABLES[form].read(card.path, card.table)
    if raw.frame.is_empty():
        raise UserError("table_empty", path=card.path)
    return look_at_cells(raw)


def read_rows(path: Path, table: Table) -> Sequence[Row]:
    """Return the rows of a file as they stand, from the header on; raise UserError, also where a format has none."""
    form = TABLES.get(format_of(path))
    if form is None or form.rows is None:
        raise UserError("file_kind_unknown", path=path, kinds=[suffix for suffix, one in TABLES.items() if one.rows])
    return form.rows(path, table)


def read_cube_file(path: Path, table: Table) -> SourceTable:
    """Read a cube by its format; raise UserError. `table`: encoding and decimal mark of SDMX-CSV."""
    form = format_of(path)
    if form in CUBE_TEXTS:
        raw = look_at_cells(read_csv(path, sdmx_csv_layout(path, table)))
        if raw.frame.is_empty():
            raise UserError("table_empty", path=path)
        return cells_of_sdmx_csv(raw)
    if form not in CUBES:
        raise UserError("table_not_cube", path=path)
    if form == FORMS[Form.PX]:
        return read_px(path, table)
    return CUBES[form](path)


def column_names(path: Path) -> set[str]:
    """Return every text that may be the name of a column; raise UnreadableError where the file cannot be read."""
    form = format_of(path)
    with guarded_read(path, "file_unreadable"):
        found: Iterator[str] = iter(CUBES[form](path).frame.columns) if form in CUBES else TABLES[form].names(path)
        ids = names_of_sdmx_csv(path) if form in CUBE_TEXTS else set()
        return {name.strip() for name in found if name and name.strip()} | ids


def texts_of(path: Path) -> set[str]:
    """Return the texts in which the columns of a table may be named; none where it cannot be read."""
    try:
        form = TABLES.get(format_of(path))
        return {*form.names(path)} if form else set()
    except UserError:
        return set()
