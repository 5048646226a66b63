"""The planner gives the numbers of textbooks and of R."""

import csv
from pathlib import Path

import pytest

from picture.planner.size import for_change, for_interval, margin_of, to_invite

KNOWN = list(csv.DictReader(Path(__file__).with_name("expected.csv").read_text(encoding="utf-8").splitlines()))


@pytest.mark.parametrize("known", KNOWN, ids=["-".join([*row.values()][:4]) for row in KNOWN])
def test_as_many_answers_are_needed_as_in_the_textbook(known):
    size = {"interval": for_interval, "change": for_change}[known["asked"]]
    population = int(known["population"]) if known["population"] else None
    assert size(int(known["points"]) / 100, int(known["share"]) / 100, population=population) == int(known["answers"])


def test_more_power_needs_more_answers_as_in_the_help_page_of_r():
    assert for_change(0.25, 0.50, power=0.90) == 77  # ?power.prop.test: n = 76.7


def test_a_design_multiplies_the_answers_of_an_endless_population():
    assert for_interval(0.05, design=1.5) == 577  # 384.15 × 1.5 = 576.2


def test_never_more_answers_are_needed_than_people_live_there():
    assert for_interval(0.01, population=300, design=3.0) <= 300
    assert for_change(0.01, population=300, design=3.0) <= 300


def test_the_interval_of_the_needed_answers_is_the_asked_one():
    for population in (None, 800):
        answers = for_interval(0.05, population=population, design=1.4)
        assert margin_of(answers, population=population, design=1.4) <= 0.05
        assert margin_of(answers - 1, population=population, design=1.4) > 0.05


def test_everybodys_answers_leave_no_uncertainty():
    assert margin_of(250, population=250) == 0


def test_a_share_is_asked_to_change_only_as_far_as_it_can():
    assert for_change(0.10, 0.95) == for_change(0.10, 0.05)
    with pytest.raises(ValueError, match="so much"):
        for_change(0.6)


def test_invitations_follow_from_the_response():
    assert to_invite(385, 0.4) == 963
    assert to_invite(30, 0.1) == 300  # not 301: 30 / 0.1 is 300 and a few last digits
