"""What stands around the figures of a survey: fieldwork, respondents, standardised differences and model estimates."""

import re
from html import unescape

import pytest

from contract.codes import Language
from picture.text.words import word
from tests.pages.opened import html, looked_at, under_picture

NAMES = {
    "fi": ("Suomenkieliset", "Ruotsinkieliset"),
    "sv": ("Finskspråkiga", "Svenskspråkiga"),
    "en": ("Finnish speakers", "Swedish speakers"),
}


@pytest.mark.parametrize("page", ["front", "map", "trends", "region", "groups"])
def test_the_fieldwork_stands_under_every_picture_of_a_survey(page):
    told = r"Fieldwork .+ 2026 \(web form, paper form\): 18,030 people sampled, about 7,500 responded"
    assert re.search(told, under_picture(looked_at(page, lang="en")))


def test_no_fieldwork_stands_under_a_register():
    assert "Fieldwork" not in under_picture(looked_at("map", lang="en", indicator="population"))


@pytest.mark.parametrize("language", Language)
def test_the_methods_page_holds_the_newest_respondents_against_the_population(language):
    *_, swedish = NAMES[language]
    row = rf'<th scope="row">{swedish}</th><td>5\W*%</td><td>12\W*%</td><td>49\W*%</td>'
    assert re.search(row, unescape(html(looked_at("methods", lang=language))))


@pytest.mark.parametrize("language", Language)
def test_differences_standardised_for_age_and_sex_stand_under_the_groups(language):
    finnish, swedish = NAMES[language]
    page = html(looked_at("groups", lang=language))
    _, _, told = page.partition(f"<h2>{word('standardised_title', language)}</h2>")
    against = word("standardised_against", language, group=finnish)
    assert re.search(rf">{swedish}<span[^>]*>{against}</span>", told)
    assert word("standardised_title", language) not in html(looked_at("groups", lang=language, indicator="population"))


@pytest.mark.parametrize("language", Language)
def test_estimates_of_the_model_stand_in_a_box_of_their_own_on_the_page_of_a_region(language):
    app = looked_at("region", lang=language, area="MK06")
    (box,) = [one for one in app.expander if one.label == word("small_area_title", language)]
    (inside,) = [block.proto.body for block in box.get("html")]
    heading = word("small_area_estimate", language)
    assert word("small_area_left_out", language) in unescape(inside)
    assert heading in inside
    assert heading not in html(app).replace(inside, "")
    assert not looked_at("region", lang=language, area="SSS").expander
