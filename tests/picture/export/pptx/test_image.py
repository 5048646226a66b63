"""A slide that may not be edited holds the picture as SVG and PNG, with its title and alternative text, no chart."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from lxml import etree
from pptx import Presentation

from picture.export.pptx.about.record import read_tags
from picture.export.pptx.deck import image_deck
from tests.picture import factory
from tests.picture.export.pptx.own.foreign import foreign
from tests.picture.export.reread import charts, item

KINDS = range(len(factory.every_dataset()))
SVG = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip"


@pytest.mark.parametrize("kind", KINDS)
def test_the_image_is_an_svg_with_a_png_behind_it_and_says_what_it_shows(kind):
    picture = item(factory.every_dataset("sv")[kind])
    content = image_deck(picture)
    deck = Presentation(BytesIO(content))
    (slide,) = deck.slides
    assert slide.shapes.title.text_frame.text == picture.captions.title
    assert charts(deck) == []
    image = slide.shapes[-1]
    assert image.element.find(".//{*}cNvPr").get("descr") == picture.captions.alt
    assert image.image.content_type == "image/png"
    (drawn,) = image.element.iter(SVG)
    number = drawn.get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed")
    part = slide.part.related_part(number)
    assert part.content_type == "image/svg+xml"
    assert etree.fromstring(part.blob).tag.endswith("svg")
    assert picture.captions.link in slide.notes_slide.notes_text_frame.text
    assert read_tags(slide)["LAGESBILD_KIND"] == "image"
    with ZipFile(BytesIO(content)) as archive:
        assert not [name for name in archive.namelist() if "chart" in name or "embeddings" in name]


def test_in_an_office_s_template_the_image_stands_inside_the_slide(tmp_path):
    path = tmp_path / "template.pptx"
    path.write_bytes(foreign())
    deck = Presentation(BytesIO(image_deck(item(factory.map_dataset("en")), path)))
    image = deck.slides[0].shapes[-1]
    assert 0 <= image.left <= image.left + image.width <= deck.slide_width
    assert 0 <= image.top <= image.top + image.height <= deck.slide_height
    assert abs(image.width / image.height - 16 / 9) < 0.01
