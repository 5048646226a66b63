"""The page of a local collection: the planner's finding first, then the kit, in an address that can be sent."""

import re
from urllib.parse import parse_qs

import pytest

from contract.codes import Language
from picture.text.words import word
from tests.pages.opened import html, offered, opened, sentence, shown_in, title, words


@pytest.fixture(autouse=True)
def _data(published, monkeypatch):
    monkeypatch.setenv("LAGESBILD_DATA", str(published))


@pytest.mark.parametrize(
    ("language", "finding"),
    [
        (Language.FI, "Espoo tarvitsee noin 390 vastausta: silloin osuus tiedetään 5 prosenttiyksikön tarkkuudella"),
        (Language.SV, "Esbo behöver omkring 390 svar: då är en andel känd på 5 procentenheter när"),
        (Language.EN, "Espoo needs about 390 answers: a share is then known to within 5 percentage points"),
    ],
)
def test_a_municipality_is_told_how_many_answers_it_needs(language, finding):
    app = opened("collect", lang=language, place="KU049", people="242000")
    assert not app.exception
    assert title(app) == finding
    assert "980" in sentence(app)  # 40 % of them are 392: as many as the heading says
    assert "390" in sentence(app)


@pytest.mark.parametrize(
    ("language", "whose"), [(Language.FI, "Suuri kunta"), (Language.SV, "En stor kommun"), (Language.EN, "A large")]
)
def test_a_place_whose_people_nobody_has_counted_is_not_told_what_it_needs(language, whose):
    app = opened("collect", lang=language, place="KU766")  # 100 people live in Sottunga; the picture does not know
    assert title(app).startswith(whose)
    assert word("collect_people_unknown", language) in words(app)


def test_a_small_place_is_told_to_interview():
    app = opened("collect", lang="sv", place="KU049", people="120")
    assert title(app) == "Esbo är för litet för en enkät: intervjua"
    assert "8–15 intervjuer" in sentence(app)


def test_a_change_needs_more_answers_than_an_interval():
    assert "1,570 answers each time" in title(opened("collect", lang="en", goal="change"))


def test_a_region_is_planned_with_its_own_people_and_swedish_speakers():
    app = opened("collect", lang="en", place="MK21", by="language")
    rows = dict(re.findall(r'<tr><th scope="row">(.*?)</th><td>(.*?)</td>', html(app)))
    people = {name: int(count.replace(",", "")) for name, count in rows.items()}
    assert people["Swedish speakers"] > people["Finnish speakers"] > 0  # Åland
    assert word("collect_shares", "en") in words(app)


def test_the_address_carries_every_choice_and_what_it_does_not_know_is_left_out():
    app = opened("collect", lang="en", place="KU049", people="2000", points="7", goal="x", response="-1")
    assert shown_in(app, "points") == "7 percentage points"
    assert shown_in(app, "goal") == "a share to within"
    view = offered(app, "response")["60%"]
    assert (view["place"], view["people"], view["points"]) == ("KU049", "2000", "7")


def test_a_number_that_is_typed_goes_into_the_address():
    app = opened("collect", lang="en", place="KU049")
    app.number_input[0].set_value(120).run()
    assert app.query_params["people"] == "120"
    assert title(app) == "Espoo is too small for a survey: interview"


def test_the_kit_is_offered_in_each_language_and_in_all():
    found = re.findall(
        r'href="take/kit.zip\?([^"]*)" download="([^"]*)"', html(opened("collect", lang="sv", place="KU049"))
    )
    assert [name for _, name in found] == [
        "lagesbild_kit_KU049_sv.zip",
        "lagesbild_kit_KU049_fi.zip",
        "lagesbild_kit_KU049_en.zip",
        "lagesbild_kit_KU049_fi_sv_en.zip",
    ]
    asked = [parse_qs(query.replace("&amp;", "&")) for query, _ in found]
    assert {one["place"][0] for one in asked} == {"KU049"}
    assert [one["lang"][0] for one in asked] == ["sv", "fi", "en", "sv"]
    assert asked[3]["languages"] == ["all"]


def test_without_a_place_the_kit_is_for_any():
    app = opened("collect", lang="en")
    assert title(app).startswith("A large municipality needs about 390 answers")
    assert 'download="lagesbild_kit_en.zip"' in html(app)


def test_a_place_of_five_people_is_planned_group_by_group():
    app = opened("collect", lang="en", place="KU049", people="5", by="language")  # groups of nobody among five
    assert not app.exception
    assert "too small for a survey" in words(app)
