"""What is told of a template: which of its layouts are used, and how much room pictures have."""

from __future__ import annotations

from contract.codes import Language
from picture.export.pptx.own.layouts import (
    CENTIMETRES,
    COVER_KINDS,
    EVERY_LAYOUT,
    PICTURE_KINDS,
    base_layout,
    picture_area,
    put_layouts,
)
from picture.export.pptx.own.opening import opened_template
from picture.text.words import number, word


def template_report(content: bytes, language: Language) -> list[str]:
    """Return what slides take of a template, a line each; raise UserError where it cannot be one."""
    deck = opened_template(content)
    cover = base_layout(deck, COVER_KINDS)
    base = base_layout(deck, PICTURE_KINDS)
    added = put_layouts(deck)
    told = [word("template_own_layout", language, name=name) for name in EVERY_LAYOUT if name not in added]
    if added:
        _, _, width, height = (number(CENTIMETRES * side, 1, language) for side in picture_area(deck, base).picture)
        told += [
            word("template_cover", language, name=cover.name),
            word("template_slides", language, name=base.name),
            word("template_room", language, width=width, height=height),
        ]
    return told
