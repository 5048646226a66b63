"""What the methods page tells of a build."""

from datetime import date

import pytest

from picture.query.methods.tables import (
    Change,
    Quoted,
    Revision,
    Rule,
    SourceFile,
    SourceNote,
    ask_changes,
    ask_files,
    ask_notes,
    ask_quoted,
    ask_revisions,
    ask_rules,
)
from tests.picture.small import small_database


@pytest.fixture(scope="module")
def con():
    return small_database()


def test_thresholds_come_in_the_policys_own_order_and_the_readers_language(con):
    assert ask_rules(con, "sv") == (
        Rule("min_respondents", "Fewest sv"),
        Rule("n_rounding", "Rounding sv"),
        Rule("max_age_years", "Oldest sv"),
    )


def test_every_file_that_went_in_is_named_with_its_fingerprint(con):
    assert ask_files(con) == (SourceFile("survey", "2026", "answers.parquet", "ab" * 32, date(2026, 11, 1), 3000),)


def test_changes_are_counted_indicator_by_indicator(con):
    assert ask_changes(con) == (
        Change("trust", "recomputed", None, ("2026",)),
        Change("people", "value", 1, ("2022",)),
        Change("silent", "removed", 1, ()),
    )


def test_notes_and_rules_of_a_source_come_in_the_readers_language_and_own_words_as_they_are(con):
    assert ask_notes(con, "sv") == (
        SourceNote("register", "Nothing is said. sv", own_words=False, min_count=5),
        SourceNote("survey", "Data for merged areas have been combined.", own_words=True, min_count=None),
    )


def test_a_revision_is_told_with_its_day_its_wave_and_its_reason(con):
    (told,) = ask_revisions(con, "sv")
    assert (told.declared, told.period, told.reason) == (date(2026, 11, 20), "2026", "Late replies sv")
    con_of_rule = small_database()
    con_of_rule.execute(
        "INSERT INTO revision VALUES (1, DATE '2026-11-21', NULL, NULL, 'min_respondents', 'syy', 'orsak', 'reason')"
    )
    newest = ask_revisions(con_of_rule, "fi")[0]
    assert newest == Revision(date(2026, 11, 21), "Fewest fi", None, "syy")


def test_the_site_in_which_figures_were_read_is_told_with_their_periods(con):
    assert ask_quoted(con) == (Quoted("study", "A report", ("2018-2019",)),)
