"""Our own script in the browser."""

import re

from starlette.applications import Starlette
from starlette.routing import Route

from contract.codes import Language
from pages.server.shell.index import in_language, streamlits_document
from pages.server.shell.own_script import FOLDER, answer_script, own_script
from tests.pages.server.asking import ask

APP = Starlette(routes=[Route("/script/{name}", answer_script)])


def address():
    return re.search(r'<script defer src="\.(/script/[^"]+)">', in_language(streamlits_document(), Language.SV))[1]


def test_the_first_document_names_it_and_it_is_kept_for_ever():
    answer = ask(APP, address())
    assert answer.content == own_script()
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-type"].startswith("text/javascript")


def test_it_holds_every_file_in_the_order_of_their_names():
    text = own_script().decode()
    places = [text.index(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.js"))]
    assert len(places) > 1
    assert places == sorted(places)


def test_it_is_packed():
    assert ask(APP, address(), headers={"accept-encoding": "gzip"}).headers["content-encoding"] == "gzip"


def test_an_older_page_gets_the_script_of_now_and_does_not_keep_it():
    answer = ask(APP, "/script/0123456789abcdef.js")
    assert (answer.content, answer.headers["cache-control"]) == (own_script(), "no-cache")
