"""Tables as PxWeb saves them in Excel and CSV: years and groups over the columns, read as one row for each value."""

from pathlib import Path

import pytest

from etl.read.formats.table import ROW
from tests.errors import raises
from tests.etl.read.formats.tables.makers import MAKERS, Rows, read, rows_of

FORMATS = list(MAKERS)
CARD = {"header_row": 3, "stub": ("Alue", "Kieli"), "heading": ("Vuosi", "Sukupuoli")}
FOOT: Rows = [
    [None],
    ["Viimeksi päivitetty:"],
    ["20260612 08:00"],
    [None],
    ["Lähde:"],
    ["Tilastokeskus"],
    ["0295511000"],
]
PXWEB: Rows = [
    ["Väestö muuttujina Alue, Kieli, Vuosi ja Sukupuoli"],
    [None],
    [None, None, "2024", None, "2025", None],
    [None, None, "Miehet", "Naiset", "Miehet", "Naiset"],
    ["Uusimaa", "suomi", 10.0, 11.0, 12.0, 13.0],
    [None, "ruotsi", 20.0, "..", 22.0, 23.0],
    ["Åland", "suomi", 30.0, 31.0, 32.0, 33.0],
    [None, "ruotsi", 40.0, 41.0, 42.0, None],
    *FOOT,
]
LONG = [
    ("Uusimaa", "suomi", "2024", "Miehet", "10"),
    ("Uusimaa", "suomi", "2024", "Naiset", "11"),
    ("Uusimaa", "suomi", "2025", "Miehet", "12"),
    ("Uusimaa", "suomi", "2025", "Naiset", "13"),
    ("Uusimaa", "ruotsi", "2024", "Miehet", "20"),
    ("Uusimaa", "ruotsi", "2024", "Naiset", ".."),
]


def changed(row: int, column: int, cell: str | float | None) -> Rows:
    """Return the table with one cell exchanged; rows and columns from 1."""
    rows = [list(cells) for cells in PXWEB]
    rows[row - 1][column - 1] = cell
    return rows


def whole(rows: Rows) -> list[tuple[object, ...]]:
    """Return rows without the decimals that Python writes behind a whole number."""
    return [[str(int(cell)) if isinstance(cell, float) else cell for cell in row] for row in rows]


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_value_has_a_row_with_the_names_of_its_row_and_column(tmp_path: Path, suffix: str) -> None:
    raw = read(tmp_path, suffix, MAKERS[suffix]({"11ra": whole(PXWEB) if suffix == ".csv" else PXWEB}), **CARD)
    assert raw.frame.columns == [ROW, "Alue", "Kieli", "Vuosi", "Sukupuoli", "value"]
    assert rows_of(raw)[:6] == LONG
    assert rows_of(raw)[-1] == ("Åland", "ruotsi", "2025", "Naiset", None)
    assert raw.frame.height == 16


@pytest.mark.parametrize("suffix", FORMATS)
def test_labels_may_stand_in_every_row_and_column(tmp_path: Path, suffix: str) -> None:
    rows = [list(cells) for cells in whole(PXWEB)]
    rows[2] = [None, None, "2024", "2024", "2025", "2025"]
    rows[5][0], rows[7][0] = "Uusimaa", "Åland"
    assert rows_of(read(tmp_path, suffix, MAKERS[suffix]({"11ra": rows}), **CARD))[:6] == LONG


def test_the_label_of_several_rows_may_have_a_row_of_its_own(tmp_path: Path) -> None:
    rows = [*PXWEB[:4], ["Uusimaa"], [None, *PXWEB[4][1:]], PXWEB[5], ["Åland"], [None, *PXWEB[6][1:]], PXWEB[7]]
    assert rows_of(read(tmp_path, ".xlsx", MAKERS[".xlsx"]({"11ra": rows}), **CARD))[:6] == LONG


def test_merged_labels_hold_for_all_their_rows_and_columns(tmp_path: Path) -> None:
    merge = [(2, 2, 2, 3), (2, 4, 2, 5), (4, 0, 5, 0), (6, 0, 7, 0)]
    assert rows_of(read(tmp_path, ".xlsx", MAKERS[".xlsx"]({"11ra": PXWEB}, merge=merge), **CARD))[:6] == LONG


