"""The declaration says what is stored, and leaves out what is not."""

from dataclasses import replace

import pytest

from contract.codes import Language
from picture.query.choices import read_choices
from picture.query.methods.quality import Coverage, Precision, Quality
from picture.query.model import Break
from picture.text.methods.answers import is_a_difference, may_quote, when_next, why_an_old_year, why_hatched
from picture.text.methods.quality import Heading, break_rows, old_indicators, quality_sentences
from tests.picture.small import small_database

MEASURED = Quality(
    "2026",
    {"country": Precision(1.5, 3.0), "maakunta": Precision(5.5, 14.0)},
    Coverage(2344, 801, 1184, 120),
    ("Åland",),
    (Break("trust", "2025", "Another mode."),),
)
UNKNOWN = Quality(None, dict.fromkeys(("country", "maakunta"), Precision(None, None)), Coverage(0, 0, 0, 0), (), ())


def choices(language=Language.EN):
    return read_choices(small_database(), language)


def told(quality, heading, language=Language.EN):
    return " ".join(quality_sentences(quality, choices(language))[heading])


def test_the_headings_are_the_five_of_official_statistics_in_their_order():
    assert list(quality_sentences(MEASURED, choices())) == list(Heading)
    assert len(Heading) == 5


@pytest.mark.parametrize("language", Language)
def test_every_heading_says_something_in_every_language_and_no_place_stays_open(language):
    for sentences in quality_sentences(MEASURED, choices(language)).values():
        assert sentences
        assert all("{" not in text for text in sentences)


def test_accuracy_tells_the_usual_interval_and_how_much_is_shown():
    text = told(MEASURED, Heading.ACCURACY)
    assert "±1.5 percentage points for the whole country and ±5.5 for a single region" in text
    assert "Of 3,648 figures" in text
    assert "2,344 are shown, 801 of them marked as low in reliability" in text


def test_what_was_not_measured_is_not_told():
    assert "±" not in told(UNKNOWN, Heading.ACCURACY)
    assert "None" not in " ".join(told(UNKNOWN, heading) for heading in Heading)
    assert "break across" not in told(UNKNOWN, Heading.COHERENCE)


def test_old_indicators_are_named_with_their_year_by_the_limit_of_the_policy():
    known = choices()
    assert old_indicators(known) == ["Lonely en (2018–2019)", "People en (2022)"]
    later = replace(known, stamp=replace(known.stamp, max_age_years=4))
    assert old_indicators(later) == ["Lonely en (2018–2019)"]


def test_a_break_is_listed_by_the_name_of_its_indicator():
    assert break_rows(MEASURED, choices().indicators) == [("Trust en", "2025", "Another mode.")]


def test_a_hatch_names_the_regions_of_which_nothing_is_shown_and_what_to_choose():
    text = " ".join(why_hatched(MEASURED, choices()).sentences)
    assert "no figure of the survey can be shown: Åland" in text
    assert "Choose 2024–2026 as the period" in text
    assert "Åland" not in " ".join(why_hatched(UNKNOWN, choices()).sentences)


def test_a_draft_and_a_synthetic_survey_may_not_be_quoted_as_they_stand():
    known = choices()
    draft = replace(known, stamp=replace(known.stamp, status="draft", synthetic=True))
    assert len(may_quote(draft).sentences) == 3
    final = replace(known, stamp=replace(known.stamp, status="published", synthetic=False))
    assert len(may_quote(final).sentences) == 1


def test_the_size_of_a_change_that_is_found_is_the_stored_one():
    assert "about 3 percentage points. In a single region about 14 are needed" in " ".join(
        is_a_difference(MEASURED, choices()).sentences
    )
    assert len(is_a_difference(UNKNOWN, choices()).sentences) == 1


def test_no_day_is_promised_for_the_next_edition():
    assert "has not been announced" in when_next(choices()).sentences[-1]


def test_how_many_figures_are_old_is_told_only_where_some_are():
    known = choices()
    assert "2 of 4 indicators are old" in " ".join(why_an_old_year(known).sentences)
    young = replace(known, stamp=replace(known.stamp, max_age_years=50))
    assert len(why_an_old_year(young).sentences) == 1
