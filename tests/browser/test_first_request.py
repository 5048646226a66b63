"""The very first request to a server that has just started is a deep link."""

import pytest

from picture.html.frame.place import PAGES as NAMES
from picture.text.words import word
from tests.browser.server import serving

pytestmark = pytest.mark.browser


@pytest.fixture
def address(chromium, published, tmp_path):
    """The address of a server that nobody has asked anything yet."""
    with serving(published, tmp_path / "log.txt") as where:
        yield where


def test_a_deep_link_as_the_first_request_to_a_cold_server_opens_the_whole_view(reader):
    reader.open("region", area="MK02", lang="sv")
    assert any("Egentliga Finland" in told for told in reader.tab.locator(".lb-eyebrow, h1").all_inner_texts())
    assert reader.language == "sv"
    assert "Egentliga Finland" not in reader.tab.title()
    assert reader.tab.title().startswith(word("menu_region", "sv") + " – ")
    menu = reader.tab.get_by_role("navigation", name="Meny").get_by_role("link").all_inner_texts()
    assert menu == [word(f"menu_{page}", "sv") for page in NAMES]
    assert reader.view["area"] == "MK02"
