"""Rows of respondents: what is read, and what stops the build."""

from pathlib import Path

import polars as pl
import pyreadstat
import pytest
import xlsxwriter
from polars.testing import assert_frame_equal

from contract.errors import UserError
from etl.read.respondents import read_respondents
from geo.classification import read_classification
from tests.errors import assert_tells
from tests.etl.read.helpers import DESIGN, card, catalogue, csv, parquet, respondents

PLACES = read_classification()


def read(folder: Path, content: bytes, file: str = "answers.csv", rest: str = DESIGN, **also: str) -> pl.DataFrame:
    return read_respondents(card(folder, content, file, "respondents", rest, **also), catalogue(), PLACES)


def refusal(folder: Path, content: bytes, file: str = "answers.csv", rest: str = DESIGN, **also: str) -> UserError:
    with pytest.raises(UserError) as refused:
        read(folder, content, file, rest, **also)
    return refused.value


def expected(first_row: int) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "row": [first_row, first_row + 1, first_row + 2],
            "respondent": ["a", "b", "c"],
            "weight": [1.5, 2.0, 0.5],
            "stratum": ["s1", "s1", "s2"],
            "psu": ["p1", "p2", "p3"],
            "fpc": pl.Series([None, None, None], dtype=pl.Float64),
            "area": ["01", "02", "21"],
            "language": ["fi", "sv", "foreign"],
            "q1": [1, 2, 8],
            "q2": [2, 1, None],
        }
    )


def test_csv_rows_are_counted_with_the_header_as_row_1(tmp_path: Path) -> None:
    assert_frame_equal(read(tmp_path, csv(respondents())), expected(first_row=2))


def test_parquet_rows_are_counted_from_1(tmp_path: Path) -> None:
    assert_frame_equal(read(tmp_path, parquet(respondents()), "answers.parquet"), expected(first_row=1))


def workbook(folder: Path, frame: pl.DataFrame, header_row: int, merge: str | None = None) -> bytes:
    book = xlsxwriter.Workbook(folder / "made.xlsx")
    sheet = book.add_worksheet("Aineisto")
    sheet.write(0, 0, "A title above the table")
    sheet.write_row(header_row - 1, 0, frame.columns)
    for at, row in enumerate(frame.iter_rows()):
        sheet.write_row(header_row + at, 0, row)
    if merge:
        sheet.merge_range(merge, "design", book.add_format())
    book.close()
    return (folder / "made.xlsx").read_bytes()


def test_a_workbook_is_read_from_its_declared_header_row(tmp_path: Path) -> None:
    content = workbook(tmp_path, respondents(), header_row=3)
    rest = DESIGN + '[table]\nsheet = "Aineisto"\nheader_row = 3\n'
    assert_frame_equal(read(tmp_path, content, "answers.xlsx", rest), expected(first_row=4))


@pytest.mark.parametrize("suffix", ["sav", "zsav"])
def test_spss_labels_name_areas_and_groups_and_user_missing_values_are_null(tmp_path: Path, suffix: str) -> None:
    frame = respondents(region=[1, 2, 21], language=[1, 2, 3], q1=[1, 2, 8], q2=[2, 1, 99])
    written = tmp_path / f"made.{suffix}"
    labels = {"region": {1: "Uusimaa", 2: "Egentliga Finland", 21: "Åland"}, "language": {1: "Finnish", 2: "Swedish"}}
    ranges = {"q1": [8], "q2": [{"lo": 90, "hi": 99}]}
    pyreadstat.write_sav(
        frame.cast({"region": pl.Float64, "language": pl.Float64, "q1": pl.Float64, "q2": pl.Float64}),
        written,
        variable_value_labels=labels,
        missing_ranges=ranges,
        compress=suffix == "zsav",
    )
    codes = '[groups.codes.language]\n"Finnish" = "fi"\n"Swedish" = "sv"\n"3" = "foreign"\n'
    found = read(tmp_path, written.read_bytes(), f"answers.{suffix}", DESIGN + codes)
    # 8 is declared missing too, but the scale knows it as "cannot say": the respondent was asked.
    assert_frame_equal(found, expected(first_row=1))


def test_areas_may_stand_as_names_in_any_language(tmp_path: Path) -> None:
    frame = respondents(region=["Uusimaa", "egentliga finland", "Ahvenanmaa"])
    assert read(tmp_path, csv(frame))["area"].to_list() == ["01", "02", "21"]


def test_a_decimal_comma_is_read_where_the_card_declares_it(tmp_path: Path) -> None:
    frame = respondents(weight=["1,5", "2", "0,5"])
    rest = DESIGN + '[table]\nseparator = ";"\ndecimal = ","\n'
    assert read(tmp_path, csv(frame, ";"), rest=rest)["weight"].to_list() == [1.5, 2.0, 0.5]


