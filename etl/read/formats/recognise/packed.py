"""Files that hold other files: ZIP (workbooks of today), OLE2 (workbooks of before 2007), gzip (what R saves)."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

from etl.read.formats.limits import UnreadableError, guarded_read
from etl.read.formats.recognise.form import Form

ZIP = b"PK"
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
GZIP = b"\x1f\x8b"
ENCRYPTED = 1  # flag of a member of a ZIP
SHOWN = 8  # names in a message
DOCUMENT = UnreadableError("file_of_document")
LOCKED = UnreadableError("workbook_locked")
OF_R = (b"RDX2\n", b"RDX3\n", b"X\n\0\0\0", b"A\n", b"RDA2\n", b"RDA3\n")  # how files of R begin once unpacked
MEMBERS: tuple[tuple[str, Form | UnreadableError], ...] = (  # one of its members says what a ZIP is
    (r"(xl/)?workbook\.xml", Form.XLSX),  # some programs put the parts at the top
    (r"xl/workbook\.bin", Form.XLSB),
    (r"word/document\.xml|ppt/presentation\.xml", DOCUMENT),
    (r"Index/Document\.iwa|Index\.zip", UnreadableError("file_of_numbers")),
    (r"xl/.*", Form.XLSX),  # whose reader says what is missing
)
OPEN_DOCUMENT = "mimetype"  # the member in which OpenDocument says what it is
SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"
BIFF_START = re.compile(rb"\x09\x08[\x08\x10]\0\0[\x05\x06]\x05\0")  # the first record of a workbook's stream
FILEPASS = 0x2F  # the record of an encrypted workbook; it stands before that of the first sheet
FIRST_SHEET = 0x85
RECORDS = 40  # that may stand before it
ENTRY = 128


def of_packed(path: Path, head: bytes) -> Form | UnreadableError | None:
    """Return what a file is that holds others, None where it is no such file."""
    if head.startswith(ZIP) and head[2:4] in {b"\3\4", b"\5\6", b"\7\x08"}:
        return _of_zip(path)
    if head.startswith(OLE2):
        return _of_ole2(path.read_bytes())
    if head.startswith(GZIP):
        return _of_gzip(path)
    return None


def _of_zip(path: Path) -> Form | UnreadableError:
    with guarded_read(path, "zip_cut"), ZipFile(path) as parts:
        return _of_members(path, parts)


def _of_members(path: Path, parts: ZipFile) -> Form | UnreadableError:
    names = [part.filename for part in parts.infolist() if not part.is_dir()]
    known = next((form for pattern, form in MEMBERS if any(re.fullmatch(pattern, name) for name in names)), None)
    if known:
        return known
    if OPEN_DOCUMENT in names:
        with parts.open(OPEN_DOCUMENT) as said:
            return Form.ODS if said.read(len(SPREADSHEET)) == SPREADSHEET else DOCUMENT
    if any(part.flag_bits & ENCRYPTED for part in parts.infolist()):
        return UnreadableError("file_encrypted", path=path)
    return UnreadableError("file_packed", path=path, found=names[:SHOWN] or None)


def _of_ole2(content: bytes) -> Form | UnreadableError:
    """Tell workbooks from documents by the names of their streams, and whether a password keeps them shut."""
    if _holds(content, "EncryptedPackage"):
        return LOCKED
    if _holds(content, "Workbook") or _holds(content, "Book"):
        return LOCKED if FILEPASS in _records(content) else Form.XLS
    is_document = _holds(content, "WordDocument") or _holds(content, "PowerPoint Document")
    return DOCUMENT if is_document else Form.XLS  # whose reader says that it is damaged


def _holds(content: bytes, stream: str) -> bool:
    """Tell whether the directory of the file, whose entries have 128 bytes, names a stream."""
    name = re.escape(f"{stream}\0".encode("utf-16-le"))
    return any(found.start() % ENTRY == 0 for found in re.finditer(name, content))


def _records(content: bytes) -> Iterator[int]:
    """Yield the first records of a workbook's stream, as far as that of its first sheet."""
    start = BIFF_START.search(content)
    place = start.start() if start else len(content)
    for _ in range(RECORDS):
        record = int.from_bytes(content[place : place + 2], "little")
        if record == FIRST_SHEET or place + 4 > len(content):
            return
        yield record
        place += 4 + int.from_bytes(content[place + 2 : place + 4], "little")


def _of_gzip(path: Path) -> UnreadableError:
    with path.open("rb") as file:
        packed = file.read(4096)
    try:
        start = zlib.decompressobj(wbits=31).decompress(packed, 64)
    except zlib.error:
        return UnreadableError("zip_cut", path=path)
    return UnreadableError("file_of_r") if start.startswith(OF_R) else UnreadableError("file_packed")
