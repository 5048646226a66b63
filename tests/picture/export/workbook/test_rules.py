"""The rules of accessible spreadsheets, each held by every sheet of every kind of workbook in every language."""

from collections import Counter
from dataclasses import replace
from functools import cache
from io import BytesIO
from itertools import chain

import pytest
from openpyxl import load_workbook

from contract.codes import Language
from picture.export.workbook.xlsx import workbook
from tests.picture import factory
from tests.picture.export.reread import item


@cache
def books(language):
    every = [[item(dataset)] for dataset in factory.every_dataset(language)]
    return [load_workbook(BytesIO(workbook(items))) for items in (*every, list(chain.from_iterable(every)))]


@pytest.fixture(params=Language, scope="module")
def sheets(request):
    return list(chain.from_iterable(books(request.param)))


def table_of(sheet):
    (table,) = sheet.tables.values()
    return table


def cells_of(sheet):
    head, *rows = sheet[table_of(sheet).ref]
    return head, rows


def above(sheet):
    """The cells over the table."""
    return [row for row in sheet.iter_rows() if row[0].row < cells_of(sheet)[0][0].row]


def test_every_sheet_has_one_table_with_a_name_that_says_what_it_holds(sheets):
    for sheet in sheets:
        assert table_of(sheet).displayName.startswith("lagesbild_")


def test_a_table_begins_at_the_left_edge_and_is_the_last_thing_on_its_sheet(sheets):
    for sheet in sheets:
        head, rows = cells_of(sheet)
        assert head[0].column == 1
        assert (rows[-1][-1].row, rows[-1][-1].column) == (sheet.max_row, sheet.max_column)


def test_a_table_has_one_head_of_different_words_in_each_column(sheets):
    for sheet in sheets:
        heads = [cell.value for cell in cells_of(sheet)[0]]
        assert all(heads)
        assert max(Counter(heads).values()) == 1


def test_no_row_or_column_of_a_table_is_empty(sheets):
    for sheet in sheets:
        _, rows = cells_of(sheet)
        assert all(any(cell.value is not None for cell in row) for row in rows)
        assert all(any(cell.value is not None for cell in column) for column in zip(*rows, strict=True))


def test_a_column_holds_one_type(sheets):
    for sheet in sheets:
        _, rows = cells_of(sheet)
        for column in zip(*rows, strict=True):
            assert len({cell.data_type for cell in column if cell.value is not None}) == 1


def test_the_first_cell_is_a_title_and_column_a_tells_the_rest(sheets):
    for sheet in sheets:
        lines = above(sheet)
        assert ": " in sheet["A1"].value
        assert all(row[0].value and not any(cell.value for cell in row[1:]) for row in lines)


def test_sheets_have_different_names_and_titles_within_a_book():
    for language in Language:
        for book in books(language):
            assert len({sheet["A1"].value for sheet in book}) == len(book.sheetnames) == len(set(book.sheetnames))


def test_an_empty_cell_among_figures_is_explained_above_them():
    for book in books(Language.EN):
        for sheet in book:
            _, rows = cells_of(sheet)
            empty = any(cell.value is None for row in rows for cell in row)
            assert not empty or any("An empty cell is not zero" in str(row[0].value) for row in above(sheet))


def test_nothing_is_merged_hidden_filtered_frozen_drawn_or_under_a_footer(sheets):
    for sheet in sheets:
        assert not sheet.merged_cells.ranges
        assert sheet.sheet_state == "visible"
        assert not [one for one in (*sheet.row_dimensions.values(), *sheet.column_dimensions.values()) if one.hidden]
        assert table_of(sheet).autoFilter is None
        assert sheet.auto_filter.ref is None
        assert sheet.freeze_panes is None
        assert not sheet._charts
        assert not sheet._images
        for place in (sheet.oddHeader, sheet.oddFooter):
            assert not any((place.left.text, place.center.text, place.right.text))


def test_no_fill_divides_a_table(sheets):
    for sheet in sheets:
        assert {cell.fill.fill_type for row in sheet.iter_rows() for cell in row} == {None}
        assert table_of(sheet).tableStyleInfo is None or table_of(sheet).tableStyleInfo.name is None


def test_texts_wrap_within_sensible_widths(sheets):
    for sheet in sheets:
        _, rows = cells_of(sheet)
        texts = [cell for row in rows for cell in row if isinstance(cell.value, str)]
        assert all(cell.alignment.wrap_text for cell in texts)
        assert all(9 <= one.width <= 120 for one in sheet.column_dimensions.values())


def test_a_book_opens_at_the_first_cell_of_its_first_sheet():
    for book in chain.from_iterable(map(books, Language)):
        assert book.active is book.worksheets[0]
        assert all(sheet.sheet_view.selection[0].activeCell == "A1" for sheet in book)


def test_contents_lead_to_every_other_sheet_by_words():
    for book in chain.from_iterable(map(books, Language)):
        first, *others = book.worksheets
        _, rows = cells_of(first)
        assert [(row[0].value, row[0].hyperlink.location) for row in rows] == [
            (sheet.title, f"'{sheet.title}'!A1") for sheet in others
        ]


def test_properties_tell_title_author_language_and_what_edition_it_is():
    for language, tag in (("fi", "fi-FI"), ("sv", "sv-FI"), ("en", "en-GB")):
        told = [book.properties for book in books(Language(language))]
        assert {one.language for one in told} == {tag}
        assert {one.creator for one in told} == {"Lägesbild"}
        assert len({one.title for one in told}) == len(told)
        assert all(one.keywords == "2026, 0f3a9c17be42" for one in told)


def test_a_sheet_prints_on_pages_of_its_width_with_its_head_on_each(sheets):
    for sheet in sheets:
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.page_setup.orientation == "landscape"
        row = cells_of(sheet)[0][0].row
        assert sheet.print_title_rows == f"${row}:${row}"
        assert sheet.print_area


def of_map():
    return load_workbook(BytesIO(workbook([item(factory.map_dataset("en"))])))


def test_codes_are_kept_off_the_paper():
    sheet = of_map()["Figures"]
    last = sheet.print_area.rpartition("$")[0].rpartition("$")[2]
    printed = [cell.value for cell in cells_of(sheet)[0] if cell.column_letter <= last and len(cell.column_letter) == 1]
    assert "Value" in printed
    assert not [head for head in printed if head.endswith("code")]


def test_a_note_is_a_number_in_brackets_beside_its_figure_and_a_text_on_the_sheet_of_notes():
    dataset = factory.groups_dataset("en")
    noted = replace(dataset, rows=tuple(replace(row, note="Revised in May") for row in dataset.rows))
    book = load_workbook(BytesIO(workbook([item(noted)])))
    head, rows = cells_of(book["Figures"])
    place = [cell.value for cell in head].index("Producer's note")
    assert {row[place].value for row in rows} <= {"[note 1]", None}
    assert ("[note 1]", "Revised in May") in [tuple(cell.value for cell in row) for row in cells_of(book["Notes"])[1]]


def test_shorthand_stands_in_a_column_of_its_own_and_is_explained():
    book = of_map()
    head, rows = cells_of(book["Figures"])
    place = [cell.value for cell in head].index("Mark")
    used = {row[place].value for row in rows} - {None}
    explained = {row[1].value for row in cells_of(book["Marks"])[1]}
    assert "[c]" in used
    assert {f"[{letter}]" for one in used for letter in one.strip("[]")} <= explained
