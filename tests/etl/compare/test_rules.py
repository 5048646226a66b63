"""What comparisons are held to, read from policy and catalogue."""

from etl.compare.rules import comparison_rules
from etl.config.policy import read_policy
from tests.etl.read.helpers import catalogue


def test_groups_are_held_against_the_first_of_their_dimension():
    assert comparison_rules(read_policy(), catalogue(), {}).references == {"language": "fi"}
