"""A group of regions of the reader's own on the page of trends, in three languages; wrong ones in the address."""

import re

import pytest

from tests.pages.opened import html, looked_at, opened, title, words

EAST = "own:MK10-MK11-MK12:Itä-Suomi"
MADE_OF = {
    "fi": "Itä-Suomi on oma ryhmä: Etelä-Savo, Pohjois-Savo ja Pohjois-Karjala yhdessä.",
    "sv": "Itä-Suomi är en egen grupp: Södra Savolax, Norra Savolax och Norra Karelen tillsammans.",
    "en": "Itä-Suomi is an own group: South Savo, North Savo and North Karelia together.",
}
SOURCE = {
    "fi": "oma ryhmä Itä-Suomi: yhdistetty maakunnista",
    "sv": "egen grupp Itä-Suomi: sammanslagen av landskap",
    "en": "own group Itä-Suomi: pooled from regions",
}
UNTESTED = {"fi": "ei testata", "sv": "testas inte", "en": "not tested"}
WEIGHTED = {"fi": "väestöllä painotettu keskiarvo", "sv": "vägt med befolkningen", "en": "weighted by population"}


@pytest.mark.parametrize("language", MADE_OF)
def test_the_page_tells_of_what_a_group_is_made_and_that_nothing_is_tested(language):
    app = looked_at("trends", lang=language, indicator="belongs", areas=EAST)
    assert not app.exception
    assert not app.warning
    told = words(app)
    assert MADE_OF[language] in told
    assert WEIGHTED[language] in told
    assert SOURCE[language] in told
    row = re.findall(r'<tr><th scope="row">(?:(?!<tr>).)*Itä-Suomi</th>.*?</tr>', html(app))[0]
    assert row.count(UNTESTED[language]) == 2
    assert "Itä-Suomi" not in title(app)


@pytest.mark.parametrize("language", MADE_OF)
def test_a_figure_that_cannot_be_pooled_says_why(language):
    app = looked_at("trends", lang=language, indicator="unemployment", areas=EAST)
    assert not app.exception
    said = {"fi": "tätä lukua ei voi yhdistää", "sv": "kan inte slås samman", "en": "this figure cannot be pooled"}
    assert said[language] in words(app)


@pytest.mark.parametrize(
    "areas",
    [
        "own:MK10-MK99:East",
        "own:MK10:Alone",
        "own:MK10-MK11:<img src=x onerror=alert(1)>",
        "own:MK10-MK11:lappland",
        "own:MK10-MK11:Hela_landet",
        f"own:MK10-MK11:{'a' * 41}",
    ],
)
def test_a_wrong_group_in_the_address_is_told_as_any_other_wrong_value(areas):
    app = opened("trends", lang="en", indicator="belongs", areas=areas)
    assert not app.exception
    assert [one.value for one in app.warning if "Add an area or group" in one.value]
    assert "lb-chip-edit" not in html(app)


def test_the_form_of_a_group_holds_its_name_and_its_regions_and_the_others_stay_in_the_view():
    page = html(looked_at("trends", lang="en", indicator="belongs", areas=f"MK01 {EAST}"))
    form = re.search(r'<form class="lb-own" id="lb-own-1".*?</form>', page)[0]
    assert 'value="Itä-Suomi"' in form
    assert re.findall(r'value="(MK\d\d)" checked', form) == ["MK10", "MK11", "MK12"]
    assert 'data-lines="MK01"' in form
    assert "The survey has no figures for municipalities" in form


def test_a_group_has_no_form_where_no_more_lines_fit_but_its_own():
    full = f"MK01 MK02 MK04 MK05 {EAST}"
    page = html(opened("trends", lang="en", indicator="belongs", areas=full))
    assert 'id="lb-own-new"' not in page
    assert 'id="lb-own-4"' in page
