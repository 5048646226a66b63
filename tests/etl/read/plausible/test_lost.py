"""What the period before had and this one lacks is told: areas, groups, whole tables."""

from datetime import date

from geo.classification import read_classification
from tests.errors import assert_tells
from tests.etl.read.plausible.helpers import REGIONS, areas, codes, find

COUNTS = [1000.0 + 100 * at for at in range(len(REGIONS))]
LATER = [1010.0 + 99 * at for at in range(len(REGIONS))]


def test_areas_that_the_period_before_had_are_told_by_number_and_name():
    (found,) = find([*areas(COUNTS, period="2024"), *areas(LATER[:12], period="2025")])
    assert_tells(found.error, "areas_lost", path="2025.csv", number=12, before="2024", earlier=19)
    assert found.error.parameters["missing"][0].startswith(f"{REGIONS[12]} ")
    assert "the number of areas is 12, in 2024 it was 19; missing: " in str(found.error)


def test_all_areas_and_more_are_no_finding():
    assert find([*areas(COUNTS[:10], period="2024"), *areas(LATER, period="2025")]) == []


def test_an_area_that_was_lost_while_another_came_is_told():
    now = areas(LATER, period="2025")[1:]
    assert codes(find([*areas(COUNTS[:11], period="2024"), *now])) == ["areas_lost"]


def test_an_area_without_a_value_is_not_lost():
    now = [
        one | {"value": None, "conf_status": "C"} if one["code"] == "21" else one for one in areas(LATER, period="2025")
    ]
    assert find([*areas(COUNTS, period="2024"), *now]) == []


def test_an_area_that_has_merged_is_not_lost():
    merged = next(one for one in read_classification().mergers("kunta", date(2026, 1, 1)) if one.on.year > 2015)
    year = merged.on.year
    before = [
        {"level": "kunta", "code": code, "geo_year": year - 1, "value": 500.0, "period": "2020"}
        for code in (merged.from_code, merged.to_code, "091")
    ]
    now = [one | {"geo_year": year, "period": "2021"} for one in before if one["code"] != merged.from_code]
    assert find([*before, *now]) == []
    assert codes(find([*before, *now[:1]])) == ["areas_lost"]


def test_a_first_period_that_lacks_few_areas_of_its_level_is_told():
    (found,) = find(areas(COUNTS[:18]))
    assert_tells(found.error, "areas_incomplete", number=18, all=19)
    assert find(areas(COUNTS[:6])) == []  # of a study in some regions
    assert find(areas(COUNTS)) == []


def test_a_group_and_an_indicator_that_the_next_file_lacks_are_told():
    group = {"level": "country", "code": "SSS", "group_dim": "language"}
    before = [{**group, "group_code": code, "value": 100.0, "period": "2024"} for code in ("fi", "sv")]
    trust = {"level": "country", "code": "SSS", "indicator": "trust", "value": 50.0, "period": "2024"}
    found = find([*before, trust, before[0] | {"period": "2025"}])
    assert codes(found) == ["table_lost", "table_lost"]
    assert [one.error.parameters["cell"] for one in found] == [
        ["people", "country", "language sv"],
        ["trust", "country"],
    ]
    same_file = [one | {"file": "all.csv"} for one in (*before, before[0] | {"period": "2025"})]
    assert find(same_file) == []  # a table put together from several publications