def test_the_csv_of_pxweb_names_its_stub(tmp_path: Path) -> None:
    content = '"Key figures by Area and Year"\n\n"Area","2023","2024"\n"WHOLE COUNTRY",5,6\n"Åland",1,..\n'.encode()
    card = {"header_row": 3, "stub": ("Area",), "heading": ("Year",)}
    raw = read(tmp_path, ".csv", content, **card)
    assert rows_of(raw) == [
        ("WHOLE COUNTRY", "2023", "5"),
        ("WHOLE COUNTRY", "2024", "6"),
        ("Åland", "2023", "1"),
        ("Åland", "2024", ".."),
    ]
    with raises("stub_of_other_name", row=3, found="Area", name="Region"):
        read(tmp_path, ".csv", content, **(card | {"stub": ("Region",)}))


def test_a_csv_of_pxweb_that_is_cut_is_asked_about(tmp_path: Path) -> None:
    content = b"Area,2023,2024\n01,5,6\n02,1,22"
    card = {"stub": ("Area",), "heading": ("Year",)}
    with raises("last_line_open", row=3, found="22", rows=2):
        read(tmp_path, ".csv", content, **card)
    assert read(tmp_path, ".csv", content, **card, rows=2).rows_of_file().to_list() == [2, 2, 3, 3]


def test_a_refusal_names_the_row_and_the_column_of_the_sheet(tmp_path: Path) -> None:
    raw = read(tmp_path, ".xlsx", MAKERS[".xlsx"]({"11ra": changed(6, 4, "many")}), **CARD)
    with raises("not_a_number", row=6, column="value (D)", found="many"):
        raw.number("value")


def test_what_cells_show_holds_for_their_values(tmp_path: Path) -> None:
    rows: Rows = [["x", "2024"], ["Uusimaa", 0.572]]
    content = MAKERS[".xlsx"]({"a": rows}, form="0.0%")
    raw = read(tmp_path, ".xlsx", content, stub=("x",), heading=("Vuosi",))
    assert raw.number("value", percent=True).to_list() == [57.2]


@pytest.mark.parametrize(
    ("rows", "card", "code", "told"),
    [
        (PXWEB, {"header_row": 1, "heading": ("Vuosi",)}, "heading_empty", {"row": 1, "found": 3, "columns": 2}),
        (PXWEB, {"heading": ("Vuosi",)}, "heading_label_missing", {"row": 3, "column": "D"}),
        (PXWEB, {"header_row": 4, "heading": ("Sukupuoli",)}, "heading_twice", {"row": 4, "column": "E"}),
        (PXWEB, {"stub": ("Alue",), "heading": ("Vuosi", "Sukupuoli")}, "heading_label_missing", {"column": "B"}),
        (changed(5, 2, None), {}, "stub_label_missing", {"row": 5}),
        (changed(7, 2, None), {}, "stub_label_missing", {"row": 7}),
        (changed(4, 5, None), {}, "heading_label_missing", {"row": 4, "column": "E"}),
        (PXWEB, {"stub": ()}, "stub_and_heading", {}),
        (PXWEB, {"heading": ("Vuosi", "value")}, "stub_and_heading", {}),
        (PXWEB, {"rows": 5}, "rows_not_as_declared", {"found": 4}),
    ],
)
def test_a_table_that_does_not_fit_its_card_is_refused(
    tmp_path: Path, rows: Rows, card: dict[str, object], code: str, told: dict[str, object]
) -> None:
    with raises(code, **told):
        read(tmp_path, ".xlsx", MAKERS[".xlsx"]({"11ra": rows}), **(CARD | card))


@pytest.mark.parametrize(("middle", "told"), [("suomi", None), (None, "stub_label_missing")])
def test_an_inner_label_holds_only_as_long_as_the_outer_one(
    tmp_path: Path, middle: str | None, told: str | None
) -> None:
    rows: Rows = [
        ["area", "language", "sex", "2024", "2025"],
        ["Uusimaa", "suomi", "men", 1.0, 2.0],
        [None, None, "women", 3.0, 4.0],
        ["Åland", middle, "men", 5.0, 6.0],
    ]
    content = MAKERS[".xlsx"]({"a": rows})
    card = {"stub": ("area", "language", "sex"), "heading": ("year",)}
    if told:
        with raises("stub_label_missing", row=4):
            read(tmp_path, ".xlsx", content, **card)
        return
    assert rows_of(read(tmp_path, ".xlsx", content, **card))[2:5] == [
        ("Uusimaa", "suomi", "women", "2024", "3"),
        ("Uusimaa", "suomi", "women", "2025", "4"),
        ("Åland", "suomi", "men", "2024", "5"),
    ]
