"""Texts of a form as they are compared: without HTML, entities, and blanks that nobody sees."""

from __future__ import annotations

import html
import re
import unicodedata

BLOCK = re.compile(r"</?(?:br|p|div|li|ul|ol|td|tr|table|h[1-6]|hr)\b[^<>]*>", re.IGNORECASE)  # begins another line
TAG = re.compile(r"</?[A-Za-z][^<>]*>|<!--.*?-->", re.DOTALL)
UNSEEN = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")


def shown(text: str) -> str:
    """Return a text as a reader of the form saw it, on one line."""
    plain = html.unescape(TAG.sub("", BLOCK.sub(" ", text)))
    return " ".join(UNSEEN.sub("", unicodedata.normalize("NFC", plain)).split())


def bare(text: str) -> str:
    """Return a text as it is compared with another: as shown, without case."""
    return shown(text).casefold()


def in_toml(text: str) -> str:
    """Return a text as it is written on a card."""
    escaped = shown(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
