"""Tables on slides: all rows stand above the foot, and no head is broken inside a word."""

import pytest
from pptx import Presentation
from pptx.util import Inches

from picture.export.pptx.layout import CHART, PATH, TABLE_LAYOUT
from picture.export.pptx.table import (
    LEAST_TABLE_LETTERS,
    TABLE_LETTERS,
    add_table,
    letters_that_fit,
    row_height_that_fits,
)

PLACE = Inches(4.84)  # of a table in our own template
WIDE = [Inches(4), Inches(2)]
SHORT = [("one", "#000000"), ("two", "#000000")]
LONG = [("a name that needs two lines of its column at the usual size", "#000000"), ("two", "#000000")]


@pytest.mark.parametrize(
    ("rows", "letters"),
    [
        ([SHORT] * 8, TABLE_LETTERS),
        ([*[SHORT] * 11, LONG, LONG], TABLE_LETTERS),
        ([LONG] * 12, LEAST_TABLE_LETTERS),
        ([SHORT] * 30, LEAST_TABLE_LETTERS),
    ],
)
def test_letters_are_as_large_as_the_rows_have_room(rows, letters):
    assert letters_that_fit(rows, WIDE, PLACE) == letters


TWO_ARE_HIGHER = [*[Inches(0.28)] * 11, Inches(0.5), Inches(0.5)]


@pytest.mark.parametrize("needs", [[Inches(0.3)] * 8, [Inches(0.3)] * 13, TWO_ARE_HIGHER])
def test_rows_are_as_tall_as_fits_and_no_taller_than_asked(needs):
    height = row_height_that_fits(needs, Inches(0.5), PLACE)
    assert min(needs) <= height <= Inches(0.5)
    assert sum(max(height, one) for one in needs) <= PLACE


def test_a_number_wider_than_its_column_stands_over_its_unit():
    opened = Presentation(str(PATH))
    slide = opened.slides.add_slide(next(one for one in opened.slide_layouts if one.name == TABLE_LAYOUT))
    line = [("5\u202f563\u202f970\u00a0persons", "#000000"), ("63\u00a0%", "#000000")]
    frame = add_table(slide.placeholders[CHART], [SHORT, line], (1, 12))
    assert [cell.text for cell in frame.table.rows[1].cells] == ["5\u202f563\u202f970 persons", "63\u00a0%"]
