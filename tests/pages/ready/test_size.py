"""What an answer takes is what memory grows by when it is kept."""

import tracemalloc
from dataclasses import replace

import pytest

from contract.codes import Language
from contract.pointer import served_database
from pages.ready.answers import PAGE_ANSWERS
from pages.ready.size import size_of
from picture.answers.question import PageQuestion
from picture.query.choices import read_choices
from picture.query.database import connect
from picture.query.selection import check
from picture.views import view_on
from tests.picture import factory


@pytest.mark.parametrize("page", PAGE_ANSWERS)
def test_the_size_of_answers_is_what_memory_grows_by(published, page):
    answer = PAGE_ANSWERS[page]
    with connect(served_database(published)) as con:
        choices = read_choices(con, Language.SV)
        periods = choices.periods[choices.indicators[0].id][-4:]
        selected = [check({"period": period, "area": "MK02"}, {}, choices)[0] for period in periods]
        questions = [PageQuestion(con.cursor, choices, view_on(page, one, choices), one) for one in selected]
        for question in questions:
            answer.make(question)  # what is made once and shared is not what is measured
        tracemalloc.start()
        made = [answer.make(question) for question in questions]
        grown = tracemalloc.get_traced_memory()[0]
        tracemalloc.stop()
    told = sum(map(size_of, made))
    assert 0.6 * grown < told < 1.4 * grown


def test_what_all_answers_of_a_build_share_is_not_counted():
    dataset = factory.map_dataset()
    shapes = tuple(replace(shape, x=shape.x * 1000) for shape in dataset.shapes)
    assert size_of(replace(dataset, shapes=shapes)) == size_of(dataset)


def test_a_thing_that_is_held_twice_is_counted_once():
    text = "x" * 1000
    assert size_of([text, text]) < 1.2 * size_of([text])
