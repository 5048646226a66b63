"""A field in which one chooses the value of one key of the view."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from itertools import starmap

from markupsafe import Markup

from contract.codes import Domain, Language
from picture.html.choosing.combo import MOST_LISTS, Option, OptionGroup, combo
from picture.query.choices import Choices
from picture.query.choosing.folding import folded
from picture.text.words import word

Sections = Mapping[str, Mapping[str, str]]  # title of a section, or "" -> value in the address -> its words


def choice_field(key: str, label: str, sections: Sections, chosen: str, selected: Mapping[str, str]) -> Markup:
    """Write the field, or nothing where nothing is offered; choosing changes this key of the view and nothing else.

    selected: the view, as the address carries it; chosen: what is shown, where that is another value than selected.
    """
    if not any(sections.values()):
        return Markup()
    groups = _groups(tuple((title, tuple(options.items())) for title, options in sections.items()))
    return combo(key, label, groups, Language(selected["lang"]), {**selected, key: chosen})


@lru_cache(MOST_LISTS)
def _groups(sections: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]) -> tuple[OptionGroup, ...]:
    return tuple(OptionGroup(title, tuple(starmap(_option, options))) for title, options in sections)


def indicator_sections(choices: Choices) -> Sections:
    """Return the indicators by domain; those that are known for the whole country only stand last, apart."""
    language = choices.language
    alone = word("country_only_indicators", language)
    titles = [*(word(f"domain_{domain}", language) for domain in Domain), alone]
    sections: dict[str, dict[str, str]] = {title: {} for title in titles}
    for indicator in choices.indicators:
        everywhere = choices.levels.get(indicator.id)
        title = word(f"domain_{indicator.domain}", language) if everywhere else alone
        sections[title][indicator.id] = indicator.name
    return {title: options for title, options in sections.items() if options}


def _option(value: str, name: str) -> Option:
    return Option(value, name, note="", find=folded([name]))
