"""What Streamlit writes in English is said in the reader's language."""

import pytest

from contract.codes import Language
from etl.read.formats.files import CUBES, TABLES
from pages.parts.streamlit_words import OWN, page_words


@pytest.mark.parametrize("language", Language)
def test_each_of_streamlits_words_has_one_in_the_readers_language(language):
    words = page_words(language)
    assert set(OWN) <= set(words)
    assert len({words[own] for own in OWN}) == len(set(OWN.values()))


def test_after_a_change_of_language_the_former_translation_is_replaced_too():
    assert page_words("sv")["Siirry sisältöön"] == "Gå till innehållet"
    assert page_words("fi")["Gå till innehållet"] == "Siirry sisältöön"


@pytest.mark.parametrize("language", Language)
def test_the_limit_names_every_kind_of_file_that_is_read(language):
    named = page_words(language)["50MB per file"].lower()
    assert [kind for kind in (*TABLES, *CUBES) if kind.removeprefix(".") not in named] == []
