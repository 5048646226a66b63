"""The document that a browser gets first."""

import re

import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from contract.codes import Language
from pages.server.shell.index import PARTS, FirstDocument, OtherStreamlitError, in_language, streamlits_document
from picture.text.words import word
from tests.pages.server.asking import ask


def answer(address="/", **headers):
    app = Starlette(routes=[Route("/", FirstDocument(streamlits_document()).answer)])
    return ask(app, address, headers={name.replace("_", "-"): value for name, value in headers.items()})


@pytest.mark.parametrize(
    ("address", "liked", "language"),
    [
        ("/", "", "fi"),
        ("/", "de, fr;q=0.5", "fi"),
        ("/", "sv-FI, en;q=0.5", "sv"),
        ("/", "de, en-GB;q=0.9, fi;q=0.1", "en"),
        ("/?lang=sv", "en", "sv"),
        ("/?lang=xx", "en", "en"),
    ],
)
def test_the_first_byte_is_in_the_readers_language(address, liked, language):
    response = answer(address, accept_language=liked)
    assert f'<html lang="{language}">' in response.text
    assert f"<title>{word('title', Language(language))}</title>" in response.text
    assert word("site_description", Language(language)) in response.text


def test_a_browser_without_scripts_is_told_in_every_language():
    text = answer().text
    assert all(f'<p lang="{one}">{word("needs_scripts", one)}</p>' in text for one in Language)


def test_nothing_of_streamlits_own_words_and_no_inline_script_is_left():
    text = answer().text
    assert "Streamlit</title>" not in text
    assert "agent" not in text
    assert "<script>" not in text
    assert text.count('<script type="module"') == 1


@pytest.mark.parametrize("part", PARTS)
def test_a_part_that_another_streamlit_has_not_stops_the_start_in_words(part):
    source = re.sub(PARTS[part], "", streamlits_document(), flags=re.DOTALL)
    with pytest.raises(OtherStreamlitError, match=part):
        in_language(source, Language.FI)


def test_it_is_packed_and_asked_for_again_with_its_tag():
    first = answer(accept_encoding="gzip", accept_language="en")
    assert first.headers["content-encoding"] == "gzip"
    assert first.headers["vary"] == "accept-encoding, accept-language"
    again = answer(accept_language="en", if_none_match=first.headers["etag"])
    assert (again.status_code, again.content) == (304, b"")
    assert answer(accept_language="sv", if_none_match=first.headers["etag"]).status_code == 200
