"""What the database offers to choose from."""

import pytest

from contract.codes import Language
from picture.query.choices import read_choices
from picture.text.labels import licence
from tests.picture.small import small_database


@pytest.fixture(scope="module")
def con():
    return small_database()


@pytest.mark.parametrize("language", Language)
def test_every_text_comes_in_the_language_asked_for(con, language):
    choices = read_choices(con, language)
    texts = [t for i in choices.indicators for t in (i.name, i.counts, i.population, i.why, i.limits, i.source.title)]
    texts += [i.question for i in choices.indicators if i.question]
    texts += [a.name for a in choices.areas] + [t for g in choices.groups["trust"] for t in (g.dim_name, g.name)]
    assert {text.rsplit(" ", 1)[1] for text in texts} == {language}


def test_a_source_without_a_licence_says_so_in_the_language_of_the_reader(con):
    licences = {i.source.id: licence(i.source, "sv") for i in read_choices(con, "sv").indicators}
    assert licences["study"] == "Ingen licens har angetts; enskilda siffror citeras med angivande av källan"
    assert licences["survey"] == "CC0"


def test_an_indicator_without_numbers_is_not_offered(con):
    assert [i.id for i in read_choices(con, "fi").indicators] == ["trust", "lonely", "reports", "people"]


def test_periods_come_oldest_first_and_the_pooled_one_after_the_waves_it_pools(con):
    assert read_choices(con, "fi").periods == {
        "trust": ("2024", "2025", "2026", "2024-2026"),
        "lonely": ("2018-2019",),
        "reports": ("2025", "2026"),
        "people": ("2022",),
    }


def test_only_divisions_that_can_be_drawn_are_offered(con):
    assert read_choices(con, "fi").levels == {
        "trust": ("maakunta",),
        "people": ("maakunta",),
        "lonely": (),
        "reports": (),
    }


def test_groups_come_in_the_order_of_the_catalogue(con):
    groups = read_choices(con, "fi").groups
    assert [(g.dim, g.code) for g in groups["trust"]] == [("all", "all"), ("sex", "1"), ("sex", "2")]
    assert [(g.dim, g.code) for g in groups["lonely"]] == [("birth", "home"), ("birth", "away")]


def test_areas_are_those_with_numbers_under_their_newest_name(con):
    assert [(a.code, a.name) for a in read_choices(con, "en").areas] == [
        ("SSS", "Country en"),
        ("01", "North en"),
        ("02", "South en"),
        ("21", "Islands en"),
    ]


def test_the_stamp_says_which_build_this_is(con):
    stamp = read_choices(con, "fi").stamp
    assert (stamp.build, stamp.edition, stamp.version, stamp.status) == ("small0000001", "2026", 1, "published")
    assert stamp.synthetic


def test_an_unknown_indicator_or_area_is_an_error(con):
    choices = read_choices(con, "fi")
    with pytest.raises(KeyError):
        choices.indicator("nothing")
    with pytest.raises(KeyError):
        choices.area("maakunta", "98")
