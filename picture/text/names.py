"""How areas, groups and indicators are named in a sentence, a label or a subtitle."""

from __future__ import annotations

from picture.query.model import Dataset, Indicator, Observation
from picture.text.words import period, word

PLACES = {"birth"}  # dimensions whose groups are named after countries and regions
NATIONAL = ("Finnish", "Swedish", "Sámi")  # English writes them with a capital


def area_name(dataset: Dataset) -> str:
    """Return the chosen area's name."""
    if dataset.area_name:
        return dataset.area_name
    rows = (*dataset.rows, *dataset.reference)
    return next((r.area.name for r in rows if dataset.view.chose(r.area)), word("level_country", dataset.view.language))


def group_name(row: Observation) -> str:
    """Write a group inside a sentence: with a small letter, unless it begins with a name."""
    name = row.group.name
    proper = row.group.dim in PLACES or name.startswith(NATIONAL)
    return name if proper else name[:1].lower() + name[1:]


def own_period(row: Observation, dataset: Dataset) -> str:
    """Return the period of a number that is not from the year that the picture names; else an empty text.

    A page names the edition and a subtitle the asked period: a number stands without its own only when it is from both.
    """
    return "" if row.period == dataset.view.period == dataset.stamp.edition else period(row.period)


def dated_name(row: Observation, indicator: Indicator, dataset: Dataset) -> str:
    """Name an indicator, with the period of its number where that is not the picture's: "Turnout, 2021"."""
    return ", ".join(part for part in (indicator.name, own_period(row, dataset)) if part)


def indicator_and_group(dataset: Dataset) -> str:
    """Name the one indicator of a picture, and the group where it is not everybody: "Trust (Swedish speakers)"."""
    name = dataset.indicators[0].name
    group = next((r.group for r in (*dataset.rows, *dataset.reference) if not r.group.is_everybody), None)
    return name if group is None else f"{name} ({group.name})"
