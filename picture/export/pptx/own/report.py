"""What is told of a template: which of its layouts are used, and how much room pictures have."""

from __future__ import annotations

from picture.export.pptx.own.layouts import (
    COVER_KINDS,
    EVERY_LAYOUT,
    PICTURE_KINDS,
    base_layout,
    picture_area,
    put_layouts,
)
from picture.export.pptx.own.opening import opened_template

CENTIMETRES = 2.54  # of an inch


def template_report(content: bytes) -> list[str]:
    """Return what slides take of a template, a line each; raise UserError where it cannot be one."""
    deck = opened_template(content)
    cover = base_layout(deck, COVER_KINDS)
    base = base_layout(deck, PICTURE_KINDS)
    added = put_layouts(deck)
    told = [f"Layout {name}: its own." for name in EVERY_LAYOUT if name not in added]
    if added:
        _, _, width, height = (CENTIMETRES * side for side in picture_area(deck, base).picture)
        told += [
            f"Cover: made with the look of its layout {cover.name!r}.",
            f"Slides: made with the look of its layout {base.name!r}.",
            f"Room for a picture: {width:.1f} x {height:.1f} cm.",
        ]
    return told
