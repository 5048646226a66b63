"""A reader looks for an area, a municipality, a subject: by name, by keyboard, without accents."""

import pytest

from picture.text.words import word
from tests.browser.reader import Reader

pytestmark = pytest.mark.browser

FIELD = {"fi": "Alue", "sv": "Område", "en": "Area"}


@pytest.mark.parametrize("language", FIELD)
@pytest.mark.parametrize("typed", ["ahvenanmaa", "aland", "åland"])
def test_the_region_of_aland_is_chosen_by_any_of_its_names(reader, language, typed):
    reader.open("region", lang=language)
    reader.tab.get_by_role("combobox", name=FIELD[language], exact=True).click()
    reader.tab.keyboard.type(typed)
    reader.tab.keyboard.press("Enter")
    reader.until(area="MK21", lang=language)


@pytest.mark.parametrize("typed", ["ahvenanmaa", "aland"])
def test_the_search_is_a_key_away_and_leads_to_the_profile(reader, typed):
    reader.open("methods", lang="sv")
    reader.tab.keyboard.press("/")
    reader.tab.keyboard.type(typed)
    reader.tab.wait_for_selector(".lb-choose[data-index] [role=option]")
    reader.tab.keyboard.press("Enter")
    reader.until(area="MK21")
    assert "/region?" in reader.tab.url


def test_a_municipality_leads_to_its_region_in_the_search_and_in_the_list_of_areas(reader):
    reader.open("map", lang="en", period="2025")
    reader.tab.keyboard.press("/")
    reader.tab.keyboard.type("rovaniemi")
    reader.tab.get_by_role("option", name="Rovaniemi → Lapland").click()
    reader.until(area="MK19", period="2025")
    reader.tab.get_by_role("combobox", name="Area", exact=True).click()
    reader.tab.keyboard.type("salo")
    reader.tab.get_by_role("option", name="Salo → Southwest Finland", exact=True).wait_for()
    reader.tab.keyboard.press("Enter")
    reader.until(area="MK02")


def test_words_of_a_question_lead_to_the_indicator_on_a_page_that_has_it(reader):
    reader.open(lang="sv")
    reader.tab.get_by_role("combobox", name="Sök").click()
    reader.tab.keyboard.type("litar på polisen")
    reader.tab.get_by_role("option", name="Litar på polisen").click()
    reader.until(indicator="trust_police")
    assert "/trends?" in reader.tab.url


def test_arrows_walk_through_the_results_and_escape_closes_them(reader):
    reader.open(lang="fi")
    field = reader.tab.get_by_role("combobox", name="Haku")
    field.click()
    reader.tab.keyboard.type("pohj")
    reader.tab.wait_for_selector(".lb-choose[data-index] [role=option]")
    first = field.get_attribute("aria-activedescendant")
    reader.tab.keyboard.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") != first
    assert reader.tab.locator(".lb-choose[data-index] [role=status]").inner_text().startswith("Osumia")
    reader.tab.keyboard.press("Escape")
    assert field.get_attribute("aria-expanded") == "false"
    assert field.input_value() == ""


def test_what_is_typed_and_not_chosen_leaves_the_field_as_it_was(reader):
    reader.open("region", lang="fi", area="MK02")
    field = reader.tab.get_by_role("combobox", name="Alue", exact=True)
    field.click()
    reader.tab.keyboard.type("xyz")
    assert reader.tab.locator("[data-key=area] .lb-nothing").count() == 1
    reader.tab.keyboard.press("Tab")
    assert field.input_value() == "Varsinais-Suomi · maakunta"


def test_the_focus_stays_on_the_field_in_which_one_chose(reader):
    reader.open("region", lang="fi")
    reader.tab.get_by_role("combobox", name="Alue", exact=True).click()
    reader.tab.keyboard.type("kainuu")
    reader.tab.keyboard.press("Enter")
    reader.until(area="MK18")
    reader.wait("document.activeElement.id === 'lb-choose-area'")


def test_no_list_sticks_out_of_a_phones_screen(chromium, address):
    context = chromium.new_context(viewport={"width": 390, "height": 844}, locale="fi-FI")
    one = Reader(address, context.new_page())
    one.open("map", lang="fi", area="MK19")
    one.tab.get_by_text(word("more_choices", "fi"), exact=True).click()
    for name in ("Indikaattori", "Aluejako", "Ryhmä", "Alue"):
        field = one.tab.get_by_role("combobox", name=name, exact=True)
        field.click()
        box = one.tab.locator(".lb-open .lb-choose-list").bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390, name
        one.tab.keyboard.press("Escape")
    assert one.tab.evaluate("document.documentElement.scrollWidth") == 390
    context.close()
