"""The small tag that tells the year of a figure that is older than the edition."""

from __future__ import annotations

from markupsafe import Markup

from contract.codes import Language
from picture.query.age import is_dated, is_old
from picture.query.model import Observation, Stamp
from picture.text.words import period, word


def year_tag(row: Observation, stamp: Stamp, language: Language) -> Markup:
    """Write the year of a figure that is not from the year of the edition; nothing for one that is.

    An old one says in words that it is old: to a screen reader, and to whoever points at it.
    """
    if not is_dated(row.period, stamp.edition):
        return Markup()
    when = period(row.period)
    if not is_old(row.period, stamp.edition, stamp.max_age_years):
        return Markup('<span class="lb-year-tag">{}</span>').format(when)
    old = word("year_old", language)
    return Markup('<span class="lb-year-tag" title="{0}">{1}<span class="lb-unseen"> ({0})</span></span>').format(
        old, when
    )
