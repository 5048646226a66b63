"""The lines beside the chosen one, in the address and on the axis of years."""

from dataclasses import replace
from datetime import date

import pytest

from picture.query.model import Event
from picture.query.trend.beside import MOST_BESIDE, LineKey, LinesOffered, read_lines, write_lines
from picture.query.trend.events import placed_events
from picture.query.trend.lines import Role, lines_of
from tests.picture.factory import trend_dataset

OFFERED = LinesOffered(frozenset(f"MK0{place}" for place in range(9)), frozenset({"language.sv", "age.65+"}))


@pytest.mark.parametrize("value", ["none", "alike", "MK01", "MK01 MK02", "MK01.language.sv MK01", "MK01.age.65+"])
def test_lines_that_exist_are_read_and_written_alike(value):
    assert value in OFFERED
    assert write_lines(read_lines(value)) in {value, "none"}


@pytest.mark.parametrize(
    "value",
    ["", "MK99", "MK01 MK01", "MK01.language.xx", "MK01.", "MK01  MK02", " ".join(f"MK0{p}" for p in range(6))],
)
def test_a_line_that_does_not_exist_twice_the_same_or_too_many_are_no_value(value):
    assert value not in OFFERED


def test_as_many_lines_as_can_be_told_apart_are_a_value():
    assert " ".join(f"MK0{place}" for place in range(MOST_BESIDE)) in OFFERED


def test_a_group_of_its_own_stands_behind_its_area():
    assert read_lines("SSS.age.65+") == (LineKey("SSS", "age.65+"),)


def test_the_chosen_line_comes_first_and_the_country_last():
    assert [one.role for one in lines_of(trend_dataset())] == [Role.CHOSEN, Role.REFERENCE]


def test_an_event_stands_before_the_number_of_its_year_and_only_within_the_picture():
    days = (date(2001, 1, 1), date(2025, 1, 1), date(2030, 1, 1))
    dataset = replace(trend_dataset(), events=tuple(Event(day, "x", "y", "z") for day in days))
    assert [(one.number, one.place) for one in placed_events(dataset)] == [(1, 2024.5)]
