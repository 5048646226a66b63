"""Files that would stop the machine or end in a traceback: refused before they are read, or where they are."""

import io
import re
import zipfile
from datetime import time, timedelta
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from contract.errors import UserError
from etl.__main__ import main
from etl.read.aggregates import read_aggregates
from etl.read.formats.cubes.jsonstat import read_cube
from etl.read.formats.limits import UnreadableError, guarded_read
from etl.read.formats.tables.workbooks import xlsx as workbook
from etl.read.respondents import read_respondents
from geo.classification import read_classification
from tests.errors import assert_tells, raises
from tests.etl.read.helpers import (
    AGGREGATES,
    DESIGN,
    card,
    catalogue,
    csv,
    parquet,
    published,
    respondents,
    xlsx,
)

PLACES = read_classification()
DATA = Path(__file__).parents[4] / "data"


def refusal(folder: Path, content: bytes, file: str = "answers.parquet") -> UserError:
    with pytest.raises(UserError) as refused:
        read_respondents(card(folder, content, file, "respondents", DESIGN), catalogue(), PLACES)
    return refused.value


def test_a_cell_in_the_last_corner_of_a_sheet_is_refused_before_room_is_made_for_all_others(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "far.xlsx") as book:
        page = book.add_worksheet()
        page.write(0, 0, "id")
        page.write(1_048_575, 16_383, 1)
    with raises("table_too_large", rows=1_048_576, columns=16_384, limit=5_000_000):
        workbook.XlsxBook(tmp_path / "far.xlsx").read("Sheet1", ".")


