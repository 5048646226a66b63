"""Entity tags: of an address and a build, another version of the programs may make other bytes."""

from __future__ import annotations

import sys
import zlib
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from starlette.datastructures import Headers

from pages.server.settings import read_settings

ROOT = Path(__file__).parents[3]
ROOMS = ("contract", "picture", "pages/server")
FOR_EVER = "public, immutable, max-age=31536000"  # of an address that names its content
LIBRARIES = (
    *("babel", "duckdb", "feedgenerator", "font-source-sans-pro", "icalendar", "lxml", "markupsafe", "orjson"),
    *("pillow", "python-calamine", "python-docx", "python-pptx", "rich", "tomli-w", "typst", "xlsxwriter"),
)


@cache
def code_version() -> str:
    """Return a hash of everything that files and answers are made with, also of the template of their slides."""
    parts = [sys.version, zlib.ZLIB_RUNTIME_VERSION, *(f"{name} {version(name)}" for name in LIBRARIES)]
    code = sha256("\n".join(parts).encode())
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                code.update(path.relative_to(ROOT).as_posix().encode())
                code.update(path.read_bytes())
    if template := read_settings().template:
        code.update(template.read_bytes())
    return code.hexdigest()[:12]


def is_known(headers: Headers, *tags: str) -> bool:
    """Return whether If-None-Match names one of the entity tags, which are written without quotes."""
    known = {one.strip().removeprefix("W/") for one in ",".join(headers.getlist("if-none-match")).split(",")}
    return not known.isdisjoint({"*", *(f'"{tag}"' for tag in tags)})
