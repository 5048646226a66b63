"""The choices of the planner: the place, and what is wished and expected."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from markupsafe import Markup

from contract.codes import Language
from picture.html.choosing.choice_field import choice_field
from picture.query.collect.asked import COLLECT_OPTIONS, PLACE_KEY, CollectAsked
from picture.query.model import Area
from picture.text.kit.planner import planner_option
from picture.text.words import word


def collect_fields(
    asked: CollectAsked, areas: Mapping[str, Area], selected: Mapping[str, str], language: Language
) -> Markup:
    """Write a field for each choice. areas: to choose from, by key; selected: the view, as the address carries it."""
    address = {**selected, **asked.address()}
    by_level = groupby(areas.items(), key=lambda item: item[1].level)
    places = {word(f"level_{level}", language): {key: area.name for key, area in of} for level, of in by_level}
    fields = [choice_field(PLACE_KEY, word("collect_choose_place", language), places, asked.place_key, address)]
    for key, values in COLLECT_OPTIONS.items():
        options = {value: planner_option(key, value, language) for value in _in_order(values)}
        chosen = asked.option(key)
        fields.append(choice_field(key, word(f"collect_choose_{key}", language), {"": options}, chosen, address))
    return Markup('<div class="lb-filters">{}</div>').format(Markup("").join(fields))


def _in_order(values: tuple[str, ...]) -> list[str]:
    """Return numbers by size, words as they stand."""
    return sorted(values, key=float) if all(value.replace(".", "").isdigit() for value in values) else [*values]
