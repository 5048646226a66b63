"""Hostile addresses, methods and headers."""

from __future__ import annotations

from random import Random
from urllib.parse import quote

from pages.server.paths import page_names
from pages.server.take.address import FORMS
from tests.load.strangers.target import MARK, Target

PATHS = (
    *(*sorted(page_names()), "nothing", MARK),
    *(f"take/{what}.{forms[0]}" for what, forms in sorted(FORMS.items())),
    *("take/progress/kit.zip", f"take/progress/{MARK}.zip", "events.ics", "event.ics", "calendar.ics", "feed.atom"),
    *("search/sv-x-y.json", f"search/{MARK}.json"),
    *("take/map.svg", "take/map.png", "take/map.pptx", "take/basket.pptx", "take/pack.zip", "take/everything.zip"),
    *("take/", f"take/{MARK}.svg", "take/..%2f..%2fapp.py", "take/map.exe", "take/.svg", "take/map."),
    *("api/v1/", "api/v1/data", "api/v1/openapi.json", f"api/v1/{MARK}", "api/v1/codes", "api/v1/changes"),
    *(
        "health/live",
        "health/ready",
        f"health/{MARK}",
        "metrics",
        "media/x.png",
        f"media/../../{MARK}",
        "media/..%2fapp.py",
    ),
    *("_stcore/health", "_stcore/host-config", "_stcore/metrics", "_stcore/stream", f"_stcore/{MARK}"),
    *("_stcore/upload_file/a/b", "_stcore/agent/x", "_stcore/script-health-check", "_stcore/bidi-components/x"),
    *("component/x/index.html", "static/x.js", "static/../../app.py", "app/static/x", "..%2f..%2fetc%2fpasswd"),
    *("%00", "%", "%zz", "%ff%fe", "//evil.invalid/", "\\..\\..\\app.py", ".git/config", "a" * 4_000),
)
KEYS = (
    "lang",
    "indicator",
    "level",
    "area",
    "period",
    "group",
    "areas",
    "events",
    "division",
    "build",
    "item",
    "kept",
    "basket",
    "cells",
    *("place", "languages", "people", "plan", "aim", "kind", "moves", "part", "id", "forum", "year"),
    MARK,
)
VALUES = (
    *(
        "",
        "sv",
        MARK,
        f"'; DROP TABLE {MARK}; --",
        f"<script>{MARK}</script>",
        f"../../{MARK}",
        f"{MARK}\x00",
        f"{MARK}\r\nX: y",
    ),
    *("MK02", "2026", "maakunta", "all.all", "SSS", "alike", "٢٠٢٦", "-1", "1e999", "%00", "a" * 2_000),
    *(f"map~{MARK}~maakunta~MK02~2024~all.all~none~newest", "~" * 500, "${jndi:x}", "{{7*7}}"),
)
METHODS = ("GET", "GET", "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT", MARK)
HEADERS = (
    *(
        "Range: bytes=0-",
        "Range: bytes=5-1",
        "Range: bytes=0-1,2-3,4-5,6-7",
        "Range: bytes=-99999999999",
        f"Range: {MARK}",
    ),
    *(
        "If-None-Match: *",
        f'If-None-Match: "{MARK}"',
        f"If-Modified-Since: {MARK}",
        "Accept-Encoding: br;q=9, gzip;q=-1, *",
    ),
    *(
        "X-Forwarded-For: 127.0.0.1",
        "X-Forwarded-Host: evil.invalid",
        "X-Forwarded-Proto: javascript",
        "Forwarded: for=x",
    ),
    *(
        "Content-Length: 5",
        "Content-Length: -1",
        "Content-Length: 99999999",
        "Transfer-Encoding: chunked",
        "Expect: 100-continue",
    ),
    *("Origin: http://evil.invalid", "Origin: null", f"Referer: http://{MARK}/", f"Cookie: _streamlit_user={MARK}"),
    *("Host: evil.invalid", f"Accept: {MARK}", "Upgrade: websocket", "Connection: Upgrade", f"X-{MARK}: {'a' * 3_000}"),
)


async def addresses(target: Target, random: Random) -> None:
    """Ask for some address in some way."""
    await target.asked(any_request(target.port, random))


def any_request(port: int, random: Random) -> bytes:
    """Return a request: path, keys and values, method and headers at random."""
    path, query = random.choice(PATHS), any_query(random)
    headers = [random.choice(HEADERS) for _ in range(random.randrange(3))]
    if not any(header.startswith("Host:") for header in headers):
        headers.append(f"Host: 127.0.0.1:{port}")
    target = f"/{path}?{query}" if query else f"/{path}"
    lines = "\r\n".join((f"{random.choice(METHODS)} {target} HTTP/1.1", *headers, "Connection: close", "", ""))
    return lines.encode("utf-8", "surrogateescape") + (b"x=1&y" if random.random() < 0.2 else b"")


def any_query(random: Random) -> str:
    match random.randrange(12):
        case 0:
            return ""
        case 1:
            return f"lang=sv&x={MARK}" + "y" * 60_000
        case 2:
            return "&".join(f"k{number}={MARK}" for number in range(3_000))
        case 3:
            return "&".join(f"item={quote(random.choice(VALUES))}" for _ in range(61))
        case 4:
            return random.choice(("%", "%zz=%", "&&&===", "lang=%ff%fe", "lang[]=sv", ";", "lang=sv;area=MK02"))
    return "&".join(f"{random.choice(KEYS)}={quote(random.choice(VALUES))}" for _ in range(random.randrange(1, 8)))
