"""The cookies and redirects of Streamlit's sign-in, made those of this server: its path, its hours, HTTPS alone."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from http.cookies import CookieError, SimpleCookie

from starlette.datastructures import Headers, MutableHeaders
from streamlit.web.server.starlette.starlette_server_config import TOKENS_COOKIE_NAME, USER_COOKIE_NAME

from pages.server.persons.identity import OfCookie, Person

COOKIE = "set-cookie"
LOCATION = "location"
MAX_AGE = re.compile(r"Max-Age=(\d+)", re.IGNORECASE)
PATH = re.compile(r"Path=/(?=;|$)", re.IGNORECASE)
SECONDS_OF_HOUR = 3600


class OwnCookies:
    """Changes what Streamlit answers while somebody signs in or out."""

    def __init__(self, identity: OfCookie, base_path: str) -> None:
        self.identity = identity
        self.front = f"{base_path}/"
        self.secure = identity.url.startswith("https:")

    def own(self, headers: MutableHeaders) -> None:
        """Keep what is ours: no tokens of the sign-in service, no cookie for other paths or longer than a sign-in."""
        cookies = [one for one in headers.getlist(COOKIE) if not one.startswith(TOKENS_COOKIE_NAME)]
        del headers[COOKIE]
        for cookie in cookies:
            headers.append(COOKIE, self._owned(cookie))
        if headers.get(LOCATION) == "/":  # Streamlit does not know the base path
            headers[LOCATION] = self.front

    def named_by(self, headers: Headers) -> Person | None:
        """Return the person whom the cookies of an answer name, or None."""
        named: dict[str, str] = {}
        for text in headers.getlist(COOKIE):
            try:
                named |= {name: one.value for name, one in SimpleCookie(text).items()}
            except CookieError:
                continue
        return self.identity.named_by(named, datetime.now(UTC)) if named.get(USER_COOKIE_NAME) else None

    def _owned(self, cookie: str) -> str:
        most = self.identity.provider.hours * SECONDS_OF_HOUR
        shorter = MAX_AGE.sub(lambda found: f"Max-Age={min(int(found[1]), most)}", cookie)
        placed = PATH.sub(f"Path={self.front}", shorter)
        return f"{placed}; Secure" if self.secure and "; secure" not in placed.lower() else placed
