"""What a database tells of editions: versions, corrections with their figures, notices, the release calendar."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import chain, groupby
from operator import itemgetter
from typing import Any

import duckdb

from contract.cell_key import KeyParts, area_key
from contract.codes import Language
from contract.status import ConfStatus, ObsStatus, parse_obs


@dataclass(frozen=True, slots=True)
class EditionVersion:
    """A version of an edition that was released."""

    edition: str
    version: int
    semantic: str  # "1.2.0"
    released: date
    content: str  # hash of what readers see
    withdrawn: date | None
    reason: str = ""  # why it was withdrawn

    @property
    def code(self) -> str:
        """Name it as an address does: 2026-1."""
        return f"{self.edition}-{self.version}"


@dataclass(frozen=True, slots=True)
class Correction:
    """A version in which figures are corrected that were wrong in earlier versions of its edition."""

    edition: str
    version: int  # that corrects
    day: date
    wrong_version: int  # first one that showed one of the wrong figures
    wrong_since: date  # day of that wrong publication
    text: str  # what was wrong


@dataclass(frozen=True, slots=True)
class ToldFigure:
    """A figure as a version showed it; without a value where it was not shown."""

    value: float | None
    ci_low: float | None
    ci_high: float | None
    n: int | None
    obs_status: frozenset[ObsStatus]
    conf_status: ConfStatus


@dataclass(frozen=True, slots=True)
class CorrectedCell:
    """A cell before and after a correction."""

    key: KeyParts
    geo_year: int
    correction: Correction
    before: ToldFigure
    after: ToldFigure | None  # None: the cell is gone


@dataclass(frozen=True, slots=True)
class FigureCorrection:
    """What a figure that is shown has to do with a correction."""

    correction: Correction
    wrong: bool  # the shown figure is the wrong one; otherwise it is the corrected one
    other: ToldFigure | None  # of a corrected figure what it was, of a wrong one what it is; None: the cell is gone

    @property
    def code(self) -> str:
        """Which of both it is, as files for programs and keys of words have it."""
        return "wrong" if self.wrong else "corrected"

    @property
    def other_value(self) -> float | None:
        """What the figure was, or is now; None where that is not shown."""
        return self.other.value if self.other else None


@dataclass(frozen=True, slots=True)
class Notice:
    """What readers of an edition are told beside its figures; no figure was wrong."""

    edition: str
    version: int  # that was served then
    declared: date
    text: str


@dataclass(frozen=True, slots=True)
class CalendarMove:
    """A confirmed date that did not hold."""

    previous: datetime
    declared: date
    reason: str


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """A release that was announced."""

    edition: str
    version: int
    status: str  # provisional, confirmed, cancelled, published
    first_day: date  # provisional: of a month or a span; otherwise both are the day
    last_day: date
    due: datetime | None  # of a confirmed date
    notice: str | None  # why it was cancelled
    moves: tuple[CalendarMove, ...]  # the first one first


@dataclass(frozen=True, slots=True)
class EditionsTold:
    """All that a database tells of editions, in one language, the oldest first.

    A frozen database does not know what came after it: for an old version the served database's stands here.
    """

    versions: tuple[EditionVersion, ...] = ()
    corrections: tuple[Correction, ...] = ()
    cells: Mapping[str, tuple[CorrectedCell, ...]] = field(default_factory=dict)  # by contract/cell_key.py
    notices: tuple[Notice, ...] = ()
    calendar: tuple[CalendarEntry, ...] = ()  # by day

    def cells_of(self, correction: Correction) -> tuple[CorrectedCell, ...]:
        """Return the cells that a correction corrected."""
        return tuple(cell for cell in chain.from_iterable(self.cells.values()) if cell.correction == correction)

    def of_figure(self, key: str, geo_year: int | None, edition: str, version: int) -> FigureCorrection | None:
        """Return what a version's figure has to do with corrections of its edition; of several the last one tells."""
        cells = [
            cell for cell in self.cells.get(key, ()) if cell.geo_year == geo_year and cell.correction.edition == edition
        ]
        if any(cell.correction.wrong_version <= version < cell.correction.version for cell in cells):
            return FigureCorrection(cells[-1].correction, wrong=True, other=cells[-1].after)
        past = [cell for cell in cells if cell.correction.version <= version]
        return FigureCorrection(past[-1].correction, wrong=False, other=past[-1].before) if past else None


