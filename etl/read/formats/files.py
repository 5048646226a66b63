"""One reader per kind of file: bytes in, `Raw` out, or a refusal that a person can act on."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import polars as pl

from contract.refused import Refused
from etl.config.card import SourceCard, Table
from etl.read.formats.excel import read_sheet
from etl.read.formats.limits import (
    MOST_CELLS,
    MOST_CELLS_IN_COLUMNS,
    SMALLER,
    Unreadable,
    look_at_cells,
    look_at_size,
    reading,
)
from etl.read.formats.spss import read_spss
from etl.read.formats.table import ROW, Raw

DAMAGED = "the Parquet file is damaged or cut short"
NO_CSV = "this is not CSV, or a cell is far too long"  # the csv module ends a cell at 131,072 letters
QUOTES = "Mend the quotes of this row"
COPY = "Copy it again from its producer"


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
    return look_at_cells(raw)


def _csv(path: Path, table: Table) -> Raw:
    rows = _csv_rows(path, table)
    if not rows:
        raise Refused(path, "there is no header row", row=table.header_row, do="Mend header_row in the card")
    rows = _without_empty_columns(rows)
    header = _header(path, rows[0][1], rows[0][0])
    for row, cells in rows[1:]:
        if len(cells) < len(header):
            do = "Take lines under the table (a source, a date) out of the file, or look for a cell that is missing"
            raise Refused(
                path, f"the row has {len(cells)} cells, the header {len(header)}", stood=cells[0], row=row, do=do
            )
        if len(cells) > len(header):
            do = "Look for a separator inside a text or a number (a decimal comma?)"
            raise Refused(path, f"the row has {len(cells)} cells, the header {len(header)}", row=row, do=do)
    columns = {name: [cells[place].strip() or None for _, cells in rows[1:]] for place, name in enumerate(header)}
    frame = {ROW: [row for row, _ in rows[1:]], **columns}
    schema = {ROW: pl.Int64} | dict.fromkeys(header, pl.String)
    return Raw(path, pl.DataFrame(frame, schema=schema), table.mark, table.thousands)


def _csv_rows(path: Path, table: Table) -> list[tuple[int, list[str]]]:
    """Return the header and the rows that hold something, each with its number in the file."""
    reader = csv.reader(io.StringIO(_decoded(path, table.encoding), newline=""), delimiter=table.separator, strict=True)
    rows, count = list[tuple[int, list[str]]](), 0
    try:
        for cells in reader:
            count += len(cells) or 1
            if count > MOST_CELLS:
                raise Unreadable(path, f"the table has more than {MOST_CELLS:,} cells", row=reader.line_num, do=SMALLER)
            if reader.line_num >= table.header_row and any(cells):
                rows.append((reader.line_num, cells))
    except csv.Error as error:
        raise Unreadable(path, NO_CSV, row=reader.line_num, do=QUOTES) from error
    return rows


def _without_empty_columns(rows: list[tuple[int, list[str]]]) -> list[tuple[int, list[str]]]:
    """Leave out columns at the end without a name and without a value: Excel saves them."""
    header = rows[0][1]
    width = max((place for place, name in enumerate(header, start=1) if name.strip()), default=0)
    if not width or any(cell.strip() for _, cells in rows for cell in cells[width:]):
        return rows
    return [(row, cells[:width]) for row, cells in rows]


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
    sheet = read_sheet(path, table.sheet)
    cells = sheet.cells.with_row_index(ROW, offset=1).with_columns(pl.col(ROW).cast(pl.Int64))
    head, below = cells.filter(pl.col(ROW) == table.header_row), cells.filter(pl.col(ROW) > table.header_row)
    used = [name for name in cells.columns[1:] if below[name].count() or head[name].count()]
    if head.is_empty() or not used:
        raise Refused(path, "there is no header row", row=table.header_row, do="Mend header_row in the card")
    names = dict(zip(used, _header(path, [head[name][0] or "" for name in used], table.header_row), strict=True))
    frame = below.filter(pl.any_horizontal(pl.col(used).is_not_null())).select(ROW, *used)
    percent = {names[column]: rows for column, rows in sheet.percent.items() if column in names}
    return Raw(path, frame.rename(names), table.mark, table.thousands, percent=percent)


def _header(path: Path, cells: list[str], row: int) -> list[str]:
    names = [cell.strip() for cell in cells]
    for place, name in enumerate(names, start=1):
        if not name and path.suffix.lower() == ".xlsx":
            do = "Unmerge the header cells so that every column has its own name, or mend header_row in the card"
            raise Refused(path, f"the header of column {place} is empty (merged cells?)", row=row, do=do)
        if not name:
            do = "Give it a name, or take it out of the file (R writes row names so)"
            raise Refused(path, f"column {place} has no name", row=row, do=do)
        if name in names[: place - 1]:
            raise Refused(path, "two columns have the same name", row=row, column=name, do="Rename one of them")
    return names


def _parquet(path: Path, table: Table) -> Raw:
    with reading(path, DAMAGED, COPY):
        scan = pl.scan_parquet(path, glob=False)
        columns, rows = scan.collect_schema().len(), scan.select(pl.len()).collect().item()
        look_at_size(path, rows, columns, MOST_CELLS_IN_COLUMNS)
        frame = _numbered(pl.read_parquet(path, glob=False))
    return Raw(path, frame, table.mark, table.thousands)


def _spss(path: Path, table: Table) -> Raw:
    read = read_spss(path)
    frame = _numbered(read.frame)
    return Raw(path, frame, table.mark, table.thousands, labels=read.labels, missing=read.missing)


def _numbered(frame: pl.DataFrame) -> pl.DataFrame:
    """Count the rows from 1: these files have no header row."""
    frame = frame.rename(str.strip) if ROW in frame.columns else frame
    return frame.with_row_index(ROW, offset=1).with_columns(
        pl.col(ROW).cast(pl.Int64), pl.col(pl.Categorical, pl.Enum).cast(pl.String)
    )
