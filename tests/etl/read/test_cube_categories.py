"""What a card chooses from a cube: without areas, several groupings of one dimension, several indicators, periods."""

import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from etl.config.catalogue.catalogue import Catalogue
from etl.config.catalogue.entries import Group, GroupDimension
from etl.read.cube_mapping import read_jsonstat
from geo.classification import read_classification
from tests.errors import raises
from tests.etl.read.helpers import SAME, card, catalogue, indicator
from tests.etl.statuses import SAID

PLACES = read_classification()
DIMS = {"all": ("all",), "sex": ("male", "female"), "age": ("young", "old")}


def known() -> Catalogue:
    groups = tuple(
        GroupDimension(dim=dim, name=SAME, groups=tuple(Group(code=code, name=SAME) for code in codes))
        for dim, codes in DIMS.items()
    )
    published = [indicator("trust", 10, None, "published_share"), indicator("people", 90, None, "register_count")]
    return Catalogue(tuple(published), catalogue().scales, groups)


def read(folder: Path, index: dict[str, list[str]], rest: str, **labels: dict[str, str]) -> pl.DataFrame:
    sizes = [len(codes) for codes in index.values()]
    count = 1
    for size in sizes:
        count *= size
    categories: dict[str, Any] = {name: {"category": {"index": codes}} for name, codes in index.items()}
    for name, words in labels.items():
        categories[name]["category"]["label"] = words
    document = {"id": list(index), "size": sizes, "dimension": categories, "value": [50 + at for at in range(count)]}
    made = card(folder, json.dumps(document).encode(), "cube.json", "cube", rest)
    return read_jsonstat(made, known(), PLACES)


WITHOUT_AREAS = '[cube]\nindicator = "trust"\nperiod = "year"\ngeo_year = 2026\n{more}\n'
MIXED = """[cube.groups]
sex = "background"
age = "background"
[cube.groups.codes.sex]
T = "all"
M = "male"
F = "female"
[cube.groups.codes.age]
A = "young"
B = "old"
"""


def test_a_cube_without_areas_is_about_the_whole_country(tmp_path: Path) -> None:
    found = read(tmp_path, {"year": ["2023", "2024"]}, WITHOUT_AREAS.format(more=""))
    assert found.select("level", "code", "period", "value").rows() == [
        ("country", "SSS", "2023", 50.0),
        ("country", "SSS", "2024", 51.0),
    ]


def test_one_dimension_may_hold_several_groupings(tmp_path: Path) -> None:
    index = {"year": ["2024"], "background": ["T", "M", "F", "A", "B", "rural"]}
    found = read(tmp_path, index, WITHOUT_AREAS.format(more=MIXED))
    assert found.select("group_dim", "group_code", "value").rows() == [
        ("age", "old", 54.0),
        ("age", "young", 53.0),
        ("all", "all", 50.0),
        ("sex", "female", 52.0),
        ("sex", "male", 51.0),
    ]


def test_the_total_may_be_named_in_every_grouping(tmp_path: Path) -> None:
    more = MIXED.replace('A = "young"', 'T = "all"\nA = "young"')
    found = read(tmp_path, {"year": ["2024"], "background": ["T", "M", "F", "A", "B"]}, WITHOUT_AREAS.format(more=more))
    assert found.height == len("TMFAB")


def test_one_dimension_may_hold_several_indicators(tmp_path: Path) -> None:
    rest = """[cube]
contents = "what"
area = "area"
period = "year"
level = "maakunta"
geo_year = 2026
[cube.indicators]
share = "trust"
number = "people"
"""
    found = read(tmp_path, {"area": ["MK01"], "year": ["2024"], "what": ["share", "change", "number"]}, rest)
    assert found.select("indicator", "code", "value").rows() == [("people", "01", 52.0), ("trust", "01", 50.0)]


