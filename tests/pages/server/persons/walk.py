"""Every address of a server, as the application itself lists them."""

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from pages.server.take.address import EMBEDS, FORMS
from tests.browser.server import ROOT

LISTED = """
import json, app
routes = app.app._build_starlette_app().routes
print(json.dumps([[type(one).__name__, getattr(one, "path", "")] for one in routes]))
"""
VIEW = "indicator=safe_evening&level=maakunta&period=2026&lang=en"
PUBLIC = "https://tilanne.example.fi"
CITED = ("/map", "/embed/map", "/preview/map", "/preview/embed/map")  # what an address of oEmbed may name
ELSEWHERE = (  # no route; each is near to one, or to what is open to everybody
    *("/nothing", "//take/map.svg", "/%2Ftake/map.svg", "/static/..%2f..%2ftake/map.svg", "/./map", "///", "/map//"),
    *("/%2e%2e/preview/map", "/%2e/map", "/take/%2e%2e/map", "/take//map.svg", "/take/../map", "/MAP", "/map%00"),
    *("/health/live/../../map", "/health/live/%2e%2e/%2e%2e/take/map.svg", "/health/live%2f..%2fmap", "/health/live/"),
    *("/sign-in/../approval", "/sign-in/", "/SIGN-IN", "/sign-in;/map", "/sign-in%3f/../trail", "/map;a=b", "/%6dap"),
    *("/preview/health/live/../map", "/look/../trail", "/media/%2e%2e/trail", "/search/..%2ftrail", "/\\map"),
)
PLACE = re.compile(r"\{[^}]*\}")


@dataclass(frozen=True)
class Asked:
    """One address and the route that answers it."""

    route: str
    address: str


def listed(environment: dict[str, str]) -> list[tuple[str, str]]:
    """Return kind and path of every route of a server with these settings."""
    command = [sys.executable, "-c", LISTED]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    return [(kind, path) for kind, path in json.loads(done.stdout.splitlines()[-1])]


def samples(path: str, build: str) -> list[str]:
    """Return addresses for the path of a route: what really stands there where that is known, else anything."""
    files = [f"{what}.{form}?{VIEW}&build={build}" for what, forms in FORMS.items() for form in forms]
    known = {
        "/take/{name}": [f"/take/{one}" for one in files],
        "/take/progress/{name}": [f"/take/progress/{one}" for one in files],
        "/embed/{view}": [f"/embed/{view}?{VIEW}{more}" for view in EMBEDS for more in ("", f"&build={build}")],
        "/search/{name}": [f"/search/{language}-{build}-x.json" for language in ("fi", "sv", "en")],
        "/api/v1/data": [f"/api/v1/data?build={build}", "/api/v1/data?indicator=safe_evening"],
        "/feed.atom": ["/feed.atom", "/feed.atom?lang=sv"],
        "/oembed": ["/oembed", *(f"/oembed?url={quote(f'{PUBLIC}{one}?{VIEW}&build={build}')}" for one in CITED)],
        "": [*ELSEWHERE],
    }
    filled = PLACE.sub("x", path)
    return known.get(path, [filled, f"{filled}?{VIEW}&build={build}", f"{filled}?edition=2026-1"])


def walk(environment: dict[str, str], build: str) -> list[Asked]:
    """List every address to ask for, of every route, and some of none."""
    paths = {path for _, path in listed(environment)} | {""}
    return [Asked(path, address) for path in sorted(paths) for address in samples(path, build)]


def trees(folder: Path) -> dict[str, bytes]:
    """Return what a folder holds."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
