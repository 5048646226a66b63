"""Nothing on a slide lies on something else or leaves its place: not where all is hidden, nor under long names."""

from dataclasses import replace
from io import BytesIO
from itertools import chain, combinations
from math import ceil

import pytest
from pptx import Presentation
from pptx.util import Pt

from contract.codes import Language, Level
from contract.status import ConfStatus
from picture.export.pptx.deck import make_deck
from picture.export.pptx.layout import MAP_LAYOUT, WORDS
from picture.text.words import word
from tests.picture import factory
from tests.picture.export.reread import charts, deck, item, series_of, words_in, words_on

LETTER = 0.41  # heights of the type: the mean width of a letter of bold Carlito, as measured
LINE = 1.2
NAME = (
    "Trust in decision-makers, in neighbours and in all others who take part in the good relations of a whole country, "
)


def hidden(dataset, *places):
    """The same answer, in which nothing may be shown."""

    def hide(row):
        bare = replace(row, value=None, ci_low=None, ci_high=None, n=None, comparisons=())
        return replace(bare, obs_status=frozenset(), conf_status=ConfStatus.CONFIDENTIAL)

    return replace(dataset, **{place: tuple(map(hide, getattr(dataset, place))) for place in places})


def named(dataset, letters):
    """The same answer, in which everything that has a name has one of so many letters."""

    def long(name):
        return f"{name} {NAME * 3}"[:letters]

    def call(row):
        area, group = (replace(one, name=long(one.name)) for one in (row.area, row.group))
        return replace(row, area=area, group=group)

    rows = {
        place: tuple(map(call, getattr(dataset, place))) for place in ("rows", "history", "reference", "second")
    }  # fmt: skip
    indicators = tuple(replace(one, name=long(one.name), short=long(one.short)[:80]) for one in dataset.indicators)
    return replace(dataset, indicators=indicators, area_name=long(dataset.area_name or "Area"), **rows)


def of_country(dataset):
    return replace(dataset, view=replace(dataset.view, area_level=Level.COUNTRY, area="SSS"))


DATASETS = [*factory.every_dataset("en"), of_country(factory.profile_dataset("en"))]
IN_WHICH = {
    "as it is": lambda one: one,
    "its rows are hidden": lambda one: hidden(one, "rows", "second"),
    "all is hidden": lambda one: hidden(one, "rows", "second", "reference"),
    "names of 60 letters": lambda one: named(one, 60),
    "names of 300 letters": lambda one: named(one, 300),
}


@pytest.fixture(scope="module", params=IN_WHICH)
def slides(request):
    made = make_deck([item(IN_WHICH[request.param](dataset)) for dataset in DATASETS])
    return list(Presentation(BytesIO(made)).slides)


def test_no_two_shapes_lie_on_each_other(slides):
    for number, slide in enumerate(slides, 1):
        apart = [s for s in slide.shapes if slide.slide_layout.name != MAP_LAYOUT or s.is_placeholder or s.has_chart]
        for one, other in combinations(apart, 2):
            assert not _overlap(one, other), (number, one.name, other.name)


def test_no_words_run_over_their_place(slides):
    for number, slide in enumerate(slides, 1):
        for shape in (s for s in slide.shapes if s.has_text_frame and s.text_frame.text):
            needed = sum(_height(one, shape) for one in shape.text_frame.paragraphs)
            assert needed <= shape.height * 1.03, (number, shape.name, shape.text_frame.text)


def test_no_table_reaches_the_foot(slides):
    for number, slide in enumerate(slides, 1):
        foot = min((s.top for s in slide.placeholders if s.placeholder_format.idx == WORDS), default=10**8)
        for frame in (s for s in slide.shapes if s.has_table):
            assert frame.top + sum(_row_height(row, frame.table) for row in frame.table.rows) <= foot, number


def test_no_letter_is_smaller_than_ten_points(slides):
    for number, slide in enumerate(slides, 1):
        sizes = slide.element.xpath(".//a:rPr/@sz | .//a:endParaRPr/@sz")
        sizes += chain.from_iterable(s.chart.part._element.xpath(".//@sz") for s in slide.shapes if s.has_chart)
        assert min(map(int, sizes), default=1000) >= 1000, number


def test_a_hidden_number_in_a_table_is_its_mark_which_the_foot_explains():
    dataset = hidden(factory.front_dataset("en"), "rows", "reference")
    slide = deck(dataset).slides[1]
    table = next(s.table for s in slide.shapes if s.has_table)
    assert {row.cells[1].text for row in list(table.rows)[1:]} == {"[c]"}
    assert f"[c] {word('mark_c', 'en')}" in words_on(slide)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("make", [factory.map_dataset, factory.groups_dataset])
def test_where_no_area_or_group_is_shown_the_number_of_all_stands_alone(language, make):
    dataset = hidden(make(language), "rows")
    opened = deck(dataset)
    assert charts(opened) == []
    assert dataset.reference[0].area.name in words_on(opened.slides[1])


def test_the_line_of_the_country_does_not_cross_words():
    dataset = factory.map_dataset("en")
    some = [row if i % 6 == 0 else None for i, row in enumerate(dataset.rows)]
    rows = tuple(row or hidden(replace(dataset, rows=(dataset.rows[i],)), "rows").rows[0] for i, row in enumerate(some))
    chart = charts(deck(replace(dataset, rows=rows)))[0]
    axis = chart.category_axis
    plot = float(chart.part._element.xpath(".//c:manualLayout/c:w/@val")[0])
    wide = next(s for s in deck(dataset).slides[1].shapes if s.has_chart).width * plot
    line = dataset.reference[0].value
    words = {one.points[i]: text for one in series_of(chart) for i, text in one.words.items() if text == "not shown"}
    assert words
    for (x, _), text in words.items():
        share = len(text) * LETTER * Pt(14) / wide
        end = x + share * (axis.maximum_scale - axis.minimum_scale)
        assert x >= line or end < line


def test_a_map_of_one_value_has_no_key_without_words():
    dataset = replace(factory.map_dataset("en"), classes=())
    group = next(s for s in deck(dataset).slides[1].shapes if s.name == word("slide_legend", "en"))
    keys, words = ([s for s in group.shapes if bool(s.has_text_frame and s.text_frame.text) is told] for told in (0, 1))
    assert len(keys) == len(words)
    assert words_in(charts(deck(dataset))[0])


def _overlap(one, other):
    if one.has_text_frame and not one.text_frame.text:
        return False
    lies = (one.left < other.left + other.width) and (other.left < one.left + one.width)
    return lies and one.top < other.top + other.height and other.top < one.top + one.height


def _height(paragraph, shape):
    size = max((run.font.size or _of_layout(shape) for run in paragraph.runs), default=_of_layout(shape))
    return ceil(len(paragraph.text) * LETTER * size / shape.width) * size * LINE


def _of_layout(shape):
    if not shape.is_placeholder:
        return Pt(12)
    place = next(
        one
        for one in shape.part.slide.slide_layout.placeholders
        if one.placeholder_format.idx == shape.placeholder_format.idx
    )
    return Pt(int(place.element.xpath(".//a:lstStyle/a:lvl1pPr/a:defRPr/@sz")[0]) / 100)


def _row_height(row, table):
    """At least what its words need."""
    needs = (
        ceil(len(cell.text) * LETTER * (size := cell.text_frame.paragraphs[0].runs[0].font.size) / room) * size * LINE
        for cell, room in zip(row.cells, [column.width - Pt(14) for column in table.columns], strict=True)
    )
    return max(row.height, *needs)
