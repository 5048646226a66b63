"""What a card of published counts says of small ones: how small is too small, who hides them, and what 0 means."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import msgspec

from etl.config.toml import FromToml, Text


class HiddenBy(StrEnum):
    """Who hides counts under the smallest that may be shown."""

    PUBLISHER = "publisher"  # has done so: such a count in the file contradicts the card
    US = "us"  # the file holds them, the picture does not


class Zero(StrEnum):
    """What a count of 0 is."""

    SHOWN = "shown"  # nobody: it may be shown, and therefore no hidden count is 0
    HIDDEN = "hidden"  # as small as any other small count


class CountRule(FromToml, frozen=True):
    """The rule for small counts of one source; `min_count` = 1 says that every count may be shown."""

    min_count: Annotated[int, msgspec.Meta(ge=1)]
    hidden_by: HiddenBy
    zero: Zero
    stated: Text  # what the publisher says of small counts; that it says nothing, where that is so

    @property
    def least_hidden(self) -> int:
        """The smallest count that may stand behind a hidden cell."""
        return 0 if self.zero is Zero.HIDDEN else 1
