"""What a file itself says of its signs: in its notes ("... No information available"), or in keywords of its format."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

LINES = re.compile(r"[#\r\n]+")
ENTRY = re.compile(r"^\W*?[\"'(]?(\.{1,7}|-)[\"')]?(?:\s*[=:–]\s*|\s+)([^\W\d].*)$")
DOTS = re.compile(r"^\.{1,7}$")
WORDS_BEHIND_DASH = 5  # more of them are an item of a list
DASHES = frozenset("-–—−")


def legend(notes: Iterable[str]) -> dict[str, str]:
    """Return sign = words of what stands in notes as `.. Data not available`, one on a line; the first counts."""
    found: dict[str, str] = {}
    for note in notes:
        for line in LINES.split(note):
            entry = ENTRY.match(line.strip())
            if entry and (entry[1] not in DASHES or len(entry[2].split()) <= WORDS_BEHIND_DASH):
                found.setdefault(entry[1], entry[2].strip())
    return found


def is_symbol(words: str) -> bool:
    """Return whether what should explain a sign is only a sign itself."""
    return bool(DOTS.match(words)) or words in DASHES


def explained(shown: Mapping[str, str], notes: Iterable[str]) -> dict[str, str]:
    """Return sign = words of a file that says how its signs are shown, by words or by another sign of its notes."""
    told = legend(notes)
    words = {sign: told.get(text, text) for sign, text in shown.items() if text}
    return told | words
