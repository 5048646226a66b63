"""What differs between two databases of the same schema: indicators, areas, breaks, figures with statuses and notes.

Both are attached to a database of their own, `was` and `now`, which then answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from pathlib import Path
from typing import Any, Self

from contract.cell_key import KeyParts, area_key
from contract.codes import CELL_KEY, Language
from contract.schema import Database

DEFINITIONS = ("question", "counts", "population")  # a reworded one in every language is another definition
WORDS = tuple(f"{text}_{language}" for text, language in product(("name", *DEFINITIONS), Language))
NATURE = ("kind", "unit", "source")
FIGURE = ("value", "ci_low", "ci_high", "n", "obs_status", "conf_status", "note")
SIDES = ("was", "now")
BREAKS = "SELECT indicator || '/' || period, reason_{} FROM {}.series_break"
AREAS = "SELECT level || '/' || code, arg_max(name_{}, valid_from) FROM {}.area GROUP BY level, code"
ACTIONS = {  # what is done, by what a key begins with: table, and the rest of the key
    "plan": ("plan", "id"),
    "goal": ("goal", "plan || '/' || id"),
    "register": ("register_entry", "id"),
    "forum": ("forum_item", "id"),
    "finding": ("local_finding", "id"),
}

NAMED = ("name_", "title_", "text_")  # columns by which people know a row that is new or gone
LOCAL_WAVES = "SELECT source, period, level, code, sampling FROM {}.local_collection"
LOCAL_FIGURES = """SELECT source, indicator, period, level, code, group_dim, group_code, value, ci_low, ci_high, n,
    obs_status, conf_status FROM {}.local_estimate"""


class ChangeKind(StrEnum):
    """How a cell differs, what matters most to readers first."""

    VALUE = "value"  # or its interval, or the number of answers
    WITHHELD = "withheld"  # it was shown, and is not any more
    SHOWN = "shown"  # it was not shown
    REMOVED = "removed"
    STATUS = "status"  # nothing but a status
    NOTE = "note"  # nothing but a note
    ADDED = "added"


# What does not differ as a whole is not joined: of a register of millions of figures mostly one period is corrected.
DIGESTS = f"""SELECT indicator, period, sum(hash({", ".join((*CELL_KEY, *FIGURE))})::HUGEINT) AS digest
    FROM {{}}.estimate GROUP BY ALL"""
MOVED = f"""CREATE TEMP TABLE moved AS SELECT indicator, period
    FROM ({DIGESTS.format("was")}) a FULL JOIN ({DIGESTS.format("now")}) b USING (indicator, period)
    WHERE a.digest IS DISTINCT FROM b.digest"""
OF_MOVED = "(SELECT * FROM {}.estimate SEMI JOIN moved USING (indicator, period))"
NUMBERS = " OR ".join(f"a.{name} IS DISTINCT FROM b.{name}" for name in ("value", "ci_low", "ci_high", "n"))
DIFFERING = f"""CREATE TEMP VIEW differing AS
    SELECT {", ".join(CELL_KEY)}, CASE
            WHEN a.indicator IS NULL THEN '{ChangeKind.ADDED}'
            WHEN b.indicator IS NULL THEN '{ChangeKind.REMOVED}'
            WHEN a.value IS NOT NULL AND b.value IS NULL THEN '{ChangeKind.WITHHELD}'
            WHEN a.value IS NULL AND b.value IS NOT NULL THEN '{ChangeKind.SHOWN}'
            WHEN {NUMBERS} THEN '{ChangeKind.VALUE}'
            WHEN a.obs_status <> b.obs_status OR a.conf_status <> b.conf_status THEN '{ChangeKind.STATUS}'
            ELSE '{ChangeKind.NOTE}' END AS change,
        {", ".join(f"a.{name} AS was_{name}, b.{name} AS now_{name}" for name in FIGURE)}
    FROM {OF_MOVED.format("was")} a FULL JOIN {OF_MOVED.format("now")} b USING ({", ".join(CELL_KEY)})
    WHERE {" OR ".join(f"a.{name} IS DISTINCT FROM b.{name}" for name in (*FIGURE, "indicator"))}"""


COLUMNS_OF_DIFFERING = ", ".join((*CELL_KEY, "change", *(f"{side}_{name}" for side, name in product(SIDES, FIGURE))))


@dataclass(frozen=True, slots=True)
class DifferingRow:
    """A row of COLUMNS_OF_DIFFERING: the values of CELL_KEY, and of FIGURE on each side where the cell stands there."""

    cell: tuple[Any, ...]
    change: ChangeKind
    before: tuple[Any, ...] | None
    after: tuple[Any, ...] | None

    @classmethod
    def of(cls, row: tuple[Any, ...]) -> Self:
        """Take a row apart."""
        keys = len(CELL_KEY)
        figures = row[keys + 1 :]
        change = ChangeKind(row[keys])
        before = None if change is ChangeKind.ADDED else figures[: len(FIGURE)]
        after = None if change is ChangeKind.REMOVED else figures[len(FIGURE) :]
        return cls(row[:keys], change, before, after)

    @property
    def key(self) -> KeyParts:
        """Return the key as files and addresses write it."""
        indicator, period, level, code, _, dim, group = self.cell
        return KeyParts(indicator, period, area_key(level, code), f"{dim}.{group}")


@dataclass(frozen=True, slots=True)
class Change:
    """Something that was added (no before), removed (no after) or changed."""

    key: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class IndicatorChange:
    """An indicator that was added (no before), removed (no after) or changed: the columns that differ.

    Of one that was added or removed its name.
    """

    key: str
    before: Mapping[str, str | None] | None
    after: Mapping[str, str | None] | None
    redefined: bool = False  # it means something else now


def attach(con: Database, side: str, path: Path) -> None:
    """Attach a database for reading, as one side of the comparison: was or now."""
    quoted = str(path).replace("'", "''")
    con.execute(f"ATTACH '{quoted}' AS {side} (READ_ONLY)")


def prepare(con: Database) -> None:
    """Make the view `differing` of all cells that differ, once both sides are attached."""
    con.execute("SET enable_external_access = false")
    con.execute(MOVED)
    con.execute(DIFFERING)


def changed_indicators(con: Database) -> tuple[IndicatorChange, ...]:
    """Return the indicators that differ, in the order of their codes."""
    was, now = (_indicators(con, side) for side in SIDES)
    return tuple(_changed_indicators(was, now))


def changed_areas(con: Database, language: Language) -> tuple[Change, ...]:
    """Return the areas that differ, by level and code, with their names."""
    return changed(*(_pairs(con, AREAS.format(language, side)) for side in SIDES))


def changed_breaks(con: Database, language: Language) -> tuple[Change, ...]:
    """Return the breaks of series that differ, by indicator and period, with their reasons."""
    return changed(*(_pairs(con, BREAKS.format(language, side)) for side in SIDES))


def changed_actions(con: Database) -> tuple[Change, ...]:
    """Return the plans, goals, entries, items of forums and findings that differ, with the columns that do."""
    was, now = (_actions(con, side) for side in SIDES)
    return tuple(_changed_rows(was, now))


def changed_local(con: Database) -> tuple[Change, ...]:
    """Return the waves and figures of places' own surveys that differ, by source and cell."""
    return changed(*(_local(con, side) for side in SIDES))


