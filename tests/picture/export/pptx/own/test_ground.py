"""On a dark template everything is read, whether its theme is dark, its background alone, or its text white as well."""

from dataclasses import replace
from io import BytesIO
from itertools import chain

import pytest
from pptx import Presentation

from picture.charts.palette import contrast
from picture.export.pptx.deck import make_deck
from picture.export.pptx.own.ground import Ground, ground_of
from tests.picture import factory
from tests.picture.export.pptx.own.foreign import dark_by_background, dark_by_names, dark_with_light_text, foreign
from tests.picture.export.pptx.own.seen import Colours, words_and_grounds
from tests.picture.export.reread import item

DARK = {"names": dark_by_names, "background": dark_by_background, "light text": dark_with_light_text}
DATASETS = [*factory.every_dataset("en"), replace(factory.profile_dataset("en"), view=factory.front_dataset("en").view)]
READ = 3.0  # least contrast of large words (WCAG 2.1), as the names of lines are
LINES = ".//a:ln[a:solidFill][not(ancestor::c:marker)]"  # an edge of a dot may be of the colour of its ground
DRAWN = 1.25  # of grid lines, which only accompany


@pytest.fixture(scope="module", params=DARK)
def made(request, tmp_path_factory):
    path = tmp_path_factory.mktemp("dark") / "template.pptx"
    path.write_bytes(DARK[request.param]())
    return Presentation(BytesIO(make_deck([item(dataset) for dataset in DATASETS], path)))


def test_every_word_is_read_on_what_it_stands_on(made):
    colours = Colours(made)
    held = chain.from_iterable(words_and_grounds(slide, colours) for slide in made.slides)
    told = [one for one in held if one[0] and one[2]]
    assert len(told) > 300
    assert [one for one in told if contrast(*one[1:]) < READ] == []


def test_every_line_of_a_chart_is_seen(made):
    colours = Colours(made)
    shapes = chain.from_iterable(slide.shapes for slide in made.slides)
    lines = chain.from_iterable(s.chart.part._element.xpath(LINES) for s in shapes if s.has_chart)
    fills = [colours.of(line) for line in lines]
    assert len(fills) > 20
    assert [one for one in fills if contrast(one, colours.ground) < DRAWN] == []


@pytest.mark.parametrize(
    ("content", "ground"),
    [
        (foreign(), Ground(dark=False, turned=False, body_unseen=False)),
        (dark_by_names(), Ground(dark=True, turned=False, body_unseen=False)),
        (dark_by_background(), Ground(dark=True, turned=True, body_unseen=True)),
        (dark_with_light_text(), Ground(dark=True, turned=True, body_unseen=False)),
    ],
)
def test_a_ground_is_told_by_background_and_text(content, ground):
    assert ground_of(Presentation(BytesIO(content)).slide_layouts[5]) == ground
