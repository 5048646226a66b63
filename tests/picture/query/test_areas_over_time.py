"""Areas that change: older divisions, how many people moved, and the way from a region to its municipalities."""

import pytest

from picture.query.choices import read_choices
from picture.query.model import Moved
from picture.query.numbers import ask_map
from picture.query.selection import check, view_of
from picture.text.source_lines import moved_line
from tests.picture.small import small_database


@pytest.fixture
def con():
    """The small country, with four municipalities and with a count told on the division of 2018 as well."""
    con = small_database()
    for code, region in (("101", "01"), ("102", "01"), ("201", "02"), ("202", "02")):
        con.execute(
            f"INSERT INTO area VALUES ('kunta', '{code}', '2013-01-01', NULL, 'K{code}', 'K{code}', 'K{code}', 1)"
        )
        con.execute(f"INSERT INTO area_member VALUES ('maakunta', '{region}', 'kunta', '{code}', '2013-01-01', NULL)")
        con.execute(
            f"""INSERT INTO estimate (indicator, period, level, code, geo_year, group_dim, group_code, value, source)
            VALUES ('people', '2022', 'kunta', '{code}', 2026, 'all', 'all', 450, 'register')"""
        )
    for code, value in (("01", 700), ("02", 1200)):
        con.execute(
            f"""INSERT INTO estimate (indicator, period, level, code, geo_year, group_dim, group_code, value, source)
            VALUES ('people', '2022', 'maakunta', '{code}', 2018, 'all', 'all', {value}, 'register')"""
        )
    con.execute("INSERT INTO area_moved VALUES ('maakunta', '01', 2018, 2026, 0.057)")
    return con


def asked(con, **choice):
    choices = read_choices(con, "en")
    checked, wrong = check({"indicator": "people", "lang": "en", **choice}, {}, choices)
    assert not wrong
    return ask_map(con, view_of(checked, choices), choices)


def values(dataset):
    return {r.area.code: r.value for r in dataset.rows}


def test_numbers_stand_on_the_newest_division_unless_an_older_one_is_chosen(con):
    assert values(asked(con)) == {"01": 1000.0, "02": 900.0, "21": 300.0}
    assert values(asked(con, division="2018")) == {"01": 700.0, "02": 1200.0}


def test_only_an_indicator_that_stands_on_several_divisions_offers_a_choice(con):
    assert read_choices(con, "en").divisions == {"people": (2018, 2026)}


def test_an_older_division_says_which_areas_have_changed_since_and_how_many_people_moved(con):
    dataset = asked(con, division="2018")
    assert dataset.moved == (Moved(dataset.rows[0].area, 2018, 0.057),)
    assert "division of 2018" in moved_line(dataset)
    assert "5.7%" in moved_line(dataset)
    assert moved_line(asked(con)) == ""


@pytest.mark.parametrize(
    ("area", "shown"),
    [("SSS", {"101", "102", "201", "202"}), ("MK01", {"101", "102"}), ("KU202", {"201", "202"})],
)
def test_a_chosen_region_shows_its_municipalities_and_a_chosen_municipality_its_neighbours(con, area, shown):
    assert set(values(asked(con, level="kunta", area=area))) == shown
