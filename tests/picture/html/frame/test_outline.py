"""What a reader sees until the page has come."""

import pytest

from contract.codes import Language
from picture.html.frame.outline import outline
from picture.html.frame.place import PAGES
from picture.text.words import word


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("page", PAGES)
def test_it_says_in_words_which_page_comes(page, language):
    text = outline(page, language)
    assert f'<p class="lb-h1">{word(f"menu_{page}", language)}</p>' in text
    assert word("page_coming", language) in text
    assert 'aria-current="page"' in text


def test_nothing_in_it_can_be_touched_or_is_named_twice():
    text = outline("map", Language.FI)
    assert text.startswith('<div class="lb-outline" inert>')
    assert ' id="' not in text
