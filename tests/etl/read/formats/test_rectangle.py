"""Title, heading, data and what stands under it: the same in CSV, XLSX, XLS and ODS."""

from pathlib import Path

import pytest

from etl.read.formats.table import ROW
from tests.errors import raises
from tests.etl.read.formats.tables.makers import MAKERS, WORKBOOKS, Rows, read, rows_of

FORMATS = list(MAKERS)
DATA = [["01", "57.2"], ["02", "56"]]
TABLE = [["area", "value"], *DATA]
WANTED = [("01", "57.2"), ("02", "56")]

READ: dict[str, tuple[Rows, dict[str, object]]] = {
    "as it is": (TABLE, {}),
    "a source under it": ([*TABLE, ["Lähde: Tilastokeskus", None]], {}),
    "several notes under it": ([*TABLE, ["* ennakkotieto", None], ["Helsinki 24.11.2026", None]], {}),
    "notes after an empty row": ([*TABLE, [None, None], ["Tilastokeskus", None], [None, None], ["THL", None]], {}),
    "a note in another column": ([*TABLE, [None, None], [None, "Statistics Finland"]], {}),
    "an empty row inside": ([TABLE[0], DATA[0], [None, None], DATA[1]], {}),
    "a title above": ([["Äänestys 2025", None], [None, None], *TABLE], {"header_row": 3}),
    "a heading after empty rows": ([[None, None], [None, None], *TABLE], {}),
    "units under the names": ([TABLE[0], ["code", "%"], *DATA], {"skip_rows": (2,)}),
    "units and numbers": ([TABLE[0], ["code", "%"], ["1", "2"], *DATA], {"skip_rows": (2, 3)}),
    "as many rows as the card says": ([*TABLE, ["Lähde: THL", None]], {"rows": 2}),
}


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("name", READ)
def test_what_stands_around_a_table_is_no_part_of_it(tmp_path: Path, suffix: str, name: str) -> None:
    rows, table = READ[name]
    assert rows_of(read(tmp_path, suffix, MAKERS[suffix]({"a": rows}), **table)) == WANTED


@pytest.mark.parametrize("suffix", FORMATS)
def test_empty_columns_are_left_out_wherever_they_stand(tmp_path: Path, suffix: str) -> None:
    rows = [[None, area, None, value, None, None] for area, value in TABLE]
    raw = read(tmp_path, suffix, MAKERS[suffix]({"a": rows}))
    assert raw.frame.columns == [ROW, "area", "value"]
    assert rows_of(raw) == WANTED


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_row_has_the_number_that_a_person_counts(tmp_path: Path, suffix: str) -> None:
    rows = [["A title"], [None], TABLE[0], ["code", "%"], DATA[0], [None], DATA[1]]
    raw = read(tmp_path, suffix, MAKERS[suffix]({"a": rows}), header_row=3, skip_rows=(4,))
    assert raw.frame[ROW].to_list() == [5, 7]


REFUSED: dict[str, tuple[Rows, dict[str, object], str, dict[str, object]]] = {
    "a title as heading": (
        [["Äänestys 2025", None], [None, None], *TABLE], {}, "header_is_title",
        {"row": 1, "found": "Äänestys 2025", "header_row": 3},
    ),
    "no heading": (TABLE, {"header_row": 9}, "header_missing", {"row": 9}),
    "a note between": (
        [TABLE[0], DATA[0], ["Huom! Tästä alkaen uusi luokitus", None], DATA[1]], {}, "line_in_table",
        {"row": 3, "number": 3},
    ),
    "a name twice": ([["area", "area"], *DATA], {}, "column_name_twice", {"row": 1, "column": "area", "number": 2}),
    "a row too many": (TABLE, {"rows": 1}, "rows_not_as_declared", {"found": 2, "rows": 1}),
    "a row too few": (TABLE, {"rows": 3}, "rows_not_as_declared", {"found": 2, "rows": 3}),
}  # fmt: skip


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_table_is_refused_with_its_row(tmp_path: Path, suffix: str, name: str) -> None:
    rows, table, code, told = REFUSED[name]
    with raises(code, path=f"file{suffix}", **told):
        read(tmp_path, suffix, MAKERS[suffix]({"a": rows}), **table)


NAMELESS: dict[str, tuple[Rows, str, dict[str, object]]] = {
    "row names of R": ([[None, *TABLE[0]], ["1", *DATA[0]], ["2", *DATA[1]]], "column_unnamed", {"number": 1}),
    "a column inside": (
        [["area", None, "value"], ["01", "x", "1"], ["02", "y", "2"]], "header_cell_empty", {"number": 2},
    ),
    "two rows of names": (
        [["area", "2019", None], [None, "Men", "Women"], ["01", "1", "2"], ["02", "3", "4"]],
        "header_in_several_rows", {"below": 2},
    ),
}  # fmt: skip


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("name", NAMELESS)
def test_a_column_with_values_and_no_name_is_refused_until_a_card_names_it(
    tmp_path: Path, suffix: str, name: str
) -> None:
    rows, code, told = NAMELESS[name]
    raw = read(tmp_path, suffix, MAKERS[suffix]({"a": rows}))
    (nameless,) = raw.nameless
    with raises(code, path=f"file{suffix}", row=1, **told):
        raw.need([], [])
    raw.need([], raw.frame.columns)
    raw.need([nameless], raw.frame.columns)


