"""Contributions of those who act, tested before they are sent: everything that is to be corrected, and a preview."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl

from contract.actions.columns import ContributionTable, contribution_tables
from contract.codes import CELL_KEY, Language
from contract.errors import UserError
from contract.pointer import NoDatabaseError, served_database
from etl.actions.baselines import baseline_errors
from etl.actions.cells.values import KnownNames, area_of
from etl.actions.contributions import (
    ACTIONS,
    Contributions,
    folder_at,
    joined,
    read_contributions,
    read_folder,
    read_loose,
)
from etl.actions.files import contribution_files, tables_in
from etl.actions.read import checked_actions
from etl.check.match_source import Known, check_size


@dataclass(frozen=True, slots=True)
class CheckedContribution:
    """What was read of a contribution, and everything that is to be corrected."""

    read: Contributions
    errors: tuple[UserError, ...]
    against_figures: bool  # whether baselines could be looked up


def is_contribution(path: Path) -> bool:
    """Return whether a path is a contribution: a folder, or a file with tables of one."""
    return path.is_dir() or bool(tables_in(path))


def check_contribution(path: Path, known: Known, data: Path, beside: Path | None) -> CheckedContribution:
    """Check a file, a folder, or all folders together, beside the contributions that are there; raise UserError."""
    for file in [path] if path.is_file() else path.rglob("*"):
        if file.is_file():
            check_size(file, known.max_megabytes)
    names = KnownNames(known.catalogue, known.areas)
    own = _own(path, names)
    replaced = {folder.name for folder in own.folders}
    there = _beside(path, beside or data / ACTIONS, names, replaced)
    checked = checked_actions(joined([there, own]), names, {card.id for card in known.cards})
    figures = _figures(data)
    compared = () if figures is None else tuple(baseline_errors(own, figures, known.catalogue))
    ours = [error for error in checked.errors if _is_within(error, own)]
    return CheckedContribution(own, (*ours, *compared), figures is not None)


def counted(read: Contributions, language: Language) -> Iterator[tuple[str, int, str]]:
    """Yield the tables of a contribution: their name, how many rows they have, and what the first ones are called."""
    for table in contribution_tables().values():
        entries = getattr(read, HELD[table.table])
        if entries:
            names = (_called(entry, language) for entry in entries[:3])
            yield table.sheet.of(language), len(entries), "; ".join(filter(None, names))


HELD = {
    ContributionTable.PLAN: "plans",
    ContributionTable.GOALS: "goals",
    ContributionTable.REGISTER: "register",
    ContributionTable.FORUM: "forum",
    ContributionTable.FINDINGS: "findings",
}


def _called(entry: object, language: Language) -> str:
    told = next((getattr(entry, name) for name in ("title", "name", "text") if hasattr(entry, name)), None)
    texts = [getattr(told, one) for one in dict.fromkeys((language, *Language))]
    return next((text for text in texts if text), str(getattr(entry, "id", "")))


def _own(path: Path, names: KnownNames) -> Contributions:
    """Read what is checked: all folders of contributions, one of them, or files that lie elsewhere."""
    folder = path if path.is_dir() else path.absolute().parent
    if path.is_dir() and any(_is_area(one.name) for one in path.iterdir() if one.is_dir()):
        return read_contributions(path, names)
    if _is_area(folder.absolute().parent.name):
        return read_folder(folder_at(folder.absolute()), names)
    return read_loose(path, tuple(contribution_files(path)) if path.is_dir() else (path,), names)


def _beside(path: Path, actions: Path, names: KnownNames, replaced: set[str]) -> Contributions:
    """Return the contributions that are there, without those that are sent anew; none beside all of them."""
    if path.resolve() == actions.resolve():
        return Contributions()
    return read_contributions(actions, names, without=replaced)


def _is_area(name: str) -> bool:
    try:
        area_of(name)
    except UserError:
        return False
    return True


def _is_within(error: UserError, own: Contributions) -> bool:
    """Return whether an error is about what is checked, not about what was there before."""
    places = [str(folder.path) for folder in own.folders]
    return error in own.errors or str(error.path).startswith(tuple(places))


def _figures(data: Path) -> pl.DataFrame | None:
    try:
        path = served_database(data)
    except NoDatabaseError:
        return None
    with duckdb.connect(str(path), read_only=True) as con:
        frame: pl.DataFrame = con.table("estimate").select(*CELL_KEY, "value").pl()
        return frame
