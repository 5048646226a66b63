"""JSON-stat cubes: StatFin's shape, its symbols, N. Ireland's quirks, and speed."""

import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.read.cube_mapping import read_jsonstat
from etl.read.declared.notes import name_of
from etl.read.formats.cubes.jsonstat import read_cube
from etl.read.formats.table import ROW
from geo.classification import read_classification
from tests.errors import raises
from tests.etl.read.helpers import card, published
from tests.etl.statuses import SAID

PLACES = read_classification()
SHARED = Path(__file__).parents[4] / "shared" / "samples"
CUBE = """
[cube]
indicator = "people"
area = "alue"
period = "vuosi"
level = "maakunta"
geo_year = 2026
[cube.select]
tiedot = "vaesto"
"""


def cube(**changed: Any) -> dict[str, Any]:
    """Two regions, a sub-region and the country, in two years; the second content is not wanted."""
    index = {"alue": ["SSS", "MK01", "SK011", "MK21"], "vuosi": ["2024", "2025*"], "tiedot": ["vaesto", "muutos"]}
    return {
        "class": "dataset",
        "id": list(index),
        "size": [4, 2, 2],
        "dimension": {name: {"category": {"index": codes}} for name, codes in index.items()},
        "value": list(range(16)),
    } | changed


def placed(index: object) -> dict[str, Any]:
    """The dimensions of the cube, with another index of the areas."""
    return {**cube()["dimension"], "alue": {"category": {"index": index}}}


def read(folder: Path, document: object, rest: str = CUBE) -> pl.DataFrame:
    content = json.dumps(document).encode()
    return read_jsonstat(card(folder, content, "cube.json", "cube", rest), published(), PLACES)


def cells(frame: pl.DataFrame) -> list[tuple[object, ...]]:
    return frame.select("level", "code", "period", "value", SAID).rows()


def test_a_cube_becomes_observations_of_the_level_and_the_country(tmp_path: Path) -> None:
    assert cells(read(tmp_path, cube())) == [
        ("country", "SSS", "2024", 0.0, ""),
        ("maakunta", "01", "2024", 4.0, ""),
        ("maakunta", "21", "2024", 12.0, ""),
        ("country", "SSS", "2025", 2.0, "P"),
        ("maakunta", "01", "2025", 6.0, "P"),
        ("maakunta", "21", "2025", 14.0, "P"),
    ]


@pytest.mark.parametrize(
    ("status", "value", "said"),
    [
        ("1", None, "O"),  # missing
        ("2", None, "M"),  # not applicable
        ("3", None, "C"),  # subject to secrecy
        ("7", 0.0, ""),  # magnitude nil: a true zero
        ("...", None, "C"),  # the symbol itself
        ("-", 0.0, ""),
        (None, None, "O"),  # nothing said: missing, never 0
    ],
)
def test_a_missing_value_keeps_why(tmp_path: Path, status: str | None, value: float | None, said: str) -> None:
    values: list[int | None] = list(range(16))
    values[4] = None
    found = cells(read(tmp_path, cube(value=values, status={} if status is None else {"4": status})))
    assert found[1] == ("maakunta", "01", "2024", value, said)


@pytest.mark.parametrize(
    ("status", "said"),
    [("M", "M"), ("m", "M"), ("z", "M"), ("O", "O"), ("L", "O"), ("Q", "C"), ("C", "C"), ("c", "C"), ("bc", "BC")],
)
def test_a_status_of_sdmx_or_eurostat_is_read_as_its_list_means_it(tmp_path: Path, status: str, said: str) -> None:
    values: list[int | None] = list(range(16))
    values[4] = None
    assert cells(read(tmp_path, cube(value=values, status={"4": status})))[1] == ("maakunta", "01", "2024", None, said)


def test_a_card_says_what_the_signs_of_its_publisher_mean(tmp_path: Path) -> None:
    rest = CUBE.replace("[cube.select]", '[cube.status]\n"r" = "P"\n"-" = "C"\n[cube.select]')
    values: list[int | None] = list(range(16))
    values[8 + 4] = None
    found = cells(read(tmp_path, cube(value=values, status={"4": "r", "12": "-"}), rest))
    assert found[1:3] == [("maakunta", "01", "2024", 4.0, "P"), ("maakunta", "21", "2024", None, "C")]


def test_a_symbol_in_the_place_of_a_value_is_no_number(tmp_path: Path) -> None:
    values: list[object] = [str(value) for value in range(16)]
    values[4] = "..."
    assert cells(read(tmp_path, cube(value=values)))[1] == ("maakunta", "01", "2024", None, "C")


def test_the_signs_of_cells_may_stand_beside_those_of_categories(tmp_path: Path) -> None:
    signs = ["b", *[None] * 3, ":", *[None] * 11]
    values = [None if sign == ":" else 5 for sign in signs]
    document = cube(value=values, status={"value": signs, "category": {"alue": ["p"]}})
    with raises("status_unknown", path="cube.json", row=5, column="status", found=":"):
        read(tmp_path, document)
    found = cells(read(tmp_path, document, '[missing]\n":" = "O"\n' + CUBE))
    assert [one[-1] for one in found if one[2] == "2024"] == ["B", "O", ""]


