"""One reader per kind of source: a card in, a tidy frame out, or an error that names file, row and column."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from types import MappingProxyType

import polars as pl

from contract.codes import CELL_KEY
from contract.errors import UserError
from etl.config.card import SourceCard
from etl.config.catalogue.catalogue import Catalogue
from etl.config.findings import Finding
from etl.config.policy import Policy, read_policy
from etl.read.aggregates import read_aggregates
from etl.read.cube_mapping import read_jsonstat
from etl.read.observations import ROW_OF_FILE, SCHEMA
from etl.read.plausible.agreement import weights_of_population
from etl.read.plausible.cells import cells_of
from etl.read.plausible.edits import query_edits
from etl.read.plausible.queries import settle
from etl.read.register.table import RegisterTable, read_register
from etl.read.register.twice import refuse_in_two_files, refuse_two_registers
from etl.read.respondents import read_respondents
from etl.read.survey.agreement import check_survey
from etl.read.survey.counts import read_population, read_sample
from etl.read.survey.large import is_large, read_large
from geo.classification import Classification

Reader = Callable[[SourceCard, Catalogue, Classification, list[Finding]], pl.DataFrame]  # adds to what is told
READERS: Mapping[str, Reader] = MappingProxyType(
    {"respondents": read_respondents, "aggregates": read_aggregates, "cube": read_jsonstat}
)

REGISTER = "register"  # the kind of a card whose table is never held as a whole


@dataclass(frozen=True, slots=True)
class Wave:
    """The respondents of one survey and period."""

    card: SourceCard
    respondents: pl.DataFrame
    population: pl.DataFrame | None = None  # by `area` and group dimensions, as far as the card's file has them
    sample: pl.DataFrame | None = None  # the persons sampled, by the same

    @property
    def scan(self) -> pl.LazyFrame:
        """The respondents, to be asked without holding them once more."""
        return self.respondents.lazy()


@dataclass(frozen=True, slots=True)
class LargeWave:
    """A wave whose respondents do not fit into memory: a tidy file of them (see `read_large`)."""

    card: SourceCard
    file: Path
    population: pl.DataFrame | None = None
    sample: pl.DataFrame | None = None

    @property
    def scan(self) -> pl.LazyFrame:
        """The respondents, to be asked where they lie."""
        return pl.scan_parquet(self.file, glob=False, row_index_name="row", row_index_offset=1)


AnyWave = Wave | LargeWave


@dataclass(frozen=True, slots=True)
class Readings:
    """Everything that was read."""

    waves: tuple[AnyWave, ...]  # of the country
    observations: pl.DataFrame  # of all published sources and registers, in the tidy shape
    rows: Mapping[tuple[str, str], int]  # (source, period) -> rows taken from its file
    findings: tuple[Finding, ...] = ()  # of query edits, that no card accepts
    local: tuple[Wave, ...] = ()  # of one place each
    registers: tuple[RegisterTable, ...] = ()  # may be larger than memory: loaded, and looked at by no other step


def read_all(
    cards: Iterable[SourceCard],
    catalogue: Catalogue,
    classification: Classification,
    policy: Policy | None = None,
    scratch: Path | None = None,
) -> Readings:
    """Read the file of every card by the reader of its kind; raise UserError at the first that cannot be trusted.

    Published figures are looked at by the thresholds of `policy`; without it, by the shipped ones. Registers, which may
    be larger than memory, are left out: see `with_registers`. `scratch`: a folder for respondents who do not fit into
    memory; without it they are refused.
    """
    waves: list[AnyWave] = []
    observations = [pl.DataFrame(schema={**SCHEMA, ROW_OF_FILE: pl.Int64, "file": pl.String})]
    rows: dict[tuple[str, str], int] = {}
    told: dict[Path, list[Finding]] = {}
    cards = tuple(card for card in cards if card.kind != REGISTER)
    for card in cards:
        with _named(card):
            of_card = told.setdefault(card.path, [])
            if card.kind == "respondents":
                wave = read_wave(card, catalogue, classification, of_card, scratch)
                rows[card.id, card.period] = check_survey(card, wave.scan, wave.population, wave.sample)
                of_card.extend(weights_of_population(card, wave.scan))
                waves.append(wave)
            else:
                frame = READERS[card.kind](card, catalogue, classification, of_card)
                observations.append(frame.with_columns(file=pl.lit(str(card.path))))
                rows[card.id, card.period] = frame.height
    every = pl.concat(observations)
    _once(every)
    for one in query_edits(cells_of(every, catalogue, classification, policy or read_policy())):
        told[Path(str(one.error.path))].append(one)
    findings = chain.from_iterable(settle(card, told[card.path]) for card in cards)
    local = tuple(wave for wave in waves if isinstance(wave, Wave) and wave.card.local)
    country = tuple(wave for wave in waves if wave.card.local is None)
    return Readings(country, every.drop(ROW_OF_FILE, "file"), rows, tuple(findings), local)


def read_wave(
    card: SourceCard,
    catalogue: Catalogue,
    classification: Classification,
    told: list[Finding],
    scratch: Path | None = None,
) -> AnyWave:
    """Read the respondents of a card, with the population and the sample beside them; raise UserError."""
    known = (card, catalogue, classification)
    if scratch is not None and is_large(card):
        file = read_large(*known, told, scratch)
        return LargeWave(card, file, read_population(*known), read_sample(*known))
    frame = read_respondents(*known, told)
    return Wave(card, frame, read_population(*known), read_sample(*known))


def with_registers(
    readings: Readings,
    cards: Iterable[SourceCard],
    catalogue: Catalogue,
    classification: Classification,
    beside: Path,
) -> Readings:
    """Add the registers; raise UserError at the first that cannot be trusted.

    beside: a folder where DuckDB may lay what does not fit into memory.
    """
    cards = tuple(cards)
    registers = list[RegisterTable]()
    for card in cards:
        if card.kind == REGISTER:
            with _named(card):
                registers.append(read_register(card, catalogue, classification, beside))
            refuse_two_registers(registers)
    refuse_in_two_files(registers, readings.observations, cards)
    rows = {(one.card.id, one.card.period): one.rows for one in registers}
    return replace(readings, registers=tuple(registers), rows={**readings.rows, **rows})


@contextmanager
def _named(card: SourceCard) -> Iterator[None]:
    """Name the file in the traceback of what nobody foresaw: whoever builds is who must find the fault."""
    try:
        yield
    except BaseException as error:
        error.add_note(f"while reading {card.path}")
        raise


def _once(observations: pl.DataFrame) -> None:
    """Refuse an observation that occurs in two files: nobody could say which one counts."""
    twice = observations.group_by(CELL_KEY, maintain_order=True).agg("file").filter(pl.col("file").list.len() > 1)
    for *key, files in twice.head(1).iter_rows():
        raise UserError("observation_in_two_files", path=Path(files[1]), found=key, other=Path(files[0]))
