"""Which version of the programs makes the files: of an address and a build, another version may make other bytes."""

from __future__ import annotations

import sys
import zlib
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).parents[3]
ROOMS = ("contract", "picture", "pages/server/take")
LIBRARIES = ("babel", "duckdb", "font-source-sans-pro", "lxml", "pillow", "python-pptx", "typst", "xlsxwriter")


@cache
def code_version() -> str:
    """Return a hash of everything that files are made with."""
    parts = [sys.version, zlib.ZLIB_RUNTIME_VERSION, *(f"{name} {version(name)}" for name in LIBRARIES)]
    code = sha256("\n".join(parts).encode())
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                code.update(path.relative_to(ROOT).as_posix().encode())
                code.update(path.read_bytes())
    return code.hexdigest()[:12]
