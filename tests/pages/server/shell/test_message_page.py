"""Who asks for a page that is not there reads why in the own language first, in a page that leads on."""

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount

from contract.codes import Language
from pages.server.shell.message_page import message_page
from picture.text.words import word
from tests.pages.server.asking import ask

BROWSER = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


def asked(path="/", root_path="", **headers):
    async def answer(scope, receive, send):
        scope = {**scope, "root_path": root_path}
        await message_page(scope, "nothing_here", 404, {"retry-after": "60"})(scope, receive, send)

    return ask(Starlette(routes=[Mount("/", app=answer)]), path, headers=headers)


def test_a_program_gets_plain_text():
    response = asked(accept="*/*")
    assert response.headers["content-type"].startswith("text/plain")
    assert response.text.splitlines() == [word("nothing_here", language) for language in Language]


@pytest.mark.parametrize("language", Language)
def test_a_browser_gets_a_page_in_its_language_first_with_a_way_on(language):
    response = asked(f"/x?lang={language}", "/base", **BROWSER)
    assert (response.status_code, response.headers["retry-after"]) == (404, "60")
    assert f'<html lang="{language}">' in response.text
    assert f"<h1>{word('title', language)}</h1>" in response.text
    sentences = [response.text.index(word("nothing_here", one)) for one in Language]
    assert min(sentences) == response.text.index(word("nothing_here", language))
    assert all(f'href="/base/?lang={one}"' in response.text for one in Language)


def test_nothing_of_the_address_stands_in_the_page():
    assert "script" not in asked("/<script>?lang=<script>", **BROWSER).text


def test_the_language_of_a_long_address_is_the_browsers():
    text = asked("/?lang=sv&x=" + "&" * 1000, **BROWSER, **{"accept-language": "en"}).text
    assert '<html lang="en">' in text
