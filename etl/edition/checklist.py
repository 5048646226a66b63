"""The checklist before an edition is released: errors stop it, warnings have to be named by whoever has read them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain, groupby
from pathlib import Path

import duckdb

from contract.codes import EVERYBODY, Domain, Language, Level
from contract.editions.difference import ACTIONS
from contract.errors import UserError
from contract.period import Period
from etl.edition.told.calendar import read_calendar
from etl.edition.told.corrections import moved_since, too_large, waiting_correction
from etl.edition.told.quality import read_quality
from etl.fetch.fetch_source import INTERRUPTED
from etl.publish.audit.noted import audited_build
from etl.publish.editions import Released, released
from etl.publish.whole import readable

OF_CONTRIBUTIONS = {table for table, _ in ACTIONS.values()}  # one language is enough there; pages say which it is
STALE_YEARS = 3  # a figure of the context that is older by so much tells of another time
TEXTS = """SELECT table_name, column_name FROM duckdb_columns()
    WHERE NOT internal AND regexp_matches(column_name, '_(fi|sv|en)$') ORDER BY ALL"""
HEADLINE = f"""SELECT count(*) FROM indicator i JOIN estimate e ON e.indicator = i.id
    WHERE i.headline AND e.level = '{Level.COUNTRY}' AND e.group_code = '{EVERYBODY}' AND e.value IS NOT NULL"""
BREAKS = "SELECT indicator FROM series_break WHERE trim(reason_fi) = '' OR trim(reason_sv) = '' OR trim(reason_en) = ''"
SYNTHETIC = "SELECT id FROM source WHERE synthetic ORDER BY id"
CONTEXT = f"""SELECT e.indicator, e.period FROM estimate e JOIN indicator i ON i.id = e.indicator
    WHERE i.domain = '{Domain.CONTEXT}' AND e.value IS NOT NULL GROUP BY ALL ORDER BY ALL"""


@dataclass(frozen=True, slots=True)
class Check:
    """Something that was found."""

    name: str  # by which a warning is named: "synthetic_source"
    stops: bool
    told: UserError


def checklist(data: Path, database: Path, known: Released, today: date) -> tuple[Check, ...]:
    """Look at everything that must be in order, or known, before the served picture is released; raise UserError."""
    with readable(database), duckdb.connect(str(database), read_only=True) as con:
        build, edition = con.execute("SELECT id, edition FROM build").fetchall()[0]
        found = [
            *_of_texts(con, database),
            *_of_headline(con, database),
            *_of_sources(con),
            *_of_context(con, edition),
        ]
    others = (
        _of_audit(data, build),
        _of_imports(data),
        _of_amendment(known, database, edition, build),
        _of_quality(edition),
    )
    found += [*chain.from_iterable(others), *_of_calendar(data, known, edition, today)]
    return tuple(sorted(found, key=lambda one: (not one.stops, one.name)))


def refuse_unready(found: Collection[Check], read: Collection[str]) -> None:
    """Raise UserError for what stops a release, then for warnings that nobody says to have read."""
    errors = [one for one in found if one.stops]
    if errors:
        raise errors[0].told
    unread = [one.name for one in found if one.name not in read]
    if unread:
        raise UserError("warnings_not_read", warnings=unread, line=",".join(unread))


def _of_texts(con: duckdb.DuckDBPyConnection, database: Path) -> Iterator[Check]:
    """Find texts that some language has and another has not, and breaks without a reason."""
    columns = [one for one in con.execute(TEXTS).fetchall() if one[0] not in OF_CONTRIBUTIONS]
    stems = groupby(columns, key=lambda one: (one[0], one[1][:-3]))
    for (table, stem), _ in stems:
        names = [f"nullif(trim({stem}_{language}), '')" for language in Language]
        count = (
            f"SELECT count(*) FROM {table} WHERE ({' + '.join(f'({name} IS NULL)::INT' for name in names)}) IN (1, 2)"
        )
        lacking = con.execute(count).fetchall()[0][0]
        if lacking:
            told = UserError("release_text_missing", path=database.name, table=table, text=stem, rows=lacking)
            yield Check("text_missing", stops=True, told=told)
    for (indicator,) in con.execute(BREAKS).fetchall():
        told = UserError("release_break_without_reason", path=database.name, indicator=indicator)
        yield Check("break_without_reason", stops=True, told=told)


def _of_headline(con: duckdb.DuckDBPyConnection, database: Path) -> Iterator[Check]:
    if con.execute(HEADLINE).fetchall() == [(0,)]:
        yield Check("no_headline", stops=True, told=UserError("release_no_headline", path=database.name))


def _of_sources(con: duckdb.DuckDBPyConnection) -> Iterator[Check]:
    sources = [name for (name,) in con.execute(SYNTHETIC).fetchall()]
    if sources:
        told = UserError("release_synthetic_source", found=sources)
        yield Check("synthetic_source", stops=False, told=told)


def _of_context(con: duckdb.DuckDBPyConnection, edition: str) -> Iterator[Check]:
    newest: dict[str, int] = {}
    for indicator, period in con.execute(CONTEXT).fetchall():
        newest[indicator] = max(newest.get(indicator, 0), Period.parse(period).last)
    stale = [name for name, year in newest.items() if int(edition) - year >= STALE_YEARS]
    if stale:
        told = UserError("release_stale_context", found=stale, years=STALE_YEARS)
        yield Check("stale_context", stops=False, told=told)


def _of_audit(data: Path, build: str) -> Iterator[Check]:
    if audited_build(data) != build:
        yield Check("audit_missing", stops=True, told=UserError("release_audit_missing", build=build))


def _of_imports(data: Path) -> Iterator[Check]:
    left = sorted(path.name for path in (data / INTERRUPTED).glob("*"))
    if left:
        told = UserError("release_import_unfinished", path=data / INTERRUPTED, found=left)
        yield Check("import_unfinished", stops=True, told=told)


def _of_amendment(known: Released, database: Path, edition: str, build: str) -> Iterator[Check]:
    """Find figures of a published edition that move without a correction, and a version that says nothing of itself."""
    last = released(known.folder, edition)
    if last is None or not last.frozen or last.withdrawal:
        return
    if last.build == build:  # its release died before it was served, and is finished now
        return
    correction = waiting_correction(known, edition)
    moved = moved_since(database.parent, last, database)
    if moved.too_many:
        yield Check("correction_too_large", stops=True, told=too_large(edition, moved))
    elif correction is None and moved.count:
        told = UserError("release_amendment_without_correction", edition=edition, cells=moved.count)
        yield Check("amendment_without_correction", stops=True, told=told)
    elif correction is not None and not moved.count:
        told = UserError("release_correction_of_nothing", edition=edition)
        yield Check("correction_of_nothing", stops=True, told=told)
    elif correction is None and last.version not in {one.version for one in last.notices}:
        told = UserError("release_amendment_without_note", edition=edition)
        yield Check("amendment_without_note", stops=True, told=told)


def _of_quality(edition: str) -> Iterator[Check]:
    written = read_quality().edition
    if written != edition:
        told = UserError("release_no_quality_declaration", edition=edition, written=written)
        yield Check("no_quality_declaration", stops=False, told=told)


def _of_calendar(data: Path, known: Released, edition: str, today: date) -> Iterator[Check]:
    """Find whether a next release is announced, and lies after this one."""
    coming = [one for one in read_calendar(data).entries if one.edition > edition and not one.cancelled]
    if not coming:
        told = UserError("release_no_next_date", edition=edition)
        yield Check("no_next_date", stops=False, told=told)
    elif known.version(coming[0].edition) == 0 and coming[0].span[1] <= today:
        told = UserError("release_next_date_past", edition=coming[0].edition, day=coming[0].span[1])
        yield Check("next_date_past", stops=True, told=told)
