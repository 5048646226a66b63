"""The self-assessment as the server gives it: a form to fill in by hand where no script runs."""

import re

import pytest

from contract.codes import Language
from picture.text.words import word
from tests.pages.opened import html, opened, title


@pytest.mark.parametrize("language", Language)
def test_twelve_statements_in_four_domains_with_four_answers_each(language):
    app = opened("assessment", lang=language)
    assert not app.exception
    assert title(app) == word("assessment_title", language)
    assert len(re.findall(r'<input type="radio"', html(app))) == 48
    assert len(set(re.findall(r'<input type="radio" name="([^"]+)"', html(app)))) == 12


def test_without_a_script_there_is_neither_a_profile_nor_a_button():
    for part in ('class="lb-assessment-profile" hidden', 'class="lb-assessment-tools" hidden'):
        assert part in html(opened("assessment", lang="sv"))
