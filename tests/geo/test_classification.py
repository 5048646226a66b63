"""Levels, members and successors: the manual of geo/classification.py."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from geo.classification import Classification, read_classification
from geo.lookup import find_area
from geo.nesting import members, unions
from geo.tables import Area, Change, Membership, Validity
from tests.errors import raises

TODAY = date(2026, 11, 24)
LAST_DAY_OF_ELY = date(2025, 12, 31)


@pytest.fixture(scope="module")
def finland() -> Classification:
    return read_classification()


def codes(areas) -> list[str]:
    return [area.code for area in areas]


def test_the_levels_in_force_are_those_of_the_day(finland):
    last, first = finland.levels_in_force(LAST_DAY_OF_ELY), finland.levels_in_force(date(2026, 1, 1))
    assert last == ("country", "suuralue", "ely", "maakunta", "hyvinvointialue", "kunta")
    assert first == ("country", "suuralue", "elinvoimakeskus", "maakunta", "hyvinvointialue", "kunta")


def test_every_name_stands_in_three_languages(finland):
    centre = finland.area("elinvoimakeskus", "08", TODAY)
    assert (centre.name_fi, centre.name_sv, centre.name_en) == (
        "Pohjanmaan elinvoimakeskus",
        "Österbottens livskraftscentral",
        "Ostrobothnia Economic Development Centre",
    )
    assert all(area.name_fi and area.name_sv and area.name_en for area in finland.every)


@pytest.mark.parametrize(
    ("years", "count"),
    [
        (range(2013, 2015), 320),
        (range(2015, 2016), 317),
        (range(2016, 2017), 313),
        (range(2017, 2020), 311),
        (range(2020, 2021), 310),
        (range(2021, 2025), 309),
        (range(2025, 2027), 308),
    ],
)
def test_the_municipalities_of_every_year_are_counted(finland, years, count):
    assert [len(finland.areas("kunta", date(year, 1, 1))) for year in years] == [count] * len(years)


@pytest.mark.parametrize(
    ("level", "on", "count"),
    [
        ("maakunta", TODAY, 19),
        ("elinvoimakeskus", TODAY, 10),
        ("ely", LAST_DAY_OF_ELY, 16),
        ("suuralue", TODAY, 5),
        ("hyvinvointialue", TODAY, 23),
        ("country", TODAY, 1),
    ],
)
def test_the_areas_of_every_level_are_counted(finland, level, on, count):
    assert len(finland.areas(level, on)) == count


def test_the_ely_centre_of_hame_was_followed_by_two_elinvoimakeskukset(finland):
    heirs = [(heir.new_level, heir.new_code, heir.since) for heir in finland.successors("ely", "04")]
    assert heirs == [("elinvoimakeskus", "03", date(2026, 1, 1)), ("elinvoimakeskus", "04", date(2026, 1, 1))]


def test_every_other_ely_centre_was_followed_by_one(finland):
    assert {len(finland.successors("ely", area.code)) for area in finland.areas("ely", LAST_DAY_OF_ELY)} == {1, 2}
    assert [len(finland.successors("ely", f"{n:02}")) for n in range(1, 17)] == [1, 1, 1, 2] + [1] * 12


def test_a_merged_municipality_names_the_one_it_joined(finland):
    assert [(heir.new_code, heir.since) for heir in finland.successors("kunta", "588")] == [("507", date(2025, 1, 1))]
    assert finland.successors("kunta", "091") == ()


def test_an_area_that_ended_is_refused_and_names_its_successor(finland):
    with raises("area_ended", area="Pertunmaa (588)", heir="Mäntyharju (507)", on=date(2025, 1, 1)):
        finland.area("kunta", "588", TODAY)


def test_a_level_that_ended_is_refused_and_names_those_in_force(finland):
    with raises("level_ended", level="ely", last=LAST_DAY_OF_ELY, on=TODAY, levels=finland.levels_in_force(TODAY)):
        finland.areas("ely", TODAY)


def test_an_unknown_level_is_refused(finland):
    with raises("level_unknown", level="seutukunta"):
        finland.areas("seutukunta", TODAY)


@pytest.mark.parametrize("year", range(2013, 2027))
def test_every_municipality_lies_in_one_region_and_every_region_in_one_area_of_each_level(finland, year):
    on = date(year, 1, 1)
    everybody = {area.code for area in finland.areas("kunta", on)}
    for level in finland.levels_in_force(on):
        grounds = [finland.ground(area, on) for area in finland.areas(level, on)]
        assert frozenset().union(*grounds) == everybody
        assert sum(map(len, grounds)) == len(everybody)  # no municipality twice


@pytest.mark.parametrize("year", range(2014, 2027))
def test_every_difference_between_two_years_stands_in_the_list_of_changes(finland, year):
    def regions(on: date) -> dict[str, str]:
        return {code: region.code for region in finland.areas("maakunta", on) for code in finland.ground(region, on)}

    before, after = regions(date(year - 1, 1, 1)), regions(date(year, 1, 1))
    told = [change for change in finland.changes if change.on == date(year, 1, 1)]
    assert {change.from_code for change in told if change.kind == "merge"} == before.keys() - after.keys()
    assert after.keys() <= before.keys()
    assert {(change.municipality, change.from_code, change.to_code) for change in told if change.kind == "move"} == {
        (code, before[code], after[code]) for code in after if after[code] != before[code]
    }


def test_no_area_overlaps_itself_in_time(finland):
    for area in finland.every:
        twins = [other for other in finland.every if (other.level, other.code) == (area.level, area.code)]
        assert twins == [area]


def test_a_small_country_of_our_own_can_be_told():
    start = date(2020, 1, 1)
    still = Validity(start, None)

    def area(level: str, code: str, name: str) -> Area:
        return Area(level, code, still, name, name, name)

    small = Classification(
        every=(
            *(area("kunta", code, f"Kunta {code}") for code in ("001", "002", "003")),
            area("maakunta", "01", "Itä"),
            area("maakunta", "02", "Länsi"),
            area("ely", "01", "Itä"),
        ),
        memberships=(
            Membership("maakunta", "01", "kunta", "001", still),
            Membership("maakunta", "01", "kunta", "002", still),
            Membership("maakunta", "02", "kunta", "003", still),
            Membership("ely", "01", "maakunta", "01", still),
        ),
        changes=(Change(start, "merge", "kunta", "009", "001", "", "Vanha", None),),
    )
    assert codes(members(small, "ely", "01", "kunta", start)) == ["001", "002"]
    assert unions(small, "ely", start) == {"01": ("01",)}
    with raises("area_ended", area="Vanha (009)", heir="Kunta 001 (001)"):
        find_area(small, "vanha", "kunta", start)


def test_looking_up_an_area_does_not_wait_for_geopandas():
    heavy = "import sys, geo.classification; sys.exit(bool({'geopandas', 'pandas', 'shapely'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", heavy], cwd=Path(__file__).parents[2], check=False).returncode == 0
