"""The made-up local collections: always the same, and with what was planted in them."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from contract.actions.codes import Sampling
from etl.config.card import read_card
from etl.demo.places import FILE, PLACES, Place, make_place, write_place

SHIPPED = Path(__file__).parents[3] / "data" / "sources"
SMALL = 10_000  # bytes


@pytest.mark.parametrize("place", PLACES, ids=lambda one: f"{one.source} {one.year}")
def test_what_is_shipped_is_what_the_program_makes(tmp_path: Path, place: Place) -> None:
    made = write_place(place, tmp_path)
    shipped = SHIPPED / place.source / str(place.year) / FILE
    assert made.read_bytes() == shipped.read_bytes()
    assert made.with_name("card.toml").read_text() == shipped.with_name("card.toml").read_text()
    assert len(made.read_bytes()) < SMALL


@pytest.mark.parametrize("place", PLACES, ids=lambda one: f"{one.source} {one.year}")
def test_every_card_says_that_nobody_answered_and_how_people_were_chosen(place: Place) -> None:
    card = read_card(SHIPPED / place.source / str(place.year) / "card.toml", 1)
    assert card.synthetic
    assert card.local
    assert card.local.sampling == place.sampling
    assert (card.design is not None and card.design.population is not None) == (place.sampling == Sampling.PROBABILITY)


def test_influence_rises_between_the_two_waves_and_little_else_does() -> None:
    first, second = (make_place(one) for one in PLACES if one.source == "local_espoo")
    rise = {name: _yes(second, name) - _yes(first, name) for name in ("q13", "q01")}
    assert rise["q13"] > 0.15
    assert abs(rise["q01"]) < 0.12


def _yes(rows: pl.DataFrame, column: str) -> float:
    answered = rows.filter(pl.col(column) < 8)
    return answered.filter(pl.col(column) > 3).height / answered.height
