"""Zip archives whose bytes are the same whenever they are made: their files bear the day of the build, not of today."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo


def archive(files: Mapping[str, bytes], made: datetime) -> bytes:
    """Write files into a zip, in their order, all of the same time."""
    bundle = BytesIO()
    with ZipFile(bundle, "w") as out:
        for name, content in files.items():
            member = ZipInfo(name, made.timetuple()[:6])
            member.compress_type = ZIP_DEFLATED
            out.writestr(member, content)
    return bundle.getvalue()


def dated(zipped: bytes, made: datetime) -> bytes:
    """Write a zip of a library that dates its files by the clock anew."""
    return archive(members(zipped), made)


def members(zipped: bytes) -> dict[str, bytes]:
    """Read the files of a zip of our own."""
    with ZipFile(BytesIO(zipped)) as held:
        return {name: held.read(name) for name in held.namelist()}
