"""Kits of a collection: asked of the published database and written."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import duckdb

from contract.codes import Language
from picture.export.kit.kit import collection_kit, kit_name
from picture.export.track import Track
from picture.packs import NamedFile
from picture.query.collect.kit import read_kit

KIT = "kit"


def make_kit(
    con: duckdb.DuckDBPyConnection,
    languages: Sequence[Language],
    place: str = "",
    indicators: Collection[str] = (),
    track: Track = iter,
) -> NamedFile:
    """Return a kit with its name; raise KeyError for a place or an indicator that there is not.

    place: its key, as in addresses; "" = any place. track: counts its files.
    """
    content = read_kit(con, languages, place, indicators)
    return f"{kit_name(content)}.zip", collection_kit(content, track)
