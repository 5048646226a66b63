"""Files of office programs from strangers: ZIP files of XML, refused before they are unpacked where they are too much.

A file of a few kilobytes can unpack to gigabytes, so that sizes are read from its list of contents first.
"""

from __future__ import annotations

from enum import StrEnum
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile, ZipInfo

from contract.errors import UserError

MOST_MEGABYTES = 100  # of a file as it is sent
MOST_UNPACKED = 400  # megabytes of all its parts
MOST_PARTS = 20_000
MEGABYTE = 1_000_000
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # how files before 2007 begin, and those that a password protects
ENCRYPTED = 1  # flag of a part
MACROS = "vbaProject.bin"


class OfficeFile(StrEnum):
    """What a file is, by the part that every file of its kind has."""

    DECK = "ppt/presentation.xml"
    WORKBOOK = "xl/workbook.xml"
    OPEN_DOCUMENT = "content.xml"  # a workbook, or else its reader says that it is none


def read_office_file(path: Path) -> bytes:
    """Return a file as it was sent; raise UserError, before it is read, for one that is too large."""
    try:
        _refuse_larger(path.stat().st_size, MOST_MEGABYTES)
        return path.read_bytes()
    except OSError as error:
        raise UserError("kept_file_missing", path=path) from error


def office_file(content: bytes) -> OfficeFile:
    """Return which kind of file this is; raise UserError for one that is not read."""
    _refuse_larger(len(content), MOST_MEGABYTES)
    if content.startswith(OLE2):
        raise UserError("kept_file_locked")
    try:
        with ZipFile(BytesIO(content)) as parts:
            listed = parts.infolist()
    except (BadZipFile, NotImplementedError, ValueError, OverflowError) as error:
        raise UserError("kept_file_broken") from error
    _refuse_parts(listed)
    kind = next((one for one in OfficeFile if one in {part.filename for part in listed}), None)
    if kind is None:
        raise UserError("kept_file_foreign")
    return kind


def _refuse_parts(listed: list[ZipInfo]) -> None:
    if len(listed) > MOST_PARTS:
        raise UserError("kept_file_large", limit=MOST_UNPACKED)
    _refuse_larger(sum(part.file_size for part in listed), MOST_UNPACKED)
    if any(part.flag_bits & ENCRYPTED for part in listed):
        raise UserError("kept_file_locked")
    if any(part.filename.endswith(MACROS) for part in listed):
        raise UserError("kept_file_macros")


def _refuse_larger(size: int, megabytes: int) -> None:
    if size > megabytes * MEGABYTE:
        raise UserError("kept_file_large", limit=megabytes)
