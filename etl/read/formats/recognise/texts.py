"""Texts: in which encoding, and whether they are markup, JSON, PX, or cells that a separator keeps apart."""

from __future__ import annotations

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_LE
from pathlib import Path

from etl.read.formats.limits import UnreadableError
from etl.read.formats.recognise.form import Form
from etl.read.formats.recognise.json_documents import of_json

HEAD = 64 * 1024  # bytes that say what a text is
BOMS = {BOM_UTF8: "utf-8-sig", BOM_UTF32_LE: "utf-32", BOM_UTF16_LE: "utf-16", BOM_UTF16_BE: "utf-16"}
LONGEST_LINE = 10_000  # letters of a message that is no table
MARKUP = re.compile(r"<(?:[!?a-zA-Z]|/)")
PX_START = re.compile(r'[A-Z][A-Z0-9-]*(?:\[\w+\])?(?:\("[^"]*"(?:,"[^"]*")*\))?\s*=')
PX_KEYWORD = re.compile(r"(?m)^\s*(?:STUB|HEADING|VALUES|CODES|DATA|MATRIX|CHARSET|CODEPAGE|AXIS-VERSION)\b.*=")
SEPARATED = re.compile(r"[,;\t|]")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
MOST_CONTROL = 0.02  # of the letters: more, and it is no text
FEW = 0.2  # of the letters of a text are no Latin ones
MARKUPS: tuple[tuple[re.Pattern[str], Form | UnreadableError], ...] = (
    (re.compile(r"urn:schemas-microsoft-com:office:spreadsheet"), Form.SPREADSHEET_ML),
    (re.compile(r"(?i)www\.sdmx\.org/resources/sdmxml"), Form.SDMX_ML),
    (re.compile(r"(?i)<table\b"), UnreadableError("web_page_with_table")),
    (re.compile(r"(?i)<!doctype html|<html\b|<body\b|<head\b"), UnreadableError("web_page_not_data")),
)


def of_text(path: Path, head: bytes) -> Form | UnreadableError | None:
    """Return what a text is; None where the bytes are no text."""
    encoding = next((encoding for mark, encoding in BOMS.items() if head.startswith(mark)), None)
    text = head.decode(encoding or "utf-8", errors="replace")
    start = text.lstrip("\ufeff \t\r\n\f\0\u00a0")
    if not start and len(head) < HEAD:
        return UnreadableError("file_blank", path=path)
    if encoding is None and _every_second_is_zero(head):
        return UnreadableError("text_utf16_unmarked", path=path)
    return _of_letters(path, start) if len(CONTROL.findall(text)) <= MOST_CONTROL * len(text) else None


def _of_letters(path: Path, start: str) -> Form | UnreadableError:
    if start.startswith(("{", "[")):
        return of_json(path)
    if MARKUP.match(start):
        return next((form for sign, form in MARKUPS if sign.search(start)), UnreadableError("file_of_xml", path=path))
    if len(start) < LONGEST_LINE and not SEPARATED.search(start) and len(start.splitlines()) == 1:
        return UnreadableError("text_no_table", path=path, found=start.strip())
    return Form.PX if PX_START.match(start) and PX_KEYWORD.search(start) else Form.DELIMITED


def _every_second_is_zero(head: bytes) -> bool:
    """Tell UTF-16 that no byte order mark says."""
    zeros = sorted((head[0::2].count(0), head[1::2].count(0)))
    return zeros[0] < FEW * len(head) / 2 < (1 - FEW) * len(head) / 2 < zeros[1]
