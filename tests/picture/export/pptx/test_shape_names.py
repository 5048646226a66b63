"""Every shape has a name that says what it is, in the language of the deck, as screen readers tell it."""

import re
from dataclasses import replace
from itertools import chain

import pytest

from contract.codes import Language, Level
from picture.text.words import word
from tests.picture import factory
from tests.picture.export.reread import deck

GIVEN = re.compile(
    r"(Text ?Box|Rectangle|Oval|Diamond|Freeform|Group|Picture|Chart|Table|Title|\w+ Placeholder|Connector|Shape) ?\d+"
)


def every_slide(language):
    datasets = factory.every_dataset(language)
    country = replace(datasets[0].view, area_level=Level.COUNTRY, area="SSS")
    profile = replace(factory.profile_dataset(language), view=country)
    return deck(*datasets, replace(factory.map_dataset(language), rows=()), profile).slides


def names(shapes):
    for shape in shapes:
        yield shape.name
        yield from names(shape.shapes) if hasattr(shape, "shapes") else ()


@pytest.mark.parametrize("language", Language)
def test_no_shape_has_the_name_that_a_program_gives(language):
    told = list(chain.from_iterable(names(slide.shapes) for slide in every_slide(language)))
    assert len(told) > 100
    assert [name for name in told if not name.strip() or GIVEN.fullmatch(name)] == []


@pytest.mark.parametrize("language", Language)
def test_title_source_and_table_are_called_so_in_the_language_of_the_deck(language):
    told = set(chain.from_iterable(names(slide.shapes) for slide in every_slide(language)))
    assert {word(f"shape_{one}", language) for one in ("title", "source", "table", "page", "findings")} <= told
