"""XLSX and ODS hold the same cells, read by libraries that wrote neither, and every number of the dataset."""

from dataclasses import replace
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from contract.codes import Language
from picture.export.columns import comparisons, numbers
from picture.export.languages import LANGUAGE_TAGS
from picture.export.workbook.ods import ODS_MEDIA, ods_workbook
from picture.export.workbook.sheets import book_of
from picture.export.workbook.xlsx import workbook
from picture.query.programs.cell_key import cell_key
from tests.picture import factory
from tests.picture.export.reread import item

KINDS = range(len(factory.every_dataset()))


def xlsx_cells(items):
    book = load_workbook(BytesIO(workbook(items)))
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}


def ods_cells(items):
    book = CalamineWorkbook.from_filelike(BytesIO(ods_workbook(items)))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def bare(cells):
    """Cells without what each form writes for nothing, and without empty ones behind the last."""
    rows = [[None if value == "" else value for value in row] for row in cells]
    return [row[: max((at for at, value in enumerate(row, 1) if value is not None), default=0)] for row in rows]


def lines(cells, head):
    """The lines under a head as dicts."""
    at = next(at for at, row in enumerate(cells) if head in row)
    return [dict(zip(cells[at], row, strict=True)) for row in cells[at + 1 :]]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", KINDS)
def test_both_forms_hold_the_same_cells(kind, language):
    items = [item(factory.every_dataset(language)[kind])]
    one, other = xlsx_cells(items), ods_cells(items)
    assert list(one) == list(other)
    for name, cells in one.items():
        assert bare(cells) == bare(other[name])


@pytest.mark.parametrize("read", [xlsx_cells, ods_cells])
@pytest.mark.parametrize("kind", KINDS)
def test_every_number_of_the_dataset_stands_under_its_key_and_no_other(kind, read):
    items = [item(factory.every_dataset("en")[kind])]
    known = {cell_key(one.row): one.row for one in numbers(items)}
    found = lines(read(items)["Figures"], "Value")
    assert len(found) == len(known)
    for line in found:
        row = known[line[KEY]]
        told = tuple(line.get(head) or None for head in ("Value", LOW, HIGH, "Respondents (n)"))
        assert told == (row.value, row.ci_low, row.ci_high, row.n)


def test_a_view_in_which_nothing_is_known_has_no_sheet_of_figures():
    dataset = replace(factory.groups_dataset("en"), rows=(), reference=())
    for cells in (xlsx_cells([item(dataset)]), ods_cells([item(dataset)])):
        assert list(cells) == ["Contents", "Notes", "Metadata", "Marks"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_comparison_stands_with_its_numbers(kind):
    items = [item(factory.every_dataset("en")[kind])]
    stored = [(cell_key(one.row), one.comparison) for one in comparisons(numbers(items))]
    cells = xlsx_cells(items).get("Comparisons", [["Difference"]])
    found = lines(cells, "Difference")
    assert [(line[KEY], line.get("Difference"), line.get(LOW), line["Result, code"]) for line in found] == [
        (key, one.difference, one.ci_low, one.verdict) for key, one in stored
    ]


def test_the_parts_of_an_ods_are_xml_and_its_type_comes_first_and_plain():
    with ZipFile(BytesIO(ods_workbook([item(factory.map_dataset("sv"))]))) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type, archive.read(first)) == (
            "mimetype",
            ZIP_STORED,
            ODS_MEDIA.encode(),
        )
        parts = {name: etree.fromstring(archive.read(name)) for name in archive.namelist() if name.endswith(".xml")}
    (language,) = parts["meta.xml"].iter("{*}language")
    assert language.text == LANGUAGE_TAGS["sv"]
    ranges = [one.get(TARGET) for one in parts["content.xml"].iter("{*}database-range")]
    assert len(ranges) == len(book_of([item(factory.map_dataset("sv"))]).sheets)
    assert "'Siffror'.A6:'Siffror'." in ranges[1]


@given(name=st.text(st.characters(codec="utf-8"), min_size=1))
def test_no_name_breaks_an_ods(name):
    dataset = factory.groups_dataset("en")
    rows = tuple(replace(row, area=replace(row.area, name=name)) for row in dataset.rows)
    with ZipFile(BytesIO(ods_workbook([item(replace(dataset, rows=rows))]))) as archive:
        etree.fromstring(archive.read("content.xml"))


KEY = "Key of the figure: indicator/period/area/group"
LOW, HIGH = "Confidence interval, lower limit", "Confidence interval, upper limit"
TARGET = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}target-range-address"
