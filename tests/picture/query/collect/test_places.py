"""Whoever may collect: regions and municipalities in force."""

from datetime import date

import pytest

from contract.codes import Language
from picture.query.collect.places import read_fewest, read_places
from tests.picture.small import small_database, three


@pytest.fixture
def con():
    with small_database() as con:
        con.execute(
            "INSERT INTO area VALUES ('kunta', '049', ?, NULL, ?, ?, ?, 9)", [date(2000, 1, 1), *three("Espoo")]
        )
        con.execute(
            """INSERT INTO indicator SELECT * REPLACE ('population' AS id, 98 AS position)
            FROM indicator WHERE id = 'people'"""
        )
        con.execute(
            "INSERT INTO estimate SELECT * REPLACE ('population' AS indicator) FROM estimate WHERE indicator = 'people'"
        )
        yield con


def test_regions_come_with_their_people_and_municipalities_without(con):
    found = read_places(con, Language.EN)
    assert [(one.key, one.area.name, one.people, one.period) for one in found] == [
        ("MK01", "North en", 1000, "2022"),
        ("MK02", "South en", 900, "2022"),
        ("MK21", "Islands en", 300, "2022"),
        ("MK99", "Unasked en", None, ""),
        ("KU049", "Espoo en", None, ""),
    ]


def test_the_fewest_respondents_are_those_of_the_policy(con):
    assert read_fewest(con) == 30
