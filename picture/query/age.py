"""How old a figure is in the year of the edition, and whether that is too old to stand beside what is new."""

from __future__ import annotations

from contract.period import Period


def is_old(period: str, edition: str, limit: int) -> bool:
    """Return whether the last year of a period lies more than `limit` years before the year of the edition.

    `limit`: `max_age_years` of the stamp, in years.
    """
    return years_before(period, edition) > limit


def is_dated(period: str, edition: str) -> bool:
    """Return whether a figure is from another year than the edition, so that its year must stand beside it."""
    return years_before(period, edition) != 0


def years_before(period: str, edition: str) -> int:
    """Return how many years the last year of a period lies before the year of the edition."""
    return Period.parse(edition).last - Period.parse(period).last
