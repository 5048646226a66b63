"""A small data folder as `python -m etl` leaves it: waves of one survey, one open figure, and the record of it."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
from rich.console import Console

from etl.config.card import SourceCard, read_cards
from etl.config.policy import policy_rows, read_policy
from etl.edition.release import release
from etl.edition.told.calendar import read_calendar
from etl.edition.told.tables import edition_tables
from etl.publish.build_id import BOUNDARIES, inputs_id
from etl.publish.editions import read_released, says_published, version_and_status
from etl.publish.load import load
from etl.publish.served.keep_record import Answered, Serving, keep_record
from etl.publish.served.next_build import next_build
from etl.publish.served.record import read_record
from tests.etl.publish.served.test_record import people
from tests.etl.read.helpers import DESIGN, LIMIT, card
from tests.etl.small_tables import cell, small


def add_wave(data: Path, period: str = "2026", content: bytes = b"answers", top: str = "") -> SourceCard:
    """Put a wave into the sources."""
    return card(data, content + period.encode(), "x.csv", "respondents", DESIGN, period=period, top=top)


def build(data: Path, value: float = 60.0) -> Path:
    """Build what the sources hold, around one figure per wave."""
    cards = read_cards(data / "sources", LIMIT)
    known, released = read_record(data / "served"), read_released(data / "editions")
    inputs = inputs_id(cards, data / BOUNDARIES)
    version, status = version_and_status(data / "editions", "2026", inputs)
    name = next_build(data, cards, known)
    tables = small(name, *(cell("01", value, one.period) for one in cards))
    tables["build"] = tables["build"].with_columns(version=version, status=pl.lit(status))
    tables["policy"] = pl.DataFrame(list(policy_rows(read_policy())))
    tables |= edition_tables(released, read_calendar(data))
    serving = Serving(
        build=name,
        edition="2026",
        inputs=inputs,
        policy=read_policy(),
        waves=[Answered.of(one, people(100 + int(one.period) % 50)) for one in cards],
        told={(one.id, one.period): 100 for one in cards},
        figures=tables["estimate"].with_columns(n=pl.lit(100)),
        comparisons=tables["estimate"].select("indicator", "period", "code"),
        of_waves={"fieldwork": pl.DataFrame({"source": ["survey"], "period": ["2026"]})},
    )
    return load(
        tables,
        data,
        name,
        before=lambda: keep_record(known, serving),
        may_stand_in=lambda kept: not says_published(kept, released),
    )


def two_builds(data: Path) -> tuple[Path, Path]:
    """Build one wave, then two; return both databases."""
    made, one, two = _made()
    shutil.copytree(made, data, dirs_exist_ok=True)
    return data / one, data / two


def with_edition(data: Path) -> None:
    """Build one wave, then two, and release that."""
    shutil.copytree(_released(), data, dirs_exist_ok=True)


@cache
def _released() -> Path:
    data = Path(_place().name) / "released"
    two_builds(data)
    release(data, read_cards(data / "sources", LIMIT), Console(quiet=True))
    return data


@cache
def _made() -> tuple[Path, str, str]:
    """Make the folder once, in a place that is removed when Python ends; return the names of both databases."""
    data = Path(_place().name) / "built"
    add_wave(data, "2025")
    one = build(data)
    add_wave(data, "2026")
    return data, one.name, build(data).name


@cache
def _place() -> TemporaryDirectory[str]:
    return TemporaryDirectory()
