"""The numbers of an own group of areas: pooled, hidden with a member, or not to be pooled at all."""

from dataclasses import replace

import pytest

from contract.codes import Language
from contract.status import ConfStatus, ObsStatus
from picture.query.choices import read_choices
from picture.query.model import NotPooled
from picture.query.selection import check
from picture.views import VIEW_KINDS, ask_view
from tests.picture.small import small_database

SHARES = {"01": 60.0, "02": 30.0, "21": 10.0}
PERIODS = ("2024", "2025", "2026")


@pytest.fixture(scope="module")
def con():
    con = small_database()
    for period in PERIODS:
        rows = [("survey", period, "maakunta", code, share, None, None) for code, share in SHARES.items()]
        con.executemany("INSERT INTO representation VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
    con.execute("UPDATE indicator SET kind = 'register_rate' WHERE id = 'reports'")
    return con


def asked(con, areas, **more):
    choices = read_choices(con, Language.EN)
    selected, wrong = check({"areas": areas, "indicator": "trust", **more}, {}, choices)
    assert not wrong
    return ask_view(con, VIEW_KINDS["trend"], selected, choices)


def of_group(dataset, name):
    return [row for row in dataset.rows if row.area.name == name]


# value: (60 v01 + 30 v02) / 90; error of each: 2 points / 1.96 and a step's 0.29, together 1.06; of both
# sqrt((60 1.06)^2 + (30 1.06)^2) / 90 = 0.79, on the logit scale: 1.55 points to each side
@pytest.mark.parametrize(
    ("period", "value", "low", "high"),
    [("2024", 49, 47, 51), ("2025", 54, 52, 56), ("2026", 58, 56, 59)],
)
def test_the_numbers_of_its_areas_are_weighted_by_the_people_who_live_there(con, period, value, low, high):
    [row] = [r for r in of_group(asked(con, "own:MK01-MK02:Mainland"), "Mainland") if r.period == period]
    assert (row.value, row.ci_low, row.ci_high, row.n) == (value, low, high, 2000)
    assert row.obs_status == {ObsStatus.ESTIMATED}
    assert row.conf_status is ConfStatus.FREE
    assert not row.comparisons


def test_pooled_waves_are_no_part_of_it_and_its_areas_stand_in_no_line_of_their_own(con):
    dataset = asked(con, "own:MK01-MK02:Mainland")
    assert {row.period for row in dataset.rows} == {*PERIODS}
    assert {row.area.name for row in dataset.rows} == {"Country en", "Mainland"}
    assert [line.area.name for line in dataset.lines] == ["Country en", "Mainland"]


def test_an_area_of_a_group_may_stand_beside_it(con):
    dataset = asked(con, "own:MK01-MK02:Mainland MK02")
    assert {row.area.name for row in dataset.rows} == {"Country en", "Mainland", "South en"}


def test_a_hidden_member_hides_the_whole_and_is_named(con):
    dataset = asked(con, "own:MK01-MK21:Coast")
    rows = {row.period: row for row in of_group(dataset, "Coast")}
    assert {row.value for row in rows.values()} == {None}
    assert rows["2026"].conf_status is ConfStatus.CONFIDENTIAL
    assert rows["2025"].obs_status == {ObsStatus.MISSING}
    [told] = dataset.own_groups
    assert [(row.period, row.area.name) for row in told.hidden] == [(period, "Islands en") for period in PERIODS]


@pytest.mark.parametrize(
    ("view", "why"),
    [
        ({"indicator": "reports"}, NotPooled.REGISTER),
        ({"group": "sex.1"}, NotPooled.GROUP),
    ],
)
def test_what_is_no_survey_or_not_of_everybody_cannot_be_pooled(con, view, why):
    dataset = asked(con, "own:MK01-MK02:Mainland", **view)
    assert not of_group(dataset, "Mainland")
    assert [one.why_not for one in dataset.own_groups] == [why]


def test_counts_are_summed_without_an_interval(con):
    [row] = of_group(asked(con, "own:MK01-MK02:Mainland", indicator="people"), "Mainland")
    assert (row.value, row.ci_low, row.n, row.obs_status) == (1900.0, None, None, frozenset())


def test_a_survey_that_does_not_tell_its_population_cannot_be_pooled():
    dataset = asked(small_database(), "own:MK01-MK02:Mainland")
    assert not of_group(dataset, "Mainland")
    assert [one.why_not for one in dataset.own_groups] == [NotPooled.POPULATION]


def test_a_trend_without_own_groups_is_as_it_was(con):
    dataset = asked(con, "MK01")
    assert not dataset.own_groups
    assert replace(dataset, own_groups=()) == dataset
