"""SDMX-CSV as Eurostat, the OECD and others write it: 1.0 and 2.0, with and without labels."""

from pathlib import Path

import polars as pl
import pytest

from etl.config.layout import Table
from etl.read.cube_mapping import read_jsonstat
from etl.read.formats.files import column_names, read_cube_file
from etl.read.formats.table import SourceTable
from geo.classification import read_classification
from tests.errors import raises
from tests.etl.read.helpers import card, published
from tests.etl.statuses import SAID

CUBE = """
[cube]
indicator = "people"
area = "geo"
period = "TIME_PERIOD"
level = "maakunta"
geo_year = 2026
[cube.select]
sex = "T"
[cube.areas]
FI1B1 = "01"
FI200 = "21"
"""
EUROSTAT = """\
DATAFLOW,LAST UPDATE,freq,unit,sex,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG,CONF_STATUS
ESTAT:DEMO(1.0),24/06/26 23:00:00,A,NR,T,FI1B1,2024,1759537,,
ESTAT:DEMO(1.0),24/06/26 23:00:00,A,NR,T,FI1B1,2025,1782000,p,
ESTAT:DEMO(1.0),24/06/26 23:00:00,A,NR,F,FI1B1,2025,900000,,
ESTAT:DEMO(1.0),24/06/26 23:00:00,A,NR,T,FI200,2024,,u,C
ESTAT:DEMO(1.0),24/06/26 23:00:00,A,NR,T,FI200,2025,NaN,,F
"""
OECD = """\
STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,ACTION,geo,Area,sex,Sex,UNIT_MEASURE,Unit,TIME_PERIOD,Time,\
OBS_VALUE,Value,OBS_STATUS,Status,UNIT_MULT,Multiplier,DECIMALS,Decimals,COMMENT_OBS,Comment
DATAFLOW,X:POP(2.4),"Population, by sex",I,FI1B1,Uusimaa,T,Total,PS,Persons,2024,2024,\
1759.537,,A,Normal value,3,Thousands,3,Three,a,
DATAFLOW,X:POP(2.4),"Population, by sex",I,FI200,Åland,T,Total,PS,Persons,2024,2024,\
30541,,E,Estimated value,0,Units,0,Zero,b,
"""


def raw(folder: Path, text: str, **layout: str) -> SourceTable:
    path = folder / "data.csv"
    path.write_text(text, encoding="utf-8")
    return read_cube_file(path, Table(**layout))


def cells(table: SourceTable) -> list[tuple[object, ...]]:
    return table.frame.rows()


def read(folder: Path, text: str, rest: str = CUBE) -> pl.DataFrame:
    made = card(folder, text.encode(), "data.csv", "cube", rest)
    return read_jsonstat(made, published(), read_classification())


def test_eurostats_file_becomes_observations(tmp_path: Path) -> None:
    found = read(tmp_path, EUROSTAT).select("code", "period", "value", SAID)
    assert found.rows() == [
        ("01", "2024", 1759537.0, ""),
        ("21", "2024", None, "UC"),
        ("01", "2025", 1782000.0, "P"),
        ("21", "2025", None, "O"),
    ]


def test_codes_names_and_what_is_no_dimension_are_told_apart(tmp_path: Path) -> None:
    found = raw(tmp_path, OECD)
    assert found.frame.columns[1:] == ["geo", "sex", "UNIT_MEASURE", "TIME_PERIOD", "value", "status"]
    assert found.labels["geo"] == {"FI1B1": "Uusimaa", "FI200": "Åland"}


def test_a_unit_multiplier_is_applied_to_the_last_digit(tmp_path: Path) -> None:
    found = raw(tmp_path, OECD).frame
    assert found["value"].to_list() == ["1759537", "30541"]
    assert read(tmp_path, OECD)["value"].to_list() == [1759537.0, 30541.0]


