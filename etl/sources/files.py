"""One reader per kind of file: bytes in, `Raw` out, or a refusal that a person can act on."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import fastexcel
import polars as pl
import pyreadstat

from etl.cards import SourceCard, Table
from etl.refused import Refused
from etl.sources.raw import ROW, Raw, code_text


def read_file(card: SourceCard) -> Raw:
    """Read the rectangular file of a card (CSV, TSV, XLSX, Parquet, SPSS); raise Refused."""
    readers = {".csv": _csv, ".tsv": _csv, ".xlsx": _xlsx, ".parquet": _parquet, ".sav": _spss, ".zsav": _spss}
    reader = readers.get(card.path.suffix.lower())
    if reader is None:
        do = f"Save it as one of {', '.join(readers)}"
        raise Refused(card.path, "this kind of file is not read", stood=card.path.suffix, do=do)
    raw = reader(card.path, card.table)
    if raw.frame.is_empty():
        raise Refused(card.path, "the file has a header but no rows", do="Fetch it again from its producer")
    return raw


def _csv(path: Path, table: Table) -> Raw:
    rows = [(row, cells) for row, cells in _csv_rows(path, table) if row >= table.header_row and any(cells)]
    if not rows:
        raise Refused(path, "there is no header row", row=table.header_row, do="Mend header_row in the card")
    header = _header(path, rows[0][1], rows[0][0])
    for row, cells in rows[1:]:
        if len(cells) != len(header):
            do = "Look for a separator inside a text or a number (a decimal comma?)"
            raise Refused(path, f"the row has {len(cells)} cells, the header {len(header)}", row=row, do=do)
    columns = {name: [cells[place].strip() or None for _, cells in rows[1:]] for place, name in enumerate(header)}
    schema = {ROW: pl.Int64} | dict.fromkeys(header, pl.String)
    return Raw(path, pl.DataFrame({ROW: [row for row, _ in rows[1:]], **columns}, schema=schema), table.decimal)


def _csv_rows(path: Path, table: Table) -> list[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(_decoded(path, table.encoding), newline=""), delimiter=table.separator, strict=True)
    try:
        return [(reader.line_num, cells) for cells in reader]
    except csv.Error as error:
        raise Refused(
            path, f"this is not CSV ({error})", row=reader.line_num, do="Mend the quotes of this row"
        ) from error


def _decoded(path: Path, encoding: str) -> str:
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8-sig" if encoding.lower() in {"utf-8", "utf8"} else encoding)
    except UnicodeDecodeError as error:
        row = raw[: error.start].count(b"\n") + 1
        do = "Mend table.encoding in the card (files from Windows are often windows-1252)"
        raise Refused(
            path, f"the file is not {encoding}", stood=raw[error.start : error.end], row=row, do=do
        ) from error
    except (LookupError, ValueError) as error:
        raise Refused(
            path, "there is no such encoding", stood=encoding, do="Mend table.encoding in the card"
        ) from error


def _xlsx(path: Path, table: Table) -> Raw:
    cells = _sheet(path, table).with_row_index(ROW, offset=1).with_columns(pl.col(ROW).cast(pl.Int64))
    head, below = cells.filter(pl.col(ROW) == table.header_row), cells.filter(pl.col(ROW) > table.header_row)
    used = [name for name in cells.columns[1:] if below[name].count() or head[name].count()]
    if head.is_empty() or not used:
        raise Refused(path, "there is no header row", row=table.header_row, do="Mend header_row in the card")
    header = _header(path, [head[name][0] or "" for name in used], table.header_row)
    frame = below.filter(pl.any_horizontal(pl.col(used).is_not_null())).select(ROW, *used)
    return Raw(path, frame.rename(dict(zip(used, header, strict=True))), table.decimal)


def _sheet(path: Path, table: Table) -> pl.DataFrame:
    try:
        book = fastexcel.read_excel(path)
    except fastexcel.FastExcelError as error:
        raise Refused(path, "this is not a readable workbook", do="Open it in Excel and save it as XLSX") from error
    if table.sheet is not None and table.sheet not in book.sheet_names:
        there = ", ".join(book.sheet_names)
        raise Refused(path, f"there is no sheet {table.sheet!r}", stood=there, do="Mend table.sheet in the card")
    sheet = book.load_sheet(table.sheet or 0, header_row=None, skip_rows=0, dtypes="string", whitespace_as_null=True)
    return sheet.to_polars().with_columns(pl.all().str.strip_chars())


def _header(path: Path, cells: list[str], row: int) -> list[str]:
    names = [cell.strip() for cell in cells]
    for place, name in enumerate(names, start=1):
        if not name:
            do = "Unmerge the header cells so that every column has its own name, or mend header_row in the card"
            raise Refused(path, f"the header of column {place} is empty (merged cells?)", row=row, do=do)
        if name in names[: place - 1]:
            raise Refused(path, "two columns have the same name", row=row, column=name, do="Rename one of them")
    return names


def _parquet(path: Path, _: Table) -> Raw:
    try:
        frame = pl.read_parquet(path)
    except (pl.exceptions.ComputeError, OSError) as error:
        raise Refused(path, "the Parquet file is damaged or cut short", do="Copy it again from its producer") from error
    for column, kind in frame.schema.items():
        if kind.is_nested() or kind == pl.Binary:
            do = "Write one value per cell: text, number or nothing"
            raise Refused(path, "the column holds no plain values", stood=str(kind), column=column, do=do)
    return Raw(path, _numbered(frame))


def _spss(path: Path, _: Table) -> Raw:
    try:
        frame, meta = pyreadstat.read_sav(path, output_format="polars", user_missing=True)
    except (pyreadstat.ReadstatError, pyreadstat.PyreadstatError) as error:
        raise Refused(
            path, f"this is not a readable SPSS file ({error})", do="Save it again from SPSS as .sav"
        ) from error
    labels = {
        column: {code_text(code): label for code, label in known.items()}
        for column, known in meta.variable_value_labels.items()
    }
    missing = {
        column: [(one["lo"], one["hi"]) for one in ranges if isinstance(one, dict)]
        for column, ranges in meta.missing_ranges.items()
    }
    return Raw(path, _numbered(frame), labels=labels, missing=missing)


def _numbered(frame: pl.DataFrame) -> pl.DataFrame:
    """Count the rows from 1: these files have no header row."""
    frame = frame.rename(str.strip) if ROW in frame.columns else frame
    return frame.with_row_index(ROW, offset=1).with_columns(
        pl.col(ROW).cast(pl.Int64), pl.col(pl.Categorical, pl.Enum).cast(pl.String)
    )
