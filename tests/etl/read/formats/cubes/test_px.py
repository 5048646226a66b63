"""PX files saved from an official table: the same cells as the cube they come from."""

from contextlib import suppress
from pathlib import Path
from time import process_time

import polars as pl
import pytest

from contract.errors import UserError
from etl.config.layout import Table
from etl.read.cube_mapping import read_jsonstat
from etl.read.formats.cubes.px import read_px
from etl.read.formats.files import read_cube_file
from geo.classification import read_classification
from tests.errors import raises
from tests.etl.read.helpers import card, catalogue
from tests.etl.statuses import SAID

SHARED = Path(__file__).parents[6] / "shared" / "samples" / "px"
PX = """CHARSET="ANSI";
CODEPAGE="iso-8859-1";
LANGUAGE="sv";
LANGUAGES="sv","en";
TITLE="Befolkning; efter område";
STUB="område";
STUB[en]="area";
HEADING="innehåll","år";
VALUES("område")="HELA LANDET",
"MK01 Nyland","MK21 "
"Åland";
CODES("område")="SSS","MK01","MK21";
VARIABLECODE("område")="alue_23_20260101";
VALUES("innehåll")="Folkmängd";
CODES("innehåll")="vaesto";
VALUES("år")="2024","2025*";
TIMEVAL("år")=TLIST(A1),"2024","2025";
DATA=
100 110
90.5 "..."
"-" ..;
"""
CARD = """
[cube]
indicator = "people"
area = "alue_23_20260101"
period = "år"
level = "maakunta"
geo_year = 2026
[cube.select]
"innehåll" = "vaesto"
[table]
thousands = "none"  # people, in this example, are counted in halves
"""


def put(folder: Path, text: str = PX, encoding: str = "iso-8859-1") -> Path:
    (folder / "table.px").write_bytes(text.encode(encoding))
    return folder / "table.px"


def test_a_px_file_is_a_cube_of_codes_with_its_symbols_kept(tmp_path: Path):
    found = read_px(put(tmp_path)).frame
    assert found.columns[1:] == ["alue_23_20260101", "innehåll", "år", "value", "status"]
    assert found.select("alue_23_20260101", "år", "value", "status").rows() == [
        ("SSS", "2024", "100", None),
        ("SSS", "2025*", "110", None),
        ("MK01", "2024", "90.5", None),
        ("MK01", "2025*", None, "..."),
        ("MK21", "2024", None, "-"),
        ("MK21", "2025*", None, ".."),
    ]


def test_a_count_with_a_mark_between_thousands_is_refused(tmp_path: Path):
    content = PX.replace("100 110", "5.000 12.000").replace("90.5", "950").encode("iso-8859-1")
    loaded = card(tmp_path, content, "table.px", "cube", CARD.partition("[table]")[0])
    with raises("count_with_mark", row=1, column="value", found="5.000", lines=['thousands = "."', 'decimal = ","']):
        read_jsonstat(loaded, catalogue(), read_classification())


