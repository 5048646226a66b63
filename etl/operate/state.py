"""The state of a data folder: what is served, what stands behind it, and what somebody should look at."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import IntEnum
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TypeVar

import duckdb

from contract.errors import UserError
from contract.persons.trail import read_trail
from contract.pointer import PART, abandoned, build_of, databases, is_abandoned, served_database
from contract.schema import refuse_other_schema, schema_number
from etl.config.card import SourceCard, read_cards
from etl.config.policy import read_policy
from etl.edition.archive.freeze import refuse_lost_frozen
from etl.operate.restore import refuse_half_restored
from etl.persons.approvals import trails
from etl.publish import editions
from etl.publish.closed_waves import refuse_reopened
from etl.publish.editions import Released, read_released, refuse_lost, says_published
from etl.publish.served import record
from etl.publish.served.next_build import next_build
from etl.publish.served.policy import refuse_loosened, served_policy
from etl.publish.served.record import Record, read_record, refuse_lost_record
from etl.publish.served.revisions import Revisions, read_revisions, refuse_lost_revisions
from etl.publish.whole import is_whole

T = TypeVar("T")
SOURCES = "sources"
PEAK = 2  # a build writes a database and its log beside the served one


class Condition(IntEnum):
    """How a data folder is; the exit code of `etl status`."""

    WELL = 0
    LOOK = 1  # it works; somebody should look at it
    BROKEN = 2  # nothing whole is served, or what cannot be made again is damaged or lost


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to look at, or broken."""

    condition: Condition
    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A database in the data folder."""

    file: str
    build: str
    edition: str
    version: int
    status: str
    schema: int
    built_at: datetime | None  # UTC
    whole: bool


@dataclass(frozen=True, slots=True)
class Due:
    """Rows of respondents that are to be deleted by a day."""

    source: str
    period: str
    delete_by: date
    due: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What stands in a data folder; None: it could not be found out, and a problem says why."""

    served: Kept | None
    kept: tuple[Kept, ...]  # besides, for going back
    editions: Released | None
    record: Record | None
    revisions: Revisions | None
    next_build: str | None  # what a build of the sources would make now
    respondents: tuple[Due, ...]
    leftovers: tuple[str, ...]
    free: int  # bytes
    needed: int  # bytes that the next build takes on the way, about
    problems: tuple[Problem, ...]

    @property
    def condition(self) -> Condition:
        """Return the worst of what was found."""
        return max((one.condition for one in self.problems), default=Condition.WELL)


