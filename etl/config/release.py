"""What a release needs beside its checklist, read from release.toml."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import msgspec

from etl.config.toml import FromToml, read_toml

RELEASE = Path(__file__).with_name("release.toml")


class ReleaseRules(FromToml, frozen=True):
    """What release.toml says."""

    people: Annotated[int, msgspec.Meta(ge=1, le=9)]


def read_release_rules(path: Path = RELEASE) -> ReleaseRules:
    """Read the rules of releases; raise UserError naming file and key."""
    return read_toml(path, ReleaseRules)
