"""The words that travel with an answer when it leaves."""

from dataclasses import replace

import pytest

from contract.codes import Language
from picture.text.names import area_name
from picture.text.source_lines import question_line
from tests.picture.factory import (
    every_dataset,
    front_dataset,
    groups_dataset,
    map_dataset,
    profile_dataset,
    trend_dataset,
)
from tests.picture.presented import alt_text, captions_of, headline, marks, source_line, subtitle

LINK = "https://example.org/map?area=MK02"


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("place", range(5))
def test_the_title_is_the_sentence_and_everything_needed_to_defend_it_comes_along(place, language):
    dataset = every_dataset(language)[place]
    told = captions_of(dataset, LINK)
    assert (told.title, told.alt, told.marks) == (headline(dataset), alt_text(dataset), marks(dataset))
    assert (told.source_line, told.question_line) == (source_line(dataset), question_line(dataset))
    assert told.link == LINK
    assert all(source.method in told.notes for source in dataset.sources)


def test_the_notes_say_why_it_matters_and_what_it_cannot_say_where_one_indicator_is_shown():
    dataset = map_dataset("en")
    assert dataset.indicators[0].why in captions_of(dataset, LINK).notes
    assert dataset.indicators[0].limits in captions_of(dataset, LINK).notes
    assert dataset.indicators[0].why not in captions_of(profile_dataset("en"), LINK).notes


@pytest.mark.parametrize(
    ("dataset", "name"),
    [
        (front_dataset("en"), "Overview · Whole country · 2026"),
        (map_dataset("en"), "Trust in people of another background · Regions · 2026"),
        (trend_dataset("en"), "Trust in people of another background · Southwest Finland"),
        (profile_dataset("en"), "Region profile · Southwest Finland · 2026"),
        (groups_dataset("en"), "Trust in people of another background · Whole country · 2026"),
    ],
    ids=lambda value: getattr(value, "kind", ""),
)
def test_the_subtitle_names_indicator_place_and_period(dataset, name):
    assert subtitle(dataset) == name


def test_a_chosen_group_stands_in_the_subtitle():
    dataset = map_dataset("sv")
    women = replace(dataset.rows[0].group, dim="sex", code="2", name="Kvinnor")
    dataset = replace(dataset, rows=tuple(replace(r, group=women) for r in dataset.rows))
    assert subtitle(dataset) == "Förtroende för människor med annan bakgrund · Kvinnor · Landskap · 2026"


def test_a_period_of_two_years_has_an_en_dash():
    dataset = groups_dataset("fi")
    assert subtitle(replace(dataset, view=replace(dataset.view, period="2018-2019"))).endswith("2018–2019")


def test_an_area_without_any_row_is_called_the_whole_country():
    assert area_name(replace(front_dataset("sv"), rows=(), reference=())) == "Hela landet"
