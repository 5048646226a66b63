"""Opens what we wrote the way a reader does: with other programs' libraries, and as bare zip files."""

from dataclasses import dataclass
from functools import cache
from io import BytesIO
from itertools import chain

from openpyxl import load_workbook
from pptx import Presentation

from picture.export.item import ExportItem
from picture.export.pptx.chart.book import TABLE_COLUMNS
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
    shapes = chain.from_iterable(slide.shapes for slide in opened.slides)
    return [shape.chart for shape in shapes if shape.has_chart]


def words_on(slide) -> str:
    """Everything a reader can read on a slide, tables and groups included."""
    return "\n".join("".join(t.text or "" for t in p.iter(f"{A}t")) for p in slide.element.iter(f"{A}p"))


def table_of(chart) -> list[dict]:
    """Read the published cells behind a chart, as the reader meets them on "Edit data"."""
    lines = [line[: len(TABLE_COLUMNS)] for line in _sheet(chart, "Data")]
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:] if line[-1] is not None]


def stamp_of(chart) -> dict[str, str]:
    """Read what a chart says of itself."""
    return {name: text for name, text, *_ in _sheet(chart, "Stamp")}


def _sheet(chart, name: str) -> list[tuple]:
    book = load_workbook(BytesIO(chart.part.chart_workbook.xlsx_part.blob), data_only=True)
    return list(book[name].iter_rows(values_only=True))


@dataclass(frozen=True)
class Drawn:
    """One series as it is drawn: its points, a gap being (None, None), and its words by point."""

    name: str
    points: tuple[tuple[float | None, float | None], ...]
    words: dict[int, str]
    cells: tuple[str, str]  # to which x and y refer


def series_of(chart) -> list[Drawn]:
    """Read the series of a chart, what lies behind first."""
    found = sorted(chart.element.iter(f"{C}ser"), key=lambda ser: int(ser.find(f"{C}order").get("val")))
    return [
        Drawn(
            "".join(ser.find(f"{C}tx").itertext(f"{C}v")),
            tuple(zip(_numbers(ser.find(f"{C}xVal")), _numbers(ser.find(f"{C}yVal")), strict=True)),
            {
                int(label.find(f"{C}idx").get("val")): " ".join(label.itertext(f"{A}t"))
                for label in ser.iter(f"{C}dLbl")
            },
            tuple(ser.find(f"{C}{axis}").find(f".//{C}f").text for axis in ("xVal", "yVal")),
        )
        for ser in found
    ]


def _numbers(values) -> list[float | None]:
    held = {int(p.get("idx")): float(p.find(f"{C}v").text) for p in values.iter(f"{C}pt")}
    return [held.get(i) for i in range(int(values.find(f".//{C}ptCount").get("val")))]


def words_in(chart) -> list[str]:
    """Read every word at a point of a chart."""
    return list(chain.from_iterable(one.words.values() for one in series_of(chart)))


def seen_axis(chart):
    """Return the axis of the numbers: on the other one rows or years have their places."""
    (axis,) = (one for one in (chart.category_axis, chart.value_axis) if one.visible)
    return axis


def numbers_inside(file: bytes) -> set[float]:
    """Every published number in the charts of a deck: those of their tables, and all that stand on the seen axis.

    Where rows and years have their places is no published number, nor are the ends of an axis.
    """
    found: set[float] = set()
    for chart in charts(Presentation(BytesIO(file))):
        table = table_of(chart)
        found |= {row[column] for row in table for column in ("value", "low", "high") if row[column] is not None}
        across = chart.category_axis.visible
        ends = {
            axis_end
            for axis in (chart.category_axis, chart.value_axis)
            for axis_end in (axis.minimum_scale, axis.maximum_scale)
        }
        for one in series_of(chart) if across or chart.value_axis.visible else ():
            found |= {point[0 if across else 1] for point in one.points} - {None} - ends
    return found


A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
