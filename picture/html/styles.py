"""The look of everything made in picture/html: one style sheet for each kind of part. Every class begins with lb-."""

from __future__ import annotations

from pathlib import Path


def style_sheets() -> list[Path]:
    """Return the style sheets in the order of their names; they stand once in every page."""
    return sorted((Path(__file__).parent / "look").glob("*.css"))
