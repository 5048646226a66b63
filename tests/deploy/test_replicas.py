"""Three replicas behind HAProxy, fed by a store: one dies and readers go on; an edition appears on all of them."""

import os
import shutil
import signal
from datetime import UTC, datetime

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.conftest import CHROMIUM, QUIET
from tests.browser.reader import Reader
from tests.browser.test_taking import keep
from tests.deploy.proxies import NAME, proxied, skip_without, until
from tests.deploy.replicas import replicas
from tests.standins.sending import sent
from tests.standins.stores import TestStore

pytestmark = [pytest.mark.slow, pytest.mark.browser]


@pytest.fixture
def three(published, tmp_path):
    """Three replicas, and HAProxy before them."""
    skip_without("haproxy")
    store = TestStore(str(tmp_path / "store"), {})
    sent(published, store.text, now=datetime.now(UTC))
    with (
        replicas(tmp_path, store, "abc") as made,
        proxied("haproxy", tmp_path, [one.server.port for one in made]) as proxy,
    ):
        until(lambda: proxy.get("/health/live").status == 200, "no server behind the proxy answers")
        yield made, proxy


@pytest.fixture
def reader(three):
    """Somebody with a browser that knows the name of the configurations."""
    _, proxy = three
    path = next((found for name in CHROMIUM if (found := shutil.which(name))), None)
    if path is None:
        pytest.skip("no Chromium on this machine: install the package `chromium` to run the browser tests")
    with sync_playwright() as play:
        here = f"--host-resolver-rules=MAP {NAME} 127.0.0.1"
        browser = play.chromium.launch(executable_path=path, args=[*QUIET, here])
        context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="sv-FI", ignore_https_errors=True)
        yield Reader(f"https://{NAME}:{proxy.port}", context.new_page())
        browser.close()


def replica_of(reader, made):
    (cookie,) = (one["value"] for one in reader.tab.context.cookies() if one["name"] == "__Host-lb")
    return next(one for one in made if one.name == cookie)


def test_view_and_basket_are_back_after_the_process_of_a_reader_was_killed(three, reader):
    """How long it takes is not asserted here; 4.3 s in one run at load 8 (docs/decisions/0045-replicas.md)."""
    made, _ = three
    reader.open("map", lang="en", area="MK02")
    keep(reader)
    dead = replica_of(reader, made)
    os.kill(dead.server.pid, signal.SIGKILL)
    reader.tab.get_by_role("link", name="Trends", exact=True).first.click()  # at once: nobody hears it
    reader.until(area="MK02")  # the page of the link, made by another process
    assert replica_of(reader, made) != dead
    reader.tab.get_by_role("link", name="My slides (1)").wait_for()
    keep(reader)
    reader.menu("My slides (2)")
    reader.tab.wait_for_url(lambda url: "/slides?" in url)
    reader.until()
    assert reader.tab.locator(".lb-kept-title").count() == 2
    assert "kept" not in reader.view
    reader.wait(f"localStorage.getItem('lb.slides') === '{reader.view['basket']}'")