@pytest.mark.parametrize("written", ["", "x", "3.5", "99"])
def test_a_multiplier_that_is_not_known_stops_the_build_at_its_row(tmp_path: Path, written: str) -> None:
    with raises("unit_multiplier_unknown", row=3, column="UNIT_MULT", found=written):
        raw(tmp_path, OECD.replace("0,Units", f"{written},Units"))


def test_a_file_that_nowhere_says_a_multiplier_is_in_units(tmp_path: Path) -> None:
    found = raw(tmp_path, OECD.replace("3,Thousands", ",").replace("0,Units", ","))
    assert found.frame["value"].to_list() == ["1759.537", "30541"]


def test_a_figure_that_is_no_number_is_not_left_without_its_multiplier(tmp_path: Path) -> None:
    with raises("not_a_number", row=2, column="OBS_VALUE", found="1.759.537"):
        raw(tmp_path, OECD.replace("1759.537", "1.759.537"))


def test_labels_may_stand_behind_a_colon_and_semicolons_between_the_cells(tmp_path: Path) -> None:
    text = (
        "STRUCTURE[|];STRUCTURE_ID;ACTION;SERIES_KEY;geo: Region;sex: Sex;TIME_PERIOD: Time;OBS_VALUE: Value;"
        "OBS_STATUS: Status\n"
        "dataflow;X:POP(1.0): Population: all;I;FI1B1.T;FI1B1: Uusimaa;T: Total: all;2024-Q1: First;12,4;E: Estimated\n"
    )
    found = raw(tmp_path, text, decimal=",")
    assert cells(found) == [(2, "FI1B1", "T", "2024Q1", "12,4", "E")]
    assert found.labels == {"geo": {"FI1B1": "Uusimaa"}, "sex": {"T": "Total: all"}}
    assert found.decimal == ","


def test_the_check_knows_dimensions_by_their_ids(tmp_path: Path) -> None:
    path = tmp_path / "data.csv"
    path.write_text("STRUCTURE[;];STRUCTURE_ID;ACTION;geo: Area;TIME_PERIOD: Time;OBS_VALUE: Value\n", encoding="utf-8")
    assert {"geo", "TIME_PERIOD", "OBS_VALUE"} <= column_names(path)


@pytest.mark.parametrize("action", ["D", "Delete"])
def test_rows_that_delete_are_refused(tmp_path: Path, action: str) -> None:
    with raises("sdmx_deletes", row=3, column="ACTION", found=action):
        raw(tmp_path, OECD.replace(",I,FI200", f",{action},FI200"))


def test_several_dataflows_must_be_chosen_from(tmp_path: Path) -> None:
    text = EUROSTAT.replace("ESTAT:DEMO(1.0),24/06/26 23:00:00,A,NR,T,FI200,2025", "ESTAT:X(1.0),,A,NR,T,FI200,2024")
    with raises("category_not_chosen", column="DATAFLOW"):
        read(tmp_path, text)
    chosen = CUBE.replace("[cube.select]", '[cube.select]\nDATAFLOW = "ESTAT:X(1.0)"')
    assert read(tmp_path, text, chosen)["code"].to_list() == ["21"]


def test_a_dimension_behind_the_value_counts_where_cells_are_not_told_apart_without_it(tmp_path: Path) -> None:
    text = "STRUCTURE,STRUCTURE_ID,ACTION,OBS_VALUE,OBS_STATUS,sex,geo,TIME_PERIOD\n"
    text += "dataflow,X:Y(1.0),I,5,A,T,FI1B1,2024\ndataflow,X:Y(1.0),I,3,A,F,FI1B1,2024\n"
    assert raw(tmp_path, text).frame.columns[1:] == ["sex", "geo", "TIME_PERIOD", "value", "status"]


@pytest.mark.parametrize(("conf", "sign"), [("F", "E"), ("", "E"), ("C", "CE"), ("N", "CE"), ("f", "E"), ("D", "CE")])
def test_confidentiality_stands_beside_the_status(tmp_path: Path, conf: str, sign: str) -> None:
    text = f"DATAFLOW,geo,TIME_PERIOD,OBS_VALUE,OBS_STATUS,CONF_STATUS\nX:Y(1.0),FI1B1,2024,,E,{conf}\n"
    assert raw(tmp_path, text).frame["status"].to_list() == [sign]


