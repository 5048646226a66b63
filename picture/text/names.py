"""How areas, groups and indicators are named in a sentence, a label or a subtitle."""

from __future__ import annotations

from collections.abc import Sequence

from contract.codes import Level
from picture.query.model import Dataset, Group, Indicator, Line, Observation
from picture.text.words import period, word

PLACES = {"birth"}  # dimensions whose groups are named after countries and regions
PROPER = ("Finnish", "Swedish", "Sámi", "Finland", "Suomeen ")  # written with a capital everywhere


def shortened(text: str, letters: int) -> str:
    """Return a text of at most so many letters; one that was longer ends with an ellipsis."""
    return text if len(text) <= letters else f"{text[: max(letters - 1, 1)].rstrip()}…"


def area_name(dataset: Dataset) -> str:
    """Return the chosen area's name."""
    if dataset.area_name:
        return dataset.area_name
    rows = (*dataset.rows, *dataset.reference)
    return next((r.area.name for r in rows if dataset.view.chose(r.area)), word("level_country", dataset.view.language))


def group_name(row: Observation) -> str:
    """Write a row's group inside a sentence: with a small letter, unless it begins with a name."""
    return group_name_of(row.group)


def group_name_of(group: Group) -> str:
    """Write a group inside a sentence."""
    return group.name if group.dim in PLACES else inside(group.name)


def inside(name: str) -> str:
    """Write a name as it stands inside a sentence: with a small letter, unless it begins with a proper name."""
    return name if name.startswith(PROPER) else name[:1].lower() + name[1:]


def own_period(row: Observation, dataset: Dataset) -> str:
    """Return the period of a number that is not from the year that the picture names; else an empty text.

    A page names the edition and a subtitle the asked period: a number stands without its own only when it is from both.
    """
    return "" if row.period == dataset.view.period == dataset.stamp.edition else period(row.period)


def dated_name(row: Observation, indicator: Indicator, dataset: Dataset, *, short: bool = False) -> str:
    """Name an indicator, with the period of its number where that is not the picture's: "Turnout, 2021"."""
    return ", ".join(part for part in (indicator.short if short else indicator.name, own_period(row, dataset)) if part)


def indicator_and_group(dataset: Dataset) -> str:
    """Name the one indicator of a picture, and the group where it is not everybody: "Trust (Swedish speakers)"."""
    name = dataset.indicators[0].name
    group = next((r.group for r in (*dataset.rows, *dataset.reference) if not r.group.is_everybody), None)
    return name if group is None else f"{name} ({group.name})"


def line_name(line: Line, others: Sequence[Line], dataset: Dataset) -> str:
    """Name a line of a trend: its area, its group where it has one of its own, its level where names are equal."""
    area = line.area.name
    if any(o.area.name == area and o.area != line.area for o in others):
        area = f"{area} ({word(f'kind_{line.area.level}', dataset.view.language)})"
    if (line.group.dim, line.group.code) == (dataset.view.group_dim, dataset.view.group_code):
        return area
    return line.group.name if line.area.level == Level.COUNTRY else f"{line.group.name}, {area}"
