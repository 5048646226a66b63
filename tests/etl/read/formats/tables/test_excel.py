"""Workbooks: which sheet is read, and what their cells show."""

import io
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest

from etl.read.formats.files import column_names, read_file
from tests.errors import raises
from tests.etl.read.formats.tables.makers import MAKERS, WORKBOOKS, Rows, read, rows_of, xlsx
from tests.etl.read.helpers import AGGREGATES, card

OLD: Rows = [["area", "value"], ["01", 1.0]]
NEW: Rows = [["area", "value"], ["01", 2.5]]
EMPTY: Rows = []
every_format = pytest.mark.parametrize("suffix", WORKBOOKS)


@every_format
@pytest.mark.parametrize("sheets", [{"Old": OLD, "New": NEW}, {"New": NEW, "Old": OLD}])
def test_a_hidden_sheet_never_counts(tmp_path: Path, suffix: str, sheets: dict[str, Rows]) -> None:
    content = MAKERS[suffix](sheets, hidden="Old")
    assert rows_of(read(tmp_path, suffix, content)) == [("01", "2.5")]
    with raises("sheet_hidden", found=("New",), sheet="Old"):
        read(tmp_path, suffix, content, sheet="Old")


@every_format
def test_names_of_a_hidden_sheet_are_not_looked_at(tmp_path: Path, suffix: str) -> None:
    hidden: Rows = [["secret", "other"], ["1", "2"]]
    (tmp_path / f"file{suffix}").write_bytes(MAKERS[suffix]({"Old": hidden, "New": NEW}, hidden="Old"))
    assert column_names(tmp_path / f"file{suffix}") == {"area", "value", "01", "2.5"}


@every_format
def test_of_several_sheets_the_card_names_one(tmp_path: Path, suffix: str) -> None:
    content = MAKERS[suffix]({"Old": OLD, "New": NEW, "Empty": EMPTY})
    with raises("sheet_not_named", found=("Old", "New"), sheet="Old"):
        read(tmp_path, suffix, content)
    assert rows_of(read(tmp_path, suffix, content, sheet="New")) == [("01", "2.5")]
    with raises("sheet_missing", found=("Old", "New", "Empty"), sheet="Third"):
        read(tmp_path, suffix, content, sheet="Third")


@every_format
def test_an_empty_sheet_need_not_be_named(tmp_path: Path, suffix: str) -> None:
    content = MAKERS[suffix]({"New": NEW, "Empty": EMPTY})
    assert rows_of(read(tmp_path, suffix, content)) == [("01", "2.5")]


def test_a_sheet_that_only_a_program_can_show_is_hidden(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["area", "value"])
    book.active.append(["01", 2.5])
    book.create_sheet("Very").append(["old", 1])
    book["Very"].sheet_state = "veryHidden"
    made = io.BytesIO()
    book.save(made)
    assert rows_of(read(tmp_path, ".xlsx", made.getvalue())) == [("01", "2.5")]


# --- what cells show ---


@pytest.mark.parametrize("form", ["0%", "0.00%"])
def test_per_cent_of_a_format_that_is_kept_by_its_number_is_what_the_cell_shows(tmp_path: Path, form: str) -> None:
    book = openpyxl.Workbook()
    book.active.append(["value"])
    book.active.append([0.572])
    book.active["A2"].number_format = form
    made = io.BytesIO()
    book.save(made)
    assert read(tmp_path, ".xlsx", made.getvalue()).number("value", percent=True).to_list() == [57.2]


@every_format
@pytest.mark.parametrize("form", ["0.0%", "0%", "0.00%"])
def test_per_cent_is_what_the_cell_shows(tmp_path: Path, suffix: str, form: str) -> None:
    raw = read(tmp_path, suffix, MAKERS[suffix]({"a": [["value"], [0.572], [0.56]]}, form=form))
    assert raw.number("value", percent=True).to_list() == [57.2, 56.0]
    with raises("percent_format_unexpected", row=2):
        raw.number("value")


@every_format
def test_a_date_is_a_period_as_far_as_it_is_shown_and_never_a_number(tmp_path: Path, suffix: str) -> None:
    raw = read(tmp_path, suffix, MAKERS[suffix]({"a": [["year"], [date(2024, 1, 1)]]}, form="yyyy"))
    assert raw.text("year").to_list() == ["2024"]
    with raises("cell_is_date", row=2, column="year", found="2024"):
        raw.number("year")


@every_format
def test_a_number_that_excel_made_a_date_is_refused(tmp_path: Path, suffix: str) -> None:
    raw = read(tmp_path, suffix, MAKERS[suffix]({"a": [["value"], ["3.2"], [date(2026, 5, 1)]]}, form="d.m."))
    with raises("cell_is_date", row=3, column="value", found="2026-05-01"):
        raw.number("value")


@pytest.mark.parametrize("suffix", [".xlsx", ".xls"])
@pytest.mark.parametrize(
    ("form", "text"), [("yyyy-mm", "2024M05"), ("mm/yyyy", "2024M05"), ("dd.mm.yyyy", "2024-05-01")]
)
def test_a_month_is_a_month(tmp_path: Path, suffix: str, form: str, text: str) -> None:
    raw = read(tmp_path, suffix, MAKERS[suffix]({"a": [["month"], [date(2024, 5, 1)]]}, form=form))
    assert raw.text("month").to_list() == [text]


