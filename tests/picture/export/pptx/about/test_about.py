"""What a deck says of itself: sections, properties, and for programs which view each slide shows."""

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from lxml import etree
from pptx import Presentation
from pptx.oxml.ns import qn

from picture.export.pptx.about.record import PREFIX, shape_text, shape_words, text_hash
from picture.export.pptx.deck import make_deck, picture_deck
from picture.views import under_title
from tests.picture import factory
from tests.picture.export.reread import LINK, deck, item

P14 = "{http://schemas.microsoft.com/office/powerpoint/2010/main}"


def tags(slide) -> dict[str, str]:
    part = next(rel.target_part for rel in slide.part.rels.values() if rel.reltype.endswith("/tags"))
    return {tag.get("name"): tag.get("val") for tag in etree.fromstring(part.blob)}


@pytest.mark.parametrize("dataset", factory.every_dataset("en"), ids=lambda a: a.kind)
def test_each_slide_with_numbers_names_its_view_edition_and_build(dataset):
    slides = list(deck(dataset).slides)[1:-1]
    for place, slide in enumerate(slides):
        told = {name.removeprefix(PREFIX): text for name, text in tags(slide).items()}
        assert (told["ADDRESS"], told["KIND"], told["PART"]) == (LINK, dataset.kind, str(place))
        assert (told["EDITION"], told["BUILD"]) == (dataset.stamp.edition, dataset.stamp.build)


def test_a_text_that_a_user_has_changed_no_longer_has_its_hash():
    opened = Presentation(BytesIO(picture_deck(item(factory.map_dataset("en")))))
    (slide,) = opened.slides
    title = slide.shapes.title
    told = tags(slide)[f"{PREFIX}SHAPE_{title.shape_id}"]
    assert told.split()[:2] == ["placeholder0", text_hash(shape_text(title.element))]
    title.text_frame.text = "Mine"
    assert text_hash(shape_text(title.element)) not in told


def test_a_chart_is_known_by_what_it_draws_however_a_program_writes_its_numbers():
    (slide,) = Presentation(BytesIO(picture_deck(item(factory.map_dataset("en"))))).slides
    chart = next(shape for shape in slide.shapes if shape.has_chart)
    before = shape_words(chart)
    number = next(one for one in chart.chart.part._element.iter(qn("c:v")) if one.text == "1")
    number.text = "1.0"
    assert shape_words(chart) == before
    number.text = "2"
    assert shape_words(chart) != before


def test_cells_of_a_table_and_a_title_of_the_reader_are_recorded():
    own = under_title(item(factory.front_dataset("en")), "Our words")
    (slide,) = Presentation(BytesIO(picture_deck(own))).slides
    told = tags(slide)
    table = next(shape for shape in slide.shapes if shape.has_table)
    first = told[f"{PREFIX}CELLS_{table.shape_id}"].split()[0].split(",")
    assert len(first) == len(table.table.columns)
    assert told[f"{PREFIX}OWN_TITLE"] == "Our words"


def test_cover_and_reading_help_name_what_they_are():
    slides = list(deck(factory.map_dataset("en")).slides)
    assert [tags(slide)[f"{PREFIX}KIND"] for slide in slides] == ["cover", "map", "reading"]


def test_each_picture_has_a_section_between_cover_and_reading():
    opened = deck(factory.map_dataset("en"), factory.profile_dataset("en"))
    sections = list(opened.element.iter(f"{P14}section"))
    assert sections[0].get("name") == "Cover"
    assert len(sections) == 4
    held = [one.get("id") for one in opened.element.iter(f"{P14}sldId")]
    assert held == [str(slide.slide_id) for slide in opened.slides]


def test_properties_tell_program_slides_and_shape_and_nothing_of_a_template_of_others():
    content = make_deck([item(factory.map_dataset("en"))])
    with ZipFile(BytesIO(content)) as archive:
        told = archive.read("docProps/app.xml").decode()
        core = archive.read("docProps/core.xml").decode()
    assert "<Slides>3</Slides>" in told
    assert "Widescreen" in told
    assert "Microsoft" not in told
    assert "python-pptx" not in core


def test_a_title_of_any_length_is_a_property_of_the_file():
    made = item(factory.map_dataset("en"))
    long = replace(made, captions=replace(made.captions, title="w" * 900))
    assert len(Presentation(BytesIO(picture_deck(long))).core_properties.title) == 255
