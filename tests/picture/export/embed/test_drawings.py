"""Drawings for a page of another site: every kind has some, and a phone has some that fit it."""

from dataclasses import replace

import pytest
from lxml import etree

from picture.charts.text_width import text_width
from picture.export.item import Screens
from picture.views import VIEW_KINDS
from tests.picture.factory import every_dataset, map_dataset

PHONE = 420  # a drawing of this width is read on 300 pixels
LEFT_OF = {"start": 0.0, "middle": 0.5, "end": 1.0}  # shares of a text that stand before its place


@pytest.mark.parametrize("dataset", every_dataset(), ids=lambda dataset: dataset.kind)
def test_every_kind_is_drawn_for_wide_pages_and_for_phones(dataset):
    drawings = VIEW_KINDS[dataset.kind].export.drawings(dataset)
    screens = {one.screens for one in drawings}
    assert (Screens.WIDE in screens) is (Screens.PHONE in screens)
    for one in drawings:
        assert one.width > 0 < one.height
        if one.screens in {Screens.ALL, Screens.PHONE}:
            assert one.width <= PHONE


@pytest.mark.parametrize("dataset", every_dataset(), ids=lambda dataset: dataset.kind)
def test_on_a_phone_no_word_stands_past_the_edge(dataset):
    for one in VIEW_KINDS[dataset.kind].export.drawings(dataset):
        if one.screens is Screens.PHONE:
            for text in etree.fromstring(f"<svg>{one.body}</svg>").iter("text"):
                for line in text:
                    width = text_width("".join(line.itertext()), float(text.get("font-size")))
                    begins = float(line.get("x")) - LEFT_OF[text.get("text-anchor")] * width
                    assert -1 <= begins <= begins + width <= one.width + 1, "".join(line.itertext())


def test_a_phone_has_a_matrix_of_each_domain_and_all_their_indicators():
    dataset = next(one for one in every_dataset() if one.kind == "matrix")
    drawn = [one for one in VIEW_KINDS["matrix"].export.drawings(dataset) if one.screens is Screens.PHONE]
    assert len(drawn) == len({one.domain for one in dataset.indicators})
    told = "".join(str(one.body) for one in drawn)
    assert [one.short for one in dataset.indicators if one.short not in told] == []


@pytest.mark.parametrize("kind", ["front", "profile", "groups", "matrix"])
def test_where_there_are_no_rows_there_is_no_empty_frame(kind):
    dataset = next(one for one in every_dataset() if one.kind == kind)
    assert VIEW_KINDS[kind].export.drawings(replace(dataset, rows=())) == ()


def test_the_outlines_of_a_map_are_drawn_once():
    drawings = VIEW_KINDS["map"].export.drawings(map_dataset("en"))
    assert sum(len(one.body) > 100 for one in drawings) == 3
