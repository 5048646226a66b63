"""data/actions/<area>/<period>/ -> everything that those who act have told, and everything that is to be corrected."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar

from contract.actions.columns import ColumnKind, ContributionTable, DeclaredColumn
from contract.codes import Language
from contract.errors import UserError
from contract.period import Period
from etl.actions.cells.values import KnownNames, Value, area_of, read_value
from etl.actions.entries import ForumItem, LocalFinding, Plan, PlannedGoal, RegisterEntry, Told
from etl.actions.files import Line, contribution_files, read_lines

ACTIONS = "actions"  # folder of contributions in the data folder
TYPES: dict[ContributionTable, type] = {
    ContributionTable.PLAN: Plan,
    ContributionTable.GOALS: PlannedGoal,
    ContributionTable.REGISTER: RegisterEntry,
    ContributionTable.FORUM: ForumItem,
    ContributionTable.FINDINGS: LocalFinding,
}
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Folder:
    """A contribution: its area, its period, and its files. The area of a single file is that of its plan, or none."""

    area: str
    period: str
    files: tuple[Path, ...]
    path: Path

    @property
    def name(self) -> str:
        """Its area and period: "MK01/2026-2028"."""
        return f"{self.area}/{self.period}" if self.area else self.path.name


@dataclass(frozen=True, slots=True)
class Contributions:
    """Everything that was read of contributions; `errors`: everything that is wrong with them."""

    folders: tuple[Folder, ...] = ()
    plans: tuple[Plan, ...] = ()
    goals: tuple[PlannedGoal, ...] = ()
    register: tuple[RegisterEntry, ...] = ()
    forum: tuple[ForumItem, ...] = ()
    findings: tuple[LocalFinding, ...] = ()
    errors: tuple[UserError, ...] = ()

    def folder(self, contribution: str) -> Folder:
        """Return the folder of a contribution by its name; raise KeyError."""
        return {one.name: one for one in self.folders}[contribution]


def read_contributions(actions: Path, known: KnownNames, without: Collection[str] = ()) -> Contributions:
    """Read all folders of contributions, each by itself, but for those named; none where there is no such folder."""
    folders, errors = _folders(actions)
    read = (read_folder(folder, known) for folder in folders if folder.name not in without)
    return joined([Contributions(errors=tuple(errors)), *read])


def joined(parts: Iterable[Contributions]) -> Contributions:
    """Put contributions together."""
    several = list(parts)
    return Contributions(**{one.name: _held(several, one.name) for one in fields(Contributions)})


def _held(parts: Iterable[Contributions], name: str) -> tuple[Any, ...]:
    return tuple(chain.from_iterable(getattr(part, name) for part in parts))


def read_folder(folder: Folder, known: KnownNames) -> Contributions:
    """Read one contribution."""
    read = read_lines(folder.files)
    errors = list(read.errors)
    entries: list[Any] = []
    for line in read.lines:
        values, wrong = _values(line, known)
        errors += wrong
        if not wrong:
            entries.append(TYPES[line.table.table](line=line, contribution=folder.name, **values))
    return Contributions(
        folders=(folder,),
        plans=_of(Plan, entries),
        goals=_of(PlannedGoal, entries),
        register=_of(RegisterEntry, entries),
        forum=_of(ForumItem, entries),
        findings=_of(LocalFinding, entries),
        errors=tuple(errors),
    )


def read_loose(path: Path, files: tuple[Path, ...], known: KnownNames) -> Contributions:
    """Read files that lie in no folder of contributions: their plan tells area and years, if they have one."""
    read = read_folder(Folder("", "", files, path), known)
    if not read.plans:
        return read
    plan = read.plans[0]
    years = dict.fromkeys((plan.first_year, plan.last_year))
    return read_folder(Folder(plan.area, "-".join(map(str, years)), files, path), known)


def folder_at(path: Path) -> Folder:
    """Return the contribution in a folder; raise UserError where its place does not tell area and period."""
    area = path.parent.name
    try:
        area_of(area)
    except UserError:
        raise UserError("action_folder_area", path=path.parent, found=area) from None
    try:
        period = Period.parse(path.name)
    except ValueError:
        raise UserError("action_folder_period", path=path, found=path.name) from None
    return Folder(area, str(period), tuple(contribution_files(path)), path)


def _folders(actions: Path) -> tuple[list[Folder], list[UserError]]:
    """List the folders, the whole country first, then by area and period."""
    folders: list[Folder] = []
    errors: list[UserError] = []
    for path in sorted(actions.glob("*/*"), key=lambda one: (one.parent.name != "SSS", one.parent.name, one.name)):
        if path.name.startswith("."):
            continue
        if not path.is_dir():
            errors.append(UserError("action_file_outside", path=path))
            continue
        try:
            folders.append(folder_at(path))
        except UserError as error:
            errors.append(error)
    return folders, errors


def _of(kind: type[T], entries: Iterable[Any]) -> tuple[T, ...]:
    return tuple(one for one in entries if isinstance(one, kind))


def _values(line: Line, known: KnownNames) -> tuple[dict[str, Any], list[UserError]]:
    """Return the values of a row by column, and everything that is wrong in it."""
    values: dict[str, Any] = {}
    errors: list[UserError] = []
    for column in line.table.columns:
        if column.kind is ColumnKind.WORDS:
            values[column.code], wrong = _told(line, column, known)
            errors += wrong
            continue
        try:
            values[column.code] = _value(line, column, known)
        except UserError as error:
            errors.append(error)
    return values, errors


def _value(line: Line, column: DeclaredColumn, known: KnownNames) -> Value | tuple[Value, ...] | None:
    text = line.texts.get(column.code)
    if text is None and column.required:
        raise line.placed(UserError("action_value_missing"), column.code)
    if text is None:
        return () if column.several else None
    return _cell(line, column, column.code, known)


def _cell(line: Line, column: DeclaredColumn, code: str, known: KnownNames) -> Value | tuple[Value, ...]:
    try:
        return read_value(column, line.texts[code], known)
    except UserError as error:
        raise line.placed(error, code) from error


def _told(line: Line, column: DeclaredColumn, known: KnownNames) -> tuple[Told, list[UserError]]:
    """Return a text in the languages in which it was written, and what is wrong in each."""
    texts: dict[str, str] = {}
    errors: list[UserError] = []
    written = [language for language in Language if f"{column.code}_{language}" in line.texts]
    for language in written:
        try:
            texts[language] = str(_cell(line, column, f"{column.code}_{language}", known))
        except UserError as error:
            errors.append(error)
    if column.required and not written:
        missing = line.placed(UserError("action_text_in_no_language"), f"{column.code}_{Language.FI}")
        errors.append(missing)
    return Told(**texts), errors
