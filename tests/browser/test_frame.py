"""The frame around the pages: nothing jumps, links do not load anew, and everybody finds menu and choices."""

import pytest

from picture.text.words import word
from tests.browser.reader import PAGES, Reader
from tests.browser.shifts import GOOD, SHIFTED, WATCH

pytestmark = pytest.mark.browser


@pytest.fixture
def phone(address, chromium):
    """Somebody with a phone."""
    context = chromium.new_context(viewport={"width": 390, "height": 844}, locale="sv-FI", has_touch=True)
    yield Reader(address, context.new_page())
    context.close()


@pytest.mark.parametrize("page", PAGES)
def test_nothing_jumps_when_a_page_comes(reader, page):
    reader.tab.add_init_script(WATCH)
    reader.open(page, lang="sv", area="MK02")
    reader.tab.wait_for_timeout(1000)
    assert reader.tab.evaluate(SHIFTED) < GOOD


def test_nothing_jumps_when_a_choice_changes_the_page(reader):
    reader.tab.add_init_script(WATCH)
    reader.open("map", lang="sv")
    reader.tab.evaluate("window.lbShift = 0")
    change = "u => { history.pushState({}, '', u); dispatchEvent(new PopStateEvent('popstate', {state: {}})) }"
    reader.tab.evaluate(change, reader.tab.url.replace("period=2026", "period=2024"))
    reader.until(period="2024")
    reader.tab.wait_for_timeout(1000)
    assert reader.tab.evaluate(SHIFTED) < GOOD


def test_before_the_page_comes_the_first_document_has_bar_menu_and_words(chromium, address):
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, locale="sv-FI")
    tab = context.new_page()
    tab.route("**/static/**", lambda route: route.abort())  # Streamlit never comes
    tab.goto(f"{address}/map?lang=sv")
    shown = tab.locator(".lb-outline").inner_text()
    assert word("page_coming", "sv") in shown
    assert word("menu_trends", "sv") in shown
    assert word("page_coming", "fi") not in shown
    context.close()


def test_a_link_changes_the_page_without_loading_it_anew_and_back_returns(reader):
    reader.open("map", lang="sv", area="MK18")
    reader.tab.evaluate("window.stays = true")
    reader.menu(word("menu_region", "sv"))
    reader.tab.wait_for_url(lambda url: "/region?" in url)
    reader.wait("document.title.startsWith('Områdesprofil')").until(area="MK18")
    assert reader.tab.evaluate("window.stays")
    reader.tab.go_back()
    reader.wait("document.title.startsWith('Karta')").until(area="MK18")
    assert reader.tab.evaluate("window.stays")


def test_a_link_with_a_held_key_opens_a_page_of_its_own(reader):
    reader.open("map", lang="sv", area="MK18")
    with reader.tab.context.expect_page() as opened:
        reader.tab.locator("#lb-menu a").nth(2).click(modifiers=["Control"])
    assert "/trends?" in opened.value.url
    assert "/map?" in reader.tab.url
    opened.value.close()


def test_the_bar_says_language_and_draft_and_leads_home(reader):
    reader.open("map", lang="sv")
    chosen = reader.tab.locator(".lb-bar .lb-languages a[aria-current]")
    assert (chosen.inner_text(), chosen.get_attribute("lang")) == ("Svenska", "sv")
    assert reader.tab.locator(".lb-bar .lb-draft").inner_text() == word("export_draft", "sv")
    reader.tab.locator(".lb-bar .lb-home").click()
    reader.wait("document.title.startsWith('Översikt')")


def test_on_a_phone_the_menu_opens_from_the_bar_and_closes_when_a_page_is_chosen(phone):
    phone.open("map", lang="sv")
    assert not phone.tab.locator("#lb-menu").is_visible()
    phone.tab.locator(".lb-bar .lb-menu-open").tap()
    assert phone.tab.locator("#lb-menu a").first.bounding_box()["height"] >= 44
    phone.tab.locator("#lb-menu").get_by_role("link", name=word("menu_methods", "sv")).tap()
    phone.wait("document.title.startsWith('Metoder')")
    assert not phone.tab.locator("#lb-menu").is_visible()


@pytest.mark.parametrize("page", ["", "map", "region"])
@pytest.mark.parametrize("width", [720, 360])
def test_magnified_nothing_of_the_bar_lies_over_anything(chromium, address, page, width):
    context = chromium.new_context(viewport={"width": width, "height": 450}, locale="sv-FI")
    reader = Reader(address, context.new_page())
    reader.open(page, lang="sv")
    parts = ".lb-name, .lb-choose, .lb-languages, .lb-menu-open"
    boxes = [part.bounding_box() for part in reader.tab.locator(f".lb-bar :is({parts})").all()]
    apart = [
        one["x"] + one["width"] <= other["x"] + 1
        or other["x"] + other["width"] <= one["x"] + 1
        or one["y"] + one["height"] <= other["y"] + 1
        or other["y"] + other["height"] <= one["y"] + 1
        for place, one in enumerate(boxes)
        for other in boxes[place + 1 :]  # each pair once
    ]
    assert len(boxes) == 4
    assert all(apart)
    context.close()
