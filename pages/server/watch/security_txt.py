"""`/.well-known/security.txt`: where weaknesses are told (RFC 9116)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from pages.server.paths import NOTHING_HERE, OF_THE_HOST
from pages.server.settings import Settings

PATH = f"{OF_THE_HOST}security.txt"
VALID = timedelta(days=180)  # from the day on which it is read: the server that answers is the one that it tells about


class SecurityTxt:
    """Answers with the contact that the operator names, or that there is none."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    async def answer(self, _request: Request) -> Response:
        """Write the file as it stands today."""
        if not self.settings.security_contact:
            return PlainTextResponse(NOTHING_HERE, 404)
        today = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        lines = [
            f"Contact: {self.settings.security_contact}",
            f"Expires: {(today + VALID).isoformat().replace('+00:00', 'Z')}",
            "Preferred-Languages: fi, sv, en",
        ]
        if self.settings.url:
            lines.append(f"Canonical: {self.settings.url}{PATH}")
        return PlainTextResponse("\n".join(lines) + "\n", headers={"cache-control": "max-age=3600"})
