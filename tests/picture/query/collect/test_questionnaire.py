"""The questionnaire is the catalogue's: its wording, its answers, its groups."""

import pytest

from contract.codes import Language
from picture.query.collect.questionnaire import AnswerOption, read_questionnaire
from tests.picture.small import small_database


@pytest.fixture
def con():
    with small_database() as con:
        yield con


def test_a_question_has_its_wording_its_column_and_its_answers(con):
    (question,) = read_questionnaire(con, Language.SV).questions
    assert (question.indicator, question.column, question.scale) == ("trust", "q01", "agree")
    assert (question.wording, question.easy) == ("Question of trust sv", "Easy question of trust sv")
    assert question.options[0] == AnswerOption(1, "No sv", is_answer=True)
    assert [option.is_answer for option in question.options] == [True, True, False]


def test_respondents_are_asked_to_which_of_our_groups_they_belong(con):
    (sex,) = read_questionnaire(con, Language.EN).background  # nobody is asked for the groups of registers
    assert (sex.dim, sex.name, [group.code for group in sex.groups]) == ("sex", "Sex en", ["1", "2"])


def test_questions_may_be_chosen(con):
    assert len(read_questionnaire(con, Language.FI, ["trust"]).questions) == 1
    with pytest.raises(KeyError, match="reports"):
        read_questionnaire(con, Language.FI, ["reports"])
