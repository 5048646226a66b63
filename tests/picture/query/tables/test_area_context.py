"""Where an area stands."""

import pytest

from picture.query.choices import read_choices
from picture.query.model import Area
from picture.query.tables.area_context import Likes, read_likes
from tests.picture.small import small_database


@pytest.fixture
def con():
    return small_database()


def place(con, level, code):
    return read_choices(con, "en").reference.contexts.of(level, code)


def alike(con, code):
    """The regions from the nearest on, whether or not they are near enough to be called similar."""
    found = read_likes(con, "en").get(code, Likes())
    return found.alike or found.nearest


def give(con, indicator, **values):
    """Put one more figure per region into the database, under an indicator of its own."""
    con.execute(
        """INSERT INTO indicator SELECT * REPLACE ($id AS id, (SELECT max(position) + 1 FROM indicator) AS position)
        FROM indicator WHERE id = 'people'""",
        {"id": indicator},
    )
    con.executemany(
        """INSERT INTO estimate (indicator, period, level, code, geo_year, group_dim, group_code, value, source)
        VALUES (?, '2022', 'maakunta', ?, 2026, 'all', 'all', ?, 'register')""",
        [(indicator, code.strip("_"), value) for code, value in values.items()],
    )


def test_a_region_belongs_to_the_office_in_force_and_once_to_the_one_that_ended(con):
    found = place(con, "maakunta", "01")
    assert found.belongs == (Area("elinvoimakeskus", "01", "New office en"),)
    assert found.before == (Area("ely", "01", "Old office en"),)


def test_an_office_is_made_of_regions_under_their_names_of_today(con):
    assert [a.name for a in place(con, "elinvoimakeskus", "01").holds] == ["North en", "South en"]


def test_an_area_that_has_ended_points_to_who_took_over(con):
    assert place(con, "ely", "01").successors == (Area("elinvoimakeskus", "01", "New office en"),)
    assert place(con, "maakunta", "01").successors == ()


def test_similar_regions_are_nearest_in_size_language_and_citizenship(con):
    give(con, "population", _01=1000.0, _02=900.0, _21=30.0)
    give(con, "share_swedish_speakers", _01=5.0, _02=6.0, _21=88.0)
    give(con, "share_foreign_citizens", _01=4.0, _02=4.0, _21=11.0)
    assert [a.code for a in alike(con, "01")] == ["02"]


def test_a_region_far_from_all_others_has_no_similar_one_and_the_nearest_are_told(con):
    give(con, "population", _01=1000.0, _02=900.0, _21=30.0)
    give(con, "share_swedish_speakers", _01=5.0, _02=6.0, _21=88.0)
    give(con, "share_foreign_citizens", _01=4.0, _02=4.0, _21=11.0)
    likes = read_likes(con, "en")
    assert [a.code for a in likes["01"].alike] == ["02"]
    assert likes["01"].nearest == ()
    assert likes["21"].alike == ()
    assert len(likes["21"].nearest) == 2


def test_five_times_as_many_people_is_nearer_than_a_tenth(con):
    give(con, "population", _01=1000.0, _02=100.0, _21=5000.0)
    give(con, "share_swedish_speakers", _01=5.0, _02=5.0, _21=5.0)
    give(con, "share_foreign_citizens", _01=4.0, _02=4.0, _21=4.0)
    assert [a.code for a in alike(con, "01")] == ["21", "02"]


def test_a_region_without_one_of_the_three_figures_has_no_likes_and_is_nobodys_like(con):
    give(con, "population", _01=1000.0, _02=900.0, _21=30.0)
    give(con, "share_swedish_speakers", _01=5.0, _02=6.0)
    give(con, "share_foreign_citizens", _01=4.0, _02=4.0, _21=11.0)
    assert alike(con, "21") == ()
    assert [a.code for a in alike(con, "01")] == ["02"]


def test_a_figure_that_is_the_same_everywhere_divides_by_nothing(con):
    for indicator in ("population", "share_swedish_speakers", "share_foreign_citizens"):
        give(con, indicator, _01=7.0, _02=7.0)
    assert [a.code for a in alike(con, "01")] == ["02"]


def test_only_regions_have_likes(con):
    assert place(con, "country", "SSS").alike == ()


def test_a_hostile_code_is_a_value(con):
    assert alike(con, "'; DROP TABLE area; --") == ()
    assert place(con, "maakunta", "01' OR '1'='1").belongs == ()
