"""A rectangular file as it was read, and the checks that every kind of file goes through."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import polars as pl

from etl.refused import Refused

ROW = "row "  # the trailing space keeps it apart from the columns of a file, whose names are stripped


@dataclass(frozen=True)
class Raw:
    """Columns of one file (text or numbers) and ROW, the row a person would point at (a header is row 1)."""

    path: Path
    frame: pl.DataFrame
    decimal: str = "."
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # column: code = label, from SPSS
    missing: Mapping[str, Sequence[tuple[Any, Any]]] = field(default_factory=dict)  # column: user-missing (SPSS)
    names: Mapping[str, str] = field(default_factory=dict)  # our name of a column = its name in the file

    def only(self, rows: pl.Series) -> Raw:
        """Return the same file with only these rows (values of ROW)."""
        return replace(self, frame=self.frame.filter(pl.col(ROW).is_in(rows.implode())))

    def refuse(self, bad: pl.Series, column: str, wrong: str, do: str) -> None:
        """Raise Refused for the first row where `bad` is true; do nothing when there is none."""
        rows = self.frame.filter(bad.fill_null(value=False))
        if rows.height:
            more = f" (and {rows.height - 1:,} more rows)" if rows.height > 1 else ""
            row, stood = rows[ROW][0], rows[column][0]
            raise Refused(self.path, wrong + more, stood=stood, row=row, column=self.names.get(column, column), do=do)

    def need(self, wanted: Collection[str], known: Collection[str]) -> None:
        """Raise Refused when a wanted column is missing, or a column stands there that nobody knows."""
        there = self.frame.columns[1:] if self.frame.columns[0] == ROW else self.frame.columns
        missing = [name for name in wanted if name not in there]
        if missing:
            do = "Mend the name in the card; a question that was not asked goes into `not_asked`"
            raise Refused(self.path, "the column is missing", column=missing[0], stood=", ".join(there), do=do)
        extra = [name for name in there if name not in wanted and name not in known and name != ROW]
        if extra:
            do = "Name it in the card, or list it in `unused` there if it is not to be read"
            raise Refused(self.path, "nobody knows this column", column=extra[0], do=do)

    def text(self, column: str) -> pl.Series:
        """Return a column as text; whole numbers without decimals, nothing as null."""
        values = self._present(column)
        if values.dtype.is_float() and (values.is_null() | (values == values.round())).all():
            values = values.cast(pl.Int64)
        return values.cast(pl.String).str.strip_chars().replace("", None)

    def number(self, column: str, keep: Collection[int] = ()) -> pl.Series:
        """Return a column as finite numbers or null, user-missing too (but for `keep`); raise Refused for the rest."""
        values = self._present(column, keep)
        if not values.dtype.is_numeric():
            text = self.text(column).str.replace_all("[\u00a0\u202f]", "")
            values = self._parsed(text, column)
        values = values.cast(pl.Float64)
        bad = values.is_nan() | values.is_infinite()
        self.refuse(bad, column, "this is not a number", "Write a finite number, or leave the cell empty")
        return values

    def _present(self, column: str, keep: Collection[int] = ()) -> pl.Series:
        """Return a column with what its file declares as user-missing taken out."""
        values = self.frame[column]
        for low, high in self.missing.get(column, ()):
            gone = values.is_between(low, high) & ~values.is_in([type(low)(code) for code in keep])
            values = values.set(gone.fill_null(value=False), None)
        return values

    def _parsed(self, text: pl.Series, column: str) -> pl.Series:
        point = text.str.replace(",", ".", literal=True) if self.decimal == "," else text
        values = point.cast(pl.Float64, strict=False)
        other = "." if self.decimal == "," else ","
        wrong_mark = text.is_not_null() & text.str.contains(other, literal=True)
        do = 'Set decimal = "," or "." in [table] of the card as the file has it'
        self.refuse(wrong_mark, column, f"a number with {other!r} where the card declares {self.decimal!r}", do)
        self.refuse(
            text.is_not_null() & values.is_null(), column, "this is not a number", "Write a number, or leave it empty"
        )
        return values


def code_text(code: object) -> str:
    """Write a code as text: 4.0 as "4"."""
    return str(int(code)) if isinstance(code, float) and code.is_integer() else str(code)
