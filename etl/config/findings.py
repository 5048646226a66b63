"""Findings of query edits: what should be looked at but need not be wrong, and what a card accepts of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated

import msgspec

from contract.errors import UserError
from etl.config.toml import FromToml, PeriodText, Text

KEYS = ("indicator", "period", "level", "area", "group_dim", "group_code")


class Figures(FromToml, frozen=True):
    """Which figures are meant, by the keys of an observation; what is not said is any."""

    indicator: str | None = None
    period: PeriodText | None = None
    level: str | None = None
    area: str | None = None
    group_dim: str | None = None
    group_code: str | None = None

    def said(self) -> dict[str, str]:
        """Return key = value of what is said."""
        return {name: value for name in KEYS if (value := getattr(self, name)) is not None}


class Accepted(Figures, frozen=True, kw_only=True):
    """Figures that look wrong and are right, and who or what says so; `finding` is the code of the message."""

    reason: Text | Annotated[str, msgspec.Meta(min_length=1)]
    finding: str | None = None

    def __post_init__(self) -> None:
        """Refuse an entry that would accept everything."""
        if self.indicator is None and self.finding is None:
            raise ValueError("`indicator` or `finding` is missing")

    def is_about(self, finding: Finding) -> bool:
        """Return whether it accepts a finding: everything that it says must be so."""
        same = self.finding in {None, finding.error.code}
        return same and self.said().items() <= finding.figures.said().items()


@dataclass(frozen=True, slots=True)
class Finding:
    """What an edit found: an error that is told instead of raised, and the figures that it is about.

    certain: it is wrong beyond doubt, and stops the build unless the card accepts it.
    """

    error: UserError
    figures: Figures = field(default_factory=Figures)
    certain: bool = False

    @property
    def line(self) -> str:
        """The entry of a card that accepts it."""
        said = {"finding": self.error.code, **self.figures.said(), "reason": "…"}
        return "{ " + ", ".join(f'{name} = "{value}"' for name, value in said.items()) + " }"