def test_a_figure_beside_confidential_is_refused(tmp_path: Path) -> None:
    with raises("value_beside_status"):
        read(tmp_path, EUROSTAT.replace("1782000,p,", "1782000,p,C"))


@pytest.mark.parametrize("unit", ["THS_PER", "THS", "MIO_PER", "PC_POP"])
def test_a_unit_in_thousands_is_not_read_as_a_count(tmp_path: Path, unit: str) -> None:
    with raises("unit_contradicts", path="data.csv", column="unit"):
        read(tmp_path, EUROSTAT.replace(",NR,", f",{unit},"))


@pytest.mark.parametrize("sign", [":", "-", "..", "NA"])
def test_a_sign_in_the_place_of_a_figure_is_asked_about(tmp_path: Path, sign: str) -> None:
    text = EUROSTAT.replace(",NaN,", f",{sign},")
    with raises("sign_undeclared", row=6, signs=(sign,)):
        read(tmp_path / "a", text)
    found = read(tmp_path / "b", text, f'[missing]\n"{sign}" = "O"\n' + CUBE)
    assert found.filter(pl.col("code") == "21", pl.col("period") == "2025").select("value", SAID).rows() == [
        (None, "O")
    ]


def test_codes_of_areas_that_are_all_of_another_kind_are_asked_about(tmp_path: Path) -> None:
    unmapped = CUBE.partition("[cube.areas]")[0]
    of_small = EUROSTAT.replace("FI1B1", "FI21")
    with raises("cube_level_empty", path="data.csv", column="geo", found=("FI21", "FI200"), level="maakunta"):
        read(tmp_path, of_small, unmapped)


def test_categories_without_figures_together_are_asked_about(tmp_path: Path) -> None:
    text = EUROSTAT.replace("A,NR,F,FI1B1", "A,PC,F,FI1B1")
    with raises("cells_not_chosen", path="data.csv"):
        read(tmp_path, text, CUBE.replace('sex = "T"', 'sex = "T"\nunit = "PC"'))


def test_a_sign_in_the_place_of_a_figure_is_asked_about_beside_a_status_that_gives_no_reason(tmp_path: Path) -> None:
    text = EUROSTAT.replace(",NaN,,F", ",-,p,F")
    with raises("sign_undeclared", row=6, signs=("-",)):
        read(tmp_path / "a", text)
    found = read(tmp_path / "b", text, '[missing]\n"-" = "A"\n' + CUBE)
    assert found.filter(pl.col("code") == "21", pl.col("period") == "2025")["value"].to_list() == [0.0]
    found = read(tmp_path / "c", text.replace(",-,p,", ",-,c,"))
    assert found.filter(pl.col("code") == "21", pl.col("period") == "2025").select("value", SAID).rows() == [
        (None, "C")
    ]


@pytest.mark.parametrize(("cell", "said"), [("30541 p", (30541.0, "P")), (": c", (None, "C")), (": b", (None, "BO"))])
def test_letters_behind_figures_are_flags_where_the_card_says_so(
    tmp_path: Path, cell: str, said: tuple[object, str]
) -> None:
    text = EUROSTAT.replace(",NaN,", f",{cell},")
    with raises("flag_in_cell", row=6):
        read(tmp_path / "a", text)
    found = read(tmp_path / "b", text, "[table]\nflags_in_cells = true\n" + CUBE)
    assert found.filter(pl.col("code") == "21", pl.col("period") == "2025").select("value", SAID).rows() == [said]


def test_another_csv_is_no_cube(tmp_path: Path) -> None:
    with raises("sdmx_csv_head", path="data.csv"):
        raw(tmp_path, "region,year,people\n01,2024,5\n")
