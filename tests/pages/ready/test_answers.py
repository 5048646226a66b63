"""Two readers are shown the same answer only where each of them, alone, would have got it."""

from dataclasses import fields, replace
from itertools import product

import pytest

from contract.codes import Language
from pages.ready.answers import PAGE_ANSWERS, ready
from pages.ready.finished_figure import FinishedFigure
from pages.server.databases import choices_of, connection, file_at
from picture.answers.question import PageQuestion
from picture.answers.shown import Picture
from picture.query.selection import check, options
from picture.views import view_on
from tests.picture.small import count_anew, small_database

SEVERAL = 6  # values of a key


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    path = tmp_path_factory.mktemp("data") / "situation-one.duckdb"
    with small_database(path) as con:
        count = """INSERT INTO estimate
            (indicator, period, level, code, geo_year, group_dim, group_code, value, obs_status, source)
            VALUES ('people', '2026', 'maakunta', '01', $year, 'all', 'all', $value, $obs, 'register')"""
        con.execute(count, {"year": 2018, "value": 10, "obs": "A"})
        con.execute(count, {"year": 2026, "value": 15, "obs": "E"})  # the same count on a newer division
        count_anew(con)
    return path


def questions(path, page):
    """Ask from two views for every value of every key of the address."""
    for language in Language:
        choices = choices_of(path, language)
        starts = ({}, {"area": "MK01", "indicator": "people"})
        for start, (key, values) in product(starts, options(choices).items()):
            for value in list(values)[:SEVERAL]:
                selected, _ = check({**start, key: value, "lang": language}, {}, choices)
                yield PageQuestion(connection(path).cursor, choices, view_on(page, selected, choices), selected)


def plain(answer):
    """Write an answer as what a reader sees of it."""
    parts = [getattr(answer, field.name) for field in fields(answer)]
    shown = [one.to_dict() if isinstance(one, FinishedFigure) else one for one in parts]
    return repr([without_view(one) if isinstance(one, Picture) else one for one in shown])


def without_view(picture):
    """A picture shows its view in words; the rest of the view is not seen."""
    return replace(picture, dataset=replace(picture.dataset, view=None))


@pytest.mark.parametrize("page", PAGE_ANSWERS)
def test_questions_that_share_an_answer_have_the_same_one(path, page):
    of = PAGE_ANSWERS[page]
    answers = {}
    for question in questions(path, page):
        answers.setdefault(of.key(question), set()).add(plain(of.make(question)))
    assert len(answers) >= len(Language)
    assert {key for key, different in answers.items() if len(different) > 1} == set()


def test_another_database_file_has_answers_of_its_own(path, tmp_path):
    other = tmp_path / "situation-one.duckdb"
    with small_database(other) as con:
        con.execute("UPDATE build SET id = 'other'")
    seen = []
    for file in (path, other):
        asked = questions(file, "front")
        seen.append(plain(ready(file_at(file), PAGE_ANSWERS["front"], next(asked))))
    assert seen[0] != seen[1]


def test_a_trend_with_another_area_beside_it_is_another_answer(path):
    """The small database has no areas that are alike, so that the answers themselves do not tell."""
    beside = {(one.selected["areas"], PAGE_ANSWERS["trends"].key(one)) for one in questions(path, "trends")}
    for language in Language:
        of_keys = [key for value, key in beside if value != "none" and language in key]
        assert of_keys
        assert not set(of_keys) & {key for value, key in beside if value == "none"}
