"""The files of a contribution -> the rows of its tables, as texts, with the place of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from contract.actions.columns import ContributionTable, DeclaredTable, FileColumn, contribution_tables
from contract.errors import UserError
from etl.config.layout import Table
from etl.read.formats.files import TABLES, format_of, read_rows
from etl.read.formats.grid import Row
from etl.read.formats.limits import guarded_read
from etl.read.formats.tables.workbooks.ods import OdsBook
from etl.read.formats.tables.workbooks.sheets import Book
from etl.read.formats.tables.workbooks.xlsx import XlsxBook

BOOKS: Mapping[str, Callable[[Path], Book]] = {".xlsx": XlsxBook, ".ods": OdsBook}
COMMENT = "#"  # before the first cell of a row that is not read: the example of the template
MOST_ROWS = 10_000  # of a table: the whole country's register is half of that
LEFT_BY_PROGRAMS = ("~$", ".")  # before the name of a file that a program leaves while another is open


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table: what its cells say, by the code of a column in the file, and where it stands."""

    table: DeclaredTable
    path: Path
    row: int
    texts: Mapping[str, str]
    headings: Mapping[str, str]  # code = what stands over the column

    def placed(self, error: UserError, column: str | None = None) -> UserError:
        """Return an error with its place: the column by its code, and what stood there unless the error says it."""
        shown = None if column is None else self.headings.get(column, column)
        found = error.found if error.found is not None else self.texts.get(column or "")
        return error.at(self.path, row=self.row, column=shown, found=found)


@dataclass(frozen=True, slots=True)
class Lines:
    """The rows that were read, and what was wrong with files and headings."""

    lines: tuple[Line, ...] = ()
    errors: tuple[UserError, ...] = ()
    tables: tuple[ContributionTable, ...] = ()


def contribution_files(folder: Path) -> list[Path]:
    """List the files of a folder, without those that programs leave behind."""
    return sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith(LEFT_BY_PROGRAMS))


def read_lines(files: Iterable[Path]) -> Lines:
    """Read the rows of all tables; a table may stand in one file alone."""
    found: dict[ContributionTable, Lines] = {}
    errors: list[UserError] = []
    for path in files:
        try:
            sheets = list(_sheets(path))
        except UserError as error:
            errors.append(error)
            continue
        for table, place, sheet in sheets:
            if table in found:
                errors.append(UserError("action_table_twice", path=place, table=table))
            else:
                found[table] = _read(table, path, place, sheet)
    return Lines(
        tuple(chain.from_iterable(one.lines for one in found.values())),
        (*errors, *chain.from_iterable(one.errors for one in found.values())),
        tuple(found),
    )


def tables_in(path: Path) -> frozenset[ContributionTable]:
    """Return the tables of a contribution that a file holds; none where it is another file."""
    try:
        return frozenset(table for table, _, _ in _sheets(path))
    except UserError:
        return frozenset()


def _sheets(path: Path) -> Iterator[tuple[ContributionTable, Path, str | None]]:
    """Yield the tables of a file, the place to tell, and the sheet; raise UserError where it is no contribution."""
    form = format_of(path)
    if form in BOOKS:
        yield from _of_workbook(path, form)
        return
    table = _named(path.stem) if form in TABLES else None
    if table is None:
        raise UserError("action_file_unknown", path=path, names=tuple(ContributionTable))
    yield table, path, None


def _of_workbook(path: Path, form: str) -> Iterator[tuple[ContributionTable, Path, str]]:
    with guarded_read(path, "workbook_unreadable"):
        tabs = [tab.name for tab in BOOKS[form](path).tabs]
    known = [(table, name) for name in tabs if (table := _named(name)) is not None]
    if not known:
        raise UserError("action_sheets_unknown", path=path, found=tabs, names=_sheet_names())
    for table, name in known:
        yield table, path.with_name(f"{path.name} [{name}]"), name


def _named(name: str) -> ContributionTable | None:
    """Return the table of a name: that of a file, or of a sheet in any language."""
    for table in contribution_tables().values():
        if name.strip().casefold() in {table.table, *map(str.casefold, table.sheet.every)}:
            return table.table
    return None


def _sheet_names() -> tuple[str, ...]:
    names = (table.sheet.every for table in contribution_tables().values())
    return tuple(dict.fromkeys(chain.from_iterable(names)))


def _read(table: ContributionTable, path: Path, place: Path, sheet: str | None) -> Lines:
    try:
        rows = read_rows(path, Table(sheet=sheet))
        return _under_headings(contribution_tables()[table], place, rows)
    except UserError as error:
        return Lines(errors=(error.at(place),))


def _under_headings(table: DeclaredTable, place: Path, rows: Sequence[Row]) -> Lines:
    (head_row, heads), *under = rows
    if len(under) > MOST_ROWS:
        raise UserError("action_rows_many", rows=len(under), most=MOST_ROWS)
    columns, errors = _columns(table, heads)
    headings = {column.code: heads[at] for at, column in columns.items()}
    lines = []
    for row, cells in under:
        texts = {column.code: cells[at] for at, column in columns.items() if cells[at]}
        if texts and not next((cell for cell in cells if cell), "").startswith(COMMENT):
            lines.append(Line(table, place, row, texts, headings))
    return Lines(tuple(lines), tuple(error.at(place, row=head_row) for error in errors), (table.table,))


def _columns(table: DeclaredTable, heads: Sequence[str]) -> tuple[dict[int, FileColumn], list[UserError]]:
    """Match headings with columns, in whatever order and language: place = column."""
    known = dict(chain.from_iterable(dict.fromkeys(one.headings, one).items() for one in table.file_columns))
    found: dict[int, FileColumn] = {}
    errors = []
    for at, head in enumerate(heads):
        column = known.get(" ".join(head.casefold().split()))
        if column is None and head:
            errors.append(UserError("action_heading_unknown", found=head, columns=_codes(table)))
        elif column is not None and column in found.values():
            errors.append(UserError("action_heading_twice", found=head))
        elif column is not None:
            found[at] = column
    there = {column.of.code for column in found.values()}
    missing = [column.code for column in table.columns if column.required and column.code not in there]
    errors += [UserError("action_column_missing", column=code) for code in missing]
    return found, errors


def _codes(table: DeclaredTable) -> tuple[str, ...]:
    return tuple(column.code for column in table.file_columns)
