"""A picture that cannot be read is explained without a traceback; the last whole one is served instead."""

import duckdb
import pytest

from contract.pointer import move_pointer
from picture.text.words import word
from tests.pages.opened import opened, title, words
from tests.picture.small import small_database

NAME = "situation-one.duckdb"
TOLD = {
    "fi": "Uusinta tilannekuvaa ei voi juuri nyt lukea.",
    "sv": "Den nyaste lägesbilden går inte att läsa just nu.",
    "en": "The newest figures cannot be read right now.",
}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("LAGESBILD_DATA", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize("pointer", [b"", b".\n", b"\xff\xfe", b"../situation-gone.duckdb\n"])
def test_a_pointer_that_names_no_file_is_explained(folder, pointer: bytes):
    (folder / "CURRENT").write_bytes(pointer)
    app = opened("map")
    assert not app.exception
    assert "python -m etl" in app.caption[0].value


def damaged(path):
    path.write_bytes(b"hello world" * 1000)


def of_another_version(path):
    with duckdb.connect(str(path)) as con:
        con.execute("CREATE TABLE build (id VARCHAR)")


@pytest.mark.parametrize(
    ("spoil", "told"), [(damaged, "cannot be read"), (of_another_version, "was made for another version")]
)
def test_a_database_that_cannot_be_read_is_explained_until_a_whole_one_is_published(folder, spoil, told):
    spoil(folder / NAME)
    (folder / "CURRENT").write_text(NAME, encoding="utf-8")
    app = opened("region", lang="en")
    assert not app.exception
    assert f"{NAME} {told}" in app.caption[0].value
    with small_database(folder / "situation-two.duckdb"):
        (folder / "CURRENT").write_text("situation-two.duckdb", encoding="utf-8")
    app.run()
    assert title(app) == word("profile_choose", "en")


def test_the_page_says_that_the_last_whole_picture_stands_in_until_the_published_one_is_mended(folder):
    one, two = folder / NAME, folder / "situation-two.duckdb"
    with small_database(one):
        pass
    whole = one.read_bytes()
    damaged(two)
    move_pointer(two, one)
    for language, told in TOLD.items():
        app = opened("front", lang=language)
        assert not app.exception
        assert told in words(app)
        assert "24" in words(app).partition(told)[2][:60]  # the day on which it was built
    two.write_bytes(whole)
    app.run()
    assert TOLD["en"] not in words(app)


def test_a_withdrawn_edition_says_so_with_the_day_and_the_reason(folder):
    with small_database(folder / NAME) as con:
        con.execute("UPDATE build SET status = 'withdrawn'")
        con.execute("INSERT INTO edition VALUES ('2026', 1, '2026-11-24', '2026-11-26', 'Syy.', 'Orsak <b>.', 'Why.')")
        con.execute("UPDATE contents SET rows = 1 WHERE table_name = 'edition'")
    move_pointer(folder / NAME)
    app = opened("front", lang="sv")
    assert not app.exception
    assert "Den här utgåvan drogs tillbaka 26.11.2026." in words(app)
    assert "Orsak: Orsak <b>." in words(app)
