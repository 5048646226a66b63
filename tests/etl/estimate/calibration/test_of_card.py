"""The calibration of a card: its margins by the card's columns, and what on the card makes it impossible."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from etl.config.card import SourceCard
from etl.estimate.calibration.of_card import calibrate_as_declared
from tests.errors import raises
from tests.etl.read.helpers import DESIGN, card

CALIBRATION = '[design.calibration]\nmargins = [["region"], ["language"]]\nmethod = "raking"\n'
REPLICATES = '[design.replicates]\ncolumns = ["first", "second"]\nmethod = "BRR"\n'
PEOPLE = pl.DataFrame(
    {
        "row": [2, 3, 4],
        "area": ["01", "02", "02"],
        "language": ["fi", "fi", "sv"],
        "weight": [1.0, 1.0, 1.0],
        "psu": "p",
        "stratum": "s",
    }
)
COUNTS = pl.DataFrame({"area": ["01", "02", "02"], "language": ["fi", "fi", "sv"], "population": [4000, 3500, 2500]})


def declared(folder: Path, population: float | None = None, more: str = CALIBRATION) -> SourceCard:
    known = "" if population is None else f"geo_year = 2026\npopulation = {population}"
    design = DESIGN.replace("geo_year = 2026", known or "geo_year = 2026")
    return card(folder, b"x", "answers.csv", "respondents", design + more)


def test_margins_are_named_by_the_columns_of_the_respondents_file(tmp_path: Path) -> None:
    found = calibrate_as_declared(PEOPLE, COUNTS, declared(tmp_path))
    assert found["weight"].to_list() == pytest.approx([4000, 3500, 2500])


def test_a_card_without_calibration_changes_nothing(tmp_path: Path) -> None:
    assert calibrate_as_declared(PEOPLE, None, declared(tmp_path, more="")).equals(PEOPLE)


@pytest.mark.parametrize(("population", "fits"), [(10_000, True), (10_009, True), (9_985, False), (10_015, False)])
def test_the_population_file_adds_to_the_population_on_the_card(tmp_path: Path, population: float, fits: bool) -> None:  # noqa: FBT001 - a column of the table
    one = declared(tmp_path, population)
    if fits:
        assert calibrate_as_declared(PEOPLE, COUNTS, one)["weight"].sum() == pytest.approx(10_000)
        return
    with raises("calibration_population", path=one.path, found=10_000, population=population):
        calibrate_as_declared(PEOPLE, COUNTS, one)


def test_what_a_card_cannot_calibrate_is_refused(tmp_path: Path) -> None:
    with raises("card_part_missing", part="population"):
        calibrate_as_declared(PEOPLE, None, declared(tmp_path))
    with raises("calibration_column", found=["age"]):
        calibrate_as_declared(PEOPLE, COUNTS, declared(tmp_path, more=CALIBRATION.replace("language", "age")))
    with raises("calibration_with_replicates"):
        calibrate_as_declared(PEOPLE, COUNTS, declared(tmp_path, more=CALIBRATION + REPLICATES))
