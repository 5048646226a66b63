"""An organisation assesses itself by keyboard: nothing is sent, and nothing stays unless it is wanted."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.reader import Reader

pytestmark = pytest.mark.browser
SERIOUS = {"serious", "critical"}
KEPT = "localStorage.getItem('lb.assessment')"


def answer(reader: Reader, statement: str, value: int):
    """Choose an answer by keyboard: arrows walk along the answers of a statement."""
    reader.tab.locator(f'input[name="{statement}"][value="0"]').focus()
    reader.tab.keyboard.press("Space")
    for _ in range(value):
        reader.tab.keyboard.press("ArrowRight")


def points(reader: Reader, domain: str) -> str:
    return reader.tab.locator(f'.lb-assessment-bar[data-domain="{domain}"] > span').last.inner_text()


def test_answers_become_a_profile_and_nothing_is_asked_for_or_sent_meanwhile(reader):
    reader.open("assessment", lang="en")
    asked, sent = [], []

    def noted(frame):
        sent.append(frame)

    reader.tab.on("websocket", lambda socket: socket.on("framesent", noted))
    reader.tab.reload()  # the connection that Streamlit keeps open is watched from its beginning
    reader.settled()
    address = reader.tab.url
    sent.clear()
    reader.tab.on("request", lambda request: asked.append(request.url))
    answer(reader, "attitudes-1", 3)
    answer(reader, "security-2", 0)
    reader.tab.locator('[data-key="name"]').fill("Example Association")
    assert points(reader, "attitudes") == "3 of 9 points · unanswered 2"
    told = reader.tab.locator(".lb-assessment-profile").inner_text()
    assert "We have written down how we further equality" in told
    assert "Agree on three steps for a conflict" in told
    assert "Example Association" in told
    assert (asked, sent, reader.foreign, reader.errors) == ([], [], [], [])
    assert reader.tab.url == address
    assert reader.tab.evaluate(KEPT) is None


def test_answers_are_kept_only_where_it_is_wanted_and_cleared_with_one_button(reader):
    reader.open("assessment", lang="fi")
    answer(reader, "interaction-1", 2)
    reader.tab.locator('[data-do="keep"]').check()
    reader.tab.reload()
    reader.settled().wait('document.querySelector(\'input[name="interaction-1"][value="2"]\').checked')
    reader.tab.locator('[data-do="clear"]').click()
    assert reader.tab.evaluate(KEPT) is None
    assert reader.tab.locator(".lb-assessment input:checked").count() == 0
    assert "Vastaukset on tyhjennetty." in reader.tab.locator(".lb-assessment-said").inner_text()


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_it_has_no_barriers_and_prints_on_one_page(reader, language):
    reader.open("assessment", lang=language)
    for domain in ("attitudes", "security", "interaction", "participation"):
        for number in (1, 2, 3):
            answer(reader, f"{domain}-{number}", number)
    found = Axe().run(reader.tab).response["violations"]
    assert [one["id"] for one in found if one["impact"] in SERIOUS] == []
    printed = reader.tab.pdf(format="A4", prefer_css_page_size=True)
    assert printed.count(b"/Type /Page\n") + printed.count(b"/Type /Page ") + printed.count(b"/Type /Page/") == 1
