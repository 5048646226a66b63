"""Links that keep the reader's view, in HTML that is written once for all views.

A page holds some two hundred of them. Written at every run, they took half of its time.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import urlencode

from markupsafe import Markup, escape

MOST_PAIRS = 5_000  # keys with a value
VIEW = "\0"  # at the end of an address: where the view is put in; no text of ours holds it


def put_view(html: Markup, selected: Mapping[str, str], key: str) -> Markup:
    """Put the view into every address that waits for it.

    selected: the view, as the address carries it; key: what each address has already, and says otherwise.
    """
    view = "".join(_written(name, value) for name, value in selected.items() if name != key)
    return html.replace(VIEW, Markup(view))  # noqa: S704 - each part is escaped


@lru_cache(MOST_PAIRS)
def _written(key: str, value: str) -> str:
    return str(escape(f"&{urlencode({key: value})}"))