def test_a_question_declared_as_not_asked_is_null(tmp_path: Path) -> None:
    found = read(tmp_path, csv(respondents().drop("q2")), top='not_asked = ["q2"]')
    assert found["q2"].to_list() == [None, None, None]
    assert found.schema["q2"] == pl.Int64


def test_a_respondent_without_a_psu_column_is_a_psu(tmp_path: Path) -> None:
    found = read(tmp_path, csv(respondents().drop("psu")), rest=DESIGN.replace('psu = "psu"\n', ""))
    assert found["psu"].to_list() == ["a", "b", "c"]


def test_an_unknown_answer_code_stops_the_build_and_names_the_row(tmp_path: Path) -> None:
    told = refusal(tmp_path, csv(respondents(q1=[1, 7, 2])))
    assert "answers.csv, row 3, column q1: unknown answer code. Found: '7'. The scale has 1, 2, 8. " in str(told)


def test_a_question_nobody_has_answered_is_refused_unless_it_was_not_asked(tmp_path: Path) -> None:
    told = refusal(tmp_path, csv(respondents(q2=[None, None, None])))
    assert_tells(told, "question_unanswered", path="answers.csv", column="q2")


def test_a_column_named_as_our_count_of_rows_is_a_column_like_another(tmp_path: Path) -> None:
    told = refusal(tmp_path, parquet(respondents().with_columns(pl.lit(1).alias("row "))), "answers.parquet")
    assert_tells(told, "column_unknown", column="row")


def test_an_answer_between_two_codes_stops_the_build(tmp_path: Path) -> None:
    told = refusal(tmp_path, csv(respondents(q1=[1.5, 1, 2])))
    assert_tells(told, "answer_code_unknown", row=2, column="q1", found="1.5", codes=(1, 2, 8))


@pytest.mark.parametrize(
    ("weight", "code"),
    [
        (None, "weight_missing"),
        (0.0, "weight_not_positive"),
        (-2.0, "weight_not_positive"),
        (1e308, "weight_impossible"),
        (1e-320, "weight_impossible"),
        (float("nan"), "not_a_number"),
        (float("inf"), "not_a_number"),
    ],
)
def test_a_weight_that_is_none_stops_the_build(tmp_path: Path, weight: float | None, code: str) -> None:
    content = parquet(respondents(id=["x", "a", "b"], weight=[1.0, 1.0, weight]))
    told = refusal(tmp_path, content, "answers.parquet")
    assert_tells(told, code, row=3, column="weight")
    assert str(told.found) == str(weight)


def test_a_weight_that_is_text_stops_the_build(tmp_path: Path) -> None:
    told = refusal(tmp_path, csv(respondents(weight=["1.5", "heavy", "2"])))
    assert_tells(told, "not_a_number", row=3, column="weight", found="heavy")


def test_a_decimal_comma_where_a_point_is_declared_stops_the_build(tmp_path: Path) -> None:
    told = refusal(tmp_path, csv(respondents(weight=["1,5", "2", "0,5"])))
    assert_tells(told, "decimal_mark_wrong", row=2, column="weight", more_rows=1, found="1,5", mark=",", declared=".")


def test_a_respondent_who_stands_twice_stops_the_build(tmp_path: Path) -> None:
    told = refusal(tmp_path, csv(respondents(id=["a", "b", "a"])))
    assert_tells(told, "respondent_twice", row=4, column="id", found="a")


def test_an_unknown_area_stops_the_build_with_the_nearest_names(tmp_path: Path) -> None:
    told = refusal(tmp_path, csv(respondents(region=["01", "Nyländ", "21"])))
    assert (told.row, told.column, told.found) == (3, "region", "Nyländ")
    assert "earest: Uusimaa (01), " in str(told)


def test_an_unknown_group_stops_the_build(tmp_path: Path) -> None:
    told = refusal(tmp_path, csv(respondents(language=["fi", "se", "sv"])))
    assert_tells(told, "group_code_unknown", row=3, column="language", found="se", codes=("fi", "foreign", "sv"))


def test_a_missing_column_stops_the_build(tmp_path: Path) -> None:
    told = refusal(tmp_path, csv(respondents().drop("q2")))
    assert_tells(told, "column_missing", path="answers.csv", column="q2")
    assert "Found: id, weight," in str(told)


