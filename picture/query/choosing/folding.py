"""Letters without accents, so that a name is found whichever keyboard it is typed on."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache


@lru_cache(maxsize=2_000)
def fold(text: str) -> str:
    """Write a text in small letters without accents, its words apart by single spaces: "Åland" -> "aland".

    The field in the browser folds what is typed the same way (pages/server/shell/script/choosing.js).
    """
    plain = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", " ", plain).strip()


def folded(texts: Iterable[str]) -> str:
    """Write several names as one text to look in, each once, apart by a stroke: "ahvenanmaa|aland"."""
    return "|".join(dict.fromkeys(filter(None, map(fold, texts))))
