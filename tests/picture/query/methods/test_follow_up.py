"""What is followed beside the four domains, as the database tells it."""

import pytest

from contract.codes import Language
from picture.query.choices import read_choices
from picture.query.methods.follow_up import ask_coverage
from tests.picture.small import small_database


@pytest.fixture
def con():
    with small_database() as con:
        yield con


def test_each_matter_names_what_asks_for_it_and_what_tells_of_it_indirectly(con):
    rights, decisions = read_choices(con, Language.SV).follow_up
    assert (rights.name, rights.asks) == ("Awareness of rights sv", "Do people know their rights? sv")
    assert ([one.id for one in rights.indicators], [one.id for one in rights.indirect]) == ([], ["reports"])
    assert [one.id for one in decisions.indicators] == ["trust"]


def test_an_indicator_without_a_number_tells_nothing(con):
    _, decisions = read_choices(con, Language.EN).follow_up
    assert [one.id for one in decisions.indirect] == ["lonely"]


def test_an_edition_from_before_it_was_told_has_none(con):
    con.execute("DELETE FROM follow_up_indicator")
    con.execute("DELETE FROM follow_up")
    assert read_choices(con, Language.EN).follow_up == ()


def test_coverage_is_that_of_the_newest_wave_and_not_of_waves_pooled(con):
    trust = ask_coverage(con, Language.EN)["trust"]
    shown = con.execute(
        "SELECT count(*) FROM estimate WHERE indicator = 'trust' AND period = '2026' AND level = 'maakunta' "
        "AND group_dim = 'all' AND value IS NOT NULL"
    ).fetchall()[0][0]
    assert (trust.period, trust.regions) == ("2026", shown)
    assert 0 < shown < 3


def test_hidden_figures_are_no_coverage(con):
    con.execute("DELETE FROM comparison")
    con.execute("DELETE FROM small_area")
    gone = ", ".join(f"{name} = NULL" for name in ("value", "ci_low", "ci_high", "n", "effective_n"))
    con.execute(f"UPDATE estimate SET {gone}, obs_status = 'A', conf_status = 'C'")
    assert ask_coverage(con, Language.EN) == {}


def test_of_months_of_one_year_the_last_one_is_the_newest(con):
    for month in range(1, 13):
        con.execute(
            """INSERT INTO estimate SELECT * REPLACE (? AS period) FROM estimate
            WHERE indicator = 'trust' AND period = '2026' AND level = 'country' AND group_dim = 'all'""",
            [f"2027M{month:02}"],
        )
    assert ask_coverage(con, Language.EN)["trust"].period == "2027M12"
