"""What must not be worked out: small cells, and small cells of one sum together."""

import numpy as np

from etl.sdc.attack.targets import Targets, few_together
from etl.sdc.table_structure import AdditiveRelation

SUM = AdditiveRelation("groups", 0, (1, 2, 3))


def test_two_small_cells_of_a_sum_are_a_target_together_while_they_hold_too_few():
    few = np.array([False, False, True, True])
    assert few_together(few, np.array([400.0, 372, 12, 16]), [SUM], 30) == ((2,), (3,), (2, 3))
    assert few_together(few, np.array([400.0, 368, 12, 20]), [SUM], 30) == ((2,), (3,))


def test_cells_together_are_protected_by_respondents_not_by_each():
    targets = Targets.of_respondents(((0,), (0, 1)), 2, 6.0)
    assert (targets.unit.tolist(), targets.sliding_protection.tolist()) == ([1.0, 1.0], [6.0, 6.0])


def test_a_share_is_protected_by_per_cents_of_all_its_cells():
    targets = Targets.of_shares(((0,), (0, 1)), np.array([100.0, 400.0]), 6.0)
    assert targets.unit.tolist() == [1.0, 5.0]
    assert targets.sliding_protection.tolist() == [6.0, 30.0]
    assert targets.sums.toarray().tolist() == [[1, 0], [1, 1]]
