from datetime import UTC, datetime

import pytest

from contract.codes import Language
from contract.persons.people import Refusal
from picture.text.persons.access import access_sentence
from picture.text.words import word

OPENS = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("refusal", Refusal)
def test_every_refusal_has_words(refusal, language):
    assert access_sentence(f"access_{refusal}", OPENS, language)


def test_a_window_opens_and_closes_in_the_time_of_finland():
    told = [access_sentence("access_not_yet", OPENS, language) for language in Language]
    assert told == [
        "Saat nähdä tämän 20.11.2026 klo 8.00 alkaen.",
        "Du får se detta från och med den 20.11.2026 kl. 8.00.",
        "You may see this from 20 November 2026 at 8:00.",
    ]


def test_what_has_no_hour_is_told_as_it_stands():
    assert access_sentence("access_no_role", None, Language.EN) == word("access_no_role", Language.EN)
