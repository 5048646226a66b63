"""Check a kept file against the published database, and against the builds that it is from where these are kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import duckdb

from contract.archive import frozen_editions
from contract.codes import Language
from contract.pointer import NoDatabaseError, served_database
from picture.export.office_file import OfficeFile, office_file, read_office_file
from picture.query.choices import read_choices
from picture.query.database import OpenDatabase, build_file, open_database
from picture.query.programs.published import PublishedCells, ask_published
from picture.recheck.compare import check_file, indicators_of
from picture.recheck.deck import read_deck
from picture.recheck.found import FoundFile
from picture.recheck.report import RecheckReport
from picture.recheck.tables import read_workbook


def recheck(file: Path, data: Path, language: Language) -> list[str]:
    """Return what is told of a file, a line each; raise UserError where it cannot be checked."""
    found = read_kept(read_office_file(file))
    indicators = indicators_of(found.parts)
    builds = {part.made_from.build for part in found.parts}
    with closing(open_database(served_database(data)).cursor()) as con:
        choices = read_choices(con, language)
        known = [one for one in indicators if one in {i.id for i in choices.indicators}]
        now = ask_published(con, known, choices)
        then = dict(_before(data, builds - {choices.stamp.build}, known, language))
        then[choices.stamp.build] = now
        return RecheckReport(choices).lines(check_file(found, now, then), found.foreign)


def read_kept(content: bytes) -> FoundFile:
    """Find our numbers in a deck or a workbook; raise UserError where it cannot be read or holds none."""
    return read_deck(content) if office_file(content) is OfficeFile.DECK else read_workbook(content)


def _before(
    data: Path, builds: set[str], indicators: Sequence[str], language: Language
) -> Iterator[tuple[str, PublishedCells]]:
    """Yield what the builds published that are kept and can be read."""
    frozen = {one.build: one.path for one in frozen_editions(data)}
    for build in sorted(builds):
        path = frozen.get(build) or build_file(data, build)
        opened = _opened(path) if path is not None else None
        if opened is not None:
            with closing(opened.cursor()) as con:
                choices = read_choices(con, language)
                known = {i.id for i in choices.indicators}
                yield build, ask_published(con, [one for one in indicators if one in known], choices)


def _opened(path: Path) -> OpenDatabase | None:
    try:
        return open_database(path)
    except (NoDatabaseError, duckdb.Error):  # of another version: then nothing is said of who changed a number
        return None