class _Looking:
    """Collects problems while one thing after the other is looked at."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def note(self, condition: Condition, error: UserError) -> None:
        self.problems.append(Problem(condition, error.code, str(error)))

    def at(self, condition: Condition, look: Callable[[], T]) -> T | None:
        """Return what is found; None where it is refused, which becomes a problem."""
        try:
            return look()
        except UserError as error:
            self.note(condition, error)
        except OSError as error:
            self.note(condition, UserError("disk_failed", path=error.filename, reason=error.strerror or str(error)))
        return None


def read_state(data: Path, today: date) -> State:
    """Look at everything in a data folder. Nothing is changed; nothing is raised for what is wrong in it."""
    looking = _Looking()
    looking.at(Condition.BROKEN, lambda: refuse_half_restored(data))
    served = looking.at(Condition.BROKEN, lambda: _served(data))
    kept = tuple(_kept(path) for path in databases(data) if served is None or path.name != served.file)
    for one in kept:
        if not one.whole:
            looking.note(Condition.LOOK, UserError("database_not_whole", path=data / one.file))
    builds_here = any((data / name).is_dir() for name in (SOURCES, editions.FOLDER, record.FOLDER))
    known = _behind(data, looking) if builds_here else (None, None, None)
    if served and known[0] and says_published(data / served.file, known[0]):
        looking.note(Condition.BROKEN, UserError("withdrawn_still_served", path=data / served.file))
    cards = looking.at(Condition.LOOK, lambda: _cards(data)) if builds_here else None
    following = _next_build(data, cards, known, looking)
    if served and following and following != served.build:
        looking.note(Condition.LOOK, UserError("picture_outdated", path=data / served.file, build=following))
    respondents = tuple(_due(cards or (), today))
    for wave in respondents:
        if wave.due:
            where = f"{wave.source} {wave.period}"
            looking.note(Condition.LOOK, UserError("respondents_due", wave=where, day=wave.delete_by))
    for folder in trails(data):
        looking.at(Condition.BROKEN, partial(read_trail, folder))
    left = tuple(_leftovers(data))
    if left:
        looking.note(Condition.LOOK, UserError("leftovers_found", found=left))
    free, needed = _room(data)
    if free < needed:
        room = UserError("disk_short", path=data, free=_megabytes(free), needed=_megabytes(needed))
        looking.note(Condition.LOOK, room)
    return State(
        served=served,
        kept=kept,
        editions=known[0],
        record=known[1],
        revisions=known[2],
        next_build=following,
        respondents=respondents,
        leftovers=left,
        free=free,
        needed=needed,
        problems=tuple(looking.problems),
    )


Known = tuple[Released | None, Record | None, Revisions | None]


def _served(data: Path) -> Kept:
    """Describe the served database; raise UserError where a server of this version would not serve it."""
    path = served_database(data)
    try:
        with duckdb.connect(str(path), read_only=True) as con:
            refuse_other_schema(con, path)
    except duckdb.Error as error:
        raise UserError("database_not_whole", path=path) from error
    found = _kept(path)
    if not found.whole:
        raise UserError("database_not_whole", path=path)
    return found


def _kept(path: Path) -> Kept:
    unknown = Kept(path.name, build_of(path), "", 0, "", 0, None, whole=False)
    try:
        if not is_whole(path):
            return unknown
        with duckdb.connect(str(path), read_only=True) as con:
            asked = con.execute("SELECT edition, version, status, built_at FROM build").fetchall()
            edition, version, status, built_at = asked[0]
            built = built_at.replace(tzinfo=UTC)
            number = schema_number(con)
            return Kept(path.name, build_of(path), edition, version, status, number, built, whole=True)
    except (duckdb.Error, UserError):  # of a version with another table; on a disk that fails
        return unknown


def _behind(data: Path, looking: _Looking) -> Known:
    """Read editions, record and revisions, and compare each with what the databases tell of it."""

    def released() -> Released:
        found = read_released(data / editions.FOLDER)
        refuse_lost(data, found)
        return found

    def recorded() -> Record:
        found = read_record(data / record.FOLDER)
        refuse_lost_record(data, found)
        return found

    def revised() -> Revisions:
        found = read_revisions(data / editions.FOLDER)
        refuse_lost_revisions(data, found)
        return found

    known = looking.at(Condition.BROKEN, released)
    if known is not None:
        looking.at(Condition.BROKEN, lambda: refuse_lost_frozen(data, known))
    return (
        known,
        looking.at(Condition.BROKEN, recorded),
        looking.at(Condition.BROKEN, revised),
    )


def _cards(data: Path) -> tuple[SourceCard, ...]:
    return read_cards(data / SOURCES, read_policy().max_file_megabytes.value)


def _next_build(data: Path, cards: tuple[SourceCard, ...] | None, known: Known, looking: _Looking) -> str | None:
    """Return what a build would make now; None where it would be refused."""
    released, recorded, revised = known
    if cards is None or released is None or recorded is None or revised is None:
        return None

    def allowed() -> str:
        refuse_loosened(read_policy(), served_policy(recorded, released), revised)
        refuse_reopened(cards, released.waves, recorded, revised)
        return next_build(data, cards, recorded)

    return looking.at(Condition.LOOK, allowed)


def _due(cards: tuple[SourceCard, ...], today: date) -> Iterator[Due]:
    for card in cards:
        if card.delete_by:
            yield Due(card.id, card.period, card.delete_by, due=card.delete_by <= today)


def _leftovers(data: Path) -> Iterator[str]:
    """List what commands that died left behind, from the data folder; what still runs may be writing the others."""
    inside = chain.from_iterable((data / name).glob(f"*{PART}*") for name in (editions.FOLDER, record.FOLDER))
    for path in sorted(chain(abandoned(data), filter(is_abandoned, inside))):
        yield path.relative_to(data).as_posix()


def _room(data: Path) -> tuple[int, int]:
    """Return the bytes that are free, and about how many the next build takes on the way."""
    sizes = [path.stat().st_size for path in databases(data)]
    recorded = sum(path.stat().st_size for path in (data / record.FOLDER).glob("*"))
    return shutil.disk_usage(data).free, PEAK * max(sizes, default=0) + recorded


def _megabytes(size: int) -> float:
    return size / 1024**2
