"""What the quality declaration measures is what is stored."""

import pytest

from picture.query.choices import read_choices
from picture.query.methods.quality import Coverage, Precision, ask_quality
from tests.picture.small import small_database

WITHHOLD = """UPDATE estimate
    SET value = NULL, ci_low = NULL, ci_high = NULL, n = NULL, effective_n = NULL, conf_status = 'C'"""


@pytest.fixture
def con():
    return small_database()


def asked(con):
    return ask_quality(con, read_choices(con, "en"))


def test_the_newest_single_wave_is_measured_and_not_the_pooled_one(con):
    assert asked(con).period == "2026"


def test_precision_is_that_of_everybody_in_the_country_and_in_the_regions(con):
    stored = con.execute(
        """SELECT median((ci_high - ci_low) / 2) FROM estimate
        WHERE indicator = 'trust' AND period = '2026' AND level = 'maakunta' AND group_dim = 'all'"""
    ).fetchall()[0][0]
    found = asked(con).precision
    assert found["maakunta"].half_width == stored
    assert found["country"] == Precision(1.0, 3.0)


def test_hidden_figures_are_counted_by_their_reason(con):
    before = asked(con).coverage
    con.execute(
        f"""{WITHHOLD} WHERE indicator = 'trust' AND period = '2026' AND level = 'maakunta' AND code = '01'
            AND group_dim = 'all'"""
    )
    after = asked(con).coverage
    assert (after.shown, after.few) == (before.shown - 1, before.few + 1)
    assert after.total == before.total == Coverage(before.shown, 0, before.few, before.uncertain).total


def test_regions_of_which_nothing_is_shown_are_named(con):
    named = asked(con).without
    con.execute(f"""{WITHHOLD} WHERE period = '2026' AND level = 'maakunta' AND code = '01' AND value IS NOT NULL""")
    assert set(asked(con).without) - set(named) == {"North en"}


def test_every_break_is_told(con):
    stored = con.execute("SELECT indicator, period FROM series_break").fetchall()
    assert sorted((one.indicator, one.period) for one in asked(con).breaks) == sorted(stored)


def test_a_picture_without_a_survey_of_our_own_has_nothing_to_measure(con):
    con.execute("DELETE FROM comparison WHERE indicator = 'trust'")
    con.execute("DELETE FROM estimate WHERE indicator = 'trust'")
    found = asked(con)
    assert (found.period, found.coverage.total, found.without) == (None, 0, ())
