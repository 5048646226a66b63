"""Whom a header names, and who is believed."""

import pytest

from pages.server.limits.protocols import PEER
from pages.server.persons.identity import OfHeader

PROXIES = frozenset({"127.0.0.1", "10.0.0.7"})
NAME = (b"x-remote-user", b"Paula@example.fi")


def named(headers, peer="127.0.0.1", client="192.0.2.9"):
    scope = {"type": "http", "headers": headers, "state": {PEER: peer}, "client": (client, 1)}
    person = OfHeader("x-remote-user", PROXIES).of(scope)
    return person and person.name


@pytest.mark.parametrize("peer", ["127.0.0.1", "10.0.0.7", "::ffff:10.0.0.7"])
def test_a_known_proxy_names_a_person(peer):
    assert named([NAME], peer) == "paula@example.fi"


@pytest.mark.parametrize("peer", ["192.0.2.9", "10.0.0.8", "::1", "", "?", "127.0.0.1, 10.0.0.7"])
def test_nobody_else_is_believed_whatever_the_client_is_called(peer):
    assert named([NAME], peer, client="127.0.0.1") is None


def test_a_connection_that_nobody_noted_is_not_believed():
    scope = {"type": "http", "headers": [NAME], "client": ("127.0.0.1", 1)}
    assert OfHeader("x-remote-user", PROXIES).of(scope) is None


@pytest.mark.parametrize(
    "headers",
    [[], [NAME, NAME], [(b"x-remote-user", b"")], [(b"x-remote-user", b"\xff")], [(b"x_remote_user", b"paula")]],
)
def test_no_name_two_names_or_another_header_is_nobody(headers):
    assert named(headers) is None
