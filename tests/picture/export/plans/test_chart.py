"""The slide that draws a plan: a native chart of the stored numbers, and none of what is hidden."""

from dataclasses import replace
from io import BytesIO
from itertools import chain

import pytest
from openpyxl import load_workbook
from pptx import Presentation

from contract.actions.codes import ProgressState
from contract.codes import Kind, Language, Unit
from picture.export.pptx.deck import make_deck
from picture.export.pptx.kinds.plan_chart import plan_chart_slides
from picture.query.choices import read_choices
from picture.query.register.told import Told
from picture.text.words import word
from tests.picture.factory import map_dataset
from tests.picture.presented import item
from tests.picture.small import small_database
from tests.picture.text.plans.samples import goal, plan


def drawn(whole, language=Language.SV):
    """The slides with charts of a deck of a plan."""
    told = plan_chart_slides(whole, read_choices(small_database(), language))
    deck = Presentation(BytesIO(make_deck([item(map_dataset(language))], talk=told)))
    return [slide for slide in deck.slides if slide.shapes.title.text.startswith(told[0].title[:20] if told else "?")]


def chart_of(slide):
    (shape,) = [one for one in slide.shapes if one.has_chart]
    return shape


def numbers_behind(slide):
    """The rows of the workbook behind the chart: name, value, low, high, n, status, code, key."""
    book = load_workbook(BytesIO(chart_of(slide).chart.part.chart_workbook.xlsx_part.blob))
    return [row[:8] for row in book["Data"].iter_rows(min_row=2, values_only=True) if row[0]]


@pytest.mark.parametrize("language", Language)
def test_baseline_latest_with_interval_and_target_can_be_edited(language):
    (slide,) = drawn(plan(goal(language=language)), language)
    baseline, latest, target = numbers_behind(slide)
    assert baseline[1:4] == (24, 22, 26)
    assert latest[1:4] == (32, 30, 34)
    assert target[1:4] == (35, None, None)
    shape = chart_of(slide)
    alt = shape.element.xpath(".//p:cNvPr")[0].get("descr")
    assert all(number in alt for number in ("24", "30–34", "35"))
    texts = " ".join(one.text_frame.text for one in slide.shapes if one.has_text_frame)
    assert word("plans_source", language)[:30] in texts
    assert word("synthetic_mark", language).split()[0].lower() in texts.lower()


def test_what_is_hidden_is_not_in_the_file():
    hidden = goal(ProgressState.UNCERTAIN, number=2, latest=None, latest_low=None, latest_high=None, latest_period=None)
    without = goal(ProgressState.UNCERTAIN, number=3, baseline=None)
    (slide,) = drawn(plan(goal(), hidden, without, goal(told=True, number=4)))
    names = [row[0] for row in numbers_behind(slide)]
    assert [name[0] for name in names if name[0].isdigit()] == ["1", "1", "2"]


@pytest.mark.parametrize(
    ("whole", "slides"),
    [
        (None, 0),
        (plan(), 0),
        (plan(goal(told=True)), 0),
        (plan(goal(baseline=None)), 0),
        (plan(goal()), 1),
        (plan(*(goal(number=at) for at in range(1, 10))), 3),
    ],
    ids=["no plan", "no goals", "told only", "hidden", "one", "nine"],
)
def test_a_plan_with_many_goals_one_or_none_has_as_many_slides_as_it_needs(whole, slides):
    told = plan_chart_slides(whole, read_choices(small_database(), Language.SV))
    assert len(told) == slides
    assert [one.goal.number for one in chain.from_iterable(part.goals for part in told)] == list(
        range(1, 1 + sum(len(part.goals) for part in told))
    )


def test_goals_of_another_unit_stand_on_another_slide():
    share = goal()
    other = goal(number=2)
    points = replace(other.measured.indicator, id="points", unit=Unit.POINTS, kind=Kind.SURVEY_MEAN)
    mean = replace(other, measured=replace(other.measured, indicator=points))
    told = plan_chart_slides(plan(mean, share, replace(mean, number=3)), read_choices(small_database(), Language.SV))
    assert [[one.goal.number for one in part.goals] for part in told] == [[1], [2, 3]]


def test_a_long_name_is_cut_on_the_chart_and_whole_in_the_notes():
    name = "Invånarna i hela landskapet upplever att de kan påverka besluten i sin hemkommun oftare än i dag " * 2
    (slide,) = drawn(plan(replace(goal(), title=Told(name.strip(), "sv"))))
    assert name.strip() in slide.notes_slide.notes_text_frame.text
