"""Files that are known by how they begin: a table of bytes, and what they are."""

from __future__ import annotations

import re

from etl.read.formats.limits import UnreadableError
from etl.read.formats.recognise.form import Form

IMAGE = UnreadableError("file_of_image")
PACKED = UnreadableError("file_packed")
DATABASE = UnreadableError("file_of_database")
COLUMNS = UnreadableError("file_of_columns")
STATA = UnreadableError("file_of_stata")
SAS = UnreadableError("file_of_sas")
POINTER = UnreadableError("file_only_points")
SAS_DATA = bytes(12) + bytes.fromhex("c2ea8160b31411cfbd92080009c7318c181f1011")

BEGINNINGS: tuple[tuple[bytes, Form | UnreadableError], ...] = (
    (b"PAR1", Form.PARQUET),
    (b"PARE", UnreadableError("file_encrypted")),
    (b"$FL2", Form.SPSS),
    (b"$FL3", Form.SPSS),
    (b"\x1c\0\0\0\0\0\0\0ENCRYPTED", UnreadableError("file_encrypted")),  # SPSS with a password
    (b"%PDF", UnreadableError("file_of_pdf")),
    (b"{\\rtf", UnreadableError("file_of_document")),
    (b"\x89PNG", IMAGE),
    (b"\xff\xd8\xff", IMAGE),
    (b"GIF8", IMAGE),
    (b"II*\0", IMAGE),
    (b"MM\0*", IMAGE),
    (b"BZh", PACKED),
    (b"\xfd7zXZ\0", PACKED),
    (b"7z\xbc\xaf\x27\x1c", PACKED),
    (b"Rar!\x1a\x07", PACKED),
    (b"\x28\xb5\x2f\xfd", PACKED),  # Zstandard
    (b"SQLite format 3\0", DATABASE),
    (b"\0\1\0\0Standard Jet DB", DATABASE),
    (b"\0\1\0\0Standard ACE DB", DATABASE),
    (b"ARROW1", COLUMNS),
    (b"FEA1", COLUMNS),
    (b"ORC", COLUMNS),
    (b"\x89HDF\r\n", COLUMNS),
    (b"<stata_dta>", STATA),
    (SAS_DATA, SAS),
    (b"HEADER RECORD*******", SAS),
    (b"RDA2\n", UnreadableError("file_of_r")),
    (b"RDA3\n", UnreadableError("file_of_r")),
    (b"version https://git-lfs.github.com/", POINTER),
    (b"/annex/objects/", POINTER),
    (b"[InternetShortcut]", POINTER),
    (b"L\0\0\0\1\x14\2\0", POINTER),  # a shortcut of Windows
    (b"\0\5\x16\7", UnreadableError("file_of_mac")),
    (b"MIME-Version:", UnreadableError("web_page_not_data")),  # a page saved as one file
)
ELSEWHERE: tuple[tuple[re.Pattern[bytes], UnreadableError], ...] = (  # in the first bytes, not at their very start
    (re.compile(rb"(?s).{8}DUCK"), DATABASE),
    (re.compile(rb"(?s)[\x69-\x73][\x01\x02]\x01\0"), STATA),  # before Stata 13
    (re.compile(rb"(?s).{257}ustar"), PACKED),  # tar
    (re.compile(rb"(?s).{0,300}ASCII SPSS PORT FILE"), UnreadableError("file_of_spss_portable")),
    (re.compile(rb"(?s)RIFF.{4}WEBP|.{4}ftyp(?:heic|heix|mif1|avif)"), IMAGE),
)


def of_beginning(head: bytes) -> Form | UnreadableError | None:
    """Return what a file is that begins with these bytes (300 are enough), None where they do not say it."""
    found = next((form for start, form in BEGINNINGS if head.startswith(start)), None)
    return found or next((error for pattern, error in ELSEWHERE if pattern.match(head)), None)
