"""A whole is held against its parts: areas against the areas in them, everybody against the groups."""

from dataclasses import replace
from datetime import date

import msgspec
import pytest

from geo.classification import read_classification
from geo.nesting import members
from tests.errors import assert_tells
from tests.etl.read.helpers import published
from tests.etl.read.plausible.helpers import REGIONS, areas, codes, find

ALL_REGIONS = [1000.0 + 100 * at for at in range(len(REGIONS))]
TOTAL = sum(ALL_REGIONS)


def country(value: float, **same: object) -> dict[str, object]:
    return {"level": "country", "code": "SSS", "value": value, **same}


@pytest.mark.parametrize(
    ("value", "told", "certain"),
    [
        (TOTAL, [], False),
        (1.02 * TOTAL, [], False),  # some lie nowhere
        (1.2 * TOTAL, ["far_from_sum"], False),
        (0.8 * TOTAL, ["far_from_sum"], False),
        (TOTAL / 1000, ["far_from_sum"], True),  # in thousands
        (TOTAL * 100, ["far_from_sum"], True),
    ],
)
def test_a_count_of_the_country_is_the_sum_of_its_regions(value, told, certain):
    found = find([country(value), *areas(ALL_REGIONS)])
    assert codes(found) == told
    assert [one.certain for one in found] == [certain] * len(told)


def test_the_finding_names_the_whole_the_sum_and_the_row():
    (found,) = find([country(5636.0), *areas(ALL_REGIONS)])
    assert_tells(found.error, "far_from_sum", row=2, value=5636.0, total=TOTAL, number=19, kind="maakunta")


@pytest.mark.parametrize(
    ("value", "told"),
    [(TOTAL, ["areas_incomplete"]), (2 * TOTAL, ["areas_incomplete"]), (5000, ["far_from_sum", "areas_incomplete"])],
)
def test_where_parts_are_missing_they_may_only_add_to_less(value, told):
    assert codes(find([country(value), *areas(ALL_REGIONS[:18])])) == told


def test_a_hidden_part_is_no_sum():
    hidden = [one | {"value": None, "conf_status": "C"} if one["code"] == "21" else one for one in areas(ALL_REGIONS)]
    assert find([country(2 * TOTAL), *hidden]) == []


def test_a_part_that_cannot_exist_is_no_gap():
    shares = areas([50.0 + at / 2 for at in range(len(REGIONS))], indicator="trust")
    of = [one | {"value": None, "obs_status": "M"} if one["code"] == "21" else one for one in shares]
    assert find([country(55.0, indicator="trust"), *of]) == []
    assert codes(find([country(5.5, indicator="trust"), *of])) == ["outside_its_parts"]


@pytest.mark.parametrize(
    ("value", "told"),
    [(55.0, []), (50.0, []), (49.7, []), (49.0, ["outside_its_parts"]), (0.55, ["outside_its_parts"])],
)
def test_a_share_of_the_country_lies_between_those_of_its_regions(value, told):
    shares = areas([50.0 + at / 2 for at in range(len(REGIONS))], indicator="trust")
    assert codes(find([country(value, indicator="trust"), *shares])) == told


def test_a_region_is_held_against_its_municipalities():
    inside = members(read_classification(), "maakunta", "21", "kunta", date(2026, 1, 1))
    rows = [{"level": "kunta", "code": one.code, "value": 100.0} for one in inside]
    assert "far_from_sum" not in codes(find([{"code": "21", "value": 100.0 * len(inside)}, *rows]))
    assert "far_from_sum" in codes(find([{"code": "21", "value": 160.0}, *rows]))


def by_language(fi: float, sv: float | None, foreign: float, everybody: float) -> list[dict[str, object]]:
    """Return a country's figures of three languages, of which together there are all."""
    groups = {code: value for code, value in (("fi", fi), ("sv", sv), ("foreign", foreign)) if value is not None}
    rows = [country(value, group_dim="language", group_code=code) for code, value in groups.items()]
    return [country(everybody), *rows]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (by_language(800, 50, 150, 1000), []),
        (by_language(800, 500, 150, 1000), ["far_from_sum"]),
        (by_language(80, 50, 150, 1000), ["far_from_sum"]),
        (by_language(80, None, 150, 1000), []),  # not all groups are there
        (by_language(800, None, 1500, 1000), ["far_from_sum"]),
        ([one | {"indicator": "trust"} for one in by_language(60, 70, 80, 61)], []),
        ([one | {"indicator": "trust"} for one in by_language(60, 70, 80, 59)], ["outside_its_parts"]),
    ],
)
def test_everybody_is_held_against_groups_that_are_complete(rows, told):
    dims = [msgspec.structs.replace(dim, complete=dim.dim == "language") for dim in published().groups]
    assert codes(find(rows, replace(published(), groups=tuple(dims)))) == told
    assert find(rows) == []  # of groups that may overlap, or leave some out, nothing is known