TWO_ROWS: Rows = [["area", "2024", None], [None, "Men", "Women"], ["01", "1", "2"], ["02", "3", "4"]]


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_lower_of_two_rows_of_names_lacks_what_stands_above(tmp_path: Path, suffix: str) -> None:
    raw = read(tmp_path, suffix, MAKERS[suffix]({"a": TWO_ROWS}), header_row=2)
    with raises("header_in_several_rows", row=2, found="area", below=2):
        raw.need(["Men", "Women"], [])
    assert raw.frame.columns == [ROW, "#1", "Men", "Women"]


@pytest.mark.parametrize("suffix", WORKBOOKS)
def test_a_name_that_is_merged_into_the_heading_from_above_is_its_name(tmp_path: Path, suffix: str) -> None:
    content = MAKERS[suffix]({"a": TWO_ROWS}, merge=[(0, 0, 1, 0), (0, 1, 0, 2)])
    assert read(tmp_path, suffix, content, header_row=2).frame.columns == [ROW, "area", "Men", "Women"]


def test_a_row_of_one_cell_that_is_no_note_may_be_a_file_cut_short(tmp_path: Path) -> None:
    with raises("row_too_short", row=4, found="Ålan", cells=1, columns=2):
        read(tmp_path, ".csv", "area,value\n01,57.2\n02,56\nÅlan\n".encode())


def test_a_row_longer_than_its_heading_is_refused(tmp_path: Path) -> None:
    with raises("row_too_long", row=3, found="02", cells=3, columns=2):  # a decimal comma between commas
        read(tmp_path, ".csv", b"area,value\n01,57\n02,56,5\n")


def test_an_area_without_a_value_is_no_note(tmp_path: Path) -> None:
    raw = read(tmp_path, ".csv", "area,value\n01,57.2\nÅland,\n".encode())
    assert rows_of(raw) == [("01", "57.2"), ("Åland", None)]


def test_row_names_of_r_without_a_cell_in_the_heading_are_told(tmp_path: Path) -> None:
    with raises("row_names_shifted", row=2, found="1"):
        read(tmp_path, ".csv", b"area,value\n1,01,57.2\n2,02,56\n")


# --- merged cells ---

AREAS = [["area", "year", "value"], ["01", "2024", 1.0], [None, "2025", 2.0], ["02", "2024", 3.0]]


@pytest.mark.parametrize("suffix", WORKBOOKS)
def test_a_name_merged_over_several_rows_holds_for_each(tmp_path: Path, suffix: str) -> None:
    raw = read(tmp_path, suffix, MAKERS[suffix]({"a": AREAS}, merge=[(1, 0, 2, 0)]))
    assert rows_of(raw) == [("01", "2024", "1"), ("01", "2025", "2"), ("02", "2024", "3")]


@pytest.mark.parametrize("suffix", WORKBOOKS)
def test_a_number_merged_over_several_rows_is_refused(tmp_path: Path, suffix: str) -> None:
    raw = read(tmp_path, suffix, MAKERS[suffix]({"a": AREAS}, merge=[(1, 2, 2, 2)]))
    with raises("cell_merged", row=2, column="value", more_rows=1):
        raw.number("value")


@pytest.mark.parametrize("suffix", WORKBOOKS)
def test_data_merged_across_columns_are_refused(tmp_path: Path, suffix: str) -> None:
    with raises("cells_merged_across", row=2, found="01", number=2):
        read(tmp_path, suffix, MAKERS[suffix]({"a": AREAS}, merge=[(1, 0, 1, 1)]))


@pytest.mark.parametrize("suffix", WORKBOOKS)
def test_a_name_merged_over_two_columns_is_told(tmp_path: Path, suffix: str) -> None:
    rows = [["area", "2024", None], ["01", 1.0, 2.0], ["02", 3.0, 4.0]]
    raw = read(tmp_path, suffix, MAKERS[suffix]({"a": rows}, merge=[(0, 1, 0, 2)]))
    with raises("header_merged", row=1, found="2024", number=3):
        raw.need(["area"], ["2024"])


def test_blank_cells_below_a_name_stay_empty_where_nothing_says_that_they_are_merged(tmp_path: Path) -> None:
    raw = read(tmp_path, ".csv", b"area,value\n01,1\n,2\n")
    assert rows_of(raw) == [("01", "1"), (None, "2")]
