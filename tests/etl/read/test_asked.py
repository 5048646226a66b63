"""What a local collection asked, and where: questions of the catalogue, in an area that was in force."""

from pathlib import Path

import pytest

from etl.config.toml import Text
from etl.read.asked import asked_questions, questions_of
from etl.read.respondents import read_respondents
from etl.read.wording import check_wording, wordings
from geo.classification import read_classification
from tests.errors import raises
from tests.etl.local.places import answers, place_card
from tests.etl.read.helpers import DESIGN, card, catalogue, csv, respondents

ROWS = answers([("fi", 40, 20), ("sv", 10, 1)])
ASKED = '[asked.q1]\nwording = {{ fi = "{0}", sv = "{0}", en = "{0}" }}'


def test_what_the_file_has_no_column_of_was_not_asked(tmp_path: Path) -> None:
    found = place_card(tmp_path, ROWS.drop("q2"))
    assert [one.id for one in questions_of(found, catalogue())] == ["trust", "friend"]
    assert asked_questions(found, ["q1", "q2"]) == ["q1"]
    frame = read_respondents(found, catalogue(), read_classification())
    assert (frame["q1"].null_count(), frame["q2"].null_count()) == (0, frame.height)
    assert set(frame["area"]) == {"049"}


def test_a_survey_of_the_country_says_what_it_did_not_ask(tmp_path: Path) -> None:
    found = card(tmp_path, csv(respondents().drop("q2")), "x.csv", "respondents", DESIGN)
    with raises("column_missing"):
        read_respondents(found, catalogue(), read_classification())


def test_a_file_without_a_question_is_no_collection(tmp_path: Path) -> None:
    found = place_card(tmp_path, ROWS.drop("q1", "q2"))
    with raises("local_asks_nothing", questions=["q1", "q2"]):
        read_respondents(found, catalogue(), read_classification())


def test_a_column_that_nobody_knows_is_asked_about(tmp_path: Path) -> None:
    with raises("column_unknown"):
        read_respondents(place_card(tmp_path, ROWS.rename({"q2": "Q2"})), catalogue(), read_classification())


@pytest.mark.parametrize(
    ("area", "code"), [("KU999", "area_unknown"), ("KU223", "area_ended"), ("MK99", "area_unknown")]
)
def test_the_place_must_be_in_force_at_the_period(tmp_path: Path, area: str, code: str) -> None:
    """Karjalohja (223) joined Lohja in 2013."""
    with raises(code, found=area):
        read_respondents(place_card(tmp_path, ROWS, area=area), catalogue(), read_classification())


def test_a_question_is_put_as_the_catalogue_puts_it_in_every_wave(tmp_path: Path) -> None:
    first = place_card(tmp_path, ROWS, period="2025", rest=ASKED.format("Otherwise?"))
    later = place_card(tmp_path, ROWS.head(30), rest="")
    with raises("wording_not_shown", found="Otherwise?", indicator="trust"):
        check_wording([first, later], catalogue())


def test_what_a_place_asked_is_no_wording_of_the_country(tmp_path: Path) -> None:
    same = Text(fi="teksti", sv="text", en="text")
    found = place_card(tmp_path, ROWS, rest=ASKED.format("text"))
    assert found.asked["q1"].wording != same
    assert list(wordings([found], catalogue())) == []
