"""Signing in, in a browser, at a real service: node's oidc-provider, a process of its own on the loopback."""

import json
import socket
import time
from datetime import timedelta
from pathlib import Path

import pytest

from contract.persons.trail import read_trail
from tests.browser.server import started
from tests.pages.server.persons.preview import CLIENT, FIRST, PEOPLE, put, settings
from tests.standins.sign_in import sign_in_service

SECRET = "only for tests"  # noqa: S105
SECONDS = 60
BASE = "/preview"


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@pytest.fixture(scope="module")
def preview(published, tmp_path_factory):
    """A preview whose persons sign in at the service; its address and its folder."""
    folder = tmp_path_factory.mktemp("preview")
    data = folder / "waiting"
    data.mkdir()
    put(data, published, FIRST)
    port, there = free_port(), free_port()
    url = f"http://127.0.0.1:{port}{BASE}"
    given = settings(folder, PEOPLE)
    told = {"issuer": f"http://127.0.0.1:{there}", "client_id": CLIENT, "client_secret": SECRET}
    told |= {"cookie_secret": "the secret of the cookie, only for tests"}
    Path(given["LAGESBILD_OIDC"]).write_text(
        "".join(f"{key} = {json.dumps(value)}\n" for key, value in told.items()), encoding="utf-8"
    )
    arguments = [str(there), CLIENT, SECRET, f"{url}/oauth2callback"]
    with sign_in_service(arguments, folder / "service.txt"):
        changed = {"LAGESBILD_URL": url, "LAGESBILD_PORT": str(port)}
        with started(data, folder / "log.txt", **{**given, **changed}):
            yield url, folder


@pytest.fixture
def tab(chromium):
    context = chromium.new_context(locale="en-GB")
    yield context.new_page()
    context.close()


def sign_in(tab, url, person):
    """Follow the link, name oneself at the service, agree, and come back."""
    tab.goto(f"{url}/map")
    tab.get_by_role("link", name="Sign in").click()
    tab.locator('input[name="login"]').fill(person)
    tab.locator('input[name="password"]').fill("anything")
    tab.locator('button[type="submit"]').click()
    tab.wait_for_load_state()
    tab.locator('button[type="submit"]').click()
    tab.wait_for_url(f"{url}/**", timeout=SECONDS * 1000)


def test_who_is_named_signs_in_and_sees_the_draft(preview, tab):
    url, folder = preview
    sign_in(tab, url, "Coordinator@example.fi")
    tab.wait_for_selector("h1:has-text('2026'), h2, main h1", timeout=SECONDS * 1000)
    tab.wait_for_selector("text=41%", timeout=SECONDS * 1000)  # every figure of this draft
    cookies = {one["name"]: one for one in tab.context.cookies() if one["name"].startswith("_streamlit_user")}
    assert set(cookies) == {"_streamlit_user"}  # no tokens of the service
    (cookie,) = cookies.values()
    assert (cookie["path"], cookie["httpOnly"], cookie["sameSite"]) == (f"{BASE}/", True, "Lax")
    assert cookie["expires"] - time.time() <= timedelta(hours=8).total_seconds()
    event = read_trail(folder / "trail")[-1]
    assert (event.what, dict(event.told)) == ("sign_in", {"person": "coordinator@example.fi", "outcome": "coordinator"})
    shown = tab.url
    tab.get_by_role("link", name="Sign out").click()
    tab.wait_for_url(
        lambda one: one != shown, timeout=SECONDS * 1000
    )  # the service may ask whether to sign out there too
    assert "_streamlit_user" not in {one["name"] for one in tab.context.cookies(url)}
    tab.goto(shown)
    assert "has not been published yet" in tab.content()


@pytest.mark.parametrize(
    ("person", "words"),
    [
        ("stranger@example.fi", "not among the persons"),
        ("late@example.fi", "Your time to see this ended"),
        ("early@example.fi", "You may see this from"),
    ],
)
def test_who_is_not_let_in_is_told_why_and_noted(preview, tab, person, words):
    url, folder = preview
    sign_in(tab, url, person)
    assert words in tab.content()
    assert tab.locator("script").count() == 0
    assert read_trail(folder / "trail")[-1].told["person"] == person
    tab.get_by_role("link", name="Sign out").click()
    assert "_streamlit_user" not in {one["name"] for one in tab.context.cookies(url)}


def test_an_address_that_nobody_proved_is_nobodys(preview, tab):
    url, folder = preview
    sign_in(tab, url, "unproven-publisher@example.fi")
    assert tab.get_by_role("link", name="Sign in").count() == 1
    assert read_trail(folder / "trail")[-1].what == "sign_in_failed"