def repacked(content: bytes, part: str, changed: bytes | None) -> bytes:
    """Return a workbook with another content of one part, or without it."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as parts, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in parts.namelist():
            inside = changed if name == part else parts.read(name)
            if inside is not None:
                packed.writestr(name, inside)
    return made.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
ENTITIES = b'<!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;">]><worksheet><sheetData>&c;</sheetData></worksheet>'


@pytest.mark.parametrize("changed", [None, b"", b"<worksheet><sheetData><row>", b"\x00" * 100])
def test_a_damaged_sheet_is_refused(tmp_path: Path, changed: bytes | None) -> None:
    told = refusal(tmp_path, repacked(xlsx(respondents()), SHEET, changed), "answers.xlsx")
    assert_tells(told, "workbook_unreadable", path="answers.xlsx")


def test_entities_of_a_sheet_are_not_unfolded(tmp_path: Path) -> None:
    told = refusal(tmp_path, repacked(xlsx(respondents()), SHEET, ENTITIES), "answers.xlsx")
    assert_tells(told, "header_missing", path="answers.xlsx", row=1)


def test_a_workbook_that_unpacks_to_more_than_we_read_is_refused(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(workbook, "MOST_UNPACKED", 3 * 1024**2)
    told = refusal(tmp_path, repacked(xlsx(respondents()), "docProps/app.xml", b" " * 4 * 1024**2), "answers.xlsx")
    assert_tells(told, "workbook_too_large", megabytes=3)


def test_a_workbook_that_claims_more_texts_than_it_holds_does_not_end_the_process(tmp_path: Path) -> None:
    content = xlsx(respondents())
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        texts = parts.read("xl/sharedStrings.xml")
    claimed = re.sub(rb'uniqueCount="\d+"', b'uniqueCount="99999999999"', texts)
    assert claimed != texts
    error = refusal(tmp_path, repacked(content, "xl/sharedStrings.xml", claimed), "answers.xlsx")
    assert error.code == "workbook_unreadable"


def test_cells_without_an_address_follow_each_other(tmp_path: Path) -> None:
    text = zipfile.ZipFile(io.BytesIO(xlsx(respondents()))).read(SHEET).decode()
    bare = repacked(xlsx(respondents()), SHEET, text.replace(' r="A1"', "").replace(' r="B1"', "").encode())
    written = card(tmp_path, bare, "answers.xlsx", "respondents", DESIGN)
    assert read_respondents(written, catalogue(), PLACES).height == 3


@pytest.mark.parametrize(
    ("column", "value", "found"),
    [
        ("psu", timedelta(days=1), "Duration(time_unit='us')"),
        ("weight", timedelta(days=1), "Duration(time_unit='us')"),
        ("weight", time(12), "Time"),
        ("region", time(12), "Time"),
        ("q1", b"1", "Binary"),
        ("q1", [1], "List(Int64)"),
    ],
)
def test_a_column_of_an_odd_type_is_refused_by_its_name(tmp_path: Path, column: str, value: object, found: str) -> None:
    frame = respondents().with_columns(pl.Series(column, [value] * 3))
    assert_tells(refusal(tmp_path, parquet(frame)), "column_not_plain", column=column, found=found)


@pytest.mark.parametrize(("column", "value"), [("psu", float("nan")), ("region", 1e300), ("region", float("inf"))])
def test_a_number_that_names_nothing_is_refused_by_its_column(tmp_path: Path, column: str, value: float) -> None:
    frame = respondents().with_columns(pl.Series(column, [value] * 3))
    assert refusal(tmp_path, parquet(frame)).column == column


def test_a_time_that_nobody_reads_does_no_harm(tmp_path: Path) -> None:
    frame = respondents().with_columns(began=pl.lit(time(12)), pages=pl.lit([1, 2]))
    content = parquet(frame)
    written = card(tmp_path, content, "answers.parquet", "respondents", DESIGN, top='unused = ["began", "pages"]')
    assert read_respondents(written, catalogue(), PLACES).height == 3


def test_a_parquet_file_of_many_rows_and_few_bytes_is_refused(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("etl.read.formats.tables.parquet.MOST_CELLS_IN_COLUMNS", 1_000_000)
    many = pl.DataFrame({"id": [1]}).select(pl.col("id").repeat_by(2_000_000).explode())
    assert_tells(refusal(tmp_path, parquet(many)), "table_too_large", rows=2_000_000, limit=1_000_000)


LETTERS = "å" * 10_001


@pytest.mark.parametrize("file", ["figures.csv", "figures.parquet"])
def test_a_text_that_no_cell_holds_is_refused_before_it_is_looked_up(tmp_path: Path, file: str) -> None:
    row = {"indicator": "trust", "year": "2025", "area": LETTERS, "value": 61.0}
    frame = pl.DataFrame([row | dict.fromkeys(["low", "high", "n", "flag"])])
    content = csv(frame) if file.endswith("csv") else parquet(frame)
    with pytest.raises(UserError, match=r"column area: the cell is longer than 10,000 letters") as refused:
        read_aggregates(card(tmp_path, content, file, "aggregates", AGGREGATES), published(), PLACES)
    assert len(str(refused.value)) < 1000  # and is not told in full


def test_a_csv_cell_of_two_megabytes_is_refused(tmp_path: Path) -> None:
    content = csv(respondents(id=["a", "b" * 500_000, "c"]))
    assert_tells(refusal(tmp_path, content, "answers.csv"), "csv_broken", path="answers.csv", row=3)


def test_millions_of_empty_lines_are_not_read_to_the_end(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("etl.read.formats.tables.csv.MOST_CELLS", 1000)
    told = refusal(tmp_path, csv(respondents()) + b"\n" * 2000, "answers.csv")
    assert_tells(told, "cells_too_many", path="answers.csv", row=973, limit=1000)


def test_a_sparse_cube_of_any_size_is_refused(tmp_path: Path) -> None:
    category = '{"category": {"index": ["a"]}}'
    text = f'{{"id": ["a"], "size": [20000000], "dimension": {{"a": {category}}}, "value": {{"0": 1}}}}'
    (tmp_path / "cube.json").write_text(text, encoding="utf-8")
    with raises("table_too_large", path="cube.json", rows=20_000_000, limit=5_000_000):
        read_cube(tmp_path / "cube.json")


@pytest.mark.parametrize(
    ("content", "code", "row"),
    [
        (b"<!DOCTYPE html><html></html>", "web_page_not_json", None),
        (b"\xef\xbb\xbf  <html></html>", "web_page_not_json", None),
        ('{"a": "å"}'.encode("utf-16"), "not_utf8", 1),
        (b'{\n"a": "\xe4"}', "not_utf8", 2),
        (b" \n", "json_broken", None),
        (b'{"id": [', "json_broken", None),
        (b'"text"', "jsonstat_unreadable", None),
        (b"null", "jsonstat_unreadable", None),
    ],
)
def test_what_is_no_json_stat_is_told_what_it_is(tmp_path: Path, content: bytes, code: str, row: int | None) -> None:
    (tmp_path / "cube.json").write_bytes(content)
    with raises(code, row=row):
        read_cube(tmp_path / "cube.json")


class PanicException(BaseException):
    """As the Rust libraries raise it: no Exception."""


@pytest.mark.parametrize("raised", [ValueError("/secret/place"), PanicException("index out of bounds")])
def test_whatever_a_library_raises_is_a_refusal_that_keeps_its_cause(raised: BaseException) -> None:
    with (
        pytest.raises(UnreadableError) as refused,
        guarded_read(Path("x.csv"), "file_unreadable"),
    ):
        raise raised
    assert str(refused.value) == "x.csv: this file cannot be read. Save it again in the program it comes from."
    assert refused.value.__cause__ is raised


def test_a_file_that_takes_all_memory_is_told_so() -> None:
    with raises("memory_exceeded", path="x.csv"), guarded_read(Path("x.csv"), "file_unreadable"):
        raise MemoryError


@pytest.mark.parametrize("raised", [KeyboardInterrupt, SystemExit, GeneratorExit])
def test_whoever_wants_to_stop_can(raised: type[BaseException]) -> None:
    with pytest.raises(raised), guarded_read(Path("x.csv"), "file_unreadable"):
        raise raised


BAD = {
    "page.json": b"<html></html>",
    "cut.json": b'{"id": [',
    "none.px": b"\xff\xfe\x00",
    "cut.parquet": b"PAR1",
    "none.sav": b"$FL2",
    "none.zsav": b"$FL3",
    "none.xlsx": b"PK\x03\x04",
    "old.xls": b"\xd0\xcf\x11\xe0",
    "table.ods": b"PK\x03\x04",
    "quote.csv": b'"' + b"x" * 200_000,
}


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("name", BAD)
def test_the_check_says_in_every_language_that_a_file_cannot_be_read(
    tmp_path: Path, capfd, name: str, language: str
) -> None:
    (tmp_path / name).write_bytes(BAD[name])
    assert main(["--data", str(DATA), "check", str(tmp_path / name), "--lang", language]) == 2
    told, beside = capfd.readouterr()
    assert f": {name}" in told
    assert "Traceback" not in told + beside
    assert str(tmp_path) not in told + beside
