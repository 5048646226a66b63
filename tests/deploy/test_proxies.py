"""deploy/proxies with the real HAProxy and nginx: pages, files and refusals go through; a process may die."""

import os
import re
import signal
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from http.client import HTTPSConnection
from pathlib import Path

import pytest
from streamlit import file_util
from websockets.exceptions import InvalidStatus, WebSocketException

from tests.browser.server import started
from tests.deploy.proxies import KINDS, NAME, Proxy, ProxyReader, changed, cookies, proxied, skip_without, until

pytestmark = pytest.mark.slow
HEALTH = "/health/live"
FILE = "/take/map.svg?lang=fi"
READERS = 16  # who are given to one of two processes at random: all to one once in 30,000 times, eight once in 128
SAFETY = ("content-security-policy", "x-content-type-options", "referrer-policy", "strict-transport-security")


@pytest.fixture(scope="module")
def servers(published, tmp_path_factory):
    """Two processes under the name of the configurations; the second is there to be killed."""
    with ExitStack() as stack:
        folder = tmp_path_factory.mktemp("servers")
        settings = {"LAGESBILD_URL": f"https://{NAME}", "LAGESBILD_LOG": "text"}
        yield [stack.enter_context(started(published, folder / f"{number}.txt", **settings)) for number in (1, 2)]


@pytest.fixture(scope="module", params=sorted(KINDS))
def proxy(request, servers, tmp_path_factory):
    skip_without(request.param)
    folder = tmp_path_factory.mktemp(request.param)
    with proxied(request.param, folder, [one.port for one in servers]) as one:
        until(lambda: one.get(HEALTH).status == 200, "no server behind the proxy answers")
        yield one


def page_through(proxy: Proxy) -> ProxyReader:
    """Open a page as a browser does: the document first, then its connection with the cookie."""
    return ProxyReader(proxy, cookie=cookies(proxy.get("/map?lang=sv")))


def test_a_page_is_read_through_the_proxy(proxy):
    with closing(page_through(proxy)) as reader:
        assert reader.cookie
        assert any("img" in text for text in reader.texts())


def test_a_file_is_taken_through_the_proxy_and_links_to_the_address_that_readers_know(proxy):
    answer = proxy.get(FILE)
    assert (answer.status, answer.headers["content-type"]) == (200, "image/svg+xml")
    assert answer.content.startswith(b"<svg")


def test_a_large_file_arrives_whole_however_slowly_it_is_read(proxy):
    (chunk,) = (Path(file_util.get_static_dir()) / "static" / "js").glob("PlotlyChart.*.js")
    with closing(HTTPSConnection("127.0.0.1", proxy.port, context=proxy.tls)) as connection:
        connection.request("GET", f"/static/js/{chunk.name}", headers={"Host": NAME})
        answer = connection.getresponse()
        time.sleep(1)  # the proxy has to keep what the reader does not take
        assert answer.read() == chunk.read_bytes()


def test_headers_of_safety_stand_there_once(proxy):
    answer = proxy.get("/?lang=sv")
    assert {name: len(answer.headers.get_all(name) or []) for name in SAFETY} == dict.fromkeys(SAFETY, 1)
    assert "haproxy" not in answer.headers.get("server", "").lower()
    assert "/" not in answer.headers.get("server", "")  # no versions


def test_the_cookie_of_a_reader_is_for_the_proxy_alone(proxy):
    (given,) = proxy.get("/?lang=sv").headers.get_all("set-cookie")
    assert given.startswith("__Host-")
    assert {"httponly", "secure", "samesite=lax"} <= flags(given)


def test_streamlits_own_cookie_is_sent_by_tls_alone(proxy):
    cookie = cookies(proxy.get("/?lang=sv"))
    (given,) = proxy.get("/_stcore/health", cookie=cookie).headers.get_all("set-cookie")
    assert given.startswith("_streamlit_xsrf=")
    assert {"secure", "samesite=lax"} <= flags(given)


def flags(cookie: str) -> set[str]:
    return {part.strip().lower() for part in cookie.split(";")}


def test_what_the_server_has_packed_is_passed_on_as_it_is(proxy):
    answer = proxy.get(FILE, accept_encoding="gzip, br")
    assert answer.headers.get("content-encoding") in {None, "identity", "br", "gzip"}
    assert len(answer.headers.get_all("content-encoding") or []) <= 1


def test_a_page_of_another_site_is_refused(proxy):
    with pytest.raises(InvalidStatus) as refused:
        ProxyReader(proxy, origin="https://evil.example")
    assert refused.value.response.status_code == 403


