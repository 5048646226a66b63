"""Strips: every one as long as the others of its page."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from contract.codes import Kind
from picture.html.front.strip import STRIP_MARGIN, STRIP_WIDTH, Strip, common_span, start_of, strip_picture
from tests.picture.factory import front_dataset

DATASET = front_dataset("en")


def strip(value, before=None, low=None, high=None, **more):
    row = replace(DATASET.rows[0], value=value, ci_low=low, ci_high=high)
    earlier = None if before is None else replace(row, value=before, ci_low=None, ci_high=None)
    return Strip(DATASET.indicators[0], row, earlier, "neither", certain=False, **more)


def test_strips_are_20_points_long_as_long_as_all_fit():
    assert common_span([strip(63, 60), strip(30, 29, 28, 34)]) == 20


def test_a_change_that_needs_more_lengthens_every_strip():
    assert common_span([strip(63, 60), strip(70, 41)]) == 30


@given(numbers=st.lists(st.floats(0, 100), min_size=1, max_size=4), span=st.sampled_from([20, 40, 100]))
def test_a_strip_begins_at_a_whole_step_and_stays_between_0_and_100(numbers, span):
    start = start_of(numbers, span)
    assert start % 5 == 0
    assert 0 <= start <= 100 - span


@given(value=st.floats(0, 100), before=st.floats(0, 100))
def test_the_common_length_holds_every_number(value, before):
    one = strip(value, before)
    span = common_span([one])
    start = start_of(one.numbers, span)
    assert all(start <= number <= start + span for number in one.numbers)


def test_equal_length_is_equal_change():
    room = STRIP_WIDTH - 2 * STRIP_MARGIN
    for one in (strip(63, 60), strip(23, 20)):
        places = [float(part.split('"')[0]) for part in strip_picture(one, 20, "%").split('cx="')[1:]]
        assert abs(places[1] - places[0] - 3 / 20 * room) < 0.2


def test_a_mean_is_drawn_ten_times_as_large_and_says_its_own_ends():
    mean = replace(DATASET.indicators[0], kind=Kind.SURVEY_MEAN)
    one = replace(strip(6.8, 6.6), indicator=mean)
    assert one.numbers == [68.0, 66.0]
    assert ">6<" in strip_picture(one, 20, "")


def test_the_country_is_a_stroke_and_an_earlier_number_a_ring():
    assert strip_picture(strip(63, 60), 20, "%").count("<circle") == 2
    assert strip_picture(strip(63, 60, of_country=True), 20, "%").count("<circle") == 1
