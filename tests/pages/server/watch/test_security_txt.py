from datetime import UTC, datetime

from starlette.applications import Starlette
from starlette.routing import Route

from pages.server.settings import Settings
from pages.server.watch.security_txt import PATH, SecurityTxt
from tests.pages.server.asking import ask


def fields(**given):
    response = ask(Starlette(routes=[Route(PATH, SecurityTxt(Settings(**given)).answer)]), PATH)
    return response.status_code, dict(line.split(": ", 1) for line in response.text.splitlines() if ": " in line)


def test_without_a_contact_there_is_no_such_file():
    assert fields() == (404, {})


def test_the_file_holds_what_the_standard_asks_for():
    status, said = fields(security_contact="mailto:turva@example.fi", url="https://example.fi")
    assert (status, said["Contact"]) == (200, "mailto:turva@example.fi")
    assert said["Canonical"] == "https://example.fi/.well-known/security.txt"
    left = datetime.fromisoformat(said["Expires"]) - datetime.now(UTC)
    assert 100 < left.days < 365