@pytest.mark.parametrize("suffix", [".xlsx", ".xls"])
@pytest.mark.parametrize("form", ["#,##0,", '0.0,,"M"'])
def test_a_number_that_shows_thousands_is_refused(tmp_path: Path, suffix: str, form: str) -> None:
    raw = read(tmp_path, suffix, MAKERS[suffix]({"a": [["value"], [1234567.0]]}, form=form))
    with raises("cell_in_thousands", row=2, column="value", found="1234567"):
        raw.number("value")


def test_a_number_that_open_document_shows_in_thousands_is_refused(tmp_path: Path) -> None:
    scaled = (
        '<office:automatic-styles xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0">'
        '<number:number-style style:name="N1"><number:number number:display-factor="1000"/></number:number-style>'
        '<style:style style:name="c" style:family="table-cell" style:data-style-name="N1"/></office:automatic-styles>'
    )
    made = io.BytesIO()
    with ZipFile(io.BytesIO(MAKERS[".ods"]({"a": [["value"], [1234567.0]]}))) as plain, ZipFile(made, "w") as book:
        for part in plain.namelist():
            text = plain.read(part)
            if part == "content.xml":
                text = text.replace(b"<office:automatic-styles/>", scaled.encode())
                text = text.replace(b'office:value-type="float"', b'office:value-type="float" table:style-name="c"')
            book.writestr(part, text)
    with raises("cell_in_thousands", row=2, column="value", found="1234567"):
        read(tmp_path, ".ods", made.getvalue()).number("value")


@pytest.mark.parametrize("suffix", [".xlsx", ".xls"])
@pytest.mark.parametrize("form", ["#,##0", "#,##0.00 [$€-40B]", '0.0 "kpl"', "_-* #,##0_-", "0.00E+00"])
def test_other_formats_change_nothing(tmp_path: Path, suffix: str, form: str) -> None:
    raw = read(tmp_path, suffix, MAKERS[suffix]({"a": [["value"], [1234567.0]]}, form=form))
    assert raw.number("value").to_list() == [1234567.0]


@pytest.mark.parametrize("suffix", [".xlsx", ".xls"])
def test_a_code_keeps_the_zeros_that_its_format_shows(tmp_path: Path, suffix: str) -> None:
    raw = read(tmp_path, suffix, MAKERS[suffix]({"a": [["area"], [49.0], [836.0]]}, form="000"))
    assert raw.text("area").to_list() == ["049", "836"]


@every_format
def test_numbers_are_read_whatever_mark_the_card_declares_for_texts(tmp_path: Path, suffix: str) -> None:
    rows: Rows = [["value"], [57.25], ["1 234,5"], [3.0]]
    raw = read(tmp_path, suffix, MAKERS[suffix]({"a": rows}), decimal=",")
    assert raw.number("value").to_list() == [57.25, 1234.5, 3.0]


def made_by_program(*cells: object) -> bytes:
    book = openpyxl.Workbook()
    for cell in cells:
        book.active.append([cell])
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def test_a_formula_that_was_never_calculated_is_refused(tmp_path: Path) -> None:
    content = made_by_program("value", 1, "=1+1", "=2+2")
    with raises("formula_without_result", row=3, column="value", more_rows=1):
        read(tmp_path, ".xlsx", content)


@pytest.mark.parametrize("sign", ["#N/A", "#DIV/0!", "#REF!", "#NULL!"])
def test_an_error_keeps_its_sign(tmp_path: Path, sign: str) -> None:
    raw = read(tmp_path, ".xlsx", made_by_program("value", 1, sign))
    assert raw.text("value").to_list() == ["1", sign]
    with raises("sign_undeclared", row=3, found=sign):
        raw.number("value")


def test_truth_is_no_number(tmp_path: Path) -> None:
    raw = read(tmp_path, ".xlsx", made_by_program("value", True))
    with raises("not_a_number", row=2, found="true"):
        raw.number("value")


def test_a_date_without_a_format_of_its_own_is_a_number_as_excel_shows_it(tmp_path: Path) -> None:
    raw = read(tmp_path, ".xlsx", xlsx({"a": [["value"], [45292.0]]}))
    assert raw.number("value").to_list() == [45292.0]


def test_a_workbook_whose_parts_stand_at_the_top_is_read_with_its_formats(tmp_path: Path) -> None:
    made = io.BytesIO()
    packed = io.BytesIO(xlsx({"New": [["area", "value"], ["01", 0.572]]}, form="0.0%"))
    with ZipFile(packed) as inside, ZipFile(made, "w") as outside:
        for name in inside.namelist():
            content = inside.read(name).replace(b"/xl/", b"/").replace(b'"xl/', b'"')
            outside.writestr(name.removeprefix("xl/"), content)
    table = read_file(card(tmp_path, made.getvalue(), "made.xlsx", "aggregates", AGGREGATES))
    assert table.number("value", percent=True).to_list() == [57.2]
