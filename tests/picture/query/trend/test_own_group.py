"""A reader's own group of areas in the address: read, written, or no value at all."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from picture.query.trend.beside import LinesOffered, read_lines, write_lines
from picture.query.trend.own_group import (
    LONGEST_NAME,
    MOST_MEMBERS,
    OwnGroup,
    is_name,
    own_group_of,
    read_own_group,
)

REGIONS = tuple(f"MK{code:02}" for code in range(1, 22))
AREA_NAMES = frozenset({"lappi", "lappland", "lapland", "ita uusimaa", "koko maa", "hela landet", "whole country"})
OFFERED = LinesOffered(frozenset({*REGIONS, "SSS"}), frozenset({"language.sv"}), frozenset(REGIONS), AREA_NAMES)
MEMBERS = st.lists(st.sampled_from(REGIONS), min_size=2, max_size=MOST_MEMBERS, unique=True)
NAMES = st.text(st.sampled_from("aäöÅÖ1 ,'’&–-"), min_size=1, max_size=LONGEST_NAME).filter(is_name)


@given(MEMBERS, NAMES)
def test_a_group_is_read_as_it_was_written_in_whatever_order_its_areas_stand(members, name):
    written = OwnGroup(tuple(members), name).text
    found = read_own_group(written, REGIONS)
    assert found == OwnGroup(tuple(sorted(members)), name)
    assert read_own_group(found.text) == found
    assert own_group_of(found.area) == found
    assert written in OFFERED
    assert write_lines(read_lines(f"SSS.language.sv {written}")) == f"SSS.language.sv {written}"


@given(st.text())
@example("own:")
@example("own::")
@example("own:MK01-MK02:a:b")
def test_whatever_else_stands_there_is_no_group_and_no_error(text):
    found = read_own_group(text, REGIONS)
    assert found is None or is_name(found.name)
    assert isinstance(f"own:{text}" in OFFERED, bool)


@pytest.mark.parametrize(
    "value",
    [
        "own:MK10:Alone",
        "own:MK10-MK10:Twice_the_same",
        "own:MK10-MK99:Unknown",
        "own:MK10-SSS:The_country_in_it",
        "own:MK10-SA04:Mixed_levels",
        "own:MK10-MK11:",
        "own:MK10-MK11",
        "own:MK10-MK11:<b>Bold</b>",
        "own:MK10-MK11:a\"onclick='x'",
        "own:MK10-MK11:Two__spaces",
        "own:MK10-MK11:_before",
        "own:MK10-MK11:Itä.Suomi",
        f"own:MK10-MK11:{'a' * (LONGEST_NAME + 1)}",
        f"own:{'-'.join(REGIONS[:19])}:All",
        "own:MK10-MK11:East own:MK10-MK11:East",
        "own:MK10-MK11:East.language.sv",
        "own:MK10-MK11:Lappland",
        "own:MK10-MK11:LAPPI",
        "own:MK10-MK11:Läppi",
        "own:MK10-MK11:Lapland-",
        "own:MK10-MK11:Itä-Uusimaa",
        "own:MK10-MK11:ita_uusimaa",
        "own:MK10-MK11:Hela_landet",
        "own:MK10-MK11:Suomi",
        "own:MK10-MK11:Finland",
        "own:MK10-MK11:Lарland",  # two Cyrillic letters
        "own:MK10-MK11:Ｌapland",  # a wide letter
    ],
)
def test_a_wrong_group_is_no_value_of_the_address(value):
    assert value not in OFFERED


def test_groups_stand_among_areas_and_groups_of_people():
    value = "MK01 own:MK10-MK11-MK12:Itä-Suomi SSS.language.sv"
    assert value in OFFERED
    assert [line.area for line in read_lines(value)] == ["MK01", "own:MK10-MK11-MK12:Itä-Suomi", "SSS"]


def test_a_larger_number_of_letters_than_a_name_may_have_is_refused_and_an_area_of_the_country_is_no_group():
    assert is_name("a" * LONGEST_NAME)
    assert not is_name("a" * (LONGEST_NAME + 1))
    assert own_group_of(OwnGroup(("MK01", "MK02"), "A").area) is not None
