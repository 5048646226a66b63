"""Texts without what no file of XML may hold: control characters and places that Unicode keeps for no character."""

from __future__ import annotations

import re

UNPRINTABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")


def printable(text: str) -> str:
    """Leave out of a text what breaks XML: one such letter in a name would spoil a whole picture."""
    return UNPRINTABLE.sub("", text)
