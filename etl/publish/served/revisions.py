"""Declared revisions: which wave that was served may have other respondents, which rule may be looser, and why.

They stand in the folder of editions, which travels with the project: readers are told the day, the wave and the reason.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime
from itertools import chain
from pathlib import Path

import msgspec
import polars as pl
import tomli_w

from contract.codes import Language
from contract.errors import UserError
from contract.pointer import databases, sync
from etl.config.toml import FromToml, PeriodText, Text, read_toml
from etl.publish.kept_files import told_by, write_manifest

REVISIONS = "revisions.toml"
REVISION = pl.Schema(
    {
        "position": pl.Int32(),
        "declared": pl.Date(),
        **dict.fromkeys(("source", "period", "rule"), pl.String()),
        **{f"reason_{language}": pl.String() for language in Language},
    }
)


class RevisedWave(FromToml, frozen=True):
    """Respondents that replace those of a served wave."""

    declared: date
    source: str
    period: PeriodText
    sha256: str
    reading: str
    reason: Text


class LoosenedRule(FromToml, frozen=True):
    """A rule of policy.toml that asks for less than the build that was served."""

    declared: date
    rule: str
    value: float
    reason: Text


class Revisions(FromToml, frozen=True):
    """Every revision declared so far, oldest first."""

    waves: tuple[RevisedWave, ...] = ()
    rules: tuple[LoosenedRule, ...] = ()

    def allows(self, source: str, period: str, sha256: str, reading: str) -> bool:
        """Return whether these respondents, read in this way, were declared."""
        wanted = (source, period, sha256, reading)
        return any(wanted == (one.source, one.period, one.sha256, one.reading) for one in self.waves)

    def allows_rule(self, rule: str, value: float) -> bool:
        """Return whether this value of a rule was declared."""
        return any((rule, value) == (one.rule, one.value) for one in self.rules)


def read_revisions(folder: Path) -> Revisions:
    """Read what was declared; nothing before the first time."""
    path = folder / REVISIONS
    return read_toml(path, Revisions) if path.is_file() else Revisions()


def write_revisions(folder: Path, revisions: Revisions) -> None:
    """Replace the file of revisions; raise UserError when it cannot be written."""
    content = tomli_w.dumps(msgspec.to_builtins(revisions, builtin_types=(date,))).encode()
    try:
        write_manifest(folder / REVISIONS, content)
    except OSError as error:
        raise UserError("revision_unwritable", path=folder, reason=error.strerror or str(error)) from error
    with suppress(OSError):
        sync(folder)


def refuse_lost_revisions(data: Path, revisions: Revisions) -> None:
    """Refuse when a database in the data folder tells of more revisions than the file does."""
    known = len(revisions.waves) + len(revisions.rules)
    found = chain.from_iterable(told_by(path, "SELECT count(*) FROM revision") for path in databases(data))
    told = max((count for (count,) in found), default=0)
    if known < told:
        raise UserError("revisions_lost", path=REVISIONS, found=known, told=told)


def told_revisions(revisions: Revisions) -> tuple[str, ...]:
    """Return what the person who builds is told of declared revisions."""
    of_waves = [f"{one.source} {one.period}: {one.reason.en}" for one in revisions.waves]
    of_rules = [f"{one.rule} = {one.value:g}: {one.reason.en}" for one in revisions.rules]
    return tuple(f"Declared revision of {one}" for one in (*of_waves, *of_rules))


def today() -> date:
    """Return the day on which something is declared."""
    return datetime.now(UTC).date()


def revisions_table(revisions: Revisions) -> pl.DataFrame:
    """Return table `revision`: what readers are told, in the order of days."""
    rows: list[tuple[date, str | None, str | None, str | None, Text]] = [
        *((one.declared, one.source, one.period, None, one.reason) for one in revisions.waves),
        *((one.declared, None, None, one.rule, one.reason) for one in revisions.rules),
    ]
    ordered = sorted(enumerate(rows), key=lambda row: (row[1][0], row[0]))
    told = [(at, *row[:-1], *_texts(row[-1])) for at, (_, row) in enumerate(ordered)]
    return pl.DataFrame(told, REVISION, orient="row")


def _texts(text: Text) -> tuple[str, ...]:
    return tuple(getattr(text, one) for one in Language)