def test_an_unknown_status_stops_the_build_and_names_the_cell(tmp_path: Path) -> None:
    with raises("status_unknown", path="cube.json", row=5, column="status", found="odd"):
        read(tmp_path, cube(status={"4": "odd"}))


def test_values_may_be_sparse(tmp_path: Path) -> None:
    found = cells(read(tmp_path, cube(value={"0": 5, "4": 7})))
    assert [row[3] for row in found] == [5.0, 7.0, None, None, None, None]


def test_a_dimension_may_be_the_group(tmp_path: Path) -> None:
    rest = CUBE.replace(
        '[cube.select]\ntiedot = "vaesto"',
        '[cube.groups]\nlanguage = "tiedot"\n[cube.groups.codes.language]\nvaesto = "all"\nmuutos = "sv"',
    )
    found = read(tmp_path, cube(), rest).filter(pl.col("code") == "21", pl.col("period") == "2024")
    assert found.select("group_dim", "group_code", "value").rows() == [("all", "all", 12.0), ("language", "sv", 13.0)]


def test_a_dimension_that_the_card_does_not_tell_stops_the_build(tmp_path: Path) -> None:
    with raises("category_not_chosen", column="tiedot"):
        read(tmp_path, cube(), CUBE.replace('[cube.select]\ntiedot = "vaesto"', ""))


def test_a_dimension_or_category_that_is_not_there_stops_the_build(tmp_path: Path) -> None:
    with raises("dimension_missing", column="Alue", found=("alue", "vuosi", "tiedot")):
        read(tmp_path, cube(), CUBE.replace('area = "alue"', 'area = "Alue"'))
    with raises("category_missing", category="väestö", found=("vaesto", "muutos")):
        read(tmp_path, cube(), CUBE.replace('"vaesto"', '"väestö"'))
    document = cube()
    document["dimension"]["tiedot"]["category"]["label"] = {"vaesto": "Population", "muutos": "muutos"}
    with raises("category_missing", category="väestö", found=("vaesto (Population)", "muutos")):
        read(tmp_path, document, CUBE.replace('"vaesto"', '"väestö"'))


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ({"a": 1}, "jsonstat_unreadable"),
        ({"a": cube(), "b": cube()}, "datasets_not_one"),
        ([1], "json_records"),
        (cube(size=[4, 2, 3]), "cube_unfit"),
        (cube(value=[1, 2]), "cube_unfit"),
        (cube(size=[10**12, 1, 1], value=1), "table_too_large"),
        (cube(status=["1", "2"]), "cube_unfit"),
        (cube(value=[10**400, *range(15)]), "cube_value_not_a_number"),
        (cube(value=["many", *range(15)]), "cube_value_not_a_number"),
        (cube(value=[True, *range(15)]), "cube_value_not_a_number"),
        (cube(value=["5,638", *range(15)]), "decimal_mark_wrong"),
        (cube(value=[": c", *range(15)]), "status_unknown"),
        (cube(value={"0": 1, "16": 2}), "cube_unfit"),  # a cell beyond the cube
        (cube(value={"0": 1, "x": 2}), "cube_unfit"),
        (cube(status={"16": "p"}), "cube_unfit"),
        (cube(dimension=placed({"SSS": 0, "MK01": 1, "SK011": 1, "MK21": 2})), "cube_unfit"),  # two in one place
        (cube(dimension=placed({"SSS": 0, "MK01": 1, "SK011": 2, "MK21": 4})), "cube_unfit"),
        (cube(dimension=placed(["SSS", "MK01", "MK01", "MK21"])), "cube_unfit"),
        ({"class": "collection", "version": "2.0", "link": {"item": []}}, "json_no_dataset"),
        ({"class": "dimension", "label": "alue", "category": {"index": ["SSS"]}}, "json_no_dataset"),
    ],
)
def test_a_broken_cube_stops_the_build(tmp_path: Path, document: object, code: str) -> None:
    with raises(code, path="cube.json"):
        read(tmp_path, document)


@pytest.mark.parametrize("text", ["5 638", "5\u00a0638", " 5638 ", "5638.0"])
def test_a_number_as_text_is_read_with_blanks_between_its_digits(tmp_path: Path, text: str) -> None:
    assert 5638.0 in read(tmp_path, cube(value=[text, *range(15)]))["value"]


def test_an_empty_text_is_missing(tmp_path: Path) -> None:
    assert read(tmp_path, cube(value=["", *range(15)]))["value"].null_count() == 1


def test_a_dimension_called_as_our_own_columns_stops_the_build(tmp_path: Path) -> None:
    (tmp_path / "cube.json").write_text(json.dumps(cube()).replace("tiedot", "value"), encoding="utf-8")
    with raises("dimension_name_reserved", path="cube.json", column="value"):
        read_cube(tmp_path / "cube.json")