def _local(con: Database, side: str) -> dict[str, str]:
    """Return what one side tells of them, as texts: 67 (60 to 72), n 240, A F; hidden A C."""
    waves = con.execute(LOCAL_WAVES.format(side)).fetchall()
    told = {f"{source}/{period}": f"{area_key(level, code)} {how}" for source, period, level, code, how in waves}
    for source, indicator, period, level, code, dim, group, *figure in con.execute(
        LOCAL_FIGURES.format(side)
    ).fetchall():
        key = KeyParts(indicator, period, area_key(level, code), f"{dim}.{group}")
        told[f"{source}/{key}"] = _local_figure(*figure)
    return told


def _local_figure(*figure: Any) -> str:
    value, low, high, n, obs, conf = figure
    if value is None:
        return f"hidden {obs} {conf}"
    interval = "" if low is None else f" ({low:,.10g} to {high:,.10g})"
    return f"{value:,.10g}{interval}, n {n}, {obs} {conf}"


def _actions(con: Database, side: str) -> dict[str, Mapping[str, Any]]:
    """Return every row by its key; where a row stands among the others is no difference."""
    found: dict[str, Mapping[str, Any]] = {}
    for start, (table, key) in ACTIONS.items():
        rows = con.execute(f"SELECT '{start}/' || {key}, COLUMNS(lambda name: name <> 'position') FROM {side}.{table}")
        names = [column[0] for column in rows.description or ()][1:]
        found |= {row[0]: dict(zip(names, row[1:], strict=True)) for row in rows.fetchall()}
    return found


