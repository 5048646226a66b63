"""What the ministry follows beside the four domains."""

from pathlib import Path

import pytest

from etl.config.catalogue.catalogue import read_catalogue
from etl.config.follow_up import FOLLOW_UP, read_follow_up
from tests.errors import raises

KNOWN = [one.id for one in read_catalogue().indicators]


def test_three_matters_are_followed_and_two_of_them_have_no_indicator_of_their_own():
    followed = read_follow_up(KNOWN)
    assert {one.id: len(one.indicators) for one in followed} == {
        "awareness_of_rights": 0,
        "availability_of_support": 0,
        "trust_in_decision_making": 2,
    }


def test_an_indicator_that_does_not_exist_is_refused():
    with raises("indicator_unknown", path="follow_up.toml", key="trust_in_decision_making", found="can_influence"):
        read_follow_up([one for one in KNOWN if one != "can_influence"])


@pytest.mark.parametrize("again", ["can_influence", "fair_society"])
def test_an_indicator_that_is_named_twice_is_refused(tmp_path: Path, again: str):
    path = tmp_path / "follow_up.toml"
    path.write_text(FOLLOW_UP.read_text("utf-8").replace('"can_influence"]', f'"can_influence", "{again}"]'), "utf-8")
    with raises("followed_twice", path=path, key="trust_in_decision_making", found=again):
        read_follow_up(KNOWN, path)
