"""The basket: add, reorder, remove, and take away in the language of now."""

import pytest
from starlette.datastructures import QueryParams

from contract.codes import Language
from picture.basket.item import decode
from picture.text.words import word
from picture.views import VIEW_KINDS
from tests.pages.opened import files, html, opened, went, words
from tests.picture.small import count_anew, small_database


def kept(app):
    """Titles of the kept pictures in their order."""
    told = (line.partition(" Charts removed")[0] for line in words(app).split("\n"))  # what can be undone says so
    return [label for label in told if label.strip().startswith(tuple("123456789"))]


def filled():
    """A reader who has kept three pictures."""
    app = opened("map", lang="en", area="MK02")
    for page in ("map", "trends", "region"):
        went(app, page)
        button = next(b for b in app.button if b.key.startswith("keep_"))
        button.click().run()
        assert not app.exception
    return went(app, "slides")


@pytest.mark.parametrize("language", Language)
def test_an_empty_basket_says_how_to_fill_it(language):
    app = opened("slides", lang=language)
    assert [i.value for i in app.info] == [word("slides_empty", language)]
    assert files(app) == {}


def test_what_was_kept_stands_in_the_basket_in_order():
    order = kept(filled())
    assert len(order) == 3
    assert "Regions" in order[0]
    assert "Region profile · Southwest Finland" in order[2]


def test_what_is_in_the_basket_cannot_be_added_twice():
    app = went(filled(), "map")
    assert [b.label for b in app.button if b.disabled] == [word("in_basket", "en")]


def test_a_picture_moves_up():
    app = filled()
    before = [line.strip()[3:] for line in kept(app)]
    app.button(key="up_2").click().run()
    assert [line.strip()[3:] for line in kept(app)] == [before[0], before[2], before[1]]
    assert app.button(key="up_0").disabled


def test_a_picture_is_removed():
    app = filled()
    before = [line.strip()[3:] for line in kept(app)]
    app.button(key="remove_0").click().run()
    assert [line.strip()[3:] for line in kept(app)] == before[1:]


def test_all_pictures_are_removed_at_once():
    app = filled()
    next(b for b in app.button if b.label == word("remove_all", "en")).click().run()
    assert [i.value for i in app.info][-1:] == [word("slides_empty", "en")]


def test_the_basket_speaks_the_language_of_now():
    app = went(filled(), "slides", lang="fi")
    assert "Varsinais-Suomi" in kept(app)[2]


def test_the_basket_leaves_as_one_deck_one_workbook_and_one_table():
    found = files(filled())
    assert list(found) == [f"lagesbild_2026_en_SYNTHETIC.{kind}" for kind in ("pptx", "xlsx", "ods", "zip")]
    for address in found.values():
        kept = QueryParams(address.partition("?")[2]).getlist("item")
        assert [decode(item, VIEW_KINDS).kind for item in kept] == ["map", "trend", "profile"]


def test_a_picture_that_a_newer_edition_does_not_hold_is_told_and_left_out(tmp_path, monkeypatch):
    monkeypatch.setenv("LAGESBILD_DATA", str(tmp_path))
    with small_database(tmp_path / "situation-one.duckdb"):
        (tmp_path / "CURRENT").write_text("situation-one.duckdb", encoding="utf-8")
    app = opened("map", lang="en", area="MK02")
    for page in ("map", "trends"):
        went(app, page, area="MK02" if page == "map" else "MK01")
        next(b for b in app.button if b.key.startswith("keep_")).click().run()
    with small_database(tmp_path / "situation-two.duckdb") as con:
        con.execute("DELETE FROM comparison WHERE code = '02'")
        con.execute("DELETE FROM estimate WHERE code = '02'")
        count_anew(con)
    (tmp_path / "CURRENT").write_text("situation-two.duckdb", encoding="utf-8")
    went(app, "slides", area="MK01")
    assert word("kept_gone", "en") in kept(app)[0] + words(app)
    items = QueryParams(next(iter(files(app).values())).partition("?")[2]).getlist("item")
    assert [decode(item, VIEW_KINDS).kind for item in items] == ["trend"]


@pytest.mark.parametrize("uploads", ["on", "off"])
def test_the_check_of_a_kept_file_is_offered_where_files_are_taken(uploads, monkeypatch):
    monkeypatch.setenv("LAGESBILD_UPLOADS", uploads)
    app = opened("slides", lang="en")
    assert (word("recheck_heading", "en") in html(app)) == (uploads == "on")
    assert (word("refresh_heading", "en") in html(app)) == (uploads == "on")
    assert word("template_heading", "en") not in html(app)
    assert not app.caption


@pytest.mark.parametrize("uploads", ["on", "off"])
def test_an_own_template_can_be_sent_where_there_are_pictures_and_files_are_taken(uploads, monkeypatch):
    monkeypatch.setenv("LAGESBILD_UPLOADS", uploads)
    app = filled()
    assert (word("template_heading", "en") in html(app)) == (uploads == "on")
