"""The areas that a reader chooses from, in the order in which they are listed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from contract.codes import Level
from picture.query.choices import Choices
from picture.query.model import Area, View

ORDER = (  # of sections; what has ended stands last
    Level.COUNTRY,
    Level.MAAKUNTA,
    Level.ELINVOIMAKESKUS,
    Level.SUURALUE,
    Level.HYVINVOINTIALUE,
    Level.KUNTA,
    Level.ELY,
)


@dataclass(frozen=True, slots=True)
class AreaSection:
    """Areas of one level that are in force, or those of one level that have ended."""

    level: str
    ended: int | None  # the year in which they ended
    areas: tuple[Area, ...]


def area_sections(choices: Choices, areas: Sequence[Area], view: View) -> tuple[AreaSection, ...]:
    """Order areas by level, what has ended last.

    An area that is nothing but a region of the same name is left out, unless it is the one that is looked at: Åland is
    a major region, too.
    """
    contexts = choices.reference.contexts
    ended = contexts.last_days
    same = contexts.renamed_regions - {(view.area_level, view.area)}
    sections: dict[tuple[bool, int, str, int | None], list[Area]] = {}
    for area in areas:
        if (area.level, area.code) not in same:
            day = ended.get((area.level, area.code))
            place = (day is not None, ORDER.index(Level(area.level)), area.level, day.year if day else None)
            sections.setdefault(place, []).append(area)
    order = sorted(sections, key=lambda place: place[:2])
    return tuple(AreaSection(level, year, tuple(sections[was, at, level, year])) for was, at, level, year in order)