def test_brackets_without_end_are_not_json(tmp_path: Path) -> None:
    (tmp_path / "cube.json").write_bytes(b"[" * 100_000)
    with raises("json_broken"):
        read_cube(tmp_path / "cube.json")


def test_an_error_page_instead_of_json_stops_the_build(tmp_path: Path) -> None:
    (tmp_path / "cube.json").write_text("<html>Bad Request</html>", encoding="utf-8")
    with raises("web_page_not_json"):
        read_cube(tmp_path / "cube.json")


@given(st.lists(st.integers(1, 4), min_size=1, max_size=4))
def test_the_last_dimension_varies_fastest(tmp_path_factory: pytest.TempPathFactory, sizes: list[int]) -> None:
    ids = [f"d{at}" for at in range(len(sizes))]
    places = [[]]
    for size in sizes:
        places = [[*place, str(at)] for place in places for at in range(size)]
    document = {
        "id": ids,
        "size": sizes,
        "dimension": {
            name: {"category": {"index": {str(at): at for at in range(size)}}}
            for name, size in zip(ids, sizes, strict=True)
        },
        "value": list(range(len(places))),
    }
    path = tmp_path_factory.mktemp("cube") / "cube.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    assert [list(row) for row in read_cube(path).frame.select(ids).rows()] == places


def sample(name: str) -> Path:
    path = SHARED / name
    if not path.is_file():
        pytest.skip(f"{name} is not beside the project")
    return path


def accepting(name: str) -> str:
    """Return the line of a card that accepts every note of a sample."""
    lines = ", ".join(f'{{ note = "{name_of(note)}" }}' for note in read_cube(sample(name)).notes)
    return f"accepted_notes = [{lines}]"


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "cells_", "first"),
    [
        ("jsonstat/galicia-2.0.json", 3960, 2695880.0),
        ("jsonstat/statswe.json", 1120, 0.0),
        ("ni_good_relations/INDCOMRELEQ.json", 297, 45.1),
        ("ni_good_relations/INDCULTIDEQ.json", 270, 64.2),
        ("ni_good_relations/INDRESPECTEQ.json", 224, 28.1),
        ("statfin_v1/pxgraf_TEST_JSONSTAT2_FI.json", 1, 58443598209.0),
        ("statfin_v1/pxgraf_TEST_JSONSTAT2_SV.json", 6, 58443598209.0),
        ("statfin_v1/pxgraf_TEST_JSONSTAT2_EN.json", 6, 58443598209.0),
        ("statfin_pxapi/map-kunta-population_11s5.json", 308, 16387.0),
        ("statfin_pxapi/with-nulls_12st.json", 36, None),
    ],
)
def test_every_sample_is_read(name: str, cells_: int, first: float | None) -> None:
    found = read_cube(sample(name)).frame
    assert found.height == cells_
    assert found["value"][0] == first
    assert found[ROW].to_list() == list(range(1, cells_ + 1))


@pytest.mark.shared
def test_a_file_with_two_datasets_is_refused_by_their_names() -> None:
    with raises("datasets_not_one", found=("oecd", "canada")):
        read_cube(sample("jsonstat/oecd-canada.json"))


@pytest.mark.shared
def test_statfin_nulls_keep_their_status() -> None:
    found = read_cube(sample("statfin_pxapi/with-nulls_12st.json")).frame
    assert found.filter(pl.col("value").is_null())["status"].unique().to_list() == ["2"]


@pytest.mark.shared
def test_statfin_municipalities_are_found_in_their_division(tmp_path: Path) -> None:
    content = sample("statfin_pxapi/map-kunta-population_11s5.json").read_bytes()
    rest = CUBE.replace("vuosi", "kuukausi").replace('"maakunta"', '"kunta"').replace('"vaesto"', '"vaesto_kuukausi"')
    top = accepting("statfin_pxapi/map-kunta-population_11s5.json")
    made = card(tmp_path, content, "cube.json", "cube", rest.replace("2026", "2025"), top=top)
    found = read_jsonstat(made, published(), PLACES)
    assert found.height == 308
    assert found.row(by_predicate=pl.col("code") == "091", named=True)["value"] == 684018.0


@pytest.mark.shared
def test_northern_ireland_is_read_with_its_own_areas_as_groups(tmp_path: Path) -> None:
    content = sample("ni_good_relations/INDRESPECTEQ.json").read_bytes()
    rest = """
[cube]
indicator = "trust"
area = "STATISTIC"
period = "TLIST(A1)"
level = "country"
geo_year = 2026
[cube.areas]
INDRESPECT = "SSS"
[cube.groups]
language = "EQUALGROUPS"
[cube.groups.codes.language]
N92000002 = "all"
"""
    top = accepting("ni_good_relations/INDRESPECTEQ.json")
    top += '\naccepted_labels.EQUALGROUPS = { N92000002 = "Northern Ireland" }'
    found = read_jsonstat(card(tmp_path, content, "cube.json", "cube", rest, top=top), published(), PLACES)
    assert found.height == 8
    assert found.select("code", "period", "value").row(0) == ("SSS", "2016", 28.1)
