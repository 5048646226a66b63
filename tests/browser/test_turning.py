"""A reader turns the picture: language, region, page, back and forward."""

import pytest

from tests.browser.test_pointing import spot_of

pytestmark = pytest.mark.browser


def test_another_language_keeps_the_view(reader):
    reader.open("map", lang="sv", area="MK02", period="2025")
    reader.tab.get_by_role("link", name="Suomi", exact=True).click()
    reader.until(lang="fi")
    assert reader.language == "fi"
    assert (reader.view["area"], reader.view["period"]) == ("MK02", "2025")
    assert reader.tab.get_by_role("combobox", name="Alue", exact=True).input_value() == "Varsinais-Suomi · maakunta"


def test_a_click_on_the_map_chooses_the_region(reader):
    reader.open("map", lang="sv")
    reader.tab.wait_for_selector(".lb-map-areas path", state="attached")
    x, y = spot_of(reader, "18")
    reader.tab.mouse.move(x, y, steps=4)
    reader.tab.wait_for_selector(".lb-tip b")
    reader.tab.mouse.click(x, y)
    reader.until(area="MK18")
    assert reader.tab.get_by_role("combobox", name="Område", exact=True).input_value() == "Kajanaland · landskap"


def test_a_click_on_the_small_map_of_the_profile_chooses_the_region(reader):
    reader.open("region", lang="sv")
    reader.tab.wait_for_selector(".lb-map-areas path", state="attached")
    x, y = spot_of(reader, "18")
    reader.tab.mouse.click(x, y)
    reader.until(area="MK18")
    assert reader.tab.locator(".lb-eyebrow").inner_text() == "Kajanaland · 2026"


def test_a_second_region_stands_in_the_address_and_in_the_chart(reader):
    reader.open("region", lang="sv", area="MK18", second="MK19")
    assert reader.view["second"] == "MK19"
    assert reader.tab.locator("th.lb-spine-second").inner_text() == "Lappland"
    assert reader.tab.get_by_role("table", name="Kajanaland").get_by_role("row").count() > 16


def test_a_region_is_chosen_with_the_keyboard_alone_and_the_page_follows(reader):
    reader.open("region", lang="sv")
    box = reader.tab.get_by_role("combobox", name="Område", exact=True)
    for _ in range(40):
        reader.tab.keyboard.press("Tab")
        if box.evaluate("box => box === document.activeElement"):
            break
    reader.tab.keyboard.type("Kajanaland")
    reader.tab.keyboard.press("Enter")
    reader.until(area="MK18")
    assert reader.tab.locator(".lb-eyebrow").inner_text() == "Kajanaland · 2026"


def test_the_region_is_kept_on_every_page_of_the_menu(reader):
    reader.open("region", lang="sv", area="MK18")
    for label, path in (("Karta", "map"), ("Utveckling", "trends"), ("Befolkningsgrupper", "groups"), ("Översikt", "")):
        reader.menu(label)
        reader.tab.wait_for_url(lambda url, path=path: url.split("?")[0] == f"{reader.address}/{path}")
        reader.until(area="MK18", lang="sv")
    assert reader.tab.locator(".lb-eyebrow").inner_text() == "Kajanaland · 2026"


def test_opening_a_view_adds_one_step_to_the_history_at_most(reader):
    reader.open("map", lang="sv")
    assert reader.tab.evaluate("history.length") <= 3  # the empty tab, the link, the link with the whole view


def test_back_and_forward_show_what_was_seen(reader):
    reader.open("region", lang="sv", area="MK02")
    reader.menu("Översikt")
    reader.tab.wait_for_url(lambda url: url.split("?")[0] == f"{reader.address}/")
    reader.until(area="MK02")
    reader.tab.go_back()
    reader.tab.wait_for_url(lambda url: "/region?" in url)
    reader.wait("document.title.startsWith('Områdesprofil')").until(area="MK02")  # the address comes first
    reader.tab.go_forward()
    reader.tab.wait_for_url(lambda url: "/region" not in url)
    reader.wait("document.title.startsWith('Översikt')").until(area="MK02")
    assert reader.tab.title().startswith("Översikt")


def test_a_reload_shows_the_same(reader):
    reader.open("trends", lang="en", area="MK06", indicator="safe_evening")
    before = reader.title, reader.view
    reader.tab.reload()
    reader.settled()
    assert (reader.title, reader.view) == before


def test_the_address_opens_the_same_view_for_somebody_else(reader, chromium):
    reader.open("map", lang="sv", indicator="safe_evening", area="MK06", level="maakunta", period="2024")
    other = chromium.new_context(locale="fi-FI").new_page()
    other.goto(reader.tab.url)
    other.wait_for_selector("h1")
    assert other.locator("h1").inner_text() == reader.title
    other.context.close()


def test_a_browser_that_speaks_swedish_is_answered_in_swedish(reader):
    reader.open("methods")
    assert (reader.language, reader.view["lang"]) == ("sv", "sv")
