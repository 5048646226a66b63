"""A goal that was tried stands in the address as it was typed."""

import pytest

from picture.query.plans.draft import Tried
from picture.query.plans.trial import read_target


@pytest.mark.parametrize("target", [0.0, 35.0, 6.85, 5_563_971.0, 432_847.5])
def test_a_target_comes_back_from_the_address_as_it_was(target):
    kept = Tried(target, 2028, "").address()
    assert read_target(kept["aim"]) == target
    assert kept["by"] == "2028"
