"""The report of a municipality: its own figures apart, with whom they speak of."""

from dataclasses import replace

import pytest

from contract.codes import Language
from picture.export.report.document.content import HeadingBlock, TableBlock
from picture.export.report.place.section import local_figures, local_section
from picture.query.choices import read_choices
from picture.query.local.place import ask_place
from picture.query.selection import check, view_of
from tests.picture.small import add_places, small_database


@pytest.fixture(scope="module")
def con():
    return add_places(small_database())


def section(con, area):
    choices = read_choices(con, Language.EN)
    return local_section(ask_place(con, choices, view_of(check({"area": area}, {}, choices)[0], choices)), choices)


def test_a_sample_is_a_table_of_its_years_under_a_heading_of_its_own(con):
    blocks = section(con, "KU049")
    (table,) = [one for one in blocks if isinstance(one, TableBlock)]
    assert [column.head for column in table.columns] == ["Question", "2026", "2025"]
    (row,) = table.rows
    assert "".join(run.text for run in row[1].runs) == "60% (55–65, n ≈ 250)"
    assert next(one.text for one in blocks if isinstance(one, HeadingBlock)) == "Local surveys"


def test_an_open_survey_has_no_interval_and_says_whom_it_speaks_of(con):
    written = str(section(con, "KU710"))
    assert "They say nothing about others." in written
    assert "60% (n ≈ 250)" in written


def test_an_area_that_asked_nothing_has_no_such_section(con):
    assert section(con, "MK02") == []


def test_a_survey_without_a_figure_says_so_and_tells_of_no_interval(con):
    hidden = con.cursor()
    hidden.begin()
    hidden.execute("UPDATE local_estimate SET value = NULL, ci_low = NULL, ci_high = NULL, n = NULL, conf_status = 'C'")
    blocks = section(hidden, "KU049")
    hidden.rollback()
    assert not [one for one in blocks if isinstance(one, TableBlock)]
    assert "No figure of this survey is shown" in str(blocks)
    assert "Random sample" not in str(blocks)


def in_brief(con, asked, surveys=1):
    """Return the page of a place whose survey asked so many questions, and which made so many surveys."""
    choices = read_choices(con, Language.EN)
    place = ask_place(con, choices, view_of(check({"area": "KU049"}, {}, choices)[0], choices))
    (survey,) = place.collections
    questions = tuple(replace(survey.asked[0], headline=number > 11) for number in range(asked))
    long = replace(survey, asked=questions)
    return local_figures(replace(place, collections=(long,) * surveys), choices)


@pytest.mark.parametrize(("asked", "shown"), [(1, 1), (11, 11), (12, 10), (16, 10)])
def test_the_page_of_a_meeting_has_room_for_ten_questions(con, asked, shown):
    blocks = in_brief(con, asked)
    (table,) = [one for one in blocks if isinstance(one, TableBlock)]
    assert len(table.rows) == shown
    assert (f"The report has {asked - shown} more questions." in str(blocks)) == (asked > shown)


def test_a_further_survey_is_only_named_there(con):
    blocks = in_brief(con, 2, surveys=3)
    assert len([one for one in blocks if isinstance(one, TableBlock)]) == 1
    assert str(blocks).count("Also in the report: ") == 1
