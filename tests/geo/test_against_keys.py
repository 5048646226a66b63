"""Our tables against Statistics Finland's municipality keys of every year (for tests only, not shipped)."""

import csv
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

from geo.classification import read_classification
from geo.lookup import find_area
from geo.nesting import parent

KEYS = Path(__file__).parents[2] / ".." / "shared" / "geo" / "classifications" / "municipality_keys.csv"
LEVELS = ("maakunta", "ely", "elinvoimakeskus", "suuralue", "hyvinvointialue")

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not KEYS.exists(), reason="../shared with the municipality keys is missing"),
]


@pytest.fixture(scope="module")
def keys() -> dict[int, list[dict[str, str]]]:
    years = defaultdict(list)
    with KEYS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            years[int(row["year"])].append(row)
    return years


@pytest.mark.parametrize("year", range(2013, 2027))
def test_every_municipality_lies_where_the_keys_of_the_year_say(keys, year):
    on = date(year, 1, 1)
    finland = read_classification()
    levels = [level for level in LEVELS if level in finland.levels_in_force(on)]
    ours = {
        area.code: {level: parent(finland, "kunta", area.code, level, on).code for level in levels}
        for area in finland.areas("kunta", on)
    }
    assert ours == {row["kunta"]: {level: row[level] for level in levels} for row in keys[year]}


@pytest.mark.parametrize("year", range(2013, 2027))
def test_a_level_is_in_force_exactly_when_the_keys_fill_it(keys, year):
    filled = {level for level in LEVELS if any(row[level] for row in keys[year])}
    if keys[year][0]["hyvinvointialue_in_force"] != "1":
        filled.discard("hyvinvointialue")
    assert filled == set(read_classification().levels_in_force(date(year, 1, 1))) & set(LEVELS)


def test_the_names_of_2026_are_those_of_the_keys(keys):
    ours = {a.code: (a.name_fi, a.name_sv, a.name_en) for a in read_classification().areas("kunta", date(2026, 1, 1))}
    theirs = {row["kunta"]: (row["kunta_fi"], row["kunta_sv"], row["kunta_en"]) for row in keys[2026]}
    assert {code: (ours[code], name) for code, name in theirs.items() if ours[code] != name} == {}


def test_every_name_that_a_year_of_the_keys_used_is_found(keys):
    finland = read_classification()
    for year, rows in keys.items():
        on = date(year, 1, 1)
        for row in rows:
            for name in (row["kunta_fi"], row["kunta_sv"], row["kunta_en"]):
                assert find_area(finland, name, "kunta", on).code == row["kunta"]
