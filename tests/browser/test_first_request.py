"""The very first request to a server that has just started is a deep link."""

import pytest

from tests.browser.server import serving

pytestmark = pytest.mark.browser


@pytest.fixture
def address(chromium, published, tmp_path):
    """The address of a server that nobody has asked anything yet."""
    with serving(published, tmp_path / "log.txt") as where:
        yield where


def test_a_deep_link_as_the_first_request_to_a_cold_server_opens_the_whole_view(reader):
    reader.open("region", area="MK02", lang="sv")
    assert reader.title == "Egentliga Finland 2026"
    assert reader.language == "sv"
    assert "Egentliga Finland" not in reader.tab.title()
    assert reader.tab.title().startswith("Regionens profil – ")
    menu = reader.tab.get_by_role("navigation", name="Meny").get_by_role("link").all_inner_texts()
    assert menu == [
        "Översikt",
        "Karta",
        "Utveckling",
        "Regionens profil",
        "Befolkningsgrupper",
        "Mina bilder",
        "Metoder och data",
    ]
    assert reader.view["area"] == "MK02"
