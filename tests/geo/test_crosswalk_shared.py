"""The crosswalk against Statistics Finland's keys, changes and population of every year (for tests only)."""

import csv
from collections import defaultdict
from contextlib import nullcontext
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from etl.harmonise.conversion import convert_counts
from geo.classification import Classification, read_classification
from geo.crosswalk import Crosswalk, Division
from geo.nesting import parent
from geo.tables import Area, Membership, Validity
from tests.errors import raises

SHARED = Path(__file__).parents[2] / ".." / "shared"
TABLES = SHARED / "geo" / "classifications"
FINLAND = read_classification()
NEWEST = Division("kunta", 2026)

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not TABLES.exists(), reason="../shared with the municipality keys is missing"),
]


def read(name: str) -> list[dict[str, str]]:
    with (TABLES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def keys() -> dict[int, dict[str, dict[str, str]]]:
    years = defaultdict(dict)
    for row in read("municipality_keys.csv"):
        years[int(row["year"])][row["kunta"]] = row
    return years


@pytest.fixture(scope="module")
def population() -> dict[int, dict[str, float]]:
    """Persons by the municipalities of 2026; the file is on the division of 2022, where Pertunmaa stood alone."""
    years = defaultdict(lambda: defaultdict(float))
    for row in read("population_sotkanet_2000_2022.csv"):
        years[int(row["year"])]["507" if row["kunta"] == "588" else row["kunta"]] += int(row["population"])
    return years


@pytest.mark.parametrize("year", range(2013, 2027))
def test_every_municipality_of_every_year_is_carried_to_its_successor_of_2026(keys, year):
    parts = Crosswalk(FINLAND, {}).parts(Division("kunta", year), NEWEST)
    told = {row["code_from"]: row["code_to_2026"] for row in read("crosswalk_kunta_any_to_2026.csv")}
    assert parts.keys() == keys[year].keys()
    assert {code: max(shares, key=shares.get) for code, shares in parts.items()} == {c: told[c] for c in keys[year]}


@pytest.mark.parametrize("level", ["maakunta", "elinvoimakeskus", "hyvinvointialue", "suuralue"])
@pytest.mark.parametrize("year", [2013, 2020])
def test_figures_by_municipality_reach_the_areas_that_the_keys_of_2026_name(keys, level, year):
    here = Crosswalk(FINLAND, {})
    heirs = here.parts(Division("kunta", year), NEWEST)
    for code, shares in here.parts(Division("kunta", year), Division(level, 2026)).items():
        assert shares.keys() == {keys[2026][heir][level] for heir in heirs[code]}


def test_the_population_of_2022_sums_to_the_published_total_on_every_level(population):
    rows = [("kunta", code, 2025, persons, "A", "F") for code, persons in population[2022].items()]
    old = pl.DataFrame(rows, schema=["level", "code", "geo_year", "value", "obs_status", "conf_status"], orient="row")
    for level in ("kunta", "maakunta", "elinvoimakeskus", "hyvinvointialue", "suuralue", "country"):
        assert convert_counts(old, Crosswalk(FINLAND, {}), 2026, level)["value"].sum() == 5_563_970


def test_regions_summed_from_municipalities_are_the_published_ones(population):
    rows = [("kunta", code, 2025, persons, "A", "F") for code, persons in population[2020].items()]
    old = pl.DataFrame(rows, schema=["level", "code", "geo_year", "value", "obs_status", "conf_status"], orient="row")
    facts = SHARED / "facts" / "regional_figures.csv"
    told = pl.read_csv(facts, schema_overrides={"area_code": pl.String, "value": pl.Float64}, infer_schema=False)
    told = told.filter((pl.col("indicator") == "population") & (pl.col("year") == "2020"))
    new = convert_counts(old, Crosswalk(FINLAND, {}), 2026, "maakunta")
    assert dict(new.select("code", "value").iter_rows()) == dict(told.select("area_code", "value").iter_rows())


def test_the_persons_of_the_list_of_changes_are_those_of_the_day_before(population):
    for change in FINLAND.changes:
        year = population[change.on.year - 1]
        if change.kind == "move":
            assert change.persons == year[change.municipality]
        if change.kind == "transfer" and change.from_code != "297":  # Kuopio's number of 2015 is without Juankoski
            assert change.of_persons == year[change.from_code]


def test_between_0_4_and_5_6_percent_of_a_region_moved(population):
    """GEOGRAPHY.md says 0.4–3.9 %: each move alone. Etelä-Savo lost two municipalities at once."""
    first = Crosswalk(FINLAND, population[2015]).moved(Division("maakunta", 2015), 2016)
    second = Crosswalk(FINLAND, population[2020]).moved(Division("maakunta", 2020), 2021)
    shares = {code: round(100 * share, 1) for code, share in (first | second).items()}
    assert (len(shares), min(shares.values()), shares.pop("10"), max(shares.values())) == (11, 0.4, 5.6, 3.9)


def with_employment_areas(keys: dict[str, dict[str, str]]) -> Classification:
    """Add the level as the README of geo/ says one would."""
    start = date(2025, 1, 1)
    codes = sorted({row["tyollisyysalue"] for row in keys.values()})
    areas = [Area("tyollisyysalue", code, Validity(start, None), code, code, code) for code in codes]
    members = [
        Membership("tyollisyysalue", row["tyollisyysalue"], "kunta", code, Validity(start, None))
        for code, row in keys.items()
    ]
    return replace(FINLAND, every=(*FINLAND.every, *areas), memberships=(*FINLAND.memberships, *members))


def test_just_four_employment_areas_cross_regions_and_are_refused(keys):
    country = with_employment_areas(keys[2026])
    assert len(country.areas("tyollisyysalue", NEWEST.day)) == 46
    for area in country.areas("tyollisyysalue", NEWEST.day):
        crossing = area.code in {"06", "10", "13", "38"}
        refused = raises("area_overlaps", of="maakunta") if crossing else nullcontext()
        with refused:
            assert parent(country, "tyollisyysalue", area.code, "maakunta", NEWEST.day).level == "maakunta"


def test_municipalities_sum_to_employment_areas_but_these_not_to_regions(keys):
    here = Crosswalk(with_employment_areas(keys[2026]), {})
    parts = here.parts(Division("kunta", 2013), Division("tyollisyysalue", 2026))
    assert parts["091"] == {"08": 1}
    with raises("area_overlaps", of="maakunta"):
        here.parts(Division("tyollisyysalue", 2025), Division("maakunta", 2026))
