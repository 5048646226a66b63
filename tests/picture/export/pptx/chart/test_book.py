"""The workbook behind a chart: published cells with all that must travel with them, and what a copied chart is."""

import re
from io import BytesIO

import pytest
from openpyxl import load_workbook

from contract.codes import Language
from picture.export.pptx.chart.book import plain
from picture.query.programs.cell_key import cell_key
from picture.text.labels import mark
from tests.picture import factory
from tests.picture.export.reread import LINK, charts, deck, series_of, stamp_of, table_of


def sheet(chart):
    return load_workbook(BytesIO(chart.part.chart_workbook.xlsx_part.blob), data_only=True)["Data"]


def test_each_line_is_a_published_cell_with_its_interval_n_marks_code_and_key():
    dataset = factory.map_dataset("en")
    (chart,) = charts(deck(dataset))
    table = {line["key"]: line for line in table_of(chart)}
    for row in (*dataset.rows, *dataset.reference):
        line = table[cell_key(row)]
        assert (line["value"], line["low"], line["high"]) == (row.value, row.ci_low, row.ci_high)
        assert line["n"] == (row.n if row.shown else None)
        assert (line["status"] or "") == mark(row)
        assert line["code"] in cell_key(row)
    assert len(table) == len(dataset.rows) + 1


@pytest.mark.parametrize("language", Language)
def test_a_copied_chart_still_says_edition_build_status_language_and_that_its_numbers_are_made_up(language):
    for chart in charts(deck(*factory.every_dataset(language))):
        told = stamp_of(chart)
        stamp = factory.map_dataset(language).stamp
        assert (told["edition"], told["build"], told["status"]) == (stamp.edition, stamp.build, stamp.status)
        assert (told["synthetic"], told["language"], told["address"]) == ("true", language, LINK)
        assert told["kind"] in {"map", "trend", "groups", "profile", "matrix", "front"}


@pytest.mark.parametrize("dataset", factory.every_dataset("en"), ids=lambda a: a.kind)
def test_every_number_that_is_drawn_is_that_of_the_cell_it_refers_to(dataset):
    for chart in charts(deck(dataset)):
        cells = sheet(chart)
        for one in series_of(chart):
            for axis, where in enumerate(one.cells):
                held = [line[0].value for line in cells[re.sub(r"^Data!|\$", "", where)]]
                assert held == [point[axis] for point in one.points], one.name


def test_a_point_is_the_number_of_its_cell_so_that_editing_the_table_moves_it():
    (chart,) = charts(deck(factory.map_dataset("en")))
    formulas = load_workbook(BytesIO(chart.part.chart_workbook.xlsx_part.blob))["Data"]
    used = {cell.value[1] for line in formulas.iter_rows() for cell in line if cell.data_type == "f"}
    assert used == {"B", "C", "D"}  # value, low, high


def test_a_name_that_looks_like_a_formula_is_none():
    assert plain("=1+1") == " =1+1"
    assert plain("Kainuu") == "Kainuu"
