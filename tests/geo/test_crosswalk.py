"""Where the people of every area went: the manual of geo/crosswalk.py."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.classification import Classification, read_classification
from geo.crosswalk import Crosswalk, Division, impute_municipal_population
from geo.tables import Area, Change, Validity
from tests.errors import raises

ROOT = Path(__file__).parents[2]
FINLAND = read_classification()
NEWEST = Division("kunta", 2026)
EVERYBODY = {area.code: 1000.0 for area in FINLAND.areas("kunta", NEWEST.day)}
HERE = Crosswalk(FINLAND, EVERYBODY)
NOBODY = Crosswalk(FINLAND, {})

divisions = st.one_of(
    st.tuples(st.sampled_from(["country", "maakunta", "kunta"]), st.integers(2013, 2026)),
    st.tuples(st.just("ely"), st.integers(2013, 2025)),
    st.tuples(st.just("suuralue"), st.integers(2014, 2026)),
    st.tuples(st.just("hyvinvointialue"), st.integers(2023, 2026)),
).map(lambda pair: Division(*pair))


def successor(division: Division) -> Division:
    return Division("elinvoimakeskus" if division.level == "ely" else division.level, 2026)


def test_a_merged_municipality_goes_whole_to_its_successor_through_every_later_merger():
    parts = HERE.parts(Division("kunta", 2013), NEWEST)
    assert (parts["099"], parts["588"], parts["091"]) == ({"214": 1}, {"507": 1}, {"091": 1})


def test_a_municipality_that_gave_a_part_is_split_by_people_not_by_area():
    parts = HERE.parts(Division("kunta", 2017), NEWEST)
    assert parts["564"] == pytest.approx({"564": 1 - 417 / 201810, "139": 417 / 201810})  # 1.73 % of Oulu's area
    assert round(parts["564"]["139"], 4) == 0.0021


SEEDED = """
from geo.classification import read_classification
from geo.crosswalk import Crosswalk, Division
finland = read_classification()
people = {area.code: int(area.code) / 7 for area in finland.areas("kunta", Division("kunta", 2026).day)}
print(sorted(Crosswalk(finland, people).moved(Division("maakunta", 2018), 2026).items()))
"""


def test_the_share_that_moved_is_the_same_in_every_process_whatever_the_order_of_its_sets():
    command = [sys.executable, "-c", SEEDED]
    told = {
        subprocess.run(
            command, cwd=ROOT, env={"PYTHONHASHSEED": str(seed)}, capture_output=True, text=True, check=True
        ).stdout
        for seed in range(4)
    }
    assert len(told) == 1


def test_a_part_without_people_moves_nothing():
    assert HERE.parts(Division("kunta", 2015), NEWEST)["560"] == {"560": 1}  # Orimattila to Lahti: 0 persons


def test_a_part_and_the_rest_that_follows_it_later_arrive_as_one():
    first, second, third = (date(year, 1, 1) for year in (2020, 2021, 2022))
    country = Classification(
        every=(
            Area("kunta", "001", Validity(first, date(2021, 12, 31)), "Anola", "Anola", "Anola"),
            Area("kunta", "002", Validity(first, None), "Beela", "Beela", "Beela"),
        ),
        memberships=(),
        changes=(
            Change(second, "transfer", "kunta", "001", "002", "", "Anola", 30, 100),
            Change(third, "merge", "kunta", "001", "002", "", "Anola", None),
        ),
    )
    here = Crosswalk(country, {})
    assert here.parts(Division("kunta", 2020), Division("kunta", 2021))["001"] == {"001": 0.7, "002": 0.3}
    assert here.parts(Division("kunta", 2020), Division("kunta", 2022))["001"] == {"002": 1}


def test_an_ely_centre_goes_to_the_centre_that_took_over_and_hame_to_two_by_their_people():
    parts = HERE.parts(Division("ely", 2025), Division("elinvoimakeskus", 2026))
    assert parts.pop("04") == pytest.approx({"03": 10 / 21, "04": 11 / 21})
    assert {len(shares) for shares in parts.values()} == {1}
    assert parts["16"] == {"02": 1}


def test_regions_sum_to_ely_centres_and_to_elinvoimakeskukset():
    ely = HERE.parts(Division("maakunta", 2025), Division("ely", 2025))
    centre = HERE.parts(Division("maakunta", 2026), Division("elinvoimakeskus", 2026))
    assert (ely["05"], ely["07"]) == ({"04": 1}, {"04": 1})
    assert (centre["05"], centre["07"]) == ({"04": 1}, {"03": 1})


def test_municipalities_give_exact_sums_of_regions_in_a_newer_division():
    assert HERE.parts(Division("kunta", 2020), Division("maakunta", 2026))["090"] == {"12": 1}  # Heinävesi


@given(divisions)
def test_every_area_is_carried_whole_and_only_to_areas_that_exist(division):
    new = successor(division)
    parts = HERE.parts(division, new)
    assert parts.keys() == {area.code for area in FINLAND.areas(division.level, division.day)}
    assert {code for shares in parts.values() for code in shares} == {
        area.code for area in FINLAND.areas(new.level, new.day)
    }
    for shares in parts.values():
        assert sum(shares.values()) == pytest.approx(1)
        assert all(0 < share <= 1 for share in shares.values())


@given(st.integers(2013, 2026), st.integers(2013, 2026), st.integers(2013, 2026))
def test_two_steps_lead_where_one_does(first, second, third):
    first, second, third = sorted((first, second, third))
    whole = HERE.parts(Division("kunta", first), Division("kunta", third))
    to, on = (
        HERE.parts(Division("kunta", first), Division("kunta", second)),
        HERE.parts(Division("kunta", second), Division("kunta", third)),
    )
    for code, shares in whole.items():
        by_steps = dict.fromkeys(shares, 0.0)
        for between, share in to[code].items():
            for new, part in on[between].items():
                by_steps[new] += share * part
        assert by_steps == pytest.approx(shares)


@pytest.mark.parametrize(
    ("old", "new", "code", "told"),
    [
        (("kunta", 2026), ("kunta", 2020), "division_backwards", {"old": 2026, "new": 2020}),
        (("ely", 2025), ("maakunta", 2025), "area_overlaps", {"area": "Hämeen ELY-keskus (04)", "of": "maakunta"}),
        (("maakunta", 2026), ("kunta", 2026), "area_overlaps", {"of": "kunta"}),
        (("maakunta", 2026), ("hyvinvointialue", 2026), "area_overlaps", {"area": "Uusimaa (01)"}),
        (("ely", 2025), ("maakunta", 2026), "level_ended", {"level": "ely", "last": date(2025, 12, 31)}),
        (("tyollisyysalue", 2025), ("maakunta", 2026), "level_without_members", {"level": "tyollisyysalue"}),
    ],
)
def test_what_cannot_be_carried_is_refused_with_the_reason(old, new, code, told):
    with raises(code, **told):
        HERE.parts(Division(*old), Division(*new))


def test_no_people_are_needed_where_nothing_but_municipalities_splits():
    assert len(NOBODY.parts(Division("kunta", 2013), Division("maakunta", 2026))) == 320
    assert NOBODY.parts(Division("suuralue", 2014), Division("suuralue", 2026))["1"] == {"1": 1}


def test_a_split_without_people_is_refused_and_says_what_to_fetch():
    with raises("people_missing") as caught:
        NOBODY.parts(Division("ely", 2025), Division("elinvoimakeskus", 2026))
    assert str(caught.value).endswith("Fetch the population by municipality first.")


def test_areas_whose_ground_changed_are_told_with_the_share_of_people():
    moved = HERE.moved(Division("maakunta", 2020), 2026)
    assert set(moved) == {"06", "07", "08", "10", "11", "12", "13", "14", "15"}
    assert moved["08"] == pytest.approx(1 / 7)  # Kymenlaakso had seven municipalities, Iitti left
    assert HERE.moved(Division("maakunta", 2021), 2026) == {}


def test_a_level_that_ended_is_followed_to_its_last_year():
    assert set(HERE.moved(Division("ely", 2020), 2026)) == {"04", "05", "06", "07", "08", "09", "10", "11", "12"}
    assert HERE.moved(Division("ely", 2025), 2026) == {}


def test_of_municipalities_only_a_given_part_is_told_in_people():
    moved = HERE.moved(Division("kunta", 2017), 2026)
    assert moved["564"] == pytest.approx(417 / 201810)
    assert (moved["139"], moved["214"], moved["099"]) == (None, None, None)
    assert "049" not in moved


def test_people_by_region_answer_every_question_about_regions():
    regions = {area.code: 10_000.0 for area in FINLAND.areas("maakunta", NEWEST.day)}
    people = impute_municipal_population(regions, FINLAND, 2026)
    assert people.keys() == EVERYBODY.keys()
    assert (people["090"], people["785"]) == (3196, 3074)  # Heinävesi and Vaala, as the list of changes tells
    for code in regions:
        ground = FINLAND.ground(FINLAND.area("maakunta", code, NEWEST.day), NEWEST.day)
        assert sum(people[municipality] for municipality in ground) == pytest.approx(10_000)
    hame = Crosswalk(FINLAND, people).parts(Division("ely", 2025), Division("elinvoimakeskus", 2026))["04"]
    assert hame == pytest.approx({"03": 0.5, "04": 0.5})