@pytest.mark.parametrize("path", ["/metrics", "/_stcore/metrics", "/_stcore/agent/status"])
def test_what_is_for_operators_stays_behind_the_proxy(proxy, path):
    assert proxy.get(path).status == 404


def test_who_sends_something_is_refused(proxy):
    assert proxy.get("/", method="POST", body="x" * 2000).status in {403, 405, 413}
    assert proxy.get("/_stcore/upload_file/a/b", method="PUT", body="x" * 2000).status in {403, 405, 413}


def test_many_heavy_requests_are_told_to_wait_and_the_others_are_not(proxy):
    with ThreadPoolExecutor(8) as pool:
        for _ in range(20):
            answers = list(pool.map(lambda _: proxy.get("/take/nothing.csv"), range(100)))
            limited = [answer for answer in answers if answer.status == 429]
            if limited:
                break
    assert {answer.headers["retry-after"] for answer in limited} == {"10"}
    assert proxy.get(HEALTH).status == 200


# --- a process that ends ---


@pytest.fixture(params=sorted(KINDS))
def pair(request, servers, published, tmp_path):
    """A proxy before a server that stays and one that is to end."""
    skip_without(request.param)
    settings = {"LAGESBILD_URL": f"https://{NAME}", "LAGESBILD_DRAIN_SECONDS": "2"}
    with (
        started(published, tmp_path / "ending.txt", **settings) as ending,
        proxied(request.param, tmp_path, [servers[0].port, ending.port]) as proxy,
    ):
        until(lambda: proxy.get(HEALTH).status == 200, "no server behind the proxy answers")
        yield proxy, ending


def is_open(reader: ProxyReader) -> bool:
    try:
        reader.run()
    except WebSocketException:
        return False
    return True


def goes_on(reader: ProxyReader) -> bool:
    """Open the page again with the same cookie, as a browser does by itself."""
    try:
        with closing(ProxyReader(reader.proxy, cookie=reader.cookie)) as again:
            return bool(again.texts())
    except (WebSocketException, OSError):
        return False


def test_readers_of_a_killed_process_go_on_with_the_other(pair):
    proxy, ending = pair
    readers = [page_through(proxy) for _ in range(READERS)]
    os.kill(ending.pid, signal.SIGKILL)
    cut = [reader for reader in readers if not is_open(reader)]
    assert 0 < len(cut) < len(readers)
    for reader in cut:
        until(lambda reader=reader: goes_on(reader), "the other process does not take over")
        assert proxy.get(FILE, cookie=reader.cookie).status == 200
    for reader in readers:
        reader.close()


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_no_request_fails_while_a_process_ends_in_order(pair):
    proxy, ending = pair
    os.kill(ending.pid, signal.SIGTERM)
    statuses = set()
    until(lambda: statuses.add(proxy.get("/?lang=sv").status) or not listens(ending.port), "the process does not end")
    statuses |= {proxy.get("/?lang=sv").status for _ in range(30)}  # the proxy learns that it is gone
    assert statuses == {200}


@pytest.mark.parametrize(("kind", "seconds"), [("haproxy", "timeout http-request"), ("nginx", "client_header_timeout")])
def test_a_connection_that_was_opened_ahead_is_closed_without_a_word(servers, tmp_path, kind, seconds):
    """A browser shows what it finds on the connection when somebody follows a link at last."""

    def soon(text: str) -> str:
        return re.sub(rf"({seconds}) 10s", r"\1 1s", text)

    with (
        proxied(kind, tmp_path, [one.port for one in servers], soon) as proxy,
        socket.create_connection(("127.0.0.1", proxy.port), timeout=60) as opened,
        proxy.tls.wrap_socket(opened, server_hostname=NAME) as ahead,
    ):
        assert ahead.recv(1000) == b""


# --- a proxy that is set up wrongly ---


def test_a_proxy_that_does_not_pass_on_the_host_is_recognised(servers, tmp_path):
    line = "    proxy_set_header Host $http_host; # as the reader asked: another one leaves pages empty\n"

    def without_host(text: str) -> str:
        return changed(text, {line: ""})

    with proxied("nginx", tmp_path, [one.port for one in servers], without_host) as proxy:
        until(lambda: proxy.get("/?lang=sv").status != 502, "no server behind the proxy answers")
        assert proxy.get("/?lang=sv").status == 403
        with pytest.raises(InvalidStatus):
            ProxyReader(proxy)
