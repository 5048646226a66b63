"""Every address × everybody × every state of what waits: nobody gets a byte of a draft who may not see it.

Two previews stand side by side whose drafts differ in every figure. What is answered to somebody who is not let in must
be the same at both, byte for byte; what is answered to those who are let in must differ, or the walk proves nothing.
"""

import re
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from hashlib import sha256

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from contract.persons.people import Role
from contract.persons.trail import HEAD, LINES, read_trail
from contract.pointer import POINTER, served_database
from etl.persons.approvals import to_release
from pages.server.shell.own_files import STYLE
from tests.bench.reader import PATIENT, Page
from tests.browser.server import Server
from tests.pages.server.persons.preview import (
    BASE,
    FIRST,
    SECOND,
    Waiting,
    answered,
    as_status,
    bound,
    cookie,
    environment,
    preview,
    put,
    settings,
    unallowed,
)
from tests.pages.server.persons.walk import VIEW, walk

OPEN = {  # what everybody may ask for; everything else is refused to all who are not let in
    *("/health/live", "/health/ready", "/_stcore/health", "/sign-in", "/sign-in/go", f"/look/{STYLE.name}"),
    *("/auth/login", "/auth/logout", "/oauth2callback"),
}
NEEDS = {  # how the addresses of a route begin -> who gets them; a new route must be placed here, and in needed.py
    **dict.fromkeys(
        (
            "/take/",
            "/embed/",
            "/api/",
            "/calendar.ics",
            "/feed.atom",
            "/events.ics",
            "/event.ics",
            "/oembed",
            "/robots.txt",
            "/sitemap.xml",
        ),
        Role.OFFICIAL,
    ),
    **dict.fromkeys(("/script/", "/look/", "/search/", "/media/", "/_stcore/"), Role.COORDINATOR),
    **dict.fromkeys(
        (
            "/component/",
            "/metrics",
            "/.well-known/",
            "/api",
            "/approval",
            "/trail",
        ),
        Role.PUBLISHER,
    ),
}
PAGES = (
    *("", "assessment", "collect", "editions", "entry", "figure", "forum", "groups", "map"),
    *("matrix", "methods", "plans", "region", "register", "slides", "trends"),
)
ALLOWED = {role: cookie(f"{role}@example.fi") for role in Role if role is not Role.READER}
RANDOM = re.compile(
    r"(provider=|_streamlit_xsrf=|expires=)[\w.|, :-]+"
)  # of every answer anew: a token that tells the second
STATES = ("draft", "published", "withdrawn")  # a draft, an approved one that waits, one that should not have waited


@dataclass(frozen=True)
class Two:
    """Two previews, alike but for the figures of their drafts."""

    servers: tuple[Server, Server]
    folders: tuple

    def both(self, path, headers=(), method="GET"):
        address = path if path.startswith("/.well-known") else f"{BASE}{path}"
        return tuple(named_alike(answered(one.port, address, headers, method)) for one in self.servers)


def named_alike(answer):
    status, headers, body = answer
    return status, tuple((name, RANDOM.sub(r"\1", value)) for name, value in headers), body


@pytest.fixture(scope="module")
def two(published, tmp_path_factory):
    folders = tuple(tmp_path_factory.mktemp(one.build) for one in (FIRST, SECOND))
    with ExitStack() as both:
        servers = tuple(
            both.enter_context(preview(folder, published, waiting))
            for folder, waiting in zip(folders, (FIRST, SECOND), strict=True)
        )
        yield Two(servers, folders)


@pytest.fixture(scope="module")
def asked(two, tmp_path_factory):
    given = settings(tmp_path_factory.mktemp("listed"))
    found = walk(environment(given, two.folders[0] / "waiting"), FIRST.build)
    assert len({one.route for one in found}) > 50
    return [one for one in found if one.address.partition("?")[0] not in OPEN]


def opened(port, headers, base=BASE, page=None, source=""):
    """Open a page by its websocket; return what it consists of, or the status and body of the refusal."""
    address = f"ws://127.0.0.1:{port}{base}/_stcore/stream"
    asking = {"subprotocols": ["streamlit"], "max_size": None, "source_address": bound(source), **PATIENT}
    try:
        with connect(address, additional_headers=headers, **asking) as stream:
            page = page or Page("map", VIEW)
            stream.send(page.asking())
            while not page.heard(stream.recv(decode=False)):
                pass
            return page.html
    except InvalidStatus as refusal:
        return refusal.response.status_code, refusal.response.body


@pytest.mark.parametrize("state", STATES)
def test_whoever_may_see_nothing_gets_the_same_words_at_every_address_whatever_waits(two, asked, published, state):
    stay(two, published, state)
    everybody = unallowed() if state == "draft" else dict(list(unallowed().items())[:6])
    for who, headers in everybody.items():
        addresses = asked if who in EVERYWHERE else list({one.route: one for one in asked}.values())
        pairs = [two.both(one.address, headers) for one in addresses]
        assert [one for one, (first, second) in zip(addresses, pairs, strict=True) if first != second] == [], who
        # the same whatever is asked for, but for the language that stands first
        ((status, told, _),) = {(one[0], one[1], frozenset(one[2].splitlines())) for one, _ in pairs}
        assert status == (401 if who == "nobody" or who in NOT_SIGNED_IN else 403), who
        assert dict(told)["cache-control"] == "no-store"
        assert opened(two.servers[0].port, headers)[0] == 403, who


