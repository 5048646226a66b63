"""Corrections and notices: declared in words, their figures computed, kept with the edition that they concern.

A correction says that figures of a published edition were wrong; the next version of that edition has it, with every
figure that moved as it was and as it is. A notice says something else to readers and moves nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path

import msgspec
import polars as pl
import tomli_w

from contract.archive import frozen_edition, verified_database
from contract.editions.difference import Change
from contract.errors import UserError
from contract.pointer import sync
from etl.config.toml import FromToml, Text, read_toml
from etl.edition.archive.diff import CellChange, Figure, Listed, difference, differing
from etl.publish.editions import CORRECTION_CELL, Correction, Edition, Released
from etl.publish.kept_files import stored, write_manifest

MOST_CORRECTED = 100_000  # figures; every server holds them all, in each language
DECLARED = "declared.toml"  # in the folder of editions, until the next version takes it over


class DeclaredCorrection(FromToml, frozen=True):
    """What was wrong in an edition; it waits for the version that corrects it."""

    edition: str
    declared: date
    text: Text


class Declared(FromToml, frozen=True):
    """What the next release takes over: one correction at a time."""

    correction: DeclaredCorrection | None = None


@dataclass(frozen=True, slots=True)
class MadeCorrection:
    """A correction, its figures (table `correction_cell`), and the content of the file that keeps them."""

    correction: Correction
    cells: pl.DataFrame
    content: bytes


@dataclass(frozen=True, slots=True)
class Moved:
    """Figures of a version that stand otherwise now, or are gone: of the country, and of places' own surveys."""

    cells: tuple[CellChange, ...]  # no more than MOST_CORRECTED
    local: tuple[Change, ...]
    count: int  # of all of them

    @property
    def too_many(self) -> bool:
        """Whether there are more figures than a correction can list."""
        return self.count > MOST_CORRECTED


def read_declared(folder: Path) -> Declared:
    """Read what waits for the next release; nothing where there is no file."""
    path = folder / DECLARED
    return read_toml(path, Declared) if path.is_file() else Declared()


def declare_correction(known: Released, edition: str, text: Text, today: date) -> DeclaredCorrection:
    """Write the words of a correction of a published edition; raise UserError where it cannot be one."""
    found = next((one for one in known.editions if one.edition == edition), None)
    if found is None or not found.frozen:
        raise UserError("correction_of_unpublished", path=known.folder, edition=edition)
    others = (one.edition for one in known.editions if one.edition != edition)
    if waiting := next((one for one in others if waiting_correction(known, one)), None):
        raise UserError("correction_waits", path=known.folder / DECLARED, edition=waiting)
    latest = max((one.corrected for one in found.corrections), default=found.frozen[0].released)
    day = max(today, latest)  # also where the clock went back
    declared = DeclaredCorrection(edition=edition, declared=day, text=text)
    content = tomli_w.dumps(msgspec.to_builtins(Declared(correction=declared), builtin_types=(date,))).encode()
    try:
        write_manifest(known.folder / DECLARED, content)
        sync(known.folder)
    except OSError as error:
        raise UserError("edition_unwritable", path=known.folder, reason=error.strerror or str(error)) from error
    return declared


def waiting_correction(known: Released, edition: str) -> DeclaredCorrection | None:
    """Return the correction of an edition that is declared and that no version has taken over."""
    declared = read_declared(known.folder).correction
    if declared is None or declared.edition != edition:
        return None
    done = chain.from_iterable(one.corrections for one in known.editions if one.edition == edition)
    return None if declared.text in {one.text for one in done} else declared


def moved_since(data: Path, last: Edition, database: Path) -> Moved:
    """Return the figures of the last version that stand otherwise now, or are gone. What is new was not wrong."""
    before = verified_database(frozen_edition(data, last.edition, last.frozen[-1].version))
    found = difference(before, database, Listed.MOVED, MOST_CORRECTED)
    local = tuple(one for one in found.local if one.before is not None)
    return Moved(found.cells, local, found.moved + len(local))


def too_large(edition: str, moved: Moved) -> UserError:
    """Return the refusal of a correction of more figures than anybody could read, or a server hold."""
    return UserError("release_correction_too_large", edition=edition, cells=moved.count, most=MOST_CORRECTED)


def make_correction(
    data: Path, edition: Edition, declared: DeclaredCorrection, today: date, moved: Moved
) -> MadeCorrection:
    """Return the correction that the next version of an edition is; raise UserError."""
    if moved.too_many:
        raise too_large(edition.edition, moved)
    version = edition.version + 1
    first = first_wrong(data, edition, moved)
    table = pl.DataFrame([_row(edition.edition, version, one) for one in moved.cells], CORRECTION_CELL, orient="row")
    file, content = stored("cells", table)
    since = next(one.released for one in edition.frozen if one.version == first)
    correction = Correction(
        version=version, corrected=today, wrong_version=first, wrong_since=since, text=declared.text, cells=file
    )
    return MadeCorrection(correction, table, content)


def first_wrong(data: Path, edition: Edition, moved: Moved) -> int:
    """Return the first version of an edition that showed one of the figures that are corrected now."""
    first = edition.frozen[-1].version
    newest = verified_database(frozen_edition(data, edition.edition, first))
    cells = {one.cell for one in moved.cells}
    local = {one.key for one in moved.local}
    for earlier in reversed(edition.frozen[:-1]):
        before = verified_database(frozen_edition(data, edition.edition, earlier.version))
        cells -= differing(before, newest, cells)
        local -= {one.key for one in difference(before, newest, Listed.NONE).local}
        if not cells and not local:
            break
        first = earlier.version
    return first


def _row(edition: str, version: int, one: CellChange) -> tuple[object, ...]:
    return edition, version, *one.cell, *_figure(one.before), *_figure(one.after)


def _figure(figure: Figure | None) -> tuple[object, ...]:
    if figure is None:
        return (None,) * 6
    return figure.value, figure.ci_low, figure.ci_high, figure.n, figure.obs_status, figure.conf_status
