"""Which picture is served: none, the published one, and a newer one as soon as the pointer moves."""

import pytest

from contract.codes import Language
from picture.html.frame.place import PAGES
from picture.text.words import word
from tests.pages.opened import opened, place, title, went, words
from tests.picture.small import count_anew, small_database


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("LAGESBILD_DATA", str(tmp_path))
    return tmp_path


def publish(folder, name, value=None):
    """Publish the small database under a name, the newest number of the country changed."""
    with small_database(folder / name) as con:
        if value is not None:
            changed = "SET value = $value, ci_low = $value - 1, ci_high = $value + 1"
            con.execute(f"UPDATE estimate {changed} WHERE code = 'SSS' AND period = '2026' AND group_dim = 'all' "
                        "AND indicator = 'trust'", {"value": value})  # fmt: skip
    (folder / "CURRENT").write_text(f"{name}\n", encoding="utf-8")


@pytest.mark.parametrize("page", PAGES)
def test_before_anything_is_published_every_page_says_so_in_three_languages(page, folder):
    app = opened(page)
    assert not app.exception
    assert len(app.error) == 1
    for language in Language:
        assert word("no_picture", language) in app.error[0].value
    assert "python -m etl" in app.caption[0].value


def test_a_pointer_to_a_file_that_is_gone_is_explained_and_nobody_is_told_that_nothing_was_published(folder):
    (folder / "CURRENT").write_text("situation-gone.duckdb\n", encoding="utf-8")
    app = opened()
    assert app.error[0].value.split("  \n") == [word("picture_not_shown", language) for language in Language]
    assert "situation-gone.duckdb" in app.caption[0].value


def test_a_newer_picture_is_served_on_the_next_rerun(folder):
    publish(folder, "situation-one.duckdb")
    app = opened("front", lang="en")
    assert "56 %" in words(app)
    publish(folder, "situation-two.duckdb", value=77.0)
    app.run()
    assert not app.exception
    assert "77 %" in words(app)
    assert "56 %" not in words(app)


def test_what_was_chosen_and_no_longer_exists_in_the_newer_picture_is_told(folder):
    publish(folder, "situation-one.duckdb")
    app = opened("region", lang="en", area="MK02")
    assert place(app) == "South en 2026"
    with small_database(folder / "situation-two.duckdb") as con:
        con.execute("DELETE FROM comparison WHERE code = '02'")
        con.execute("DELETE FROM estimate WHERE code = '02'")
        count_anew(con)
    (folder / "CURRENT").write_text("situation-two.duckdb\n", encoding="utf-8")
    app.run()
    assert not app.exception
    assert title(app) == word("profile_choose", "en")
    assert [w.value for w in app.warning] == [word("wrong_value", "en", keys="Area")]


@pytest.mark.parametrize("page", PAGES)
def test_a_picture_with_few_numbers_stands_on_every_page(page, folder):
    publish(folder, "situation-one.duckdb")
    app = opened(page, lang="sv")
    for area, indicator in (
        ("SSS", "trust"),
        ("MK21", "trust"),
        ("MK01", "lonely"),
        ("SSS", "lonely"),
        ("MK01", "reports"),
    ):
        went(app, page, area=area, indicator=indicator)
        assert not app.exception, (area, indicator)
