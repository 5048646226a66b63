"""What stands around the figures of a survey: fieldwork, respondents, standardised differences and model estimates."""

import re
from html import unescape

import pytest

from contract.codes import Language
from picture.text.words import word
from tests.pages.opened import html, looked_at, opened, under_picture

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
def test_differences_standardised_for_age_and_sex_stand_beside_the_raw_ones_with_what_they_are(language):
    page = unescape(html(looked_at("groups", lang=language)))
    assert word("groups_alike_about", language) in page
    assert word("standardised_explained", language) in page
    assert word("groups_alike_about", language) not in html(looked_at("groups", lang=language, indicator="population"))


GROUP_AREAS = ["SSS", "MK01", "MK21", "ELY02"]


@pytest.mark.parametrize("area", GROUP_AREAS)
@pytest.mark.parametrize("language", Language)
def test_groups_of_every_kind_of_area_have_a_finding_and_tell_why_where_there_is_none(language, area):
    app = looked_at("groups", lang=language, area=area)
    page = html(app)
    (eyebrow,) = re.findall(r'<p class="lb-eyebrow">([^<]+)</p>', page)
    (finding,) = re.findall(r'<h1 class="lb-h1">([^<]+)</h1>', page)
    (lead,) = re.findall(r'<p class="lb-lead">(.+?)</p>', page)
    assert eyebrow.count(" · ") == 2
    assert not finding.endswith(".")
    assert len(finding) > 30
    assert len(lead) > 20
    assert not app.exception


@pytest.mark.parametrize("language", Language)
def test_an_indicator_that_is_not_known_by_group_says_so_once_and_leads_to_where_it_is(language):
    app = looked_at("groups", lang=language, indicator="unemployment", area="MK02")
    page = html(app)
    assert page.count(word("groups_empty", language).rstrip(".")[1:]) == 1
    assert "lb-groups" not in re.sub("lb-groups-[a-z]+", "", page).split("</style>")[-1]
    assert {word("menu_map", language), word("menu_trends", language)} <= set(
        re.findall(r"<li><a[^>]*>([^<]+)</a>", page)
    )


@pytest.mark.parametrize("language", Language)
def test_estimates_of_the_model_stand_in_a_box_of_their_own_on_the_page_of_a_region(language):
    app = looked_at("region", lang=language, area="MK06")
    box = rf'<details class="lb-about-indicator"><summary>{word("small_area_title", language)}</summary>.*?</details>'
    inside = re.search(box, html(app), flags=re.DOTALL)[0]
    heading = word("small_area_estimate", language)
    assert word("small_area_left_out", language) in unescape(inside)
    assert heading in inside
    assert heading not in html(app).replace(inside, "")
    assert not re.search(box, html(looked_at("region", lang=language, area="SSS")), flags=re.DOTALL)


def test_what_stands_around_a_picture_leads_to_the_view_that_is_shown():
    """It is kept once a view: no other view finds it, and the first one finds its own again."""
    for area in ("MK01", "MK02", "MK01"):
        shown = html(opened("map", lang="sv", area=area))
        for part in (r'class="lb-menu".*?</nav>', r'class="lb-languages".*?</nav>', r'class="lb-files">.*?</details>'):
            found = re.search(part, shown, re.DOTALL)
            assert found, part
            assert f"area={area}" in found[0], part
