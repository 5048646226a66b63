"""Figures of older divisions on the newest one."""

from datetime import date

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from etl.harmonise.newest_division import moved_areas, newest_crosswalk, on_newest
from etl.read.observations import SCHEMA
from geo.classification import read_classification
from tests.etl.read.helpers import catalogue
from tests.etl.statuses import SAID, coded

PLACES = read_classification()
REGIONS = [area.code for area in PLACES.areas("maakunta", date(2026, 1, 1))]
SAME = {
    "indicator": "people",
    "period": "2017",
    "group_dim": "all",
    "group_code": "all",
    "source": "survey",
}


def rows(level: str, geo_year: int, values: dict[str, float | None], **also: str) -> pl.DataFrame:
    made = [
        SAME | {"level": level, "geo_year": geo_year, "code": code, "value": value} | coded("" if value else "C") | also
        for code, value in values.items()
    ]
    return pl.DataFrame(made, schema=SCHEMA)


def population() -> pl.DataFrame:
    """Ten thousand people in every region."""
    return rows("maakunta", 2026, dict.fromkeys(REGIONS, 10_000.0), indicator="population", period="2025")


def municipalities(geo_year: int, value: float = 100.0, **changed: float | None) -> pl.DataFrame:
    codes = (area.code for area in PLACES.areas("kunta", date(geo_year, 1, 1)))
    return rows("kunta", geo_year, {code: changed.get(f"k{code}", value) for code in codes})


def newest(observations: pl.DataFrame) -> pl.DataFrame:
    return on_newest(observations, catalogue(), newest_crosswalk(observations, PLACES))


def told(frame: pl.DataFrame, level: str, code: str) -> list[tuple[int, float | None, str]]:
    """Division, value and statuses of a count."""
    mine = frame.filter(pl.col("level") == level, pl.col("code") == code, pl.col("indicator") == "people")
    return mine.select("geo_year", "value", SAID).rows()


def test_a_count_keeps_its_row_and_gets_one_on_the_newest_division() -> None:
    found = newest(municipalities(2017))
    assert told(found, "kunta", "214") == [(2017, 100, ""), (2026, 200, "")]  # Honkajoki joined Kankaanpää
    assert told(found, "kunta", "564") == [(2017, 100, ""), (2026, 100, "E")]  # 0.2 % of Oulu went to Ii


def test_municipalities_are_summed_to_the_regions_and_counties_of_today() -> None:
    found = newest(municipalities(2017))
    assert told(found, "maakunta", "08") == [(2026, 600, "")]  # without Iitti
    assert told(found, "hyvinvointialue", "90") == [(2026, 100, "")]


def test_municipalities_of_today_are_summed_too() -> None:
    found = newest(municipalities(2026))
    assert told(found, "hyvinvointialue", "90") == [(2026, 100, "")]
    assert told(found, "kunta", "214") == [(2026, 100, "")]


def test_sums_of_municipalities_come_before_a_split_of_their_region() -> None:
    regions = rows("maakunta", 2020, dict.fromkeys(REGIONS, 900.0))
    split = newest(pl.concat([population(), regions]))
    assert told(split, "maakunta", "08") == [(2020, 900, ""), (2026, pytest.approx(900 * 10_000 / 16_625, abs=1), "E")]
    both = newest(pl.concat([population(), regions, municipalities(2020)]))
    assert told(both, "maakunta", "08") == [(2020, 900, ""), (2026, 600, "")]


def test_a_figure_published_on_the_newest_division_is_never_replaced() -> None:
    published = rows("maakunta", 2026, {"08": 601.0})
    found = newest(pl.concat([municipalities(2017), published]))
    assert told(found, "maakunta", "08") == [(2026, 601, "")]


def test_what_is_hidden_stays_hidden_in_every_sum() -> None:
    found = newest(municipalities(2017, k564=None))
    hidden = (2026, None, "C")
    assert told(found, "kunta", "139")[1] == hidden
    assert told(found, "maakunta", "17") == [hidden]
    assert told(found, "maakunta", "16") == [(2026, 800, "")]


def test_ely_centres_live_on_in_their_successors() -> None:
    centres = {area.code: 100.0 for area in PLACES.areas("ely", date(2025, 1, 1))}
    found = newest(pl.concat([population(), rows("ely", 2025, centres)]))
    assert told(found, "elinvoimakeskus", "03") == [(2026, 150, "E")]  # Kaakkois-Suomi and half of Häme
    assert told(found, "elinvoimakeskus", "06") == [(2026, 300, "")]


def test_other_figures_are_marked_where_people_moved_and_keep_their_division() -> None:
    shares = rows("maakunta", 2018, {"08": 61.0, "01": 55.0}, indicator="trust")
    found = newest(pl.concat([population(), shares])).filter(pl.col("indicator") == "trust")
    assert found.select("code", "geo_year", "value", SAID).rows() == [("01", 2018, 55, ""), ("08", 2018, 61, "B")]


def test_the_share_of_people_that_moved_is_told_by_area() -> None:
    estimates = rows("maakunta", 2018, {"08": 61.0, "01": 55.0}, indicator="trust")
    found = moved_areas(estimates, newest_crosswalk(population(), PLACES))
    assert found.rows() == [("maakunta", "08", 2018, 2026, pytest.approx(6625 / 16_625))]
    no_population = newest_crosswalk(estimates, PLACES)
    assert moved_areas(estimates, no_population)["share"].to_list() == [None]


def test_what_is_on_the_newest_division_comes_back_as_it_was() -> None:
    assert_frame_equal(newest(population()), population().sort("code"))
