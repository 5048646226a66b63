"""The look of everything made in picture/html: one style sheet for each kind of part. Every class begins with lb-."""

from __future__ import annotations

from pathlib import Path

SHEETS_FOLDER = Path(__file__).parent / "look"
BASE = SHEETS_FOLDER / "base.css"  # names the colours and draws the frame: it comes first


def style_sheets() -> list[Path]:
    """Return the style sheets, the frame's first and the others in the order of their names; they stand once a page."""
    return [BASE, *sorted(path for path in SHEETS_FOLDER.glob("*.css") if path != BASE)]
