"""SDMX-JSON 1.0 and 2.0; sdmx1, an independent library, reads version 1.0 alike."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from etl.config.findings import Finding
from etl.config.layout import Table
from etl.read.cube_categories import cube_of, tell_unused
from etl.read.cube_mapping import read_jsonstat
from etl.read.formats.files import read_cube_file
from etl.read.formats.table import SourceTable
from geo.classification import read_classification
from tests.errors import assert_tells, raises
from tests.etl.read.helpers import card, published

CUBE = """
[cube]
indicator = "people"
area = "REF_AREA"
period = "TIME_PERIOD"
level = "maakunta"
geo_year = 2026
"""
AREAS = {"01": "Uusimaa", "21": "Åland"}


def component(name: str, *codes: str) -> dict[str, Any]:
    return {
        "id": name,
        "name": name.title(),
        "values": [{"id": code, "name": AREAS.get(code, f"Label of {code}")} for code in codes],
    }


STRUCTURE = {
    "dimensions": {
        "dataSet": [component("FREQ", "A")],
        "series": [component("REF_AREA", "01", "21")],
        "observation": [component("TIME_PERIOD", "2024", "2025")],
    },
    "attributes": {
        "dataSet": [component("DECIMALS", "1")],
        "series": [component("UNIT_MULT", "0", "3")],
        "observation": [component("OBS_STATUS", "A", "P"), component("CONF_STATUS", "F", "C")],
    },
}
DATASET = {
    "action": "Information",
    "attributes": [0],
    "series": {
        "0": {"attributes": [1], "observations": {"0": [1759.537, 0, 0], "1": [1782, 1, None]}},
        "1": {"attributes": [0], "observations": {"0": [30541], "1": [None, None, 1]}},
    },
}
HEADER = {"id": "x", "prepared": "2026-01-01T00:00:00", "sender": {"id": "us", "name": "Us"}}
FIRST = {"header": HEADER, "structure": STRUCTURE, "dataSets": [DATASET]}
SECOND = {"meta": {}, "data": {"structures": [STRUCTURE], "dataSets": [{"structure": 0, **DATASET}]}}
EXPECTED = [
    (1, "A", "01", "2024", "1759537", "A"),
    (2, "A", "01", "2025", "1782000", "P"),
    (3, "A", "21", "2024", "30541", None),
    (4, "A", "21", "2025", None, "C"),
]


def raw(folder: Path, message: object) -> SourceTable:
    path = folder / "data.json"
    path.write_text(json.dumps(message), encoding="utf-8")
    return read_cube_file(path, Table())


def changed(**dataset: Any) -> dict[str, Any]:
    return {**FIRST, "dataSets": [DATASET | dataset]}


@pytest.mark.parametrize("message", [FIRST, SECOND, {"data": FIRST}])
def test_both_versions_give_the_same_cells(tmp_path: Path, message: object) -> None:
    found = raw(tmp_path, message)
    assert found.frame.columns[1:] == ["FREQ", "REF_AREA", "TIME_PERIOD", "value", "status"]
    assert found.frame.rows() == EXPECTED
    assert found.labels["REF_AREA"] == AREAS


def test_a_message_becomes_observations(tmp_path: Path) -> None:
    made = card(tmp_path, json.dumps(SECOND).encode(), "data.json", "cube", CUBE)
    found = read_jsonstat(made, published(), read_classification())
    assert found["value"].to_list() == [1759537.0, 30541.0, 1782000.0, None]
    assert found["conf_status"].to_list() == ["F", "F", "F", "C"]


# --- listed, and no observation has it ---

GROUPS = '[cube.groups]\ngender = "SEX"\n'


def listing(series: dict[str, Any], **listed: Any) -> bytes:
    """A message with these series, whose structure lists more or less than it has."""
    of_series = [component("REF_AREA", *listed.get("areas", ("01", "21")))]
    of_series += [component("SEX", *listed["groups"])] if "groups" in listed else []
    dims = STRUCTURE["dimensions"] | {"series": of_series}
    dims |= {"observation": [component("TIME_PERIOD", *listed.get("periods", ("2024", "2025")))]}
    structure = STRUCTURE | {"dimensions": dims}
    return json.dumps({"structure": structure, "dataSets": [DATASET | {"series": series}]}).encode()


@pytest.mark.parametrize(
    ("content", "rest", "told"),
    [
        (json.dumps(FIRST).encode(), CUBE, []),
        (listing({"1": DATASET["series"]["1"]}), CUBE, [("REF_AREA", 1, ("01 (Uusimaa)",))]),
        (
            listing(DATASET["series"], periods=("2024", "2025", "2026", "2027-01")),
            CUBE,
            [("TIME_PERIOD", 2, ("2026", "2027M01"))],
        ),
        (
            listing({"1:1": DATASET["series"]["1"]}, groups=("M", "F")),
            f"{CUBE}{GROUPS}",
            [("REF_AREA", 1, ("01 (Uusimaa)",)), ("SEX", 1, ("M (Label of M)",))],
        ),
        (listing({"1:1": DATASET["series"]["1"]}, groups=("M", "F")), f'{CUBE}[cube.areas]\n21 = "21"\n', []),
        (listing(DATASET["series"], areas=("01", "21", "KU091")), CUBE, []),  # another level
        (
            listing(DATASET["series"], areas=("01", "21", *(f"A{at}x" for at in range(20)))),
            CUBE,
            [("REF_AREA", 20, tuple(f"A{at}x (Label of A{at}x)" for at in range(12)))],
        ),
    ],
    ids=["whole", "area", "period", "area and group", "named on the card", "another level", "many"],
)
def test_what_is_listed_and_has_no_observation_is_told(
    tmp_path: Path, content: bytes, rest: str, told: list[tuple[str, int, tuple[str, ...]]]
) -> None:
    findings: list[Finding] = []
    made = card(tmp_path, content, "data.json", "cube", rest)
    raw_cube = cube_of(made)
    tell_unused(replace(read_cube_file(made.path, made.table), told=findings), raw_cube)
    assert len(findings) == len(told)
    for finding, (column, number, found) in zip(findings, told, strict=True):
        assert_tells(
            finding.error, "listed_without_figures", path="data.json", column=column, number=number, found=found
        )


def test_the_reader_of_cubes_tells_of_an_area_whose_series_was_lost(tmp_path: Path) -> None:
    findings: list[Finding] = []
    made = card(tmp_path, listing({"1": DATASET["series"]["1"]}), "data.json", "cube", CUBE)
    read_jsonstat(made, published(), read_classification(), findings)
    assert [one.error.code for one in findings] == ["listed_without_figures"]


def test_observations_may_stand_without_series(tmp_path: Path) -> None:
    dims = {"dataSet": [], "observation": [component("REF_AREA", "01", "21"), component("TIME_PERIOD", "2024-Q2")]}
    structure = {"dimensions": dims, "attributes": {"observation": [component("OBS_STATUS", "E")]}}
    message = {"structure": structure, "dataSets": [{"observations": {"0:0": [5, 0], "1:0": [6.5, None]}}]}
    assert raw(tmp_path, message).frame.rows() == [(1, "01", "2024Q2", "5", "E"), (2, "21", "2024Q2", "6.5", None)]


def test_a_multiplier_may_be_said_of_a_group_of_dimensions(tmp_path: Path) -> None:
    attributes = {"dimensionGroup": [component("UNIT_MULT", "0", "6")]}
    dataset = {
        "dimensionGroupAttributes": {"0:0:": [1], ":1:": [0]},
        "series": {key: {"observations": {"0": [1.5]}} for key in ("0", "1")},
    }
    message = {"data": {"structures": [STRUCTURE | {"attributes": attributes}], "dataSets": [dataset]}}
    assert raw(tmp_path, message).frame["value"].to_list() == ["1500000", "1.5"]


def test_an_attribute_may_be_written_out_or_have_a_default(tmp_path: Path) -> None:
    multiplier = {"id": "UNIT_MULT", "default": "3"}
    structure = STRUCTURE | {"attributes": {"series": [multiplier]}}
    series = {
        "0": {"attributes": ["2"], "observations": {"0": [1]}},
        "1": {"attributes": [None], "observations": {"0": [1]}},
    }
    message = {"data": {"structures": [structure], "dataSets": [{"series": series}]}}
    assert raw(tmp_path, message).frame["value"].to_list() == ["100", "1000"]


def test_a_multiplier_that_is_said_of_some_figures_only_stops_the_build(tmp_path: Path) -> None:
    series = {"0": DATASET["series"]["0"], "1": {"observations": {"0": [1]}}}
    with raises("unit_multiplier_unknown", row=3, column="UNIT_MULT"):
        raw(tmp_path, changed(series=series))


@pytest.mark.parametrize(
    ("message", "code"),
    [
        (changed(action="Delete"), "sdmx_deletes"),
        (changed(series={"7": DATASET["series"]["0"]}), "sdmx_json_unreadable"),
        (changed(series={"0:0": DATASET["series"]["0"]}), "sdmx_json_unreadable"),
        ({"dataSets": [DATASET]}, "sdmx_json_unreadable"),
        ({"data": {"structures": [STRUCTURE], "dataSets": []}}, "datasets_not_one"),
        (
            {"data": {"structures": [STRUCTURE] * 2, "dataSets": [DATASET, DATASET | {"structure": 1}]}},
            "datasets_not_one",
        ),
        (
            {"structure": STRUCTURE | {"measures": {"observation": [{"id": "A"}, {"id": "B"}]}}, "dataSets": [DATASET]},
            "sdmx_measures_several",
        ),
    ],
)
def test_what_is_no_table_of_figures_is_refused(tmp_path: Path, message: object, code: str) -> None:
    with raises(code, path="data.json"):
        raw(tmp_path, message)


@pytest.mark.filterwarnings("ignore")
def test_another_library_reads_the_same_observations(tmp_path: Path) -> None:
    sdmx = pytest.importorskip("sdmx", reason="sdmx1 is not installed")
    raw(tmp_path, FIRST)
    dataset = sdmx.read_sdmx(tmp_path / "data.json").data[0]
    theirs = [
        (*(one.key.values[name].value for name in ("FREQ", "REF_AREA", "TIME_PERIOD")), one.value)
        for one in dataset.obs
    ]
    assert theirs == [
        ("A", "01", "2024", 1759.537),
        ("A", "01", "2025", 1782),
        ("A", "21", "2024", 30541),
        ("A", "21", "2025", None),
    ]
