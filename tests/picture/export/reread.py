"""Opens what we wrote the way a reader does: with other programs' libraries, and as bare zip files."""

from functools import cache
from io import BytesIO
from zipfile import ZipFile

from lxml import etree
from openpyxl import load_workbook
from pptx import Presentation

from picture.export.item import ExportItem
from picture.export.pptx.deck import make_deck
from picture.query.model import Dataset
from tests.picture import presented

LINK = "https://example.org/map?indicator=trust_other_background"


def item(dataset: Dataset) -> ExportItem:
    return presented.item(dataset, LINK)


def deck(*datasets: Dataset):
    """Make a deck of answers and open it."""
    return Presentation(BytesIO(_made(datasets)))


@cache
def _made(datasets: tuple[Dataset, ...]) -> bytes:
    """Make a deck once for all tests that look at it; each opens its own."""
    return make_deck([item(dataset) for dataset in datasets])


def charts(opened):
    """All native charts of a deck, in order."""
    return [shape.chart for slide in opened.slides for shape in slide.shapes if shape.has_chart]


def words_on(slide) -> str:
    """Everything a reader can read on a slide, tables and groups included."""
    return "\n".join("".join(t.text or "" for t in p.iter(f"{A}t")) for p in slide.element.iter(f"{A}p"))


def cells_of(chart) -> list[list]:
    """The sheet behind a chart, as the reader meets it on "Edit data"."""
    book = load_workbook(BytesIO(chart.part.chart_workbook.xlsx_part.blob))
    return [list(row) for row in book.active.iter_rows(values_only=True)]


def numbers_inside(file: bytes) -> set[float]:
    """Every number in a chart or a sheet of a file, also of a workbook inside it; texts and their places are none."""
    found: set[float] = set()
    with ZipFile(BytesIO(file)) as archive:
        for name in archive.namelist():
            content = archive.read(name)
            if name.endswith(".xlsx"):
                found |= numbers_inside(content)
            elif name.endswith(".xml"):
                root = etree.fromstring(content)
                found |= {float(v.text) for v in root.iterfind(".//c:numCache//c:v", SPACES)}
                found |= {float(v.text) for v in root.iterfind(".//c:numLit//c:v", SPACES)}
                cells = (c for c in root.iterfind(".//x:sheetData//x:c", SPACES) if c.get("t") != "s")
                found |= {float(v.text) for c in cells for v in c.iterfind("x:v", SPACES)}
    return found


A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
SPACES = {
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
}
