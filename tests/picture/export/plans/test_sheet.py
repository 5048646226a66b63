"""The goals of a plan on a sheet of the workbook: numbers as numbers, words as the page has them."""

from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import load_workbook

from contract.actions.codes import CanShow, ProgressState
from contract.codes import Language
from picture.export.workbook.xlsx import workbook
from picture.text.words import word
from tests.picture.factory import map_dataset
from tests.picture.presented import item
from tests.picture.text.plans.samples import goal, plan


def sheet(whole, language=Language.SV):
    book = load_workbook(BytesIO(workbook([replace(item(map_dataset(language)), plan=whole)])))
    return book[word("export_sheet_goals", language)]


def table(of):
    """The rows under the head, by the names of the columns."""
    (ref,) = [one.ref for one in of.tables.values()]
    heads, *rows = [[cell.value for cell in row] for row in of[ref]]
    return [dict(zip(heads, row, strict=True)) for row in rows]


@pytest.mark.parametrize("language", Language)
def test_a_goal_stands_there_in_numbers_and_words(language):
    (row,) = table(sheet(plan(goal(language=language)), language))
    told = {
        key: row[word(f"plans_{key}", language)] for key in ("row_goal", "row_baseline", "row_target", "try_deadline")
    }
    assert told == {"row_goal": "Goal 1", "row_baseline": 24, "row_target": 35, "try_deadline": 2028}
    assert row[word("plans_sheet_latest_low", language)] == 30
    assert "▲" in row[word("plans_row_state", language)]


def test_what_is_hidden_or_told_by_its_owner_has_no_number():
    hidden = goal(ProgressState.UNCERTAIN, number=2, baseline=None, latest=None, can_show=CanShow.UNKNOWN)
    rows = table(sheet(plan(goal(), hidden, goal(told=True, number=3))))
    for row in rows[1:]:
        assert row[word("plans_row_baseline", "sv")] is None
        assert row[word("plans_sheet_latest", "sv")] is None


@pytest.mark.parametrize("whole", [None, plan()], ids=["no plan", "no goals"])
def test_without_goals_there_is_no_sheet(whole):
    book = load_workbook(BytesIO(workbook([replace(item(map_dataset("sv")), plan=whole)])))
    assert word("export_sheet_goals", "sv") not in book.sheetnames