EVERYWHERE = {"nobody", "over"}  # who are sent to every address, and not to one of each route
NOT_SIGNED_IN = {
    *("forged", "unsigned", "other secret", "other cookie of ours", "other audience", "one of two audiences"),
    *("other issuer", "other origin", "signed out", "token is over", "token without an end", "signed in yesterday"),
    *("unproven address", "address that nobody proved", "no address", "named by a header"),
}


def stay(two, published, state):
    """Let both show their draft in another state."""
    for folder, waiting in zip(two.folders, (FIRST, SECOND), strict=True):
        put(folder / "waiting", published, as_status(waiting, state) if state != "draft" else waiting)


@pytest.mark.parametrize("method", ["HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "PROPFIND"])
def test_no_method_gets_round_the_layer(two, asked, method):
    for headers in ({}, cookie("late@example.fi")):
        for one in asked[:: 1 if method == "HEAD" else 7]:
            first, second = two.both(one.address, headers, method)
            assert first == second
            assert first[0] in {401, 403}


def test_what_is_open_to_everybody_tells_nothing_of_what_waits(two):
    for path in sorted(OPEN):
        for headers in ({}, cookie("late@example.fi"), cookie("publisher@example.fi")):
            for query in ("", f"?{VIEW}&build={FIRST.build}&edition=2026-1"):
                first, second = two.both(f"{path}{query}", headers)
                assert first == second, path
                assert first[0] in {200, 302}, path


def test_each_role_gets_what_it_may_and_nothing_of_what_it_may_not(two, asked):
    for role, headers in ALLOWED.items():
        for one in filter(is_routed, asked):
            needed = Role.COORDINATOR if is_page(one.route) else needed_by(one.route)
            status = answered(two.servers[0].port, address_of(one.address), headers, "HEAD")[0]
            assert (status not in {401, 403}) == role.covers(needed) or one.route == "/metrics", (role, one)


def is_routed(one):
    return one.route != ""


def address_of(path):
    return path if path.startswith("/.well-known") else f"{BASE}{path}"


def is_page(route):
    return route.startswith("/") and route[1:] in PAGES


def needed_by(route):
    """Return who gets the addresses of a route; addresses of none are for publishers alone."""
    return next((role for begins, role in NEEDS.items() if begins and route.startswith(begins)), Role.PUBLISHER)


def test_every_route_has_been_placed(asked):
    routes = {one.route for one in asked if one.route}
    placed = {one for one in routes if is_page(one) or one.startswith(tuple(NEEDS))}
    assert routes - placed == set(), "Who may ask for it? pages/server/persons/needed.py, and NEEDS here."


@pytest.mark.parametrize(
    "path", [f"/take/map.svg?{VIEW}", "/api/v1/data/safe_evening.csv", "/api/v1/data/safe_evening.json"]
)
def test_who_may_see_a_draft_gets_its_figures_and_no_cache_keeps_them(two, published, path):
    for state in ("published", "draft"):
        stay(two, published, state)
        first, second = two.both(path, ALLOWED[Role.OFFICIAL])
        assert first[0] == second[0] == 200
        assert first[2] != second[2]
        assert dict(first[1])["cache-control"] == "private, no-store"


def test_pages_of_a_draft_are_open_to_a_coordinator(two):
    first, second = (opened(one.port, ALLOWED[Role.COORDINATOR]) for one in two.servers)
    assert first != second
    assert len(first) > 3


def test_no_other_build_that_the_folder_keeps_is_shown(two, published):
    """A database of another edition may lie there, for which other persons are named."""
    data = two.folders[0] / "waiting"
    put(data, published, Waiting("draftofother", 12.0))
    put(data, published, FIRST)
    for path in (f"/take/map.svg?{VIEW}", "/api/v1/data/safe_evening.csv?"):
        asking = [f"{BASE}{path}&build={build}" for build in ("draftofother", "neverthere")]
        kept, never = (answered(two.servers[0].port, one, ALLOWED[Role.OFFICIAL]) for one in asking)
        assert (kept[0], kept[2].replace(b"draftofother", b"neverthere")) == (never[0], never[2])


def test_where_nothing_waits_everybody_is_told_the_same(two, published):
    for folder in two.folders:
        (folder / "waiting" / POINTER).unlink()
    try:
        for headers in ALLOWED.values():
            first, second = two.both("/map", headers)
            assert first == second
            assert first[0] == 403
    finally:
        stay(two, published, "draft")


def test_what_changes_something_must_come_from_a_page_of_ours(two):
    for origin in ({}, {"origin": "https://evil.invalid"}, {"origin": "null"}):
        for method in ("POST", "PUT", "DELETE"):
            path = f"{BASE}/_stcore/upload_file/a/b"
            assert answered(two.servers[0].port, path, {**ALLOWED[Role.PUBLISHER], **origin}, method)[0] == 403


def test_an_open_page_is_closed_when_its_reader_is_named_no_more(two):
    people = two.folders[0] / "people.toml"
    before = people.read_text(encoding="utf-8")
    address = f"ws://127.0.0.1:{two.servers[0].port}{BASE}/_stcore/stream"
    with connect(
        address, subprotocols=["streamlit"], max_size=None, additional_headers=ALLOWED[Role.PUBLISHER], **PATIENT
    ) as stream:
        stream.send(Page("map", VIEW).asking())
        try:
            people.write_text(before.replace("publisher@example.fi", "another@example.fi"), encoding="utf-8")
            with suppress(Exception):
                while True:
                    stream.recv(timeout=60, decode=False)
            assert stream.close_code == 4403
        finally:
            people.write_text(before, encoding="utf-8")


def test_a_list_that_cannot_be_read_lets_nobody_in(two):
    people = two.folders[0] / "people.toml"
    before = people.read_text(encoding="utf-8")
    try:
        people.write_text(f"{before}[[allowed]]\nperson = 1\n", encoding="utf-8")
        assert answered(two.servers[0].port, f"{BASE}/map", ALLOWED[Role.PUBLISHER])[0] == 403
    finally:
        people.write_text(before, encoding="utf-8")


def test_the_log_and_the_measurements_name_nobody(two):
    for server in two.servers:
        assert "@example.fi" not in server.log.read_text(encoding="utf-8")


# --- what publishers do ---


def approval(two, headers, *, content=None, origin=True):
    """Open the page with the button, press it; return both answers."""
    port = two.servers[0].port
    shown = answered(port, f"{BASE}/approval", headers)
    found = re.search(rb'name="content" value="(\w+)"', shown[2])
    body = f"content={content or (found[1].decode() if found else '')}"
    more = {"origin": f"http://127.0.0.1:{port}"} if origin else {}
    return shown, answered(port, f"{BASE}/approval", {**headers, **more}, "POST", body)


def test_a_publisher_approves_exactly_what_waits_and_the_trail_of_the_preview_tells_it(two):
    data, trail = two.folders[0] / "waiting", two.folders[0] / "trail"
    shown, pressed = approval(two, ALLOWED[Role.PUBLISHER])
    assert (shown[0], pressed[0]) == (200, 200)
    event = read_trail(trail)[-1]
    assert (event.what, event.told["person"]) == ("approval", "publisher@example.fi")
    assert event.told["content"] == sha256(served_database(data).read_bytes()).hexdigest()
    assert to_release(data).told.items() <= event.told.items()  # what the machine that builds compares it with


def test_the_approval_of_a_publisher_whose_role_the_service_tells_says_so(two):
    """The machine that builds knows nothing of the service, and counts it as what the preview found."""
    assert approval(two, cookie("claims@example.fi", roles=["publisher"]))[1][0] == 200
    event = read_trail(two.folders[0] / "trail")[-1]
    assert (event.told["person"], event.told["role"]) == ("claims@example.fi", "publisher")


def test_an_approval_of_what_no_longer_waits_is_refused(two):
    before = read_trail(two.folders[0] / "trail")
    assert approval(two, ALLOWED[Role.PUBLISHER], content="0" * 64)[1][0] == 409
    assert read_trail(two.folders[0] / "trail") == before


def test_nobody_else_and_no_other_site_approves(two):
    before = read_trail(two.folders[0] / "trail")
    for role in (Role.COORDINATOR, Role.OFFICIAL):
        assert [one[0] for one in approval(two, ALLOWED[role])] == [403, 403]
    assert approval(two, ALLOWED[Role.PUBLISHER], origin=False)[1][0] == 403
    assert read_trail(two.folders[0] / "trail") == before


def test_the_trail_tells_who_took_what_and_publishers_read_it(two):
    port = two.servers[0].port
    answered(port, f"{BASE}/feed.atom", ALLOWED[Role.OFFICIAL])
    event = read_trail(two.folders[0] / "trail")[-1]
    assert (event.what, dict(event.told)) == ("taken", {"person": "official@example.fi", "path": "/feed.atom"})
    assert answered(port, f"{BASE}/trail", ALLOWED[Role.OFFICIAL])[0] == 403
    status, _, body = answered(port, f"{BASE}/trail", ALLOWED[Role.PUBLISHER])
    assert status == 200
    assert body == (two.folders[0] / "trail" / LINES).read_bytes()


def test_what_cannot_be_noted_is_not_given(two):
    trail = two.folders[0] / "trail"
    head = (trail / HEAD).read_bytes()
    (trail / HEAD).write_text("broken", encoding="utf-8")
    try:
        status, _, body = answered(two.servers[0].port, f"{BASE}/feed.atom", ALLOWED[Role.OFFICIAL])
        assert status == 503
        assert b"<feed" not in body
    finally:
        (trail / HEAD).write_bytes(head)
