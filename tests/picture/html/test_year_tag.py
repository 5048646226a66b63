"""The year stands beside a figure that is older than the edition, and an old one says so in words."""

from dataclasses import replace

from contract.codes import Language
from picture.html.year_tag import year_tag
from tests.picture.factory import STAMP, map_dataset

ROW = map_dataset(Language.EN).rows[0]


def tag(period, language=Language.EN, limit=3):
    return year_tag(replace(ROW, period=period), replace(STAMP, max_age_years=limit), language)


def test_a_figure_of_the_year_of_the_edition_has_no_tag():
    assert tag("2026") == ""
    assert tag("2024-2026") == ""


def test_a_figure_of_an_earlier_year_says_its_year():
    assert tag("2025") == '<span class="lb-year-tag">2025</span>'


def test_an_old_figure_says_that_it_is_old_to_a_screen_reader_too():
    assert "2018–2019" in tag("2018-2019")
    for language, words in ((Language.FI, "vanha tieto"), (Language.SV, "gammal uppgift"), (Language.EN, "old figure")):
        assert f'<span class="lb-unseen"> ({words})</span>' in tag("2018", language)


def test_the_limit_is_that_of_the_policy():
    assert "lb-unseen" in tag("2022")
    assert "lb-unseen" not in tag("2022", limit=4)
