"""The profile of a region, from the address to its words: a title that is a finding, and true."""

import re

import pytest

from contract.codes import Against, Language, Level
from contract.pointer import served_database
from pages.server.databases import choices_of, connection
from picture.query.numbers import ask_profile
from picture.query.selection import check, overview_of
from picture.text.outcomes import outcome_in
from picture.text.words import numeral, word
from tests.pages.opened import html, looked_at, opened, sentence, title, words
from tests.picture.small import small_database

AREAS = ("SSS", "MK01", "MK21", "ELY01")


def profile(published, area, language):
    choices = choices_of(served_database(published), language)
    selected, _ = check({"area": area, "lang": language}, {}, choices)
    return ask_profile(connection(served_database(published)).cursor(), overview_of(selected, choices), choices)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("area", AREAS)
def test_every_kind_of_area_has_a_title_and_a_lead(area, language):
    app = looked_at("region", area=area, lang=language)
    assert not app.exception
    assert len(title(app)) > 10
    assert len(sentence(app)) > 20
    assert sentence(app) != title(app)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("area", AREAS[1:])
def test_the_title_counts_the_stored_verdicts(published, area, language):
    dataset = profile(published, area, language)
    found = [outcome_in(row, Against.COUNTRY, dataset) for row in dataset.rows]
    told = title(looked_at("region", area=area, lang=language))
    tested = sum(one.tested for one in found)
    differ = sum(one.differs for one in found)
    assert tested
    assert differ == 0 or numeral(differ, language, "in") in told
    assert numeral(tested, language, "of") in told


@pytest.mark.parametrize("language", Language)
def test_without_a_region_there_are_regions_to_choose_from_and_no_finding_of_the_country(published, language):
    app = looked_at("region", lang=language)
    regions = [a for a in choices_of(served_database(published), language).areas if a.level == Level.MAAKUNTA]
    listed = re.search(r'<ul class="lb-areas">.*?</ul>', html(app))[0]
    assert title(app) == word("profile_choose", language)
    assert len(regions) == 19
    assert all(f">{area.name}</a>" in listed for area in regions)
    assert "lb-map-picture" in html(app)
    assert word("profile_of_country", language) in words(app)


@pytest.fixture
def small(tmp_path, monkeypatch):
    """A picture in which everything of the survey is withheld for one region: MK21."""
    monkeypatch.setenv("LAGESBILD_DATA", str(tmp_path))
    small_database(tmp_path / "situation-one.duckdb").close()
    (tmp_path / "CURRENT").write_text("situation-one.duckdb\n", encoding="utf-8")


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("page", ["region", "front"])
def test_an_area_of_which_nothing_is_shown_says_so_and_why(page, language):
    app = opened(page, area="MK21", lang=language)
    assert not app.exception
    assert sentence(app) == word("nothing_lead", language)
    assert word("nothing_why_confidential", language) in words(app)


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("page", ["trends", "map"])
def test_of_an_area_that_is_withheld_nothing_is_said_to_be_found_or_changed_and_why_is_said(page, language):
    app = opened(page, area="MK21", lang=language)
    assert not app.exception
    name = f"Islands {language}"
    told = [one for one in re.split(r"(?<=\.) ", sentence(app)) if name in one]
    assert told
    assert all(word("why_confidential", language) in one for one in told)
    rows = [one for one in re.findall(r"<tr\b.*?</tr>", html(app), flags=re.DOTALL) if name in one]
    assert not [one for one in rows if re.search(r"lb-(said-)?(better|worse|apart|neither)\b", one)]


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("language", Language)
def test_without_figures_by_group_the_page_says_so_and_not_that_no_group_differs(language):
    app = opened("groups", area="MK21", lang=language)
    assert not app.exception
    assert word("groups_empty", language).rstrip(".").lower() in title(app).lower()
    assert word("groups_none", language).rstrip(".").lower() not in words(app).lower()
