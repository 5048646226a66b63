"""Questions about the respondent have words of their own for every group that the catalogue knows."""

import pytest

from contract.codes import Language
from etl.config.catalogue.catalogue import read_catalogue
from picture.query.collect.questionnaire import BACKGROUND_DIMS, BackgroundQuestion
from picture.query.model import Group
from picture.text.kit.background import background_answer, background_answers, background_note, background_wording


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("dim", BACKGROUND_DIMS)
def test_nobody_is_asked_in_the_words_of_a_table(dim, language):
    groups = [Group(dim, one.code, "NAME", "NAME") for one in read_catalogue().groups_of(dim)]
    question = BackgroundQuestion(dim, "NAME", tuple(groups))
    told = [background_wording(question, language), background_wording(question, language, easy=True)]
    told += background_answers(question, language).values()
    assert "NAME" not in told
    assert len(set(told[2:])) == len(told[2:])  # no two answers read alike


def test_a_group_that_the_catalogue_has_got_since_is_called_as_there():
    assert background_answer(Group("language", "se", "Language", "Sámi speakers"), Language.EN) == "Sámi speakers"


def test_who_is_neither_woman_nor_man_is_told_what_becomes_of_the_answer():
    assert "other" in background_note(BackgroundQuestion("sex", "Sex", ()), Language.EN)
    assert background_note(BackgroundQuestion("age", "Age", ()), Language.EN) == ""
