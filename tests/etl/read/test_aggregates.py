"""Published figures in a table: what is read, and what stops the build."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from contract.errors import UserError
from etl.read.aggregates import read_aggregates
from etl.read.observations import SCHEMA, period
from geo.classification import read_classification
from tests.errors import raises
from tests.etl.read.helpers import AGGREGATES, card, published
from tests.etl.statuses import SAID, coded

PLACES = read_classification()
HEADER = "indicator,year,area,value,low,high,n,flag"


def read(folder: Path, *rows: str, header: str = HEADER, rest: str = AGGREGATES) -> pl.DataFrame:
    content = "\n".join((header, *rows, "")).encode()
    return read_aggregates(card(folder, content, "figures.csv", "aggregates", rest), published(), PLACES)


def test_published_figures_keep_their_interval_and_their_gaps(tmp_path: Path) -> None:
    found = read(tmp_path, "trust,2022,Nyland,61.5,58,65,900,", "trust,2018-2019,01,,,,,m")
    same = {"indicator": "trust", "level": "maakunta", "code": "01", "geo_year": 2026, "group_dim": "all"}
    expected = pl.DataFrame(
        [
            same | {"group_code": "all", "period": "2018-2019", "source": "survey"} | coded("O"),
            same
            | {"group_code": "all", "period": "2022", "value": 61.5, "ci_low": 58.0, "ci_high": 65.0, "n": 900}
            | {"source": "survey"}
            | coded(),
        ],
        schema=SCHEMA,
    )
    assert_frame_equal(found.drop("row"), expected)
    assert found["row"].to_list() == [3, 2]  # the rows of the file, for messages


def test_a_note_over_two_lines_becomes_one_that_every_slide_and_sheet_can_hold(tmp_path: Path) -> None:
    rest = AGGREGATES.replace('flag = "flag"', 'flag = "flag"\nnote = "note"')
    found = read(tmp_path, 'trust,2022,01,61.5,,,,,"first\r\nsec\x0bond"', header=f"{HEADER},note", rest=rest)
    assert found["note"].to_list() == ["first sec ond"]


@pytest.mark.parametrize(
    ("stood", "period_"),
    [
        ("2026", "2026"),
        ("2014/15", "2014-2015"),
        ("2018–2019", "2018-2019"),
        ("2026Q3", "2026Q3"),
        ("2026M08", "2026M08"),
        ("26", None),
        ("2026M13", None),
    ],
)
def test_periods_are_written_in_one_way(stood: str, period_: str | None) -> None:
    assert period(stood) == period_


@pytest.mark.parametrize(
    ("row", "column", "code", "found"),
    [
        ("trust,2022,01,,,,,", "value", "value_without_status", None),
        ("trust,2022,01,61,,,,c", "value", "value_beside_status", "61"),
        ("trust,2022,01,61,60,,,", "low", "interval_half", "60"),
        ("trust,2022,01,61,62,65,,", "value", "value_outside_interval", "61"),
        ("trust,2022,01,sixty,,,,", "value", "not_a_number", "sixty"),
        ('trust,2022,01,"61,5",,,,', "value", "decimal_mark_wrong", "61,5"),
        ("trust,2022,01,61,,,,x", "flag", "status_unknown", "x"),
        ("trust,last year,01,61,,,,", "year", "not_a_period", "last year"),
        ("thrust,2022,01,61,,,,", "indicator", "indicator_unknown", "thrust"),
        ("trust,2022,,61,,,,", "area", "area_missing", None),
        ("trust,2022,01,572,,,,", "value", "not_a_percentage", "572"),
        ("trust,2022,01,-0.1,,,,", "value", "not_a_percentage", "-0.1"),
        ("people,2022,01,-5,,,,", "value", "count_negative", "-5"),
        ("friend,2022,01,61,,,,", "indicator", "indicator_of_survey", "friend"),
        ("trust,2022,01,61,,,12.5,", "n", "not_a_whole_number", "12.5"),
    ],
)
def test_a_bad_figure_stops_the_build_and_names_row_and_column(
    tmp_path: Path, row: str, column: str, code: str, found: str | None
) -> None:
    with raises(code, path="figures.csv", row=3, column=column, found=found):
        read(tmp_path, "trust,2021,01,60,,,,", row)


def test_an_unknown_area_stops_the_build_and_names_row_and_column(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"figures.csv, row 3, column area: “Atlantis”"):
        read(tmp_path, "trust,2021,01,60,,,,", "trust,2022,Atlantis,61,,,,")


def test_an_observation_that_stands_twice_stops_the_build(tmp_path: Path) -> None:
    with raises("observation_twice", row=2, column="area", more_rows=1):
        read(tmp_path, "trust,2022,01,61,,,,", "trust,2022,Uusimaa,62,,,,")


def test_a_missing_column_stops_the_build(tmp_path: Path) -> None:
    with raises("column_missing", column="flag"):
        read(tmp_path, "trust,2022,01,61,,,", header="indicator,year,area,value,low,high,n")


def test_an_extra_column_stops_the_build(tmp_path: Path) -> None:
    with raises("column_unknown", column="remark"):
        read(tmp_path, "trust,2022,01,61,,,,,x", header=f"{HEADER},remark")


def test_a_region_of_another_year_is_looked_up_in_the_division_of_its_own_row(tmp_path: Path) -> None:
    own = 'flag = "flag"\nlevel = "level"\ngeo_year = "geo"'
    rest = AGGREGATES.replace('level = "maakunta"\ngeo_year = "2026"\n', "").replace('flag = "flag"', own)
    rows = ("people,2025,Häme,1,,,,,ely,2025", "people,2025,SSS,2,,,,,country,2026")
    found = read(tmp_path, *rows, header=f"{HEADER},level,geo", rest=rest)
    assert found.select("level", "code", "geo_year").rows() == [("country", "SSS", 2026), ("ely", "04", 2025)]


def test_a_group_that_the_catalogue_does_not_know_stops_the_build(tmp_path: Path) -> None:
    rest = AGGREGATES.replace('group_code = "all"', 'group_code = "everybody"')
    with raises("group_unknown", found="everybody"):
        read(tmp_path, "trust,2022,01,61,,,,", rest=rest)


@pytest.mark.parametrize("stood", ["01 Uusimaa", "MK01 Uusimaa ", "01"])
def test_code_and_name_in_one_cell_count_as_the_code(tmp_path: Path, stood: str) -> None:
    assert read(tmp_path, f"people,2020,{stood},100,,,,\n")["code"].to_list() == ["01"]


STACKED = AGGREGATES.replace("[table.constant]", '[table.select]\nmeasure = "voters"\n[table.constant]')


def test_of_measures_stacked_in_one_column_the_selected_one_is_read(tmp_path: Path) -> None:
    rows = ("people,2020,01,100,,,,,voters", "people,2020,01,55.1,,,,,percent")
    found = read(tmp_path, *rows, header=f"{HEADER},measure", rest=STACKED)
    assert found["value"].to_list() == [100]
    with raises("row_not_selected", column="measure", found=("percent",), value="voters"):
        read(tmp_path / "x", rows[1], header=f"{HEADER},measure", rest=STACKED)


MIXED = "[table]\nmixed = true\n" + AGGREGATES


def test_areas_of_other_levels_are_left_out_when_the_card_says_that_levels_are_mixed(tmp_path: Path) -> None:
    regions = [f"people,2020,{area.name_sv},7,,,," for area in PLACES.areas("maakunta", date(2026, 1, 1))]
    others = ["people,2020,Akaa,1,,,,", "people,2020,Pirkanmaa (HE 15/2017 vp),1,,,,"]
    found = read(tmp_path, *regions, *others, rest=MIXED)
    assert (found.height, found["value"].sum()) == (19, 19 * 7)
    with raises("areas_missing", column="area", level="maakunta", number=1, missing=["01 Uusimaa"]):
        read(tmp_path / "x", *regions[1:], *others, rest=MIXED)


TOTALS = AGGREGATES + '[table.areas]\n"totals" = "SSS"\n"FI" = "01"\n'


def test_a_card_says_which_text_is_the_whole_country(tmp_path: Path) -> None:
    rows = ["people,2020,totals,9,,,,", "people,2020,FI,5,,,,", "people,2020,Satakunta,4,,,,"]
    found = read(tmp_path, *rows, rest=TOTALS)
    assert found.select("level", "code", "value").rows() == [
        ("country", "SSS", 9.0),
        ("maakunta", "01", 5.0),
        ("maakunta", "04", 4.0),
    ]
    with raises("category_missing", column="area", category="FI", found=("totals",), part="[table.areas]"):
        read(tmp_path / "gone", rows[0], rest=TOTALS)
    with raises("area_unknown", row=2, column="area", found="totals") as refused:
        read(tmp_path / "untold", rows[0])
    assert '[cube.areas]: "totals" = ' in str(refused.value)
    with raises("area_unknown", row=2, column="area"):
        read(tmp_path / "no_code", *rows, rest=TOTALS.replace("SSS", "XYZ1"))


def test_where_levels_are_mixed_the_whole_country_is_read_too_where_the_card_names_it(tmp_path: Path) -> None:
    regions = [f"people,2020,{area.name_sv},7,,,," for area in PLACES.areas("maakunta", date(2026, 1, 1))]
    others = ["people,2020,totals,133,,,,", "people,2020,Akaa,1,,,,"]
    found = read(tmp_path, *regions, *others, rest=MIXED + '[table.areas]\n"totals" = "SSS"\n')
    assert (found.height, found.filter(level="country")["value"].to_list()) == (20, [133.0])


ANSWERS = AGGREGATES.replace('group_dim = "all"\ngroup_code = "all"', 'group_dim = "language"').replace(
    'flag = "flag"', 'flag = "flag"\ngroup_code = "answer"'
)
WHOLE = '[table]\nwhole = ["language"]\n' + ANSWERS


@pytest.mark.parametrize("shares", [("58.2", "41.8"), ("58.2", "41.7"), ("58", "42"), ("57", "42")])
def test_the_answers_of_a_question_add_to_100_within_what_rounding_allows(tmp_path: Path, shares) -> None:
    rows = [f"trust,2022,01,{share},,,,,{code}" for share, code in zip(shares, ("fi", "sv"), strict=True)]
    assert read(tmp_path, *rows, header=f"{HEADER},answer", rest=WHOLE).height == 2


@pytest.mark.parametrize("shares", [("58.2", "41.2"), ("58", "40")])
def test_answers_that_do_not_add_to_100_stop_the_build(tmp_path: Path, shares) -> None:
    rows = [f"trust,2022,01,{share},,,,,{code}" for share, code in zip(shares, ("fi", "sv"), strict=True)]
    total, question = sum(map(float, shares)), ["trust", "2022", "maakunta 01"]
    with raises("answers_not_100", column="value", total=pytest.approx(total), question=question):
        read(tmp_path, *rows, header=f"{HEADER},answer", rest=WHOLE)


def test_answers_with_a_gap_are_not_added(tmp_path: Path) -> None:
    rows = ("trust,2022,01,58,,,,,fi", "trust,2022,01,,,,,m,sv")
    assert read(tmp_path, *rows, header=f"{HEADER},answer", rest=WHOLE).height == 2


@pytest.mark.parametrize(
    ("header", "written", "said"),
    [
        ("obs_status,conf_status", "M,F", "M"),
        ("obs_status,conf_status", "BO,", "BO"),
        ("obs_status,conf_status", "A,C", "C"),
        ("obs_status,conf_status", ",N", "C"),  # not for publication
        ("obs_status,conf_status", "Q,F", "C"),
        ("flag,conf_status", "b,C", "BC"),
        ("flag,obs_status", "m,", "O"),
    ],
)
def test_statuses_may_stand_in_columns_of_standard_codes(tmp_path: Path, header: str, written: str, said: str) -> None:
    names = "\n".join(f'{name} = "{name}"' for name in header.split(","))
    rest = AGGREGATES.replace('flag = "flag"', names)
    found = read(tmp_path, f"trust,2022,01,,,,,{written}", header=HEADER.replace("flag", header), rest=rest)
    assert found.select("value", SAID).rows() == [(None, said)]


@pytest.mark.parametrize(("flag", "said"), [("p", "OP"), ("be", "BEO"), ("c", "C"), ("u", "U")])
def test_a_blank_cell_beside_another_flag_is_what_the_card_says_too(tmp_path: Path, flag: str, said: str) -> None:
    found = read(tmp_path, f"trust,2022,01,,,,,{flag}", rest=AGGREGATES + '[missing]\n"" = "O"\n')
    assert found.select("value", SAID).rows() == [(None, said)]


@pytest.mark.parametrize(("column", "code"), [("obs_status", "m"), ("obs_status", "C"), ("conf_status", "X")])
def test_a_code_that_its_list_does_not_hold_stops_the_build(tmp_path: Path, column: str, code: str) -> None:
    rest = AGGREGATES.replace('flag = "flag"', f'{column} = "{column}"')
    with raises("status_code_unknown", row=2, column=column, found=code, line=f'"{code}" = "?"'):
        read(tmp_path, f"trust,2022,01,,,,,{code}", header=HEADER.replace("flag", column), rest=rest)


def test_a_card_says_what_the_signs_of_its_publisher_mean(tmp_path: Path) -> None:
    rest = f'{AGGREGATES}[table.status]\n"x" = "C"\n"r" = "BP"\n'
    found = read(tmp_path, "trust,2021,01,60,,,,r", "trust,2022,01,,,,,x", "trust,2023,01,,,,,m", rest=rest)
    assert found.select("value", SAID).rows() == [(60.0, "BP"), (None, "C"), (None, "O")]


def test_a_table_with_years_over_its_columns_is_read_as_observations(tmp_path: Path) -> None:
    rest = """
[table]
header_row = 3
stub = ["Alue"]
heading = ["Vuosi"]
[table.columns]
area = "Alue"
period = "Vuosi"
value = "value"
[table.constant]
indicator = "people"
level = "maakunta"
geo_year = "2026"
group_dim = "all"
group_code = "all"
"""
    text = '"Väestö"\n\n"Alue","2024","2025"\n"Uusimaa",1782000,1790000\n"Varsinais-Suomi",494819,495000\n'
    written = card(tmp_path, text.encode(), "figures.csv", "aggregates", rest)
    found = read_aggregates(written, published(), read_classification())
    assert found.select("code", "period", "value").rows() == [
        ("01", "2024", 1_782_000.0),
        ("02", "2024", 494_819.0),
        ("01", "2025", 1_790_000.0),
        ("02", "2025", 495_000.0),
    ]
    written = card(tmp_path, text.replace("Uusimaa", "Usimaa").encode(), "figures.csv", "aggregates", rest)
    with raises("area_unknown_near", row=4, column="Alue", found="Usimaa"):
        read_aggregates(written, published(), read_classification())
