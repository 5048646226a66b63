"""Observation status and confidentiality status of a figure, by the SDMX code lists CL_OBS_STATUS and CL_CONF_STATUS.

A figure has one confidentiality status and any number of observation statuses: "BU" is a value of low reliability after
a series break. They are written as the letters of the code list, each once, in alphabetical order; "A" stands alone and
means that there is nothing to say. Eurostat uses both lists since 27 January 2025.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum


class ObsStatus(StrEnum):
    """What there is to know about a figure (SDMX CL_OBS_STATUS; the codes in use here)."""

    NORMAL = "A"
    BREAK = "B"  # time series break before this period
    DEFINITION = "D"  # definition differs
    ESTIMATED = "E"  # estimated by the publisher, or by us
    NOT_APPLICABLE = "M"  # missing: data cannot exist
    MISSING = "O"  # missing: data should exist, and there are none
    PROVISIONAL = "P"
    LOW_RELIABILITY = "U"


class ConfStatus(StrEnum):
    """Whether a figure may be published (SDMX CL_CONF_STATUS; the codes in use here).

    Primary and secondary suppression are not told apart: which one it is would already say something.
    """

    FREE = "F"
    CONFIDENTIAL = "C"


WITHOUT_VALUE = frozenset({ObsStatus.NOT_APPLICABLE, ObsStatus.MISSING})  # no value may stand beside them


@dataclass(frozen=True, slots=True)
class Status:
    """Both statuses of one figure; an empty `obs` is "A"."""

    obs: frozenset[ObsStatus] = frozenset()
    conf: ConfStatus = ConfStatus.FREE

    @classmethod
    def parse(cls, codes: str) -> Status:
        """Read codes of both lists in a row: "BU", "C", "BC"; raise ValueError for one that is not in use."""
        confidential = ConfStatus.CONFIDENTIAL.value
        conf = ConfStatus.CONFIDENTIAL if confidential in codes else ConfStatus.FREE
        return cls(parse_obs(codes.replace(confidential, "")), conf)

    def __or__(self, other: Status) -> Status:
        """Return what is to know when both hold: all observation statuses, and confidential as soon as one is."""
        conf = self.conf if self.conf is ConfStatus.CONFIDENTIAL else other.conf
        return Status(self.obs | other.obs, conf)

    def __str__(self) -> str:
        """Write it in a few letters for people who build: "B", "C", "B C"; nothing when there is nothing to say."""
        obs = format_obs(self.obs) if self.obs else ""
        conf = self.conf if self.conf is ConfStatus.CONFIDENTIAL else ""
        return " ".join(filter(None, (obs, conf)))


def parse_obs(text: str) -> frozenset[ObsStatus]:
    """Read the letters of `obs_status`: "BU" holds two, "A" none; raise ValueError for a letter that is not in use."""
    return frozenset(ObsStatus(letter) for letter in text) - {ObsStatus.NORMAL}


def format_obs(statuses: Collection[ObsStatus]) -> str:
    """Write observation statuses as `obs_status` holds them: "BU"; "A" when there are none."""
    return "".join(sorted(statuses)) or ObsStatus.NORMAL.value
