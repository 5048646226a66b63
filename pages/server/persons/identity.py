"""Who asks: the person that a signed cookie or a trusted proxy's header names, or nobody."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from typing import Any, Protocol
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection
from starlette.types import Scope
from streamlit.auth_util import get_cookie_with_chunks
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from contract.persons.people import normal
from pages.server.limits.protocols import PEER
from pages.server.persons.provider import DEFAULT, EMAIL, Provider

HOURS_OF_A_DAY = 24
PROVEN_BY_PROXY = timedelta(hours=1)  # after which an open page must connect anew, and the proxy names its reader again


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is signed in."""

    name: str  # in the one spelling of `normal`
    claimed: frozenset[str]  # roles that the sign-in service tells
    until: datetime  # the sign-in ends


class Identity(Protocol):
    """A way to know who asks."""

    def of(self, scope: Scope) -> Person | None:
        """Return the person whom a request proves, or None."""
        ...


@dataclass(frozen=True, slots=True)
class OfCookie:
    """The cookie that Streamlit signs once the sign-in service has named somebody."""

    provider: Provider
    url: str  # the address that readers know

    def of(self, scope: Scope) -> Person | None:
        """Return the person of a cookie that is ours, of this service, for this client and not too old."""
        return self.named_by(HTTPConnection(scope).cookies, datetime.now(UTC))

    def named_by(self, cookies: Mapping[str, str], now: datetime) -> Person | None:
        """Return the person whom cookies name at a moment, or None."""
        claims = self._claims(cookies)
        if claims is None or not self._is_for_us(claims):
            return None
        expires = claims.get("exp")
        if type(expires) is not int or expires <= now.timestamp():
            return None
        name = normal(str(claims.get(self.provider.person, "")))
        if not name or (self.provider.person == EMAIL and claims.get("email_verified") is not True):
            return None
        roles = claims.get(self.provider.roles, ())
        claimed = frozenset(str(role) for role in roles) if isinstance(roles, list) else frozenset({str(roles)})
        return Person(name, claimed, datetime.fromtimestamp(expires, UTC))

    def _claims(self, cookies: Mapping[str, str]) -> dict[str, Any] | None:
        def signed(name: str) -> bytes | None:
            value = cookies.get(name, "").encode("latin-1", "replace")
            days = self.provider.hours / HOURS_OF_A_DAY
            return decode_signed_value(self.provider.cookie_secret, name, value, max_age_days=days)

        content = get_cookie_with_chunks(signed, USER_COOKIE_NAME)
        claims = json.loads(content) if content else None  # signed by us: nobody else wrote it
        return claims if isinstance(claims, dict) else None

    def _is_for_us(self, claims: Mapping[str, Any]) -> bool:
        """Return whether a sign-in is of our service, for this client and this address."""
        audience = claims.get("aud")
        audiences = audience if isinstance(audience, list) else [audience]
        client = self.provider.client_id
        address = urlsplit(self.url)
        return (
            claims.get("is_logged_in") is True
            and claims.get("provider") == DEFAULT
            and claims.get("origin") == f"{address.scheme}://{address.netloc}"
            and claims.get("iss") == self.provider.issuer
            and client in audiences
            and (len(audiences) == 1 or claims.get("azp") == client)
        )


@dataclass(frozen=True, slots=True)
class OfHeader:
    """The header of a proxy that signs people in itself; only a known proxy is believed."""

    header: str
    proxies: frozenset[str]

    def of(self, scope: Scope) -> Person | None:
        """Return the person whom a known proxy names, once."""
        values = [value for name, value in scope["headers"] if name == self.header.encode()]
        peer = str(scope.get("state", {}).get(PEER, ""))
        if len(values) != 1 or not self._is_known(peer):
            return None
        try:
            name = normal(values[0].decode("utf-8"))
        except UnicodeDecodeError:
            return None
        return Person(name, frozenset(), datetime.now(UTC) + PROVEN_BY_PROXY) if name else None

    def _is_known(self, peer: str) -> bool:
        try:
            address = ip_address(peer)
        except ValueError:
            return False
        plain = getattr(address, "ipv4_mapped", None) or address
        return str(plain) in self.proxies
