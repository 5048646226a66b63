"""The page of a yearly forum."""

import pytest

from contract.actions.codes import ActionStatus
from contract.actions.labels import label
from contract.codes import Language
from picture.text.words import word
from tests.pages.opened import html, opened, sentence, title, words
from tests.pages.registered import with_register


@pytest.fixture(scope="module")
def data(published, tmp_path_factory):
    return with_register(published, tmp_path_factory.mktemp("forum"))


@pytest.fixture(autouse=True)
def _registered(data, monkeypatch):
    monkeypatch.setenv("LAGESBILD_DATA", str(data))


@pytest.mark.parametrize("language", Language)
def test_the_newest_forum_stands_with_what_became_of_the_decisions_before(language):
    app = opened("forum", lang=language)
    assert not app.exception
    assert title(app) == f"Forum-2026 {language}"
    assert word("forum_lead_followed", language, known=1, count=1) in sentence(app)
    read = words(app)
    for part in (f"Dialogue in every region {language}", f"Half of the regions {language}", f"Slides {language}"):
        assert part in read
    assert label(ActionStatus.UNDER_WAY, language) in read


def test_an_empty_part_says_that_nothing_is_known():
    read = words(opened("forum", lang="en"))
    assert word("forum_nothing_programme", "en") in read
    assert word("forum_nothing_decision", "en") in read


def test_an_older_forum_is_in_the_archive_and_has_its_address():
    assert 'href="forum?forum=forum-2025' in html(opened("forum", lang="sv"))
    app = opened("forum", lang="sv", forum="forum-2025")
    assert title(app) == "Forum-2025 sv"
    assert "Opening sv" in words(app)


def test_the_main_findings_can_be_taken_as_a_deck_of_the_country():
    assert 'href="take/forum.pptx?area=SSS&amp;lang=en' in html(opened("forum", lang="en", area="MK02"))


def test_an_unknown_forum_says_so_and_lists_those_that_are():
    app = opened("forum", lang="en", forum="nothing")
    assert title(app) == word("forum_unknown", "en")
    assert "Forum-2025 en" in words(app)
