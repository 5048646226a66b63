"""What a page shows is made of a view and its database alone, whoever serves it."""

import pytest

from contract.codes import Language
from picture.answers.pages import editions_answer, front_answer, methods_answer
from picture.answers.question import PageQuestion
from picture.query.choices import read_choices
from picture.query.selection import check
from picture.views import view_on
from tests.picture.small import small_database

SITE = "https://picture.example"


@pytest.fixture
def ask(tmp_path):
    with small_database(tmp_path / "situation-one.duckdb") as con:
        choices = read_choices(con, Language.EN)
        selected, _ = check({}, {}, choices)
        yield lambda page, site="": PageQuestion(
            con.cursor, choices, view_on(page, selected, choices), selected, site=site
        )


def test_the_methods_cite_the_address_of_the_pages_only_where_it_is_known(ask):
    assert SITE in methods_answer(ask("methods", SITE)).first
    assert SITE not in methods_answer(ask("methods")).first


def test_an_answer_holds_the_picture_and_what_is_said_of_it(ask):
    answer = front_answer(ask("front"))
    assert answer.picture.captions.title in answer.above
    assert answer.below


def test_the_editions_of_a_build_are_told_without_a_server(ask):
    assert editions_answer(ask("editions")).rest
