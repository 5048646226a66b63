"""A place is told whether to draw a sample, to invite everybody or to interview."""

import pytest

from picture.planner.plan import AskedPeople, AskingWay, SampleGoal, SampleWish, plan_of, plans_of

WISH = SampleWish(SampleGoal.WIDTH, points=5, response=30)


def of(count, wish=WISH):
    return plan_of(AskedPeople("", count), wish, fewest=30)


@pytest.mark.parametrize(
    ("count", "way", "answers", "invited"),
    [  # worked by hand: 384.146 / (1 + 383.146 / N), divided by 0.3
        (None, AskingWay.SURVEY, 385, 1284),
        (2000, AskingWay.SURVEY, 323, 1077),
        (600, AskingWay.INVITE_ALL, 235, 600),  # 784 are more than live there; 180 answers give ± 7.5 with 134 needed
        (200, AskingWay.INTERVIEWS, 132, 200),  # 60 answers; ± 7.5 needs 93
        (90, AskingWay.INTERVIEWS, 74, 90),  # 27 answers are fewer than are published
    ],
)
def test_the_way_follows_from_people_and_response(count, way, answers, invited):
    plan = of(count)
    assert (plan.way, plan.answers, plan.invited) == (way, answers, invited)


def test_what_is_expected_is_told_with_its_uncertainty():
    plan = of(600)
    assert plan.expected == 180
    assert plan.margin == pytest.approx(100 * 1.959964 * (0.25 / 180 * 420 / 599) ** 0.5, abs=0.01)


def test_never_fewer_answers_than_are_published():
    assert plan_of(AskedPeople("", None), SampleWish(SampleGoal.WIDTH, points=30, response=50), fewest=30).answers == 30


def test_a_change_needs_more_answers_than_an_interval():
    assert plan_of(AskedPeople("", None), SampleWish(SampleGoal.CHANGE, 5, 30), fewest=30).answers == 1565


def test_a_design_that_weighs_unequally_needs_more():
    assert of(None, SampleWish(SampleGoal.WIDTH, 5, 30, design=1.5)).answers == 577


def test_each_group_is_planned_for_its_own_people():
    groups = (AskedPeople("Swedish speakers", 1500), AskedPeople("Foreign-language speakers", 120))
    assert [one.way for one in plans_of(groups, WISH, 30)] == [AskingWay.SURVEY, AskingWay.INTERVIEWS]


def test_a_narrow_wish_does_not_send_a_place_with_many_answers_to_interviews():
    narrow = of(7000, SampleWish(SampleGoal.CHANGE, points=3, response=20))
    assert (narrow.way, narrow.expected) == (AskingWay.INVITE_ALL, 1400)  # ± 2.3 points, though 2,686 were needed
    assert of(700, SampleWish(SampleGoal.WIDTH, points=3, response=40)).way is AskingWay.INVITE_ALL  # ± 4.5


def test_a_wish_that_is_wider_than_most_is_kept():
    assert of(100, SampleWish(SampleGoal.WIDTH, points=15, response=30)).way is AskingWay.INVITE_ALL  # 30, ± 15.04


def test_a_group_of_nobody_is_not_surveyed():
    plan = of(0)
    assert (plan.way, plan.invited, plan.expected) == (AskingWay.INTERVIEWS, 0, 0)


def test_a_sample_of_everybody_is_no_sample():
    assert of(50, SampleWish(SampleGoal.WIDTH, points=1, response=100)).way is AskingWay.INVITE_ALL
