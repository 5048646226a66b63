"""Editions of small pictures: built, released and changed as commands do it."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from etl.config.card import read_cards
from etl.edition.release import release
from etl.publish.editions import Released, read_released
from tests.etl.operate.folder import add_wave, build, with_edition
from tests.etl.read.helpers import LIMIT

QUIET = Console(quiet=True)


def with_released(data: Path) -> Released:
    """Put an edition of two waves into a data folder."""
    with_edition(data)
    return read_released(data / "editions")


def changed(data: Path, value: float, wave: str = "2024") -> Path:
    """Build the picture with other figures, and a wave more."""
    add_wave(data, wave)
    return build(data, value)


def release_again(data: Path) -> Released:
    """Release what is served."""
    release(data, read_cards(data / "sources", LIMIT), QUIET)
    return read_released(data / "editions")
