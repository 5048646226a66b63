"""Ready answers: what a page shows of a view, shared by all readers of a database file.

Those of old versions have a small share of their own: they push none of the served one out.
"""

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


def store(file: DatabaseFile) -> Answers:
    """Return the answers of this process that are of the same kind as those of a database."""
    return _answers(Share.OLD_VERSIONS if file.told_by else Share.PAGES)


@cache
def _answers(share: Share) -> Answers:
    return Cache(share.of(read_settings().cache_mb), size_of)


@cache
def frames() -> Cache[tuple[DatabaseFile, Hashable], Markup]:
    """Return the HTML that stands around the answers, with a reader's view in its links."""
    return Cache(Share.FRAMES.of(read_settings().cache_mb), size_of)
