"""A rectangular file as it was read, and the checks that every kind of file goes through."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import polars as pl

from contract.errors import UserError
from etl.config.findings import Figures, Finding
from etl.read.formats.digit_marks import as_thousands, lines_meant
from etl.read.formats.grid import Look
from etl.read.formats.notes import Note
from etl.read.formats.sign_like import FLAGGED, SIGN, lines

BLANKS = " \u00a0\u2009\u202f'’"  # what stands between groups of three digits, whatever the card says
VALUE = "value"  # what a long form calls its values
PER_CENT = r"\s*%$"
PLAIN = (pl.String, pl.Boolean, pl.Date, pl.Datetime, pl.Null)  # beside numbers, what can be written as text
EXACT = 2.0**53  # beyond, a whole number in floating point is not exact
DIGITS = 12  # of a number times 100: 0.5600000000000001 is 56
ROWS_OF_A_HEADER = 20  # how far down a header may stand
ROW = "row "  # the trailing space keeps it apart from the columns of a file, whose names are stripped


@dataclass(frozen=True)
class SourceTable:
    """Columns of one file (text or numbers) and ROW, the row a person would point at (a header is row 1)."""

    path: Path
    frame: pl.DataFrame
    decimal: str = "."
    thousands: str | None = None  # as on the card: a mark, "none", or not said
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # column: code = label, from SPSS
    titles: Mapping[str, str] = field(default_factory=dict)  # column: text of its question (SPSS)
    units: Mapping[str, Mapping[str, str]] = field(
        default_factory=dict
    )  # of a cube, by dimension and category; "": of all
    missing: Mapping[str, Sequence[tuple[Any, Any]]] = field(default_factory=dict)  # column: user-missing (SPSS)
    names: Mapping[str, str] = field(default_factory=dict)  # our name of a column = its name in the file
    notes: Sequence[Note] = ()  # of a cube
    told: list[Finding] = field(default_factory=list)  # by query edits; the same list in every copy of the table
    listed: Mapping[str, Sequence[str]] = field(default_factory=dict)  # of SDMX-JSON, by dimension: with figures or not
    words: Mapping[str, str] = field(default_factory=dict)  # of a cube: sign = what the file itself says it means
    looks: Mapping[Look, Mapping[str, Sequence[int]]] = field(default_factory=dict)  # column: rows (workbooks)
    places: Sequence[tuple[int, str]] = ()  # of a long form: row and column of the file for each ROW, from 1
    nameless: Mapping[str, UserError] = field(default_factory=dict)  # "#3": what to raise where no card names it

    def only(self, rows: pl.Series) -> SourceTable:
        """Return the same file with only these rows (values of ROW)."""
        return replace(self, frame=self.frame.filter(pl.col(ROW).is_in(rows.implode())))

    def reject(self, bad: pl.Series, column: str, code: str, **parameters: object) -> None:
        """Raise UserError for the first row where `bad` is true; do nothing when there is none."""
        rows = self.frame.filter(bad.fill_null(value=False))
        if rows.height:
            raise UserError(
                code,
                path=self.path,
                row=self.place(rows[ROW][0], column)[0],
                column=self.place(rows[ROW][0], column)[1],
                key=None,
                more_rows=rows.height - 1,
                found=rows[column][0],
                **parameters,
            )

    def tell(self, bad: pl.Series, column: str, code: str, figures: Figures, **parameters: object) -> None:
        """Keep in `told`, without raising, the error that `reject` would raise, and the figures that it is about."""
        try:
            self.reject(bad, column, code, **parameters)
        except UserError as error:
            self.told.append(Finding(error, figures))

    def need(self, wanted: Collection[str], known: Collection[str]) -> None:
        """Raise UserError when a wanted column is missing, or an unknown one or one without a name is there."""
        for name, error in self.nameless.items():
            if name not in wanted and name not in known:
                raise error
        there = self.frame.columns[1:] if self.frame.columns[0] == ROW else self.frame.columns
        missing = [name for name in wanted if name not in there]
        if missing:
            raise UserError("column_missing", path=self.path, column=missing[0], found=there)
        extra = [name for name in there if name not in wanted and name not in known and name != ROW]
        if extra:
            raise UserError("column_unknown", path=self.path, column=extra[0])

    def place(self, row: int, column: str) -> tuple[int, str]:
        """Return the row and the column of a cell as a person finds them in the file."""
        name = self.name(column)
        if not self.places:
            return row, name
        of_cell, letters = self.places[row - 1]
        return of_cell, f"{name} ({letters})" if name == VALUE else name

    def first_row(self, column: str, text: str) -> int:
        """Return the first ROW in which a column has a text."""
        return int(self.frame.filter(self.text(column) == text)[ROW][0])

    def rows_of_file(self) -> pl.Series:
        """Return of every row where a person finds it in the file."""
        rows = self.frame[ROW]
        return rows.replace_strict(dict(enumerate((row for row, _ in self.places), start=1))) if self.places else rows

    def name(self, column: str) -> str:
        """Return the name that a column has in the file."""
        return self.names.get(column, column)

    def text(self, column: str) -> pl.Series:
        """Return a column as text: whole numbers without decimals, null for nothing. Raise UserError for lists."""
        values = self._present(column)
        if not (values.dtype.is_numeric() or values.dtype in PLAIN):
            kind = str(values.dtype)
            raise UserError("column_not_plain", path=self.path, column=self.name(column), found=kind)
        if values.dtype.is_float():
            values = values.fill_nan(None)
            if (values.is_null() | ((values == values.round()) & (values.abs() < EXACT))).all():
                values = values.cast(pl.Int64)
        return values.cast(pl.String).str.strip_chars().replace("", None)

    def number(self, column: str, keep: Collection[int] = (), *, percent: bool = False) -> pl.Series:
        """Return a column as finite numbers or null, user-missing too (but for `keep`); raise UserError for the rest.

        A cell that Excel shows as per cent (57.2 % of 0.572), or that is written so (57,2 %), is 57.2 where `percent`
        allows it, and refused elsewhere.
        """
        values = self._present(column, keep)
        self.reject(self._look(Look.DATE, column), column, "cell_is_date")
        self.reject(self._look(Look.THOUSANDS, column), column, "cell_in_thousands")
        self.reject(self._look(Look.MERGED, column), column, "cell_merged")
        if not values.dtype.is_numeric():
            values = self._parsed(self.text(column), column)
        values = values.cast(pl.Float64)
        bad = values.is_nan() | values.is_infinite()
        self.reject(bad, column, "not_a_number")
        shown = self._look(Look.PERCENT, column)
        if not percent:
            self.reject(shown, column, "percent_format_unexpected")
            self.reject(self._written_in_percent(column), column, "percent_sign_unexpected")
        return values.zip_with(~shown, hundredfold(values))

    def is_number(self, column: str) -> pl.Series:
        """Return of every row whether its cell is a number with decimals in a workbook, where no mark stands."""
        return self._look(Look.DECIMALS, column)

    def in_percent(self, column: str) -> pl.Series:
        """Return of every row whether its cell is shown, or written, as per cent."""
        return self._look(Look.PERCENT, column) | self._written_in_percent(column)

    def _written_in_percent(self, column: str) -> pl.Series:
        if self.frame[column].dtype != pl.String:
            return pl.repeat(value=False, n=self.frame.height, dtype=pl.Boolean, eager=True)
        return self.text(column).str.contains(rf"\d{PER_CENT}").fill_null(value=False)

    def _look(self, look: Look, column: str) -> pl.Series:
        """Return of every row whether its cell shows this."""
        return self.frame[ROW].is_in(list(self.looks.get(look, {}).get(self.name(column), ())))

    def _present(self, column: str, keep: Collection[int] = ()) -> pl.Series:
        """Return a column with what its file declares as user-missing taken out."""
        values = self.frame[column]
        for low, high in self.missing.get(self.name(column), ()):
            gone = values.is_between(low, high) & ~values.is_in([type(low)(code) for code in keep])
            values = values.set(gone.fill_null(value=False), None)
        return values

    def _parsed(self, text: pl.Series, column: str) -> pl.Series:
        self._refuse_signs(text, column)
        number = text.str.replace("^−", "-").str.replace(rf"(\d){PER_CENT}", "$1")
        plain = self._ungrouped(number, column)
        other = "." if self.decimal == "," else ","
        groups = plain.str.contains(r"^[+-]?\d{1,3}(?:\.\d{3}){2,}$|^[+-]?\d{1,3}(?:,\d{3}){2,}$")
        mark = "." if "." in str(plain.filter(groups.fill_null(value=False)).first()) else ","
        self.reject(groups, column, "thousands_undeclared", lines=as_thousands(mark))
        point = plain.str.replace(self.decimal, ".", literal=True)
        values = point.cast(pl.Float64, strict=False)
        wrong_mark = plain.is_not_null() & plain.str.contains(other, literal=True)
        lines = lines_meant(plain.filter(~self.is_number(column)).drop_nulls().to_list(), self.decimal)
        if lines:
            self.reject(wrong_mark, column, "decimal_mark_wrong", mark=other, declared=self.decimal, lines=lines)
        self.reject(wrong_mark, column, "decimal_marks_mixed", mark=other, declared=self.decimal)
        self.reject(text.is_not_null() & values.is_null(), column, "not_a_number")
        return values

    def _refuse_signs(self, text: pl.Series, column: str) -> None:
        """Refuse what stands for a missing value, or beside one, and is not declared: all different signs at once."""
        sign = text.str.contains(SIGN) & (text != "%")  # a unit under the heading
        signs = text.filter(sign.fill_null(value=False)).unique(maintain_order=True).to_list()
        self.reject(sign, column, "sign_undeclared", signs=signs, lines=lines(signs))
        self.reject(text.str.contains(FLAGGED), column, "flag_in_cell")

    def _ungrouped(self, text: pl.Series, column: str) -> pl.Series:
        """Take out what stands between groups of three digits: blanks, and the mark that the card declares."""
        mark = self.thousands if self.thousands in {".", ","} else ""
        between = f"[{BLANKS}{mark}]"
        decimal = re.escape(self.decimal)
        grouped = text.str.contains(rf"^[+-]?\d{{1,3}}({between}\d{{3}})+({decimal}\d*)?$")
        if mark:
            wrong = ~grouped & text.str.contains(mark, literal=True)
            self.reject(wrong, column, "digits_not_in_threes", mark=mark)
        return text.zip_with(~grouped.fill_null(value=False), text.str.replace_all(between, ""))


def told_in(told: list[Finding] | None, raw: SourceTable) -> SourceTable:
    """Return a table whose findings are kept in `told`, with those of its reader; where there is no list, as it is."""
    if told is None:
        return raw
    told.extend(raw.told)
    return replace(raw, told=told)


def numbered(frame: pl.DataFrame, before: int = 0) -> pl.DataFrame:
    """Count the rows from 1, or behind those before: these files have no header row."""
    frame = frame.rename(str.strip) if ROW in frame.columns else frame
    return frame.with_row_index(ROW, offset=before + 1).with_columns(
        pl.col(ROW).cast(pl.Int64), pl.col(pl.Categorical, pl.Enum).cast(pl.String)
    )


def hundredfold(values: pl.Series) -> pl.Series:
    """Return shares of 1 as per cent."""
    return (values * 100).round_sig_figs(DIGITS)


def code_text(code: object) -> str:
    """Write a code as text: 4.0 as "4"."""
    return str(int(code)) if isinstance(code, float) and code.is_integer() else str(code)
