"""Our own script and style sheet in the browser."""

import re

import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from contract.codes import Language
from pages.server.shell.index import in_language, streamlits_document
from pages.server.shell.own_files import SCRIPT, STYLE
from tests.pages.server.asking import ask

OURS = {"script": SCRIPT, "look": STYLE}
APP = Starlette(routes=[Route(f"/{folder}/{{name}}", one.answer) for folder, one in OURS.items()])


def address(folder):
    return re.search(rf'(?:src|href)="\.(/{folder}/[^"]+)"', in_language(streamlits_document(), Language.SV))[1]


@pytest.mark.parametrize(("folder", "kind"), [("script", "text/javascript"), ("look", "text/css")])
def test_the_first_document_names_it_and_it_is_kept_for_ever(folder, kind):
    answer = ask(APP, address(folder))
    assert answer.content == OURS[folder].content
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-type"].startswith(kind)


@pytest.mark.parametrize("one", OURS.values())
def test_it_holds_every_file_in_order(one):
    text = one.content.decode()
    places = [text.index(path.read_text(encoding="utf-8")) for path in one.paths]
    assert len(places) > 1
    assert places == sorted(places)


@pytest.mark.parametrize("folder", OURS)
def test_it_is_packed(folder):
    assert ask(APP, address(folder), headers={"accept-encoding": "gzip"}).headers["content-encoding"] == "gzip"


@pytest.mark.parametrize("folder", OURS)
def test_an_older_page_gets_the_one_of_now_and_does_not_keep_it(folder):
    answer = ask(APP, f"/{folder}/0123456789abcdef.{OURS[folder].suffix}")
    assert (answer.content, answer.headers["cache-control"]) == (OURS[folder].content, "no-cache")
