"""The quality declaration of an edition, by the headings of Official Statistics of Finland."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from contract.codes import Language
from etl.config.toml import FromToml, Text, read_toml

QUALITY = Path(__file__).parents[2] / "config" / "quality.toml"
SCHEMA = pl.Schema(
    {
        "part": pl.String(),
        "position": pl.Int32(),
        "edition": pl.String(),
        **{f"text_{language}": pl.String() for language in Language},
    }
)


class QualityDeclaration(FromToml, frozen=True):
    """What quality.toml says, heading by heading."""

    edition: str  # for which it was written
    relevance: Text
    accuracy: Text  # and reliability
    timeliness: Text  # and punctuality
    comparability: Text  # and coherence
    accessibility: Text  # and clarity
    producer: Text
    legal_basis: Text


def read_quality(path: Path = QUALITY) -> QualityDeclaration:
    """Read the quality declaration; raise UserError naming file and key."""
    return read_toml(path, QualityDeclaration)


def quality_table(declared: QualityDeclaration) -> pl.DataFrame:
    """Return table `quality`, in the order of the headings."""
    parts = [name for name in declared.__struct_fields__ if name != "edition"]
    rows = [
        (part, at, declared.edition, *(getattr(getattr(declared, part), language) for language in Language))
        for at, part in enumerate(parts)
    ]
    return pl.DataFrame(rows, SCHEMA, orient="row")
