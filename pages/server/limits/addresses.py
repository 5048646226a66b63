"""Whose limits count: the network that a request comes from."""

from __future__ import annotations

from ipaddress import IPv6Address, IPv6Network, ip_address

from starlette.types import Scope

HERE = ""  # this machine itself, as Streamlit has it
UNREADABLE = "?"  # what a careless proxy passes on: whoever writes it shares one allowance with all who do
NETWORK_BITS = 64  # of an IPv6 address: what lies behind belongs to one household or one machine


def client_address(scope: Scope) -> str:
    """Return the network that a request comes from."""
    host = (scope.get("client") or ("", 0))[0]
    return network_of(str(host)) if host else HERE


def network_of(host: str) -> str:
    """Return an IPv4 address as it is, of an IPv6 address the network, "" for this machine, "?" for what is none."""
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return UNREADABLE
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is None:
            return HERE if address.is_loopback else str(IPv6Network((address.packed, NETWORK_BITS), strict=False))
        address = address.ipv4_mapped
    return HERE if str(address) == "127.0.0.1" else str(address)
