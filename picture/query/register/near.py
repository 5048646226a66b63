"""What concerns an area: itself, the areas inside it, the larger ones around it, the whole country."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from contract.cell_key import area_key
from contract.codes import COUNTRY, Level
from picture.query.choices import Choices
from picture.query.model import Area, View
from picture.query.tables.area_context import AreaKey

EVERYWHERE = 3  # the ring of the whole country


@dataclass(frozen=True, slots=True)
class Rings:
    """Keys of areas, from the chosen one outwards. Of the whole country everything is looked at, as one ring."""

    own: tuple[str, ...]
    inside: tuple[str, ...] = ()
    larger: tuple[str, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """Return all of them."""
        return self.own if self.whole_country else (*self.own, *self.inside, *self.larger)

    @property
    def whole_country(self) -> bool:
        """Whether the whole country is looked at."""
        return self.own == (COUNTRY,)


def rings_of(view: View, choices: Choices) -> Rings:
    """Return the rings around the chosen area."""
    return rings_around(area_key(view.area_level, view.area), choices)


def near_keys(view: View, choices: Choices) -> tuple[str, ...]:
    """Return the keys of the chosen area, of what lies in it and around it; of the whole country only its own."""
    return rings_of(view, choices).keys


def rings_around(key: str, choices: Choices) -> Rings:
    """Return the rings around an area; a centre that has ended still belongs to its regions."""
    area = areas_by_key(choices)[key]
    here = (area.level, area.code)
    if area.level == Level.COUNTRY:
        return Rings((COUNTRY,))
    members = choices.reference.contexts.members
    inside = _closure({here}, [(larger, smaller) for larger, smaller, now in members if now])
    upwards = [(smaller, larger) for larger, smaller, now in members if now or larger[0] == Level.ELY]
    larger = {key for key in _closure({here, *inside}, upwards) - inside if key[0] != Level.COUNTRY}
    return Rings(_keys({here}), _keys(inside - {here}), _keys(larger - {here}))


def areas_by_key(choices: Choices) -> Mapping[str, Area]:
    """Return all areas, as each is called now, by their keys in addresses."""
    return {area_key(area.level, area.code): area for area in choices.reference.areas.values()}


def region_of_place(choices: Choices) -> Mapping[str, str]:
    """Return the region of each municipality of today, and of each region itself; both as keys."""
    members = choices.reference.contexts.members
    pairs = ((larger, smaller) for larger, smaller, now in members if now and larger[0] == Level.MAAKUNTA)
    of_municipalities = {area_key(*smaller): area_key(*larger) for larger, smaller in pairs}
    regions = (area_key(level, code) for level, code in choices.reference.areas if level == Level.MAAKUNTA)
    return of_municipalities | {key: key for key in regions}


def _closure(start: Collection[AreaKey], steps: Collection[tuple[AreaKey, AreaKey]]) -> set[AreaKey]:
    """Follow steps from some areas until nothing new is met; the start is not among what is returned."""
    met = set(start)
    new = set(start)
    while new:
        new = {after for before, after in steps if before in new} - met
        met |= new
    return met - set(start)


def _keys(areas: Collection[AreaKey]) -> tuple[str, ...]:
    return tuple(sorted(area_key(level, code) for level, code in areas))