@pytest.mark.parametrize(
    ("old", "new", "code", "told"),
    [
        ('period = "year"', 'period = "year"\nlevel = "maakunta"', "cube_area_missing", {"level": "maakunta"}),
        ('period = "year"', 'period = "year"\narea = "background"', "cube_level_missing", {"key": "cube.level"}),
        ('indicator = "trust"\n', "", "cube_indicator_missing", {"key": "cube.indicator"}),
        ('indicator = "trust"\n', 'indicator = "trust"\ncontents = "year"\n', "cube_indicator_missing", {}),
        ('age = "background"', 'age = "year"', "cube_groups_several", {"found": ["sex", "age"]}),
        ('[cube.groups.codes.age]\nA = "young"\nB = "old"\n', "", "cube_groups_without_codes", {}),
        ('A = "young"', 'M = "young"', "cube_category_twice", {"found": "M"}),
        ('A = "young"', 'C = "young"', "category_missing", {"category": "C", "part": "[cube.groups.codes]"}),
    ],
)
def test_a_card_that_does_not_fit_is_refused(
    tmp_path: Path, old: str, new: str, code: str, told: dict[str, object]
) -> None:
    index = {"year": ["2024"], "background": ["T", "M", "F", "A", "B"]}
    rest = WITHOUT_AREAS.format(more=MIXED)
    assert old in rest
    with raises(code, **told):
        read(tmp_path, index, rest.replace(old, new))


@pytest.mark.parametrize(
    ("code", "label", "period", "said"),
    [
        ("2024", "2024", "2024", ""),
        ("2024", "2024*", "2024", "P"),  # the star stands in the label only
        ("2024*", "2024", "2024", "P"),
        ("0", "2024", "2024", ""),  # a code that is only a number of the row
        ("24", "2024*", "2024", "P"),
        ("2024", "Year 2024", "2024", ""),
        ("2024Q1", "2024Q1*", "2024Q1", "P"),
    ],
)
def test_a_period_is_read_by_its_code_and_its_label(
    tmp_path: Path, code: str, label: str, period: str, said: str
) -> None:
    found = read(tmp_path, {"year": [code]}, WITHOUT_AREAS.format(more=""), year={code: label})
    assert found.select("period", SAID).rows() == [(period, said)]


@pytest.mark.parametrize(
    ("codes", "more", "periods"),
    [
        (["2009-10"], {}, ["2009-2010"]),  # two years, as reports write them
        (["2009-10"], {"freq": ["M"]}, ["2009M10"]),  # Eurostat
        (["2009-10", "2009-11"], {}, ["2009M10", "2009M11"]),  # the second can be nothing else
        (["2024-Q1", "2024-Q2"], {"freq": ["Q"]}, ["2024Q1", "2024Q2"]),
        (["2024"], {"freq": ["A"]}, ["2024"]),
    ],
)
def test_a_month_of_eurostat_is_no_pair_of_years(
    tmp_path: Path, codes: list[str], more: dict[str, list[str]], periods: list[str]
) -> None:
    found = read(tmp_path, {**more, "year": codes}, WITHOUT_AREAS.format(more=""))
    assert found["period"].to_list() == periods


def test_two_periods_for_one_category_are_refused(tmp_path: Path) -> None:
    with raises("period_label_contradicts", column="year", found="2023", label="2024"):
        read(tmp_path, {"year": ["2023"]}, WITHOUT_AREAS.format(more=""), year={"2023": "2024"})


def test_nuts_codes_are_areas_where_the_card_says_which(tmp_path: Path) -> None:
    rest = """[cube]
indicator = "trust"
area = "geo"
period = "time"
level = "maakunta"
geo_year = 2026
[cube.areas]
FI = "SSS"
FI1B1 = "01"
[cube.select]
freq = "A"
"""
    index = {"freq": ["A"], "geo": ["EU27_2020", "FI", "FI1B1", "SE"], "time": ["2024"]}
    found = read(tmp_path, index, rest)
    assert found.select("level", "code", "value").rows() == [("country", "SSS", 51.0), ("maakunta", "01", 52.0)]
    with raises("category_missing", category="FI1C1", part="[cube.areas]"):
        read(tmp_path, index, rest.replace("FI1B1", "FI1C1"))
