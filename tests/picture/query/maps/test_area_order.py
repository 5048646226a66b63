"""In which order areas are listed."""

from dataclasses import replace

import pytest

from picture.query.maps.area_order import in_order
from tests.picture.factory import map_dataset


def listed(order, language="fi"):
    dataset = replace(map_dataset(language), order=order)
    return [r.area.name for r in in_order(dataset.rows, dataset)]


def test_by_value_the_largest_stands_first_and_what_is_hidden_last():
    assert listed("value", "en")[0] == "Ostrobothnia"
    assert set(listed("value", "en")[-2:]) == {"Kainuu", "Åland"}


def test_by_name_swedish_letters_come_after_z():
    assert listed("name", "sv")[-2:] == ["Åland", "Österbotten"]


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_from_north_to_south_lapland_stands_first(language):
    names = listed("north", language)
    assert names[0] in {"Lappi", "Lappland", "Lapland"}


def test_without_boundaries_the_official_order_stands():
    dataset = replace(map_dataset("fi"), order="north", shapes=())
    assert tuple(in_order(dataset.rows, dataset)) == dataset.rows
