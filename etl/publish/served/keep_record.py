"""What a build is about to serve, put into the record of what was served."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from contract.codes import ESTIMATE_KEY
from contract.errors import UserError
from contract.pointer import build_of, databases
from etl.config.card import SourceCard
from etl.config.layout import group_columns
from etl.config.policy import Policy, rule_values
from etl.engine.scratch import parquet_frames, parquet_writer
from etl.estimate.design import Item
from etl.estimate.waves import Estimated
from etl.publish.closed_waves import mostly_same, reading_of
from etl.publish.kept_files import StoredFile, stored, stored_file
from etl.publish.served.record import Contents, Manifest, Record, ServedWave, write_record
from etl.read.sources import AnyWave, Wave
from etl.sdc.release_history import extend_history
from etl.sdc.revision.answers import GROUP, ITEM, tidy_answers

RESPONDENTS = "respondents"


@dataclass(frozen=True, slots=True)
class Answered:
    """The respondents of a wave as this build uses them, without ids, and the file that the record keeps of them."""

    card: SourceCard
    respondents: pl.LazyFrame  # see `tidy_answers`
    file: StoredFile
    content: bytes | Path

    @classmethod
    def of(cls, card: SourceCard, tidy: pl.DataFrame) -> Answered:
        """Return respondents who are held in memory."""
        file, content = stored(RESPONDENTS, tidy)
        return cls(card, tidy.lazy(), file, content)

    @property
    def key(self) -> tuple[str, str]:
        """Return source and period, which name a wave."""
        return self.card.id, self.card.period


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """What a build is about to serve of our own surveys."""

    build: str
    edition: str
    inputs: str
    policy: Policy
    waves: Sequence[Answered]
    told: Mapping[tuple[str, str], int]  # (source, period) -> rows of the file, as readers are told
    figures: pl.DataFrame  # survey rows of table `estimate`
    comparisons: pl.DataFrame  # survey rows of table `comparison`
    of_waves: Mapping[str, pl.DataFrame]  # tables with a row or several per wave: fieldwork and representation


def answered_waves(waves: Iterable[AnyWave], surveys: Iterable[Estimated]) -> tuple[Answered, ...]:
    """Return the respondents of every single wave as the estimator used them."""
    items = {(one.source, one.waves[0]): one.estimates.items for one in surveys if len(one.waves) == 1}
    return tuple(_answered(wave, items.get((wave.card.id, wave.card.period), ())) for wave in waves)


def _answered(wave: AnyWave, items: Sequence[Item]) -> Answered:
    dims = group_columns(wave.card.groups)
    if isinstance(wave, Wave):
        return Answered.of(wave.card, tidy_answers(wave.respondents, dims, items))
    path = wave.file.with_name(f"{RESPONDENTS}-{wave.file.name}")
    rows = 0
    with parquet_writer(path) as write:
        for frame in parquet_frames(wave.file):
            rows += frame.height
            write(tidy_answers(frame, dims, items))
    return Answered(wave.card, pl.scan_parquet(path, glob=False), stored_file(RESPONDENTS, path, rows), path)


def refuse_served_copies(waves: Iterable[Answered], record: Record) -> None:
    """Refuse a wave never served whose respondents were served under another source or period, also as a draft."""
    known = {one.key for one in record.waves}
    for wave in waves:
        if wave.key in known:
            continue
        for one in record.waves:
            if hold_the_same(record.respondents(one), wave.respondents):
                raise UserError("served_wave_copied", path=wave.card.path, wave=f"{one.source} {one.period}")


def hold_the_same(before: pl.LazyFrame, now: pl.LazyFrame) -> bool:
    """Return whether two frames of tidy respondents hold mostly the same people, by what both tell of them."""
    there = now.collect_schema()
    shared = [name for name in before.collect_schema() if name in there]
    groups = [name for name in shared if name.startswith(GROUP)]
    return mostly_same(before, now, groups, [name for name in shared if name.startswith(ITEM)])


def earlier_versions(record: Record, waves: Iterable[Answered]) -> list[str]:
    """Return the hashes of the respondents that were served and are not those of this build."""
    return record.other_versions({one.key: one.file.sha256 for one in waves})


def told_rows(record: Record, rows: Mapping[tuple[str, str], int], least: float) -> dict[tuple[str, str], int]:
    """Return how many rows of each file readers are told: as before, where a few more or fewer came than ever told."""
    found = dict(rows)
    for name, newest in {one.key: one for one in record.waves}.items():
        apart = [abs(one.told - rows[name]) for one in record.waves if name in rows and one.key == name]
        if any(0 < one < least for one in apart):
            found[name] = newest.told
    return found


def keep_record(record: Record, serving: Serving) -> None:
    """Write the record with what is about to be served; raise UserError when it cannot be written."""
    now = Contents(
        figures=_with_periods_gone(serving.figures, record.contents.figures),
        comparisons=_with_periods_gone(serving.comparisons, record.contents.comparisons),
        history=extend_history(record.contents.history, serving.figures, serving.edition),
    )
    tables = {name: stored(name, getattr(now, name)) for name in ("figures", "comparisons", "history")}
    of_waves = {name: stored(name, table) for name, table in serving.of_waves.items()}
    waves = list(record.waves)
    for one in serving.waves:
        card = one.card
        version = ServedWave(
            source=card.id,
            period=card.period,
            file=card.file,
            sha256=card.sha256,
            reading=reading_of(card),
            build=serving.build,
            told=serving.told[card.id, card.period],
            respondents=one.file,
        )
        waves = [*(known for known in waves if not _same(known, version)), version]
    manifest = Manifest(
        builds=tuple(dict.fromkeys([*_builds(record), serving.build])),
        inputs=serving.inputs,
        policy=rule_values(serving.policy),
        **{name: file for name, (file, _) in tables.items()},
        of_waves={name: file for name, (file, _) in of_waves.items()},
        waves_count=len(waves),
        waves=tuple(waves),
    )
    contents = [*tables.values(), *of_waves.values(), *((one.file, one.content) for one in serving.waves)]
    write_record(record, manifest, {file.name: content for file, content in contents})


def _builds(record: Record) -> Iterator[str]:
    """List the recorded builds whose database still stands in the data folder."""
    kept = {build_of(path) for path in databases(record.folder.parent)}
    yield from (build for build in (record.manifest.builds if record.manifest else ()) if build in kept)


def _same(one: ServedWave, other: ServedWave) -> bool:
    """Return whether two versions of a wave hold the same respondents, read from the same file in the same way."""
    held = [(wave.key, wave.sha256, wave.reading, wave.respondents.sha256) for wave in (one, other)]
    return held[0] == held[1]


def _with_periods_gone(now: pl.DataFrame, before: pl.DataFrame) -> pl.DataFrame:
    """Keep what was served of periods that are not computed any more: who saw them still knows them."""
    if before.is_empty():
        return now
    gone = before.join(now.select(ESTIMATE_KEY[:2]).unique(), on=ESTIMATE_KEY[:2], how="anti")
    return pl.concat([now, gone], how="diagonal_relaxed")
