"""How to read a picture: two sentences of its own numbers under it."""

from __future__ import annotations

from markupsafe import Markup

from contract.codes import Language
from picture.text.words import word


def how_to_read(reading: str, language: Language) -> Markup:
    """Write how to read a picture; nothing where there is nothing to read."""
    if not reading:
        return Markup("")
    return Markup('<p class="lb-reading-of"><b>{}</b> {}</p>').format(word("how_to_read", language), reading)
