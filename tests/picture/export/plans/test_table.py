"""A plan as it leaves: page, slide and report say the same of each goal."""

from io import BytesIO

import pytest
from pptx import Presentation

from contract.actions.codes import CanShow, ProgressState
from picture.export.plans.table import goals_csv
from picture.export.pptx.deck import make_deck
from picture.export.pptx.kinds.plan import plan_slides
from picture.export.report.document.content import TableBlock
from picture.export.report.plans.section import plan_section
from picture.html.plans.cards import goal_cards
from picture.query.choices import read_choices
from picture.query.model import View
from picture.text.plans.rows import goal_rows
from tests.picture.factory import map_dataset
from tests.picture.presented import item
from tests.picture.small import small_database
from tests.picture.text.plans.samples import goal, plan

LANGUAGES = ("fi", "sv", "en")


def made(language):
    states = (ProgressState.RIGHT_WAY, ProgressState.NO_CHANGE, ProgressState.UNCERTAIN, ProgressState.NOT_COMPARABLE)
    goals = [goal(state, number=at, language=language) for at, state in enumerate(states, 1)]
    nothing = {"baseline": None, "latest": None, "can_show": CanShow.UNKNOWN}
    hidden = goal(ProgressState.UNCERTAIN, number=5, language=language, **nothing)
    return plan(*goals, hidden, goal(told=True, number=6, language=language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_slide_and_report_say_the_same_of_each_goal(language):
    whole = made(language)
    rows = goal_rows(whole, language)
    slides = plan_slides(whole, language)
    on_slides = [line for slide in slides for line in slide.rows[1:]]
    (table,) = [block for block in plan_section(whole, language) if isinstance(block, TableBlock)]
    in_report = [tuple("".join(run.text for run in cell.runs) for cell in row) for row in table.rows]
    assert on_slides == [row.cells for row in rows]
    assert [[text.replace("\u00a0", " ") for text in row] for row in in_report] == [
        [text.replace("\u00a0", " ") for text in row.cells] for row in rows
    ]
    view = View("trust", "maakunta", "01", "2026", "all", "all", language)
    page = goal_cards(whole, view, read_choices(small_database(), language))
    for row, one in zip(rows, whole.goals, strict=True):
        state = row.state[2:] if one.measured else row.state  # what its owner tells has no mark
        assert f"<b>{state[:1].upper()}{state[1:]}</b>" in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_deck_holds_the_plan_as_a_native_table(language):
    deck = Presentation(BytesIO(make_deck([item(map_dataset(language))], talk=plan_slides(made(language), language))))
    tables = [shape.table for slide in deck.slides for shape in slide.shapes if shape.has_table]
    words = [cell.text.replace("\u00a0", " ") for table in tables for cell in table.iter_cells()]
    assert "▲" in " ".join(words)
    assert any("24 %" in text or "24%" in text for text in words)


def test_a_hidden_goal_leaves_no_number():
    hidden = goal(ProgressState.UNCERTAIN, baseline=None, latest=None, can_show=CanShow.UNKNOWN)
    (row,) = goal_rows(plan(hidden), "sv")
    assert (row.baseline, row.latest) == ("–", "–")


def test_the_table_holds_the_stored_numbers_and_none_of_what_is_hidden():
    hidden = goal(ProgressState.UNCERTAIN, number=2, baseline=None, latest=None, step=None, detectable=None)
    told = goals_csv(plan(goal(), hidden, goal(told=True, number=3)), "en").decode("utf-8-sig").splitlines()
    first, second, third = (dict(zip(told[0].split(","), line.split(","), strict=True)) for line in told[1:])
    assert (first["state"], first["baseline"], first["latest"], first["step"]) == ("right_way", "24", "32", "11")
    assert (second["state"], second["baseline"], second["latest"], second["step"]) == ("uncertain", "", "", "")
    assert (third["status"], third["state"], third["indicator"]) == ("under_way", "", "")
