"""Observation status and confidentiality status of a figure, by the SDMX code lists CL_OBS_STATUS and CL_CONF_STATUS.

A figure has one confidentiality status and one or more observation statuses: "BU" is a value of low reliability after
a series break. They are written as the letters of the code list, each once, in alphabetical order; "A" stands alone.
Eurostat writes the same codes in small letters, and has used them with these meanings since 27 January 2025.
"""

from __future__ import annotations

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


WITHOUT_VALUE = frozenset({ObsStatus.NOT_APPLICABLE, ObsStatus.MISSING})  # statuses that no value may stand beside