def _changed_rows(was: Mapping[str, Mapping[str, Any]], now: Mapping[str, Mapping[str, Any]]) -> Iterator[Change]:
    for key in sorted({*was, *now}):
        old = was.get(key, {})
        new = now.get(key, {})
        differ = [name for name in old or new if old.get(name) != new.get(name)]
        told = differ if old and new else [name for name in differ if name.startswith(NAMED)]
        if differ:
            yield Change(key, _told_row(old, told) if old else None, _told_row(new, told) if new else None)


def _told_row(row: Mapping[str, Any], names: Iterable[str]) -> str:
    """Write columns as "status done, last_day 2026-06-30"; of a list its parts, of nothing a dash."""
    return "; ".join(f"{name} {_told_value(row[name])}" for name in names)


def _told_value(value: Any) -> str:
    parts = value if isinstance(value, list) else [value]
    return ", ".join(str(part) for part in parts if part is not None) or "–"


def changed(was: Mapping[str, str], now: Mapping[str, str]) -> tuple[Change, ...]:
    """Return what differs between two mappings, in the order of keys."""
    keys = sorted({*was, *now})
    return tuple(Change(key, was.get(key), now.get(key)) for key in keys if was.get(key) != now.get(key))


def _changed_indicators(
    was: Mapping[str, Mapping[str, str | None]], now: Mapping[str, Mapping[str, str | None]]
) -> Iterator[IndicatorChange]:
    for key in sorted({*was, *now}):
        old = was.get(key)
        new = now.get(key)
        if old is None or new is None:
            yield IndicatorChange(key, old and _part(old, _NAMES), new and _part(new, _NAMES))
        elif differ := tuple(name for name in old if old[name] != new[name]):
            yield IndicatorChange(key, _part(old, differ), _part(new, differ), redefined=_redefined(differ))


_NAMES = tuple(f"name_{language}" for language in Language)


def _part(row: Mapping[str, str | None], names: tuple[str, ...]) -> Mapping[str, str | None]:
    return {name: row[name] for name in names}


def _redefined(differ: tuple[str, ...]) -> bool:
    """Return whether an indicator means something else: another kind or unit, or a definition new in every language."""
    reworded = (all(f"{text}_{one}" in differ for one in Language) for text in DEFINITIONS)
    return any(name in differ for name in NATURE) or any(reworded)


def _indicators(con: Database, side: str) -> Mapping[str, Mapping[str, str | None]]:
    columns = (*NATURE, *WORDS)
    rows = con.execute(f"SELECT id, {', '.join(columns)} FROM {side}.indicator").fetchall()
    return {key: dict(zip(columns, row, strict=True)) for key, *row in rows}


def _pairs(con: Database, question: str) -> dict[str, str]:
    return dict(con.execute(question).fetchall())
