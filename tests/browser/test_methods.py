"""The methods page: an address leads to a place on it, opened and in sight, and the contents lead to every part."""

import pytest

pytestmark = pytest.mark.browser

TOP = "id => document.getElementById(id).getBoundingClientRect().top"
BELOW_THE_BAR = range(200)


def at(reader, place):
    """Wait until the page has come to rest at a place, and return how far below the top edge it stands."""
    reader.wait(f"location.hash === '#{place}' && document.getElementById('{place}')")
    reader.tab.wait_for_timeout(500)  # what is above may still grow by a line
    return int(reader.tab.evaluate(TOP, place))


def led_to(reader, place):
    """Open the address of a place as somebody does who was sent it."""
    reader.tab.goto(f"{reader.address}/methods?lang=sv#{place}")
    reader.tab.wait_for_selector(f"#{place}")
    return at(reader, place)


def test_an_address_leads_to_a_source_which_is_opened_and_in_sight(reader):
    assert led_to(reader, "source-polamk_hate_crime") in BELOW_THE_BAR
    assert reader.tab.evaluate("document.getElementById('source-polamk_hate_crime').open")
    assert reader.tab.evaluate("document.activeElement.id") == "source-polamk_hate_crime"


def test_an_address_leads_to_a_mark(reader):
    assert led_to(reader, "mark-u") in BELOW_THE_BAR


def test_the_contents_lead_on_and_back_and_say_where_one_is(reader):
    reader.open("methods", lang="sv")
    reader.tab.get_by_role("navigation", name="Innehåll").get_by_role("link", name="Kvalitetsdeklaration").click()
    assert at(reader, "quality") in BELOW_THE_BAR
    reader.wait("document.querySelector('.lb-contents [aria-current]')?.getAttribute('href') === '#quality'")
    reader.tab.get_by_role("navigation", name="Innehåll").get_by_role("link", name="Markeringar").click()
    assert at(reader, "marks") in BELOW_THE_BAR
    reader.tab.go_back()
    assert at(reader, "quality") in BELOW_THE_BAR


def test_the_contents_stay_in_sight_beside_the_text(reader):
    reader.open("methods", lang="sv")
    led_to(reader, "sources")
    assert 0 < reader.tab.locator(".lb-contents").bounding_box()["y"] < 200


def test_on_a_phone_the_contents_are_folded_above_the_text(reader):
    reader.tab.set_viewport_size({"width": 390, "height": 844})
    reader.open("methods", lang="sv")
    assert not reader.tab.locator(".lb-contents").is_visible()
    reader.tab.locator(".lb-contents-folded summary").click()
    reader.tab.locator(".lb-contents-folded").get_by_role("link", name="Markeringar").click()
    assert at(reader, "marks") in BELOW_THE_BAR


def test_a_link_of_another_page_leads_to_the_place_without_loading_anew(reader):
    reader.open("map", lang="sv")
    reader.tab.evaluate("""() => {
      window.same = true;
      const link = document.createElement("a");
      link.className = "lb-go";
      link.href = "methods" + location.search + "#why-hatched";
      link.textContent = "varför?";
      document.querySelector('[data-testid="stMain"]').append(link);
      link.click();
    }""")
    reader.tab.wait_for_selector("#why-hatched")
    assert at(reader, "why-hatched") in BELOW_THE_BAR
    assert reader.tab.evaluate("window.same")


def test_paper_shows_what_is_folded(reader):
    reader.open("methods", lang="sv")
    folded = "[...document.querySelectorAll('.lb-place details')].filter(one => !one.open).length"
    before = reader.tab.evaluate(folded)
    reader.tab.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert reader.tab.evaluate(folded) == 0
    reader.tab.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert reader.tab.evaluate(folded) == before
