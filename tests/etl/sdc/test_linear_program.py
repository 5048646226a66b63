"""Programs of sums and bounds: solved again from where they were left, in fractions and in whole numbers."""

import numpy as np
import pytest
from scipy.sparse import csr_array

from etl.sdc.linear_program import Solver

COST = np.array([1.0, 2.0, 3.0])


def one_sum(least, most):
    """Three cells from 0 to 1 and their sum."""
    solver = Solver(csr_array(np.ones((1, 3))), np.array([least]), np.array([most]))
    solver.set_bounds(np.zeros(3), np.ones(3))
    return solver


def test_the_cheapest_table_fills_the_cheapest_cells_first():
    assert one_sum(1.5, 3.0).minimise(COST).tolist() == [1.0, 0.5, 0.0]


def test_new_costs_and_new_bounds_are_solved_like_a_new_program():
    solver = one_sum(1.5, 3.0)
    assert solver.minimise(COST).tolist() == [1.0, 0.5, 0.0]
    assert solver.minimise(-COST).tolist() == [1.0, 1.0, 1.0]
    solver.set_bounds(np.zeros(3), np.array([0.25, 1.0, 1.0]))
    assert solver.minimise(COST).tolist() == [0.25, 1.0, 0.25]


def test_counting_asks_for_whole_numbers():
    solver = one_sum(1.5, 3.0)
    solver.require_integers(0.0)
    assert solver.minimise(COST).tolist() == [1.0, 1.0, 0.0]


def test_sums_that_cannot_be_met_have_no_table():
    assert one_sum(4.0, 5.0).minimise(COST) is None


def test_the_duals_name_the_sum_and_the_cells_that_prove_the_cost():
    solver = one_sum(1.5, 3.0)
    assert solver.minimise(COST) @ COST == pytest.approx(2.0)
    of_cells, of_sums = solver.duals()
    assert of_sums.tolist() == [2.0]
    assert of_cells.tolist() == [-1.0, 0.0, 1.0]


def test_a_solver_says_nothing(capfd):
    one_sum(1.5, 3.0).minimise(COST)
    assert capfd.readouterr() == ("", "")
