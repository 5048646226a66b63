"""The card reads what was typed into the template, once people have told what only they know."""

import tomllib

import pytest

from contract.codes import Language
from picture.export.kit.card import survey_card, template_card
from picture.text.kit.background import background_answers


@pytest.fixture
def card(content):
    return tomllib.loads(template_card(content, "answers.xlsx").decode())


def test_the_place_and_the_file_stand_on_the_card(card):
    assert (card["id"], card["kind"], card["local"]["area"]) == ("local_ku049", "respondents", "KU049")
    assert card["title"]["sv"] == "Enkät om befolkningsrelationer: Esbo"
    assert card["table"] == {"sheet": "answers", "header_row": 2}


@pytest.mark.parametrize("language", Language)
def test_every_answer_about_the_respondent_is_a_group_or_none(card, content, language):
    for question in content.forms[language].background:
        for code, text in background_answers(question, language).items():
            if code in {group.code for group in question.groups}:
                assert card["groups"]["codes"][question.dim][text] == code
            else:
                assert card["missing"][text] == "O"


def test_no_sign_of_a_missing_group_is_an_answer_to_a_question(card, content):
    for form in content.forms.values():
        for question in form.questions:
            assert not {option.text for option in question.options} & set(card["missing"])


def test_what_only_people_know_is_marked_and_refused_until_it_is_told(content, card):
    text = template_card(content, "answers.xlsx").decode()
    assert "sha256" not in card
    for key in ("period", "sha256", "delete_by", "sampling", "[method]", "[fieldwork]"):
        assert f"# TÄYDENNÄ {key}" in text


def test_an_export_of_the_survey_tool_has_a_card_of_its_own(content):
    read = tomllib.loads(survey_card(content, "answers.csv").decode())
    assert read["table"] == {"tool": "limesurvey", "unfinished": "left_out"}
    assert read["groups"]["codes"]["age"]["G4"] == "65+"
