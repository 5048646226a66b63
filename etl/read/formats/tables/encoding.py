"""How the letters of a text are written: a byte order mark says it, else the card; nothing is guessed."""

from __future__ import annotations

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, lookup
from pathlib import Path

from contract.errors import UserError
from etl.read.formats.limits import UnreadableError

UTF_16 = (BOM_UTF16_LE, BOM_UTF16_BE)  # how a text begins that Excel saved as Unicode
CANDIDATES = ("windows-1252", "cp850", "mac_roman")  # of files that are not in UTF-8, the likely first
LETTERS = frozenset("åäöÅÄÖéÉèüÜšŠžŽáÁđŋčČŧ€§°–—’”“…·½±\u00a0")  # of names and texts in our languages
COMMON = "åäöÅÄÖ"
AROUND = 12  # bytes on either side that are shown


def decoded(path: Path, encoding: str) -> str:
    """Return the text of a file; raise UserError with the row of the first byte that its encoding does not have."""
    raw = path.read_bytes()
    mark = "utf-16" if raw.startswith(UTF_16) else "utf-8-sig" if raw.startswith(BOM_UTF8) else ""
    try:
        name = mark or lookup(encoding).name
        text = raw.decode(name)
    except UnicodeDecodeError as error:
        row = raw[: error.start].count(b"\n") + 1
        found = raw[error.start : error.end]
        likely, words = _likely(raw, error.start)
        if likely:
            raise UnreadableError(
                "encoding_other", path=path, row=row, found=words, encoding=encoding, likely=likely
            ) from error
        raise UnreadableError("encoding_wrong", path=path, row=row, found=found, encoding=encoding) from error
    except (LookupError, ValueError) as error:
        raise UserError("encoding_unknown", path=path, found=encoding) from error
    if not (raw.isascii() or mark or name.startswith("utf")) and _is_utf8(raw):
        raise UnreadableError("encoding_is_utf8", path=path, found=encoding)
    return text


def _likely(raw: bytes, place: int) -> tuple[str, str]:
    """Return the encoding by which all letters are ours and most are common, and the words around a place by it."""
    texts = {name: raw.decode(name, errors="replace") for name in CANDIDATES}
    ours = [name for name, text in texts.items() if all(one.isascii() or one in LETTERS for one in text)]
    if not ours:
        return "", ""
    likely = max(ours, key=lambda name: sum(map(texts[name].count, COMMON)))
    return likely, raw[max(place - AROUND, 0) : place + AROUND].decode(likely).strip()


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
