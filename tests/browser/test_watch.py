"""The watch itself: what would be wrong is noticed."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.test_every_page import SIDEWAYS, serious

pytestmark = pytest.mark.browser


def test_a_request_to_another_host_is_noticed(reader):
    reader.tab.set_content('<img alt="" src="http://192.0.2.1/counter.png">', wait_until="commit")
    assert reader.foreign == ["http://192.0.2.1/counter.png"]


def test_a_page_of_ours_that_asks_the_same_server_is_not(reader):
    reader.open("methods", lang="en")
    assert reader.foreign == []
    assert reader.errors == []


def test_an_error_in_the_console_is_noticed(reader):
    reader.tab.set_content("<script>console.error('broken')</script>")
    assert reader.errors == ["broken"]


def test_a_barrier_is_noticed(reader):
    reader.tab.set_content('<html lang="en"><title>t</title><main><img src="data:,"><button></button></main></html>')
    found = " ".join(serious(Axe().run(reader.tab)))
    assert "image-alt" in found
    assert "button-name" in found


def test_sideways_scrolling_is_noticed(reader):
    reader.tab.set_viewport_size({"width": 390, "height": 844})
    reader.tab.set_content('<div data-testid="stMain" style="overflow: auto"><p style="width: 600px">wide</p></div>')
    assert max(reader.tab.evaluate(SIDEWAYS)) > 100
