"""A deck refreshed by a later build holds the figures of a deck made today."""

import pytest

from contract.codes import Language
from tests.picture.recheck.kept import CORRECTED, GONE, HIDDEN, OTHER, WHY_CORRECTED, publish
from tests.picture.refresh.decks import NEXT_EDITION, deck_of, lines, opened, refreshed, saved, told


@pytest.fixture
def folder(tmp_path):
    publish(tmp_path)
    return tmp_path


@pytest.mark.parametrize("change", [OTHER, HIDDEN, GONE], ids=["other", "hidden", "gone"])
@pytest.mark.parametrize("language", Language)
def test_a_refreshed_deck_says_what_a_deck_of_today_says(folder, change, language):
    kept = deck_of(folder, language=language, area="MK02")
    publish(folder, "two", change)
    assert told(refreshed(kept, folder).content) == told(deck_of(folder, "two", language=language, area="MK02"))


def test_a_deck_of_last_year_moves_on_to_the_year_of_the_served_edition(folder):
    kept = deck_of(folder)
    publish(folder, "two", *NEXT_EDITION)
    new = refreshed(kept, folder)
    assert told(new.content) == told(deck_of(folder, "two"))
    assert "The slide now shows 2027, before 2026." in new.lines


def test_a_slide_that_shows_an_older_year_stays_with_it(folder):
    kept = deck_of(folder, kinds=("map",), period="2025")
    publish(folder, "two", *NEXT_EDITION)
    new = refreshed(kept, folder)
    assert told(new.content)[1] == told(deck_of(folder, "two", kinds=("map",), period="2025"))[1]
    assert any(line == "Newer figures have been published: 2027." for line in new.lines)


def test_a_correction_marks_points_that_had_no_label_before(folder):
    """A mark at a point of a line: its series had no labels until then."""
    kept = deck_of(folder, kinds=("trend",), area="MK01")
    publish(
        folder,
        "two",
        OTHER,
        "UPDATE build SET version = 2",
        *CORRECTED,
    )
    fresh = told(deck_of(folder, "two", kinds=("trend",), area="MK01"))
    assert "[r]" in str(fresh[1])
    assert told(refreshed(kept, folder).content) == fresh


def test_a_second_refresh_changes_nothing(folder):
    kept = deck_of(folder)
    publish(folder, "two", OTHER)
    once = refreshed(kept, folder).content
    assert refreshed(once, folder).content == once


def test_properties_tell_the_new_build_unless_the_reader_wrote_them(folder):
    kept = opened(deck_of(folder, kinds=("map",)))
    own = opened(deck_of(folder, kinds=("map",)))
    own.core_properties.keywords = own.core_properties.comments = "ours"
    publish(folder, "two", OTHER)
    about = opened(refreshed(saved(kept), folder).content).core_properties
    assert about.keywords == "two"
    assert "(two)" in about.comments
    about = opened(refreshed(saved(own), folder).content).core_properties
    assert (about.keywords, about.comments) == ("ours", "ours")


def test_a_deck_of_today_stays_as_it_is(folder):
    kept = deck_of(folder)
    new = refreshed(kept, folder)
    assert told(new.content) == told(kept)
    assert len(new.lines) == 2, new.lines


@pytest.mark.parametrize(
    ("change", "said"),
    [(OTHER, "60% in the file, 61% published now."), (HIDDEN, "60% in the file, now "), (GONE, "no longer published")],
)
def test_each_changed_figure_is_told(folder, change, said):
    kept = deck_of(folder, kinds=("map",))
    publish(folder, "two", change)
    assert any(said in line for line in lines(kept, folder))


@pytest.mark.parametrize("language", Language)
def test_a_correction_is_told_with_its_day_and_reason(folder, language):
    kept = deck_of(folder, kinds=("map",))
    publish(
        folder,
        "two",
        OTHER,
        *CORRECTED,
    )
    assert any(WHY_CORRECTED[language] in line and "2026" in line for line in lines(kept, folder, language))
