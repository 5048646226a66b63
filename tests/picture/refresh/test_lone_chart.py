"""A chart of ours that stands alone on a slide of others takes new figures; the slide stays as it is."""

import pytest
from pptx.oxml.ns import qn

from picture.export.pptx.about.record import shape_text
from tests.picture.recheck.kept import OTHER, publish
from tests.picture.refresh.decks import NEXT_EDITION, chart_parts, deck_of, opened, refreshed, saved, series_of


@pytest.fixture
def folder(tmp_path):
    publish(tmp_path)
    return tmp_path


def alone(content):
    """The chart of the second slide, whose slide no longer says that it is ours."""
    deck = opened(content)
    held = deck.slides[1].element.find(qn("p:cSld")).find(qn("p:custDataLst"))
    held.getparent().remove(held)
    return saved(deck)


@pytest.mark.parametrize("kind", ["map", "trend", "profile", "groups"])
@pytest.mark.parametrize("change", [(OTHER,), NEXT_EDITION], ids=["corrected", "next"])
def test_its_figures_are_those_of_today_and_the_words_around_it_stay(folder, kind, change):
    kept = alone(deck_of(folder, kinds=(kind,), area="MK01"))
    publish(folder, "two", *change)
    new = opened(refreshed(kept, folder).content).slides[1]
    before = opened(kept).slides[1]
    fresh = opened(deck_of(folder, "two", kinds=(kind,), area="MK01")).slides[1]
    assert [series_of(part) for part in chart_parts(new)] == [series_of(part) for part in chart_parts(fresh)]
    assert [shape_text(one.element) for one in new.shapes] == [shape_text(one.element) for one in before.shapes]


def test_its_changed_figures_are_told_and_its_slide_counts_as_touched(folder):
    kept = alone(deck_of(folder, kinds=("map",)))
    publish(folder, "two", OTHER)
    told = refreshed(kept, folder).lines
    assert any("60% in the file, 61% published now." in line for line in told)
    assert not any(line.startswith("Slides made by others") for line in told)


def test_where_its_indicator_is_gone_it_stays_and_says_so(folder):
    kept = alone(deck_of(folder, kinds=("map",)))
    publish(folder, "two", "DELETE FROM comparison", "DELETE FROM estimate WHERE indicator = 'trust'")
    new = refreshed(kept, folder)
    assert any("no longer published" in line for line in new.lines)
    parts = [chart_parts(opened(content).slides[1])[0] for content in (kept, new.content)]
    assert series_of(parts[0]) == series_of(parts[1])
