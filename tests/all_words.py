"""Every word of the interface, whichever file holds it."""

import tomllib

from picture.text.words import word_files

WORDS = {}
for path in word_files():
    WORDS |= tomllib.loads(path.read_text(encoding="utf-8"))
