"""Drawings for a page of another site: every kind has some, a phone has one that fits it or rolls."""

import pytest

from picture.export.item import Screens
from picture.views import VIEW_KINDS
from tests.picture.factory import every_dataset, map_dataset

PHONE = 420  # a drawing of this width is read on 300 pixels


@pytest.mark.parametrize("dataset", every_dataset(), ids=lambda dataset: dataset.kind)
def test_every_kind_is_drawn_for_wide_pages_and_for_phones(dataset):
    drawings = VIEW_KINDS[dataset.kind].export.drawings(dataset)
    assert {Screens.ALL, Screens.ROLLED, Screens.WIDE} & {one.screens for one in drawings}
    wide = [one for one in drawings if one.screens == Screens.WIDE]
    assert len(wide) == len([one for one in drawings if one.screens is Screens.PHONE])
    for one in drawings:
        assert one.width > 0 < one.height
        if one.screens in {Screens.ALL, Screens.PHONE}:
            assert one.width <= PHONE


def test_the_outlines_of_a_map_are_drawn_once():
    drawings = VIEW_KINDS["map"].export.drawings(map_dataset("en"))
    assert sum(len(one.body) > 100 for one in drawings) == 3
