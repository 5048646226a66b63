"""Whose limits count."""

import pytest

from pages.server.limits.addresses import client_address


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("127.0.0.1", ""),
        ("::1", ""),
        ("::ffff:127.0.0.1", ""),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("127.0.0.2", "127.0.0.2"),
        ("unknown, 10.0.0.1", "?"),
        ("a" * 10_000, "?"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
    ],
)
def test_a_client_is_the_network_that_it_comes_from(host, address):
    assert client_address({"client": (host, 1)}) == address


def test_a_household_with_ipv6_is_one_client():
    """Otherwise one machine has as many allowances as it likes."""
    assert len({client_address({"client": (f"2001:db8::{number:x}", 1)}) for number in range(100)}) == 1


def test_a_socket_without_addresses_is_this_machine():
    assert client_address({"client": None}) == client_address({}) == ""