def test_a_column_that_nobody_knows_stops_the_build_unless_declared_unused(tmp_path: Path) -> None:
    frame = respondents().with_columns(mood=pl.lit("good"))
    assert_tells(refusal(tmp_path, csv(frame)), "column_unknown", column="mood")
    assert_frame_equal(read(tmp_path, csv(frame), top='unused = ["mood"]'), expected(first_row=2))


def test_the_wrong_encoding_stops_the_build_at_the_first_bad_byte(tmp_path: Path) -> None:
    content = csv(respondents(region=["01", "Åland", "21"])).decode().encode("windows-1252")
    told = refusal(tmp_path, content)
    assert_tells(told, "encoding_other", path="answers.csv", row=3, encoding="utf-8", likely="windows-1252")
    assert read(tmp_path, content, rest=DESIGN + '[table]\nencoding = "windows-1252"\n')["area"][1] == "21"


def test_a_file_with_a_header_only_stops_the_build(tmp_path: Path) -> None:
    assert_tells(refusal(tmp_path, csv(respondents().clear())), "table_empty")


def test_a_parquet_file_cut_short_stops_the_build(tmp_path: Path) -> None:
    content = parquet(respondents())
    told = refusal(tmp_path, content[: len(content) // 2], "answers.parquet")
    assert_tells(told, "parquet_damaged", path="answers.parquet")


def test_a_column_of_lists_stops_the_build(tmp_path: Path) -> None:
    frame = respondents().with_columns(q2=pl.lit([1, 2]))
    told = refusal(tmp_path, parquet(frame), "answers.parquet")
    assert_tells(told, "column_not_plain", column="q2", found="List(Int64)")


def test_merged_headers_stop_the_build(tmp_path: Path) -> None:
    content = workbook(tmp_path, respondents(), header_row=3, merge="B3:D3")
    told = refusal(tmp_path, content, "answers.xlsx", DESIGN + "[table]\nheader_row = 3\n")
    assert_tells(told, "header_merged", path="answers.xlsx", row=3, number=3)


def test_a_row_with_too_many_cells_stops_the_build(tmp_path: Path) -> None:
    told = refusal(tmp_path, csv(respondents()) + b"d,1.0,s1,p1,01,fi,1,2,9\n")
    assert_tells(told, "row_too_long", path="answers.csv", row=5, cells=9, columns=8)


def test_a_column_that_stands_twice_stops_the_build(tmp_path: Path) -> None:
    told = refusal(tmp_path, csv(respondents()).replace(b"q2", b"q1"))
    assert_tells(told, "column_name_twice", path="answers.csv", row=1, column="q1")


def test_a_file_is_read_as_what_it_is_whatever_its_name_says(tmp_path: Path) -> None:
    for file in ("answers.xlsx", "answers.sav", "answers.docx"):
        assert read(tmp_path, csv(respondents()), file).height == 3
    assert_tells(refusal(tmp_path, b"something else", "answers.xlsx"), "text_no_table", found="something else")


def test_a_kind_of_file_that_is_not_read_stops_the_build(tmp_path: Path) -> None:
    assert_tells(refusal(tmp_path, b"\x80\4\x95\0\0\0", "answers.csv"), "file_kind_unknown")
    cube = b'{"dimension": {}}'
    assert_tells(refusal(tmp_path, cube, "answers.csv"), "cube_not_table", kind="respondents")


REPLICATES = DESIGN.replace("[groups]", '[design.replicates]\nmethod = "JK1"\ncolumns = ["rw1", "rw2"]\n[groups]')


def test_replicate_weights_are_read_where_the_card_names_them(tmp_path: Path) -> None:
    frame = respondents().with_columns(rw1=pl.Series([0.0, 3.0, 0.75]), rw2=pl.Series([2.25, 0.0, 0.75]))
    found = read(tmp_path, csv(frame), rest=REPLICATES)
    assert found.select("replicate_0", "replicate_1").rows() == [(0.0, 2.25), (3.0, 0.0), (0.75, 0.75)]


@pytest.mark.parametrize("weight", [None, -1.0])
def test_a_replicate_weight_that_is_none_stops_the_build(tmp_path: Path, weight: float | None) -> None:
    frame = respondents().with_columns(rw1=pl.Series([0.0, weight, 0.75]), rw2=pl.Series([2.25, 0.0, 0.75]))
    assert_tells(refusal(tmp_path, csv(frame), rest=REPLICATES), "replicate_weight_negative", row=3, column="rw1")


def test_a_column_without_a_name_on_the_card_is_missing(tmp_path: Path) -> None:
    told = refusal(tmp_path, csv(respondents()), rest=DESIGN.replace('psu = "psu"', 'psu = ""'))
    assert_tells(told, "column_missing", path="answers.csv", column="")
