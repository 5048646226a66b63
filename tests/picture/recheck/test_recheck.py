"""A deck or workbook that somebody kept: each of its numbers is told whether it still stands."""

from io import BytesIO
from itertools import chain

import pytest
from openpyxl import load_workbook
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE

from contract.cell_key import read_key
from contract.codes import Language
from contract.errors import UserError
from picture.export.pptx.deck import make_deck
from picture.export.workbook.ods import ods_workbook
from picture.export.workbook.xlsx import workbook
from picture.recheck.recheck import read_kept, recheck
from tests.picture.recheck.kept import CORRECTED, GONE, HIDDEN, OTHER, WHY_CORRECTED, publish, taken


@pytest.fixture
def folder(tmp_path):
    publish(tmp_path)
    return tmp_path


def kept(folder, content):
    path = folder / "kept"
    path.write_bytes(content)
    return path


def told(folder, content, language=Language.EN):
    return recheck(kept(folder, content), folder, language)


@pytest.mark.parametrize("write", [make_deck, workbook, ods_workbook])
@pytest.mark.parametrize("language", Language)
def test_a_file_of_today_holds_published_numbers_only(folder, write, language):
    first, *rest = told(folder, write(taken(folder, language=language)))
    assert first.split("file holds ")[1].split(" ")[0] == first.split("these, ")[1].split(" ")[0] != "0"
    assert [line for line in rest if line and "edition" not in line and "Newer" not in line and ":" not in line] == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (OTHER, "in the file, "),
        (HIDDEN, "in the file, now not shown"),
        (GONE, "no longer published"),
    ],
)
@pytest.mark.parametrize("write", [make_deck, workbook])
def test_what_a_new_build_changed_is_told(folder, write, change, said):
    file = write(taken(folder, kinds=("map",)))
    publish(folder, "two", change)
    lines = told(folder, file)
    assert "File two is published now." in lines[1]
    assert any(said in line for line in lines), lines


def test_a_number_that_somebody_changed_in_the_file_is_told_as_that(folder):
    book = load_workbook(BytesIO(workbook(taken(folder, kinds=("map",)))))
    head = next(cell for cell in chain.from_iterable(chain.from_iterable(book)) if cell.value == "Värde")
    below = head.offset(row=1)
    below.value += 7
    file = BytesIO()
    book.save(file)
    assert any("The figure was changed" in line for line in told(folder, file.getvalue()))


def test_charts_of_others_are_counted_and_left_alone(folder):
    deck = Presentation(BytesIO(make_deck(taken(folder, kinds=("map",)))))
    data = CategoryChartData()
    data.categories = ["a"]
    data.add_series("b", [1])
    deck.slides[0].shapes.add_chart(XL_CHART_TYPE.PIE, 0, 0, 10, 10, data)
    file = BytesIO()
    deck.save(file)
    assert "Charts made by others: 1. They were not checked." in told(folder, file.getvalue())


@pytest.mark.parametrize("language", Language)
def test_a_correction_says_what_was_wrong_and_when(folder, language):
    file = make_deck(taken(folder, kinds=("map",)))
    publish(
        folder,
        "two",
        OTHER,
        *CORRECTED,
    )
    assert any(WHY_CORRECTED[language] in line and "2026" in line for line in told(folder, file, language))


def test_a_deck_without_a_figure_of_ours_is_refused(folder):
    file = BytesIO()
    Presentation().save(file)
    with pytest.raises(UserError) as refused:
        read_kept(file.getvalue())
    assert refused.value.code == "kept_file_foreign"


def test_a_key_that_somebody_wrote_over_is_left_alone(folder):
    book = load_workbook(BytesIO(workbook(taken(folder, kinds=("map",)))))
    cells = chain.from_iterable(chain.from_iterable(book))
    next(cell for cell in cells if read_key(str(cell.value))).value = "trust/someday/MK01/all.all"
    file = BytesIO()
    book.save(file)
    assert told(folder, file.getvalue())[0].startswith("The file holds ")