def read_editions(con: duckdb.DuckDBPyConnection, language: Language) -> EditionsTold:
    """Read what a database tells of editions."""
    versions = con.execute(
        f"""SELECT edition, version, semantic, told.released, content, told.withdrawn, coalesce(reason_{language}, '')
        FROM edition_version told LEFT JOIN edition USING (edition, version) ORDER BY edition, version"""
    ).fetchall()
    corrections = con.execute(
        f"""SELECT edition, version, corrected, wrong_version, wrong_since, text_{language} FROM correction
        ORDER BY corrected, edition, version"""
    ).fetchall()
    notices = con.execute(
        f"SELECT edition, version, declared, text_{language} FROM notice ORDER BY declared, edition, position"
    ).fetchall()
    told = tuple(Correction(*record) for record in corrections)
    return EditionsTold(
        versions=tuple(EditionVersion(*record) for record in versions),
        corrections=told,
        cells=_cells(con, told),
        notices=tuple(Notice(*record) for record in notices),
        calendar=_calendar(con, language),
    )


def _cells(con: duckdb.DuckDBPyConnection, corrections: Sequence[Correction]) -> dict[str, tuple[CorrectedCell, ...]]:
    """Read corrected cells by their keys, those of the oldest correction first."""
    records = con.execute(
        """SELECT edition, version, indicator, period, level, code, group_dim, group_code, geo_year,
            old_value, old_ci_low, old_ci_high, old_n, old_obs_status, old_conf_status,
            new_value, new_ci_low, new_ci_high, new_n, new_obs_status, new_conf_status
        FROM correction_cell JOIN correction USING (edition, version)
        ORDER BY corrected, edition, version, indicator, period, level, code, group_dim, group_code, geo_year"""
    ).fetchall()
    of = {(one.edition, one.version): one for one in corrections}
    found: dict[str, list[CorrectedCell]] = defaultdict(list)
    for edition, version, indicator, period, level, code, dim, group, geo_year, *figures in records:
        key = KeyParts(indicator, period, area_key(level, code), f"{dim}.{group}")
        cell = CorrectedCell(key, geo_year, of[edition, version], _figure(figures[:6]), _figure_or_gone(figures[6:]))
        found[str(key)].append(cell)
    return {key: tuple(cells) for key, cells in found.items()}


def _figure(record: Sequence[Any]) -> ToldFigure:
    value, low, high, n, obs, conf = record
    return ToldFigure(value, low, high, n, parse_obs(obs), ConfStatus(conf))


def _figure_or_gone(record: Sequence[Any]) -> ToldFigure | None:
    return None if record[-1] is None else _figure(record)


def _calendar(con: duckdb.DuckDBPyConnection, language: Language) -> tuple[CalendarEntry, ...]:
    records = con.execute(
        f"""SELECT edition, version, status, first_day, last_day, due, notice_{language} FROM calendar_entry
        ORDER BY position"""
    ).fetchall()
    moves = con.execute(
        f"""SELECT edition, version, previous, declared, reason_{language} FROM calendar_move
        ORDER BY edition, version, position"""
    ).fetchall()
    moved = {release: tuple(map(_move, group)) for release, group in groupby(moves, key=itemgetter(0, 1))}
    return tuple(_entry(record, moved.get(record[:2], ())) for record in records)


def _entry(record: Sequence[Any], moves: tuple[CalendarMove, ...]) -> CalendarEntry:
    edition, version, status, first, last, due, notice = record
    moment = datetime.fromisoformat(due) if due else None
    return CalendarEntry(edition, version, status, first, last, moment, notice, moves)


def _move(record: Sequence[Any]) -> CalendarMove:
    *_, previous, declared, reason = record
    return CalendarMove(datetime.fromisoformat(previous), declared, reason)
