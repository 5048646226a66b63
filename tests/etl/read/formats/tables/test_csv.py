"""CSV as people have it: letters, separators, ends of lines, and a file that was cut short."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.errors import UserError
from etl.read.formats.table import ROW, SourceTable
from tests.errors import raises
from tests.etl.read.formats.tables.makers import read, rows_of

TEXT = "area;value\nÅland;1 234,5\nPäijät-Häme;3\n"
SEMICOLON = {"separator": ";", "decimal": ","}
FIGURES = [1234.5, 3.0]


def figures(raw: SourceTable) -> list[float | None]:
    return raw.number("value").to_list()


# --- encodings ---


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("declared", ["utf-8", "windows-1252"])
def test_a_byte_order_mark_says_the_encoding_whatever_the_card_says(
    tmp_path: Path, encoding: str, declared: str
) -> None:
    mark = "\ufeff" if encoding in {"utf-16-le", "utf-16-be"} else ""
    content = (mark + TEXT).encode(encoding)
    if encoding == "utf-8" and declared != "utf-8":
        with raises("encoding_is_utf8", found=declared):
            read(tmp_path, ".csv", content, encoding=declared, **SEMICOLON)
        return
    raw = read(tmp_path, ".csv", content, encoding=declared, **SEMICOLON)
    assert raw.text("area").to_list() == ["Åland", "Päijät-Häme"]
    assert figures(raw) == FIGURES


@pytest.mark.parametrize("encoding", ["windows-1252", "cp850", "mac_roman"])
def test_another_encoding_is_proposed_with_the_words_it_gives(tmp_path: Path, encoding: str) -> None:
    with raises("encoding_other", row=2, encoding="utf-8", likely=encoding) as refused:
        read(tmp_path, ".csv", TEXT.encode(encoding), **SEMICOLON)
    assert "Åland" in str(refused.value)
    assert figures(read(tmp_path, ".csv", TEXT.encode(encoding), encoding=encoding, **SEMICOLON)) == FIGURES


def test_an_encoding_that_nobody_can_tell_is_refused(tmp_path: Path) -> None:
    with raises("encoding_wrong", row=2, found=b"\x81"):
        read(tmp_path, ".csv", b"area;value\n\x81\x8d\x8f\x90\x9d;1\n", **SEMICOLON)
    with raises("encoding_unknown", found="no-such"):
        read(tmp_path, ".csv", TEXT.encode(), encoding="no-such")


@pytest.mark.parametrize("letter", ["\x00", "\x07", "\x1b", "\x7f", "\ufffd"])
def test_a_letter_that_no_table_has_is_refused_with_its_row(tmp_path: Path, letter: str) -> None:
    with raises("letter_damaged", row=3):
        read(tmp_path, ".csv", TEXT.replace("Päijät", f"Pä{letter}ijät").encode(), **SEMICOLON)


# --- separators and ends of lines ---


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_end_of_a_line_is_read(tmp_path: Path, end: str) -> None:
    assert figures(read(tmp_path, ".csv", TEXT.replace("\n", end).encode(), **SEMICOLON)) == FIGURES


@pytest.mark.parametrize(("separator", "written"), [(";", ";"), ("\t", "\\t"), ("|", "|")])
@pytest.mark.parametrize("title", ["", "A table of areas\n\n"])
def test_another_separator_is_named(tmp_path: Path, separator: str, written: str, title: str) -> None:
    content = title.encode() + TEXT.replace(";", separator).encode()
    with raises("separator_wrong", separator=written):
        read(tmp_path, ".csv", content)


@pytest.mark.parametrize(("separator", "written"), [(";", ";"), ("\t", "\\t"), ("|", "|")])
def test_another_separator_is_named_where_every_cell_stands_in_quotation_marks(
    tmp_path: Path, separator: str, written: str
) -> None:
    rows = [["area", "value"], ["01", "a, b"], ["02", 'c "d"']]
    quoted = [separator.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
    with raises("separator_breaks", row=1, found=quoted[0], separator=written):
        read(tmp_path, ".csv", "\n".join([*quoted, ""]).encode())


def test_quotation_marks_that_no_separator_closes_are_told_as_such(tmp_path: Path) -> None:
    with raises("csv_broken"):
        read(tmp_path, ".csv", b'"area";"value"\n"01";"a" b\n')


def test_a_comma_is_named_where_the_card_has_a_semicolon(tmp_path: Path) -> None:
    with raises("separator_wrong", row=1, found="area,value", separator=","):
        read(tmp_path, ".csv", b"area,value\n01,1\n02,2\n", separator=";")


def test_a_table_of_one_column_needs_no_separator(tmp_path: Path) -> None:
    assert rows_of(read(tmp_path, ".csv", b"area\n01\n02\n")) == [("01",), ("02",)]


@pytest.mark.parametrize("content", [b"\n\n", b",\n", b'" "\n'])
def test_a_text_without_any_cell_has_no_header(tmp_path: Path, content: bytes) -> None:
    with raises("header_missing", row=1):
        read(tmp_path, ".csv", content)


def test_the_first_line_of_excel_says_the_separator(tmp_path: Path) -> None:
    raw = read(tmp_path, ".csv", b"sep=;\r\narea;value\r\n01;5\r\n")
    assert (rows_of(raw), raw.frame[ROW].to_list()) == ([("01", "5")], [3])


def test_quotation_marks_hold_cells_together(tmp_path: Path) -> None:
    content = b'"area","value"\n"a ""b"", c","1"\n"two\nlines","2"\n"d","3"\n'
    raw = read(tmp_path, ".csv", content)
    assert rows_of(raw) == [('a "b", c', "1"), ("two\nlines", "2"), ("d", "3")]
    assert raw.frame[ROW].to_list() == [2, 3, 4]


# --- numbers ---


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("1\u00a0234,5", 1234.5),
        ("1 234", 1234.0),
        ("1'234,5", 1234.5),
        ("1’234’567", 1_234_567.0),
        ("−5,5", -5.5),
        ("-5", -5.0),
        ("+5", 5.0),
    ],
)
def test_a_number_is_read_as_it_is_written(tmp_path: Path, written: str, number: float) -> None:
    assert figures(read(tmp_path, ".csv", f"area;value\n01;{written}\n".encode(), **SEMICOLON)) == [number]


@pytest.mark.parametrize("written", ["5-", "(5)", "1'23", "–5", "5 %%", "% 5", "1 2 3"])
def test_what_is_no_plain_number_is_refused(tmp_path: Path, written: str) -> None:
    raw = read(tmp_path, ".csv", f"area;value\n01;{written}\n".encode(), **SEMICOLON)
    with raises("not_a_number", row=2, column="value", found=written):
        raw.number("value", percent=True)


@pytest.mark.parametrize("written", ["57,2 %", "57,2%", "57,2\u00a0%"])
def test_a_per_cent_sign_is_read_where_per_cent_is_due_and_refused_elsewhere(tmp_path: Path, written: str) -> None:
    raw = read(tmp_path, ".csv", f"area;value\n01;{written}\n".encode(), **SEMICOLON)
    assert raw.number("value", percent=True).to_list() == [57.2]
    assert raw.in_percent("value").to_list() == [True]
    with raises("percent_sign_unexpected", row=2, found=written):
        raw.number("value")


def test_a_decimal_comma_that_nobody_declared_is_refused(tmp_path: Path) -> None:
    with raises("decimal_mark_wrong", row=2):
        read(tmp_path, ".csv", b"area;value\n01;57,2\n", separator=";").number("value")


# --- a file cut short ---

WHOLE = "area,value,level\n01,57.2,maakunta\n02,479341,maakunta\nÅland,8,maakunta\n"
OF_WHOLE = [("01", "57.2", "maakunta"), ("02", "479341", "maakunta"), ("Åland", "8", "maakunta")]


def test_a_last_line_without_its_end_is_asked_about(tmp_path: Path) -> None:
    with raises("last_line_open", path="file.csv", row=3, found="47", rows=2):
        read(tmp_path, ".csv", b"area,value\n01,57.2\n02,47")
    assert rows_of(read(tmp_path, ".csv", b"area,value\n01,57.2\n02,47", rows=2))[1] == ("02", "47")


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        (WHOLE.rstrip("\n"), OF_WHOLE),  # a word that stands in other rows is whole
        ('area,value\n"01","57.2"\n"02","47"', [("01", "57.2"), ("02", "47")]),  # a cell that was closed
        ("area,value\n01,57.2\n02,47\nLähde: Tilastokes", [("01", "57.2"), ("02", "47")]),  # a line under the table
        ("area,value\n01,57.2\n02,47\n\nTilastokes", [("01", "57.2"), ("02", "47")]),
        ("area,value\n01,57.2\n02,47\r", [("01", "57.2"), ("02", "47")]),
    ],
)
def test_a_file_whose_table_is_whole_is_read_without_its_last_end_of_line(
    tmp_path: Path, content: str, rows: list[tuple[str, ...]]
) -> None:
    assert rows_of(read(tmp_path, ".csv", content.encode())) == rows


@given(at=st.integers(min_value=18, max_value=len(WHOLE.encode()) - 1))
def test_no_cut_gives_another_number(tmp_path_factory: pytest.TempPathFactory, at: int) -> None:
    try:
        rows = rows_of(read(tmp_path_factory.mktemp("cut"), ".csv", WHOLE.encode()[:at]))
    except UserError:
        return
    assert rows == OF_WHOLE[: len(rows)]
