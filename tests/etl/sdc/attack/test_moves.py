"""Bounds of hidden figures, from a table that fits and what may move in it."""

import numpy as np
import pytest
from scipy.sparse import csr_array

from etl.sdc.attack.moves import PossibleMoves, disclosed_targets
from etl.sdc.attack.targets import Targets

HUNDRED_OF_TWO = np.array([100.0, 90.0, 10.0])  # the total, and two hidden parts


def disclosed(low, high, sets=((1,), (2,)), blocks=((0, 1, 2),)):
    moves = PossibleMoves(
        quantity="respondents",
        base=HUNDRED_OF_TWO,
        rows=csr_array(np.array([[1.0, -1.0, -1.0]])),
        least=np.zeros(1),
        most=np.zeros(1),
        low=np.array(low, float),
        high=np.array(high, float),
    )
    targets = Targets.of_respondents(sets, 3, 6.0)
    left = np.ones(len(sets), bool)
    found = disclosed_targets(moves, targets, left, [np.array(block) for block in blocks])
    return [(one.members, one.low, one.high, one.disclosing_cells, one.sums) for one in found]


def test_two_parts_that_may_move_keep_each_other():
    assert disclosed([0, -90, -10], [0, 100, 100]) == []


@pytest.mark.parametrize("blocks", [(), ((0, 1, 2),), ((1, 2), (0,))])
def test_bounds_are_those_of_the_whole_whatever_was_tried_first(blocks):
    """The first part is known within 2 respondents, and so is the second."""
    found = disclosed([0, -1, -10], [0, 1, 100], blocks=blocks)
    assert [(members, low, high) for members, low, high, *_ in found] == [((1,), 89, 91), ((2,), 9, 11)]


def test_what_discloses_a_cell_is_named():
    (*_, cells, sums), *_ = disclosed([0, -1, -10], [0, 1, 100], sets=((2,),))
    assert (cells, sums) == (frozenset({0, 1, 2}), (0,))


def test_cells_that_move_against_each_other_are_pinned_together():
    assert disclosed([0, -90, -10], [0, 100, 100], sets=((1, 2),)) == [((1, 2), 100, 100, frozenset({0, 1, 2}), (0,))]
