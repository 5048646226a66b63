"""What comparisons are held to, read from policy and catalogue."""

from dataclasses import replace

import msgspec

from etl.compare.rules import comparison_rules
from etl.config.policy import read_policy
from tests.etl.read.helpers import catalogue


def test_groups_are_held_against_the_first_of_their_dimension():
    assert comparison_rules(read_policy(), catalogue(), {}).references == {"language": "fi"}


def test_the_headlines_of_the_front_page_and_the_grounds_of_areas_come_from_catalogue_and_divisions():
    whole = catalogue()
    quiet = msgspec.structs.replace(whole.indicators[1], headline=False)
    levels = {"maakunta": {"01": ("01",), "02": ("02",)}, "ely": {"A": ("01",)}}
    some = replace(whole, indicators=(whole.indicators[0], quiet, *whole.indicators[2:]))
    rules = comparison_rules(read_policy(), some, levels)
    assert rules.headlines == {"trust", "people"}
    assert ("ely", "A", "maakunta", "01") in rules.grounds.rows()
