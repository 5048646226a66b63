"""Where classes meet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from picture.query.maps.class_edges import AROUND, AUTO, EQUAL, NATURAL, class_edges, method_in_force

VALUES = st.lists(st.floats(-50, 900), min_size=5, max_size=60)
SKEWED = [0.1] * 5 + [0.2, 0.4, 0.4, 0.6, 0.6, 6.6, 24.5, 50.1, 87.2]


@pytest.mark.parametrize(
    ("values", "decimals", "edges"),
    [
        ([1.0, 2.0], 0, ()),  # too few to class
        ([45.0, 52.0, 58.0, 60.0, 69.0], 0, (50.0, 55.0, 60.0, 65.0)),
        ([6.5, 6.7, 6.8, 7.0, 7.3], 1, (6.6, 6.8, 7.0, 7.2)),
        ([5.0] * 8, 0, ()),  # all alike: one class
        ([12_345.0, 23_456.0, 34_567.0, 45_678.0, 56_789.0], 0, (20_000.0, 30_000.0, 40_000.0, 50_000.0)),
        ([45.0, 52.0, 58.0, 60.0, 69.0] * 8 + [95.0], 0, (50.0, 55.0, 60.0, 65.0)),  # one far out does not widen all
    ],
)
def test_equal_classes_have_one_round_width(values, decimals, edges):
    assert class_edges(values, decimals, EQUAL) == edges


def test_natural_breaks_stand_in_the_gaps_at_round_numbers():
    values = [1.0, 2.0, 11.0, 12.0, 31.0, 33.0, 52.0, 53.0, 90.0, 91.0]
    assert class_edges(values, 0, NATURAL) == (10.0, 30.0, 50.0, 90.0)


def test_what_is_skewed_is_cut_at_natural_breaks_and_the_rest_at_equal_widths():
    assert method_in_force(AUTO, SKEWED, 1) == NATURAL
    assert method_in_force(AUTO, [45.0, 52.0, 58.0, 60.0, 69.0], 0) == EQUAL
    assert method_in_force(EQUAL, SKEWED, 1) == EQUAL  # what was chosen stays


def test_classes_around_the_country_are_alike_on_both_sides():
    assert class_edges([-11.0, -3.0, 0.0, 2.0, 4.0, 12.0], 0, AROUND) == (-7.0, -2.0, 3.0, 8.0)


@given(values=VALUES, decimals=st.integers(0, 1), method=st.sampled_from([EQUAL, NATURAL]))
def test_edges_ascend_within_the_values(values, decimals, method):
    edges = class_edges(values, decimals, method)
    assert list(edges) == sorted(set(edges))
    assert len(edges) < 5
    assert all(min(values) - 1 < edge <= max(values) + 1 for edge in edges)