def test_declaring_the_variables_is_enough_to_load_it(tmp_path: Path):
    loaded = card(tmp_path, PX.encode("iso-8859-1"), "table.px", "cube", CARD)
    found = read_jsonstat(loaded, catalogue(), read_classification())
    assert found.select("level", "code", "period", "value", SAID).rows() == [
        ("country", "SSS", "2024", 100.0, ""),
        ("maakunta", "01", "2024", 90.5, ""),
        ("maakunta", "21", "2024", 0.0, ""),
        ("country", "SSS", "2025", 110.0, "P"),
        ("maakunta", "01", "2025", None, "C"),
        ("maakunta", "21", "2025", None, "M"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
def test_a_file_may_lie_about_its_code_page(tmp_path: Path, encoding: str):
    lying = PX.replace("iso-8859-1", "cp437" if encoding.startswith("utf") else "nonsense")
    assert "område" not in read_px(put(tmp_path, lying, encoding)).frame.columns
    assert "år" in read_px(put(tmp_path, lying, encoding)).frame.columns


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[" * 1_000_000, "px_incomplete"),  # read once, not once from every letter
        ('"' * 99 + PX, "px_quote_open"),
        (PX.replace("90.5", ""), "px_unfit"),
        (PX.replace("DATA=", "DAATTA="), "px_incomplete"),
        ("Area;2024\nSSS;100\n", "px_incomplete"),
        (PX.replace("DATA=", 'KEYS("område")=CODES;\nDATA='), "px_key_unknown"),
        (PX.replace("90.5", "90,5"), "px_unfit"),
        (PX.replace("90.5", "ninety"), "cube_value_not_a_number"),
    ],
)
def test_a_broken_file_is_refused(tmp_path: Path, text: str, code: str):
    with raises(code):
        read_px(put(tmp_path, text))


def test_a_last_row_without_its_end_is_read_where_the_card_says_how_many_rows_there_are(tmp_path: Path):
    whole = read_px(put(tmp_path)).frame
    path = put(tmp_path, PX.rstrip().removesuffix(";"))
    with raises("last_line_open", path="table.px", rows=3):
        read_cube_file(path, Table())
    with raises("rows_not_as_declared"):
        read_cube_file(path, Table(rows=4))
    assert read_cube_file(path, Table(rows=3)).frame.equals(whole)


def test_a_last_row_that_is_cut_is_not_read(tmp_path: Path):
    with raises("px_unfit"):
        read_cube_file(put(tmp_path, PX.rstrip().rpartition(" ")[0]), Table(rows=3))


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "cells", "first", "missing"), [("TAB001.px", 5940, None, 2259), ("ine_1001.px", 504, 0.86, 0)]
)
def test_real_px_files_are_read(name: str, cells: int, first: float | None, missing: int):
    if not SHARED.is_dir():
        pytest.skip("../shared is not here")
    found = read_px(SHARED / name).frame
    value = found["value"].cast(pl.Float64)
    assert (found.height, value[0], value.null_count()) == (cells, first, missing)
    if name == "TAB001.px":
        austria = found.filter((pl.col("REGION") == "AT") & (pl.col("SEX") == "F") & (pl.col("AGE") == "TOTAL"))
        assert float(austria["value"].to_list()[1]) == 4_041_797


@pytest.mark.parametrize(
    ("stood", "stands", "row"),
    [
        ('"Befolkning; efter område"', '"Befolkning; "efter område"', 5),  # one too many
        ('"MK01 Nyland"', '"MK01 Nyland', 10),  # one too few
        ('LANGUAGES="sv","en";', 'LANGUAGES="sv,"en";', 4),
        ('"2024","2025";', '"2024","2025;', 17),  # DATA is what would be read as text
    ],
)
def test_the_row_with_an_odd_quotation_mark_is_named(tmp_path: Path, stood: str, stands: str, row: int):
    with raises("px_quote_open", row=row):
        read_px(put(tmp_path, PX.replace(stood, stands)))


def test_a_text_may_go_on_on_the_next_line(tmp_path: Path):
    text = PX.replace('TITLE="Befolkning; efter område";', 'NOTE="KÄLLA:\nSTATISTIK (2024) = antal\n";')
    assert read_px(put(tmp_path, text)).frame.height == 6


@pytest.mark.parametrize(("codes", "number"), [('"SSS","MK01",', 2), ('"SSS","MK01","MK21","X"', 4)])
def test_codes_that_are_not_as_many_as_the_categories_are_told_by_variable(tmp_path: Path, codes: str, number: int):
    with raises("px_codes_unfit", column="alue_23_20260101", codes=number, values=3):
        read_px(put(tmp_path, PX.replace('"SSS","MK01","MK21"', codes)))


@pytest.mark.parametrize("between", ["\n", " ", "x", '"', "=", "(", ")"])
def test_a_text_of_any_length_is_read_once(tmp_path: Path, between: str):
    (tmp_path / "long.px").write_text(PX.replace("VARIABLECODE", f"VAR{between * 50_000}CODE"), encoding="utf-8")
    start = process_time()
    with suppress(UserError):
        read_px(tmp_path / "long.px")
    assert process_time() - start < 5  # a square of these letters takes a minute


def test_a_byte_order_mark_is_no_part_of_the_first_statement(tmp_path: Path) -> None:
    text = PX.partition('TITLE="')[2]
    first = f'STUB="område";\nTITLE="{text}'.replace('STUB="område";\nSTUB[en]', "STUB[en]")
    raw = read_px(put(tmp_path, first, "utf-8-sig"))
    assert raw.frame.columns[1] == "alue_23_20260101"
