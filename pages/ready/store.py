"""Ready answers: what a page shows of a view, shared by all readers of a database file."""

from __future__ import annotations

from collections.abc import Hashable
from functools import cache
from typing import Any

from markupsafe import Markup

from pages.ready.size import size_of
from pages.server.caching.cache import Cache, Share
from pages.server.databases import DatabaseFile
from pages.server.settings import read_settings

Answers = Cache[tuple[DatabaseFile, Hashable], Any]


@cache
def store() -> Answers:
    """Return the answers of this process."""
    return Cache(Share.PAGES.of(read_settings().cache_mb), size_of)


@cache
def frames() -> Cache[tuple[DatabaseFile, Hashable], Markup]:
    """Return the HTML that stands around the answers, with a reader's view in its links."""
    return Cache(Share.FRAMES.of(read_settings().cache_mb), size_of)
