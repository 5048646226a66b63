"""A file is sent on the page of slides: what a program says of it is told, its deck is offered, nothing is stored."""

import sys

import pytest

from contract.codes import Language
from pages.parts import check_file, uploads
from picture.text.words import word
from tests.pages.opened import opened, went

WRITES = "import pathlib, sys; pathlib.Path(sys.argv[1]).write_bytes(b'new deck'); print('changed')"


@pytest.fixture(autouse=True)
def _turned_on(monkeypatch):
    monkeypatch.setenv("LAGESBILD_UPLOADS", "on")
    check_file.places_for_checks.cache_clear()


@pytest.fixture
def asked(monkeypatch):
    """Commands that were run in the place of ours."""
    runs = []

    def command(path, language, what):
        runs.append((what, language))
        return [sys.executable, "-c", WRITES, str(path.with_name(check_file.MADE))]

    monkeypatch.setattr(check_file, "command_for", command)
    return runs


def sent(app):
    return app.file_uploader("refresh_upload").upload("my deck.pptx", b"PK", "application/zip").run()


def told(app):
    return [block.value for block in app.code]


def buttons(app):
    return [(one.proto.label, one.proto.url) for one in app.get("download_button")]


@pytest.mark.parametrize("language", Language)
def test_a_deck_is_refreshed_once_and_offered(asked, language):
    app = opened("slides", lang=language)
    sent(app)
    app.run()
    assert told(app) == ["changed"]
    assert [label for label, _ in buttons(app)] == [word("refresh_take", language)]
    assert asked == [(check_file.FileCheck.REFRESH, language)]


def test_what_was_made_goes_when_its_reader_leaves_the_page(asked):
    app = opened("slides", lang="en")
    sent(app)
    went(app, "map")
    assert uploads.MADE_DECKS not in app.session_state


def test_of_a_file_that_is_refused_nothing_is_offered(monkeypatch):
    monkeypatch.setattr(check_file, "command_for", lambda *_: [sys.executable, "-c", "print('no deck')"])
    app = opened("slides", lang="en")
    sent(app)
    assert told(app) == ["no deck"]
    assert buttons(app) == []


def test_the_command_writes_beside_the_file_that_was_sent(tmp_path):
    command = check_file.command_for(tmp_path / "a.pptx", Language.SV, check_file.FileCheck.REFRESH)
    assert command[command.index("--out") + 1] == str(tmp_path / check_file.MADE)
    assert "--confined" in command


def test_the_command_for_a_template_gets_every_kept_picture(asked, monkeypatch):
    given = []
    ran = check_file.subprocess.run

    def run(command, **how):
        given.extend(command)
        return ran(command, **how)

    monkeypatch.setattr(check_file.subprocess, "run", run)
    app = opened("map", lang="sv", area="MK02")
    next(one for one in app.button if one.key.startswith("keep_")).click().run()
    went(app, "slides")
    app.file_uploader("template_upload").upload("mall.potx", b"PK", "application/zip").run()
    assert asked == [(check_file.FileCheck.TEMPLATE, Language.SV)]
    assert [label for label, _ in buttons(app)] == [word("template_take", "sv")]
    item = given[given.index("--item") + 1]
    assert item.startswith("map~")
    assert "area_MK02" in item
