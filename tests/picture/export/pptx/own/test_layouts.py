"""Slides in the look of an office: on its master, with its title and its pictures, nothing of its own slides."""

import inspect
import re
from io import BytesIO
from itertools import chain

import pytest
from pptx import Presentation
from pptx.oxml.ns import qn

from contract.codes import Language
from contract.errors import UserError
from picture.export import office_file as office_file_module
from picture.export.pptx.deck import make_deck
from picture.export.pptx.layout import PATH
from picture.export.pptx.own.layouts import EVERY_LAYOUT, own_deck
from picture.export.pptx.own.opening import template_error
from picture.export.pptx.own.report import template_report
from picture.text.words import word
from tests.errors import raises
from tests.picture import factory
from tests.picture.export.pptx.own.foreign import as_template, foreign
from tests.picture.export.reread import item
from tests.picture.export.test_office_file import BOMB, OLE2, packed

ITEMS = [item(dataset) for dataset in factory.every_dataset("sv")]


@pytest.fixture(scope="module", params=["pptx", "potx"])
def made(request, tmp_path_factory):
    content = foreign()
    path = tmp_path_factory.mktemp("own") / "template"
    path.write_bytes(as_template(content) if request.param == "potx" else content)
    return Presentation(BytesIO(make_deck(ITEMS, path)))


def test_a_deck_has_the_slides_and_charts_that_it_has_in_our_own_look(made):
    ours = Presentation(BytesIO(make_deck(ITEMS)))
    assert [_titles(deck) for deck in (made,)] == [_titles(ours)]
    assert [_charts(slide) for slide in made.slides] == [_charts(slide) for slide in ours.slides]


def test_each_slide_has_the_logo_of_the_office_and_stands_on_its_master(made):
    for slide in made.slides:
        assert "Logo" in [shape.name for shape in slide.slide_layout.shapes]
        assert slide.slide_layout.name in EVERY_LAYOUT
        assert (
            slide.slide_layout.slide_master is made.slide_master or slide.slide_layout.slide_master == made.slide_master
        )
        for picture in (shape for shape in slide.slide_layout.shapes if shape.name == "Logo"):
            assert picture.image.blob


def test_everything_stands_inside_the_slide(made):
    for shape in chain.from_iterable(slide.shapes for slide in made.slides):
        assert shape.left >= 0, shape.name
        assert shape.left + shape.width <= made.slide_width + 2, shape.name
        assert shape.top + shape.height <= made.slide_height + 2, shape.name


def test_numbers_of_shapes_are_used_once_on_a_slide(made):
    for slide in made.slides:
        numbers = [one.get("id") for one in slide.element.iter(qn("p:cNvPr"))]
        assert len(numbers) == len(set(numbers))


def test_numbers_of_layouts_are_used_once(made):
    listed = [one.get("id") for one in made.slide_master.element.sldLayoutIdLst]
    assert len(listed) == len(set(listed))


def test_a_template_says_which_of_its_layouts_are_used():
    told = template_report(foreign(), Language.EN)
    assert told[0] == "Cover: made with the look of its layout “Ministeriö 0”."
    assert told[1] == "Slides: made with the look of its layout “Ministeriö 5”."
    assert template_report(PATH.read_bytes(), Language.EN) == [f"Layout {name}: its own." for name in EVERY_LAYOUT]


@pytest.mark.parametrize("language", Language)
def test_a_template_is_told_of_in_the_language_of_its_reader(language):
    told = template_report(foreign(), language)
    assert told[0] == word("template_cover", language, name="Ministeriö 0")
    assert "cm" in told[2]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "template_broken"),
        (b"PK\3\4", "template_broken"),
        (foreign(title=False), "template_no_title"),
        (as_template(foreign(), macros=b"x"), "template_macros"),
        (OLE2 + b"\0" * 600, "template_locked"),
        (packed(word__document_xml=b"<a/>"), "template_no_deck"),
        (packed(xl__workbook_xml=b"<a/>"), "template_no_deck"),
        (BOMB, "template_large"),
        (foreign(wide=False), "template_too_small"),
    ],
)
def test_what_is_no_template_is_told(content, code):
    with raises(code) as refused:
        own_deck(content)
    for language in Language:
        assert "XLSX" not in refused.value.message(language)  # a template is no workbook


def test_what_is_told_of_a_kept_file_has_words_for_a_template():
    """A new reason of office_file must not reach a reader with words on workbooks, nor stop with a KeyError."""
    reasons = set(re.findall(r'UserError\("(\w+)"', inspect.getsource(office_file_module)))
    told = {template_error(UserError(reason, limit=1)).code for reason in reasons}
    assert len(told) == len(reasons) > 1


def _titles(deck):
    return [slide.shapes.title.text_frame.text for slide in deck.slides]


def _charts(slide):
    return sum(shape.has_chart for shape in slide.shapes)
