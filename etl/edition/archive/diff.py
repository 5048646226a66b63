"""What differs between two databases: indicators, areas, figures with their statuses and notes, breaks; and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import duckdb

from contract.cell_key import KeyParts, area_key
from contract.codes import CELL_KEY, Language
from etl.edition.archive.made_of import Input
from etl.publish.whole import readable

DEFINITIONS = ("question", "counts", "population")  # a reworded one in every language is another definition
WORDS = tuple(f"{text}_{language}" for text, language in product(("name", *DEFINITIONS), Language))
NATURE = ("kind", "unit", "source")
FIGURE = ("value", "ci_low", "ci_high", "n", "obs_status", "conf_status", "note")
CELLS = f"""
    SELECT {", ".join(CELL_KEY)}, a.indicator IS NOT NULL, b.indicator IS NOT NULL,
        {", ".join(f"a.{name}, b.{name}" for name in FIGURE)}
    FROM was.estimate a FULL JOIN now.estimate b USING ({", ".join(CELL_KEY)})
    WHERE {" OR ".join(f"a.{name} IS DISTINCT FROM b.{name}" for name in (*FIGURE, "indicator"))}
    ORDER BY {", ".join(CELL_KEY)}"""
BREAKS = "SELECT indicator || '/' || period, reason_en FROM {}.series_break"
AREAS = "SELECT level || '/' || code, arg_max(name_en, valid_from) FROM {}.area GROUP BY level, code"


@dataclass(frozen=True, slots=True)
class Change:
    """Something that was added (no before), removed (no after) or changed."""

    key: str
    before: str | None
    after: str | None
    redefined: bool = False  # of an indicator: it means something else now


@dataclass(frozen=True, slots=True)
class Figure:
    """A published figure."""

    value: float | None
    ci_low: float | None
    ci_high: float | None
    n: int | None
    obs_status: str
    conf_status: str
    note: str | None

    @property
    def told(self) -> str:
        """Return value and statuses as people read them: "57.9 A F"."""
        value = "hidden" if self.value is None else f"{self.value:,.10g}"
        return f"{value} {self.obs_status} {self.conf_status}"


@dataclass(frozen=True, slots=True)
class CellChange:
    """A figure that was added, removed or changed. `cell`: the values of CELL_KEY."""

    key: str  # trust/2026/MK01/language.sv
    cell: tuple[str, str, str, str, int, str, str]
    before: Figure | None
    after: Figure | None

    @property
    def is_changed(self) -> bool:
        """Return whether it stands on both sides, and not only another note."""
        if self.before is None or self.after is None:
            return False
        return any(getattr(self.before, name) != getattr(self.after, name) for name in FIGURE if name != "note")


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything that differs between two databases."""

    indicators: tuple[Change, ...]
    areas: tuple[Change, ...]
    breaks: tuple[Change, ...]
    cells: tuple[CellChange, ...]
    reasons: tuple[Change, ...] = ()  # inputs whose hash differs; empty where they are not known


def difference(before: Path, after: Path) -> Difference:
    """Compare two databases; raise UserError where one cannot be read."""
    with duckdb.connect() as con:
        for path, name in ((before, "was"), (after, "now")):
            _attach(con, path, name)
        with readable(after):
            return Difference(
                indicators=tuple(_indicators(con)),
                areas=tuple(_changes(*(_pairs(con, AREAS, name) for name in ("was", "now")))),
                breaks=tuple(_changes(*(_pairs(con, BREAKS, name) for name in ("was", "now")))),
                cells=tuple(map(_cell, con.execute(CELLS).fetchall())),
            )


def changed_inputs(before: Iterable[Input], after: Iterable[Input]) -> tuple[Change, ...]:
    """Return the inputs that are new, gone or other ones: why figures differ."""
    was, now = ({f"{one.kind} {one.name}": one.sha256[:12] for one in inputs} for inputs in (before, after))
    return tuple(_changes(was, now))


def cell_key_of(cell: tuple[Any, ...]) -> str:
    """Write the key of a cell as files and addresses do: trust/2026/MK01/language.sv."""
    indicator, period, level, code, _, dim, group = cell
    return str(KeyParts(indicator, period, area_key(level, code), f"{dim}.{group}"))


def _attach(con: duckdb.DuckDBPyConnection, path: Path, name: str) -> None:
    quoted = str(path).replace("'", "''")
    with readable(path):
        con.execute(f"ATTACH '{quoted}' AS {name} (READ_ONLY)")


def _indicators(con: duckdb.DuckDBPyConnection) -> Iterator[Change]:
    columns = (*NATURE, *WORDS)
    asked = f"SELECT id, {', '.join(columns)} FROM {{}}.indicator"
    was, now = (_rows(con, asked.format(name), columns) for name in ("was", "now"))
    for key in sorted({*was, *now}):
        old = was.get(key)
        new = now.get(key)
        if old is None or new is None:
            yield Change(key, old["name_en"] if old else None, new["name_en"] if new else None)
        elif differ := [name for name in columns if old[name] != new[name]]:
            yield Change(key, _told(old, differ), _told(new, differ), redefined=_redefined(differ))


def _told(row: Mapping[str, str | None], names: list[str]) -> str:
    return ", ".join(f"{name}: {row[name] or ''}" for name in names)


def _redefined(differ: list[str]) -> bool:
    """Return whether an indicator means something else: another kind or unit, or a definition new in every language."""
    reworded = (all(f"{text}_{one}" in differ for one in Language) for text in DEFINITIONS)
    return any(name in differ for name in NATURE) or any(reworded)


def _rows(
    con: duckdb.DuckDBPyConnection, question: str, columns: tuple[str, ...]
) -> Mapping[str, Mapping[str, str | None]]:
    return {key: dict(zip(columns, row, strict=True)) for key, *row in con.execute(question).fetchall()}


def _pairs(con: duckdb.DuckDBPyConnection, question: str, name: str) -> dict[str, str]:
    return dict(con.execute(question.format(name)).fetchall())


def _changes(was: Mapping[str, str], now: Mapping[str, str]) -> Iterator[Change]:
    for key in sorted({*was, *now}):
        if was.get(key) != now.get(key):
            yield Change(key, was.get(key), now.get(key))


def _cell(row: tuple[Any, ...]) -> CellChange:
    keys = len(CELL_KEY)
    had, has, *figures = row[keys:]
    before = Figure(*figures[0::2]) if had else None
    after = Figure(*figures[1::2]) if has else None
    return CellChange(cell_key_of(row[:keys]), row[:keys], before, after)
