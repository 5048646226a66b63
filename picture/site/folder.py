"""The folder of the site: built beside what is served, packed, and taken over whole by moving one link.

`current` leads to the site that is served, `previous` to the one before it, whose shared files a page that somebody
still has open may ask for.
"""

from __future__ import annotations

import gzip
import os
import re
import shutil
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from contract.errors import UserError
from contract.pointer import PART, beside, is_abandoned

SERVED_SITE = "current"
SITE_BEFORE = "previous"
_SITE = re.compile(r"site-[0-9a-f]{12}")
_OURS = re.compile(
    rf"{_SITE.pattern}|{SERVED_SITE}|{SITE_BEFORE}|(site|old|{SERVED_SITE}|{SITE_BEFORE}){re.escape(PART)}\d+"
)
_PACKED = {".html", ".css", ".svg", ".json", ".csv", ".xml", ".txt"}  # a workbook is packed already
_LEVEL = 9  # of gzip: written once, sent often


def refuse_foreign(out: Path) -> None:
    """Raise UserError where a folder holds anything that no earlier site has put there."""
    try:
        foreign = sorted(path.name for path in out.iterdir() if not _OURS.fullmatch(path.name))
    except FileNotFoundError:
        return
    except OSError as error:
        raise _not_written(out, error) from error
    if foreign:
        raise UserError("site_folder_foreign", path=out, found=foreign[0])


def put_site(files: Mapping[str, bytes], out: Path) -> Path:
    """Write a site and let it be served; whoever reads sees the old one or the new one. Return its folder."""
    refuse_foreign(out)
    target = out / f"site-{_hash(files)}"
    part = beside(out / "site")
    try:
        out.mkdir(parents=True, exist_ok=True)
        _remove_abandoned(out)
        _write(files, part)
        _take_place(part, target)
        os.sync()  # all of it stands on the disk before anything leads there
        _serve(target, out)
    except OSError as error:
        shutil.rmtree(part, ignore_errors=True)
        raise _not_written(out, error) from error
    return target


def _not_written(out: Path, error: OSError) -> UserError:
    return UserError("site_not_written", path=out, reason=error.strerror or str(error))


def _hash(files: Mapping[str, bytes]) -> str:
    """Return a hash of all files and their paths."""
    told = sha256()
    for path, content in sorted(files.items()):
        told.update(f"{path}\0{sha256(content).hexdigest()}\n".encode())
    return told.hexdigest()[:12]


def _write(files: Mapping[str, bytes], part: Path) -> None:
    """Write every file and, of those that pack well, a packed one beside it."""
    for path, content in files.items():
        file = part / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        if file.suffix in _PACKED:
            file.with_name(f"{file.name}.gz").write_bytes(gzip.compress(content, _LEVEL, mtime=0))


def _take_place(part: Path, target: Path) -> None:
    """Give a finished site its name; one of the same name has the same content, and is written anew all the same."""
    old = beside(target.with_name("old"))
    if target.exists():
        target.rename(old)
    part.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def _serve(target: Path, out: Path) -> None:
    """Move the links, the one to the site before first; remove all other sites."""
    served = out / SERVED_SITE
    before = served.readlink().name if served.is_symlink() else ""
    if before and before != target.name and (out / before).is_dir():
        _link(out / SITE_BEFORE, before)
    _link(served, target.name)
    kept = {target.name, (out / SITE_BEFORE).readlink().name if (out / SITE_BEFORE).is_symlink() else ""}
    for path in out.iterdir():
        if _SITE.fullmatch(path.name) and path.name not in kept:
            shutil.rmtree(path)


def _link(link: Path, name: str) -> None:
    new = beside(link)
    with suppress(FileNotFoundError):
        new.unlink()
    new.symlink_to(name)
    os.replace(new, link)  # noqa: PTH105 - the atomic call, by its own name


def _remove_abandoned(out: Path) -> None:
    for path in out.glob(f"*{PART}*"):
        if is_abandoned(path):
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
