"""Write a document as an accessible PDF (PDF/UA-1) with Typst, which refuses a figure without words."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import typst

from picture.charts import palette
from picture.export.image.draw import FONTS
from picture.export.report.document.content import Document, writable

TEMPLATE = Path(__file__).with_name("document.typ")
# Latin, Greek, Cyrillic, dashes and quotation marks, currencies, arrows and mathematics, shapes
UNDRAWABLE = re.compile(
    r"[^\n\x20-\x7e\u00a0-\u02ff\u0370-\u04ff\u1e00-\u1efe\u2010-\u2027\u202f-\u203a\u2044\u20a0-\u20bf\u2190-\u22ff\u25a0-\u25ff]"
)
SOFT_HYPHEN = "\u00ad"
COLOURS = {
    "ink": palette.INK,
    "heading": palette.HEADING,
    "quiet": palette.QUIET,
    "grid": palette.GRID,
    "axis": palette.AXIS,
    "bar": palette.TITLE_BAR,
    "link": palette.BAND_LIGHT,
    "box": palette.LEVEL_GROUND,
    "better": palette.BETTER,
    "better_ground": palette.BETTER_GROUND,
    "worse": palette.WORSE,
    "worse_ground": palette.WORSE_GROUND,
    "neither": palette.NEITHER,
    "neither_ground": palette.NEITHER_GROUND,
}


def pdf_file(document: Document) -> bytes:
    """Write a document as PDF; the same document becomes the same bytes."""
    told = drawable(_json({**_told(writable(document)), "made": _moment(document)}))
    return typst.compile(
        TEMPLATE.read_bytes(),
        format="pdf",
        pdf_standards="ua-1",
        sys_inputs={"document": told, "colours": _json(COLOURS)},
        font_paths=FONTS,
    )


def drawable(text: str) -> str:
    """Put a box for each letter that the typeface does not have: PDF/UA refuses what cannot be shown.

    Soft hyphens are left out: at the end of a link Typst stops at them.
    """
    return UNDRAWABLE.sub("□", unicodedata.normalize("NFC", text).replace(SOFT_HYPHEN, ""))


def _told(value: Any) -> Any:
    """Return a value of content.py as JSON has it; what a block is stands in its `kind`."""
    if is_dataclass(value):
        return {"kind": type(value).__name__, **{f.name: _told(getattr(value, f.name)) for f in fields(value)}}
    return [_told(one) for one in value] if isinstance(value, tuple) else value


def _moment(document: Document) -> dict[str, int]:
    made = document.made
    return {name: getattr(made, name) for name in ("year", "month", "day", "hour", "minute", "second")}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
