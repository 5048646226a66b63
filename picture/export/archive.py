"""Zip archives whose bytes are the same whenever they are made: their files bear the day of the build, not of today."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo


def archive(files: Mapping[str, bytes], made: datetime, plain: Collection[str] = ()) -> bytes:
    """Write files into a zip, in their order, all of the same time. plain: names of those that are not compressed."""
    bundle = BytesIO()
    with ZipFile(bundle, "w") as out:
        for name, content in files.items():
            member = ZipInfo(name, made.timetuple()[:6])
            member.compress_type = ZIP_STORED if name in plain else ZIP_DEFLATED
            out.writestr(member, content)
    return bundle.getvalue()


def dated(zipped: bytes, made: datetime) -> bytes:
    """Write a zip of a library that dates its files by the clock anew."""
    return archive(members(zipped), made)


def members(zipped: bytes) -> dict[str, bytes]:
    """Read the files of a zip of our own."""
    with ZipFile(BytesIO(zipped)) as held:
        return {name: held.read(name) for name in held.namelist()}
