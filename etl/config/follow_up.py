"""What the ministry follows beside the four domains, and which indicators tell of it (follow_up.toml)."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from contract.errors import UserError
from etl.config.toml import FromToml, Text, read_toml

FOLLOW_UP = Path(__file__).with_name("follow_up.toml")


class _Declared(FromToml, frozen=True):
    indicators: tuple[str, ...]
    indirect: tuple[str, ...]
    name: Text
    asks: Text  # the question that it stands for


class FollowUp(_Declared, frozen=True, kw_only=True):
    """One matter that is followed; `indirect` indicators tell something of it and do not ask for it."""

    id: str


def read_follow_up(known: Collection[str], path: Path = FOLLOW_UP) -> tuple[FollowUp, ...]:
    """Read what is followed, in the order of the file; raise UserError for an unknown indicator or one named twice."""
    declared = read_toml(path, dict[str, _Declared])
    for name, one in declared.items():
        named = (*one.indicators, *one.indirect)
        unknown = [indicator for indicator in named if indicator not in known]
        twice = [indicator for indicator in named if named.count(indicator) > 1]
        if unknown:
            raise UserError("indicator_unknown", path=path, key=name, found=unknown[0])
        if twice:
            raise UserError("followed_twice", path=path, key=name, found=twice[0])
    return tuple(
        FollowUp(id=name, indicators=one.indicators, indirect=one.indirect, name=one.name, asks=one.asks)
        for name, one in declared.items()
    )
