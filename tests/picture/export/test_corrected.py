"""A figure that was corrected, or is wrong in an old version, says so in every form in which it leaves."""

from collections.abc import Callable
from html import unescape
from io import BytesIO
from itertools import chain
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from pptx import Presentation

from contract.codes import Language
from picture.export.csv import localised_tables
from picture.export.image.draw import svg
from picture.export.pptx.deck import make_deck
from picture.export.workbook.ods import ods_workbook
from picture.export.workbook.xlsx import workbook
from picture.views import VIEW_KINDS
from tests.picture.corrected import asked
from tests.picture.export.reread import words_on

LETTERS = {1: "[w]", 2: "[r]"}
OTHER = {1: "60", 2: "58"}  # percent, in the other version
DAYS = {Language.FI: "1.12.2026", Language.SV: "1.12.2026", Language.EN: "1 December 2026"}


def deck(item):
    slides = Presentation(BytesIO(make_deck([item]))).slides
    return "\n".join(chain.from_iterable((words_on(one), one.notes_slide.notes_text_frame.text) for one in slides))


def sheets(item):
    cells = chain.from_iterable(chain.from_iterable(load_workbook(BytesIO(workbook([item])))))
    return "\n".join(str(cell.value) for cell in cells if cell.value is not None)


def ods(item):
    with ZipFile(BytesIO(ods_workbook([item]))) as archive:
        return unescape(archive.read("content.xml").decode())


def csv(item):
    return "\n".join(content.decode() for content in localised_tables([item], "table").values())


def image(item):
    return unescape(svg(item).decode())


FOR_PEOPLE: dict[str, Callable] = {"deck": deck, "xlsx": sheets, "ods": ods, "csv": csv, "image": image}


def told(form, kind, version, language=Language.EN):
    return FOR_PEOPLE[form](asked(kind, version, language)).replace("\n", " ")


@pytest.mark.parametrize("form", FOR_PEOPLE)
@pytest.mark.parametrize("kind", VIEW_KINDS)
@pytest.mark.parametrize("version", [1, 2])
def test_files_for_people_carry_the_mark_at_the_figure_and_in_the_key(form, kind, version):
    text = told(form, kind, version)
    assert text.count(LETTERS[version]) > (form != "csv")  # whose codebook explains the codes of SDMX
    assert OTHER[version] in text


@pytest.mark.parametrize("form", FOR_PEOPLE)
@pytest.mark.parametrize("version", [1, 2])
@pytest.mark.parametrize("language", Language)
def test_files_for_people_tell_the_day_and_what_was_wrong_in_their_language(form, version, language):
    text = told(form, "map", version, language)
    assert DAYS[language] in text
    assert f"A weight was wrong {language}" in text
