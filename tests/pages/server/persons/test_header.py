"""The walk where a proxy signs people in and names them in a header: another real server, whose draft is exchanged.

What is answered to somebody who is not let in must be the same before and after, byte for byte, at every address.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

import pytest
from websockets.sync.client import connect

from contract.persons.people import Role
from contract.persons.trail import HEAD, read_trail
from tests.bench.reader import PATIENT, Page
from tests.pages.server.persons.preview import (
    BASE,
    FIRST,
    HOUR,
    SECOND,
    answered,
    as_status,
    cookie,
    entry,
    environment,
    preview,
    put,
    settings,
)
from tests.pages.server.persons.test_walk import OPEN, address_of, is_page, is_routed, needed_by, opened
from tests.pages.server.persons.walk import VIEW, walk

HEADER = "x-remote-user"
PUBLISHER = "publisher@example.fi"
STRANGER = "127.0.0.2"  # an address of this machine that is not among the proxies
SECONDS = 60


@dataclass(frozen=True)
class Asking:
    """Somebody who asks."""

    headers: tuple
    source: str = ""


def named(person):
    return Asking(((HEADER, person),))


NOT_BELIEVED = {
    "nobody": Asking(()),
    "stranger": Asking(((HEADER, PUBLISHER),), STRANGER),
    "stranger who calls itself the proxy": Asking(
        ((HEADER, PUBLISHER), ("X-Forwarded-For", "127.0.0.1"), ("Forwarded", "for=127.0.0.1")), STRANGER
    ),
    "named twice": Asking(((HEADER, PUBLISHER),) * 2),
    "two persons": Asking((("X-Remote-User", "reader@example.fi"), ("x-REMOTE-user", PUBLISHER))),
    "underscores": Asking((("X_Remote_User", PUBLISHER), ("X-Remote_User", PUBLISHER))),
    "other headers": Asking((("Remote-User", PUBLISHER), ("X-Forwarded-User", PUBLISHER), ("From", PUBLISHER))),
    "no name": named(""),
    "no letters": named(b"publisher@example.fi\xff"),
    "cookie of a sign-in": Asking(tuple(cookie(PUBLISHER).items())),
}
NOT_NAMED = {
    "reader": named("reader@example.fi"),
    "not yet": named("early@example.fi"),
    "over": named("late@example.fi"),
    "other edition": named("other-edition@example.fi"),
    "other version": named("other-version@example.fi"),
    "claims a role": named("claims@example.fi"),
    "two in one": named(f"{PUBLISHER}, {PUBLISHER}"),
    "another who looks alike": named("publish\u0435r@example.fi".encode()),
}
EVERYWHERE = {"nobody", "stranger", "over"}  # who are sent to every address, and not to one of each route
ALLOWED = {role: named(f"{role}@example.fi") for role in Role if role is not Role.READER}


@dataclass(frozen=True)
class Behind:
    """A preview behind a proxy that signs people in."""

    port: int
    folder: object
    published: object

    def shows(self, waiting):
        put(self.folder / "waiting", self.published, waiting)

    def ask(self, path, who, method="GET", more=()):
        return answered(self.port, address_of(path), (*who.headers, *more), method, source=who.source)

    def trail(self):
        return read_trail(self.folder / "trail")


@pytest.fixture(scope="module")
def behind(published, tmp_path_factory):
    folder = tmp_path_factory.mktemp("behind")
    with preview(folder, published, FIRST, LAGESBILD_SIGN_IN="header") as server:
        yield Behind(server.port, folder, published)


@pytest.fixture(scope="module")
def asked(behind, tmp_path_factory):
    given = {**settings(tmp_path_factory.mktemp("listed")), "LAGESBILD_SIGN_IN": "header"}
    found = walk(environment(given, behind.folder / "waiting"), FIRST.build)
    assert len({one.route for one in found}) > 50
    return [one for one in found if one.address.partition("?")[0] not in OPEN - OF_SIGN_IN]


OF_SIGN_IN = {"/sign-in/go", "/auth/login", "/auth/logout", "/oauth2callback"}  # nobody signs in here
STATES = {
    "draft": ((FIRST, SECOND), {**NOT_BELIEVED, **NOT_NAMED}),
    "published": ((as_status(FIRST, "published"), as_status(SECOND, "withdrawn")), {"over": NOT_NAMED["over"]}),
}


@pytest.mark.parametrize("state", STATES)
def test_whoever_may_see_nothing_gets_the_same_words_at_every_address_whatever_waits(behind, asked, state):
    drafts, everybody = STATES[state]
    routes = list({one.route: one for one in asked}.values())
    told = {who: [] for who in everybody}
    for draft in drafts:
        behind.shows(draft)
        for who, asking in everybody.items():
            told[who].append([behind.ask(one.address, asking) for one in (asked if who in EVERYWHERE else routes)])
            assert opened(behind.port, asking.headers, source=asking.source)[0] == 403, who
    behind.shows(FIRST)
    for who, (first, second) in told.items():
        assert first == second, who
        # the same whatever is asked for, but for the language that stands first
        ((status, headers, _),) = {(one[0], one[1], frozenset(one[2].splitlines())) for one in first}
        assert status == (401 if who in NOT_BELIEVED else 403), who
        assert dict(headers)["cache-control"] == "no-store"


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "POST", "DELETE"])
def test_no_method_gets_round_the_layer(behind, asked, method):
    for who in (NOT_BELIEVED["stranger"], NOT_NAMED["over"]):
        told = {behind.ask(one.address, who, method)[0] for one in asked[::7]}
        assert told == {401 if who.source == STRANGER else 403}


def test_each_role_gets_what_it_may_and_nothing_of_what_it_may_not(behind, asked):
    for role, who in ALLOWED.items():
        for one in filter(is_routed, {one.route: one for one in asked}.values()):
            needed = Role.COORDINATOR if is_page(one.route) else needed_by(one.route)
            status = behind.ask(one.address, who, "HEAD")[0]
            assert (status not in {401, 403}) == role.covers(needed) or one.route == "/metrics", (role, one)


@pytest.mark.parametrize(
    "who", [named("Coordinator@Example.FI"), Asking((("X-REMOTE-USER", "  coordinator@example.fi "),))]
)
def test_who_is_named_sees_the_draft_in_whatever_case_the_proxy_writes(behind, who):
    page = opened(behind.port, who.headers)
    assert any("41" in text for text in page)


@pytest.mark.parametrize("path", [f"/take/map.svg?{VIEW}", "/api/v1/data/safe_evening.csv", "/feed.atom"])
def test_who_kept_a_draft_learns_from_nobody_whether_it_is_still_the_same(behind, path):
    status, headers, _ = behind.ask(path, ALLOWED[Role.OFFICIAL])
    asking = (("If-None-Match", dict(headers)["etag"]), ("Range", "bytes=0-9"))
    assert (status, dict(headers)["cache-control"]) == (200, "private, no-store")
    for who in (*NOT_BELIEVED.values(), *NOT_NAMED.values(), ALLOWED[Role.COORDINATOR]):
        assert behind.ask(path, who, more=asking)[0] in {401, 403}
        assert behind.ask(path, who, more=asking) == behind.ask(path, who)
    status, headers, _ = behind.ask(path, ALLOWED[Role.OFFICIAL], more=asking[:1])
    assert (status, dict(headers)["cache-control"]) == (304, "private, no-store")


@pytest.mark.parametrize("until", [None, timedelta(seconds=2)], ids=["named no more", "window over"])
def test_an_open_page_is_closed_when_its_reader_may_see_it_no_more(behind, until):
    people = behind.folder / "people.toml"
    before = people.read_text(encoding="utf-8")
    after = "" if until is None else entry("coordinator@example.fi", "coordinator", until=until)
    address = f"ws://127.0.0.1:{behind.port}{BASE}/_stcore/stream"
    headers = dict(ALLOWED[Role.COORDINATOR].headers)
    try:
        with connect(
            address, subprotocols=["streamlit"], max_size=None, additional_headers=headers, **PATIENT
        ) as stream:
            stream.send(Page("map", VIEW).asking())
            people.write_text(after, encoding="utf-8")
            with suppress(Exception):
                while True:
                    stream.recv(timeout=SECONDS, decode=False)
            assert stream.close_code == 4403
    finally:
        people.write_text(before, encoding="utf-8")


def test_everybody_whom_the_proxy_names_is_noted_once_an_hour_and_nobody_who_is_not_believed(behind):
    told = [(one.told["person"], one.told["outcome"]) for one in behind.trail() if one.what == "sign_in"]
    for _ in range(3):
        behind.ask("/map", named("newcomer@example.fi"))
        behind.ask("/map", Asking(((HEADER, "forged@example.fi"),), STRANGER))
    new = [(one.told["person"], one.told["outcome"]) for one in behind.trail() if one.what == "sign_in"][len(told) :]
    assert new == [("newcomer@example.fi", "not_named")]


def test_who_cannot_be_noted_sees_nothing(behind):
    head = behind.folder / "trail" / HEAD
    before = head.read_bytes()
    head.write_text("broken", encoding="utf-8")
    people = behind.folder / "people.toml"
    named_before = people.read_text(encoding="utf-8")
    people.write_text(named_before + entry("late-comer@example.fi", "coordinator", until=HOUR), encoding="utf-8")
    try:
        assert behind.ask("/map", named("late-comer@example.fi"))[0] == 503
        head.write_bytes(before)
        assert behind.ask("/map", named("late-comer@example.fi"))[0] == 200
    finally:
        head.write_bytes(before)
        people.write_text(named_before, encoding="utf-8")
