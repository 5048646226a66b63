"""The field in which one chooses an area."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from markupsafe import Markup

from contract.cell_key import area_key
from contract.codes import Language, Level
from picture.html.choosing.combo import Option, OptionGroup, combo
from picture.query.choices import Choices
from picture.query.choosing.area_list import AreaSection
from picture.query.choosing.folding import folded
from picture.query.model import Area, View
from picture.text.words import word

MOST_AREA_LISTS = 30  # of two builds in three languages; each keeps the choices of its build


def area_field(sections: Sequence[AreaSection], choices: Choices, selected: Mapping[str, str], view: View) -> Markup:
    """Write the field with areas by level; choosing one changes nothing else in the view.

    selected: the view, as the address carries it.
    """
    language = choices.language
    shown = {**selected, "area": area_key(view.area_level, view.area)}
    return combo("area", word("choose_area", language), _groups(tuple(sections), choices), language, shown)


@lru_cache(MOST_AREA_LISTS)
def _groups(sections: tuple[AreaSection, ...], choices: Choices) -> tuple[OptionGroup, ...]:
    return tuple(
        OptionGroup(_title(section, choices.language), tuple(_option(area, section, choices) for area in section.areas))
        for section in sections
    )


def kind_of_area(area: Area, language: Language, ended: int | None = None) -> str:
    """Write of what kind an area is, where its name does not say so; ended: the year in which it ended."""
    if ended is not None:
        return word("area_ended_short", language, year=ended)
    kind = word(f"kind_{area.level}", language)
    return "" if kind.lower() in area.name.lower() else kind


def _title(section: AreaSection, language: Language) -> str:
    if section.ended is not None:
        return word("areas_ended", language)
    return "" if section.level == Level.COUNTRY else word(f"level_{section.level}", language)


def _option(area: Area, section: AreaSection, choices: Choices) -> Option:
    called = choices.reference.called.get((area.level, area.code), ())
    return Option(
        value=area_key(area.level, area.code),
        name=area.name,
        note=kind_of_area(area, choices.language, section.ended),
        find=folded([area.name, *called]),
    )
