"""The headers of safety on every answer."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from itertools import chain

from starlette.types import ASGIApp, Message, Receive, Scope, Send

SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)  # scripts that stand in a page; those in files need no hash
POLICY = {  # nothing from another host; scripts only from our files, or word by word as we wrote them
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self' 'unsafe-inline'",  # Plotly, Streamlit and our tables style single elements
    "img-src": "'self' data:",
    "font-src": "'self' data:",
    "connect-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",  # our pages name no base
    "form-action": "'self'",
    "frame-ancestors": "'self'",
}


class Headers:
    """Add the headers of safety to everything that is answered; an answer that has one of its own keeps that."""

    def __init__(self, app: ASGIApp, *, headers: Iterable[tuple[str, str]]) -> None:
        self.app = app
        self.headers = [(name.encode(), value.encode()) for name, value in headers]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = [*message.get("headers", ())]
                given = {name.lower() for name, _ in own}
                message["headers"] = own + [(name, value) for name, value in self.headers if name not in given]
            await send(message)

        await self.app(scope, receive, with_headers)


def security_headers(pages: Iterable[str]) -> list[tuple[str, str]]:
    """Return the headers; `pages` hold the scripts of ours that Streamlit puts into its page."""
    return [
        ("content-security-policy", content_policy(pages)),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
        ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
    ]


def content_policy(pages: Iterable[str]) -> str:
    """Write the content security policy that lets the scripts of these pages run and no others."""
    scripts = set(chain.from_iterable(SCRIPT.findall(page) for page in pages))
    hashes = [f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in sorted(scripts)]
    rules = POLICY | {"script-src": " ".join((POLICY["script-src"], *hashes))}
    return "; ".join(f"{name} {value}" for name, value in rules.items())
