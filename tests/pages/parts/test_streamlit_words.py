"""What Streamlit writes in English is said in the reader's language."""

import pytest

from contract.codes import Language
from pages.parts.check_file import FILE_EXTENSIONS
from pages.parts.streamlit_words import OWN, page_words


@pytest.mark.parametrize("language", Language)
def test_each_of_streamlits_words_has_one_in_the_readers_language(language):
    words = page_words(language)
    assert set(OWN) <= set(words)
    assert len({words[own] for own in OWN}) == len(set(OWN.values()))


def test_after_a_change_of_language_the_former_translation_is_replaced_too():
    assert page_words("sv")["Valikko"] == "Meny"
    assert page_words("fi")["Meny"] == "Valikko"


def test_the_limit_names_every_kind_of_file_that_can_be_checked():
    limit = next(own for own, key in OWN.items() if key == "own_upload_limit")
    assert limit.endswith(", ".join(kind.upper() for kind in FILE_EXTENSIONS))
    assert all(kind in page_words("fi")[limit].lower() for kind in FILE_EXTENSIONS)
