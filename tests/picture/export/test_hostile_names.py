"""A name that looks like a formula stays a name in everything that leaves, the sheet behind a chart included."""

import csv
import re
from dataclasses import replace
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from picture.export.data_files import data_zip
from picture.export.workbook.xlsx import workbook
from tests.picture import factory
from tests.picture.export.reread import charts, deck, item, words_on

NAMES = ("=1+1", '=HYPERLINK("http://example.org","press")', "{=1+1}", "+1", "-1", "@SUM(A1)")
KINDS = (factory.map_dataset, factory.trend_dataset, factory.groups_dataset, factory.front_dataset)


def named(dataset, name: str):
    """The same answer, where everything that can be called something is called `name`."""

    def call(row):
        area, group = replace(row.area, name=name), replace(row.group, name=name)
        return replace(row, area=area, group=group, note=name, quoted_by=name)

    rows = {place: tuple(map(call, getattr(dataset, place))) for place in ("rows", "history", "reference")}
    return replace(dataset, indicators=tuple(replace(one, name=name) for one in dataset.indicators), **rows)


def formulas(content: bytes) -> list[str]:
    cells = [cell for sheet in load_workbook(BytesIO(content)) for row in sheet.iter_rows() for cell in row]
    return [f"{cell.coordinate} {cell.value}" for cell in cells if cell.data_type == "f"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("make", KINDS)
def test_no_sheet_takes_a_name_for_a_formula(make, name: str):
    dataset = named(make("en"), name)
    assert formulas(workbook([item(dataset)])) == []
    for chart in charts(deck(dataset)):
        own = formulas(chart.part.chart_workbook.xlsx_part.blob)  # that a point is a number of the table
        assert [one for one in own if not re.fullmatch(r"[A-Z]+\d+ =[BCD]\d+", one)] == []


@pytest.mark.parametrize("name", NAMES)
def test_no_table_starts_a_cell_as_a_formula(name: str):
    with ZipFile(BytesIO(data_zip([item(named(factory.map_dataset("en"), name))]))) as archive:
        files = [archive.read(file).decode("utf-8-sig") for file in archive.namelist() if file.endswith(".csv")]
    texts = [cell for file in files for row in csv.reader(StringIO(file)) for cell in row]
    assert any(name in text for text in texts)
    numbers = {text for text in texts if text.removeprefix("-").replace(".", "", 1).isdigit()}
    assert [text for text in texts if text not in numbers and text.startswith(("=", "+", "-", "@"))] == []


@pytest.mark.parametrize("make", [*KINDS, factory.profile_dataset, factory.matrix_dataset])
def test_a_letter_that_breaks_xml_stops_no_deck(make):
    dataset = replace(named(make("en"), "A\x0b\ufffe\x1bB"), area_name="A\ufffeB")
    told = [words_on(slide) for slide in deck(dataset).slides]
    assert any("AB" in text for text in told)
    assert not any("\ufffe" in text or "_x000B_" in text for text in told)
