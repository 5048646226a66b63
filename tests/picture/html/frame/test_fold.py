"""What unfolds the choices on a phone."""

import pytest

from contract.codes import Language
from picture.html.frame.fold import choices_fold
from picture.text.words import word


@pytest.mark.parametrize("language", Language)
def test_it_is_a_box_with_words(language):
    assert choices_fold(language).endswith(f'<input type="checkbox"> {word("more_choices", language)}</label>')
