"""A linear program of sums and bounds that is solved again and again, each time from the last solution."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain

import highspy
import numpy as np
from highspy._core import _Highs  # the public class prints its name and calls back into Python as it solves
from scipy.sparse import csr_array

from etl.estimate.arrays import Floats

OPTIONS: dict[str, bool | int | str] = {
    "output_flag": False,
    "threads": 1,
    "parallel": "off",
    "presolve": "off",  # it would forget where the last solution ended
    "simplex_strategy": 0,  # primal where the last table still fits, dual where it does not
}
MIP_GAP = 0.1  # a choice within this part of the least cost is taken; the last per cents take most of the time
INSIDE: dict[str, bool | int | str] = {"presolve": "on", "solver": "ipm", "run_crossover": "off"}


def sparse_rows(rows: Sequence[Mapping[int, float]], columns: int) -> csr_array:
    """Return the matrix whose rows are given as column -> coefficient."""
    of_row = np.repeat(np.arange(len(rows)), [len(row) for row in rows])
    column = np.array(list(chain.from_iterable(rows)), np.intp)
    coefficient = np.array(list(chain.from_iterable(row.values() for row in rows)), np.float64)
    return csr_array((coefficient, (of_row, column)), shape=(len(rows), columns))


class Solver:
    """HiGHS, solving for tables (a number per column) whose sums (the rows) and cells stay within limits.

    It computes outside Python's lock. The same calls in the same order give the same tables.
    """

    def __init__(self, matrix: csr_array, least: Floats, most: Floats) -> None:
        """Pass the sums, each between `least` and `most`."""
        program = highspy.HighsLp()
        program.num_row_, program.num_col_ = matrix.shape
        program.row_lower_ = least
        program.row_upper_ = most
        nothing = np.zeros(matrix.shape[1])
        program.col_cost_ = nothing
        program.col_lower_ = nothing
        program.col_upper_ = nothing
        program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        program.a_matrix_.start_ = matrix.indptr
        program.a_matrix_.index_ = matrix.indices
        program.a_matrix_.value_ = matrix.data
        self._columns = np.arange(len(nothing), dtype=np.int32)
        self._highs = _Highs()
        for option, value in OPTIONS.items():
            self._highs.setOptionValue(option, value)
        self._highs.passModel(program)

    def set_bounds(self, low: Floats, high: Floats) -> None:
        """Let every cell move from `low` to `high`."""
        self._highs.changeColsBounds(len(self._columns), self._columns, low, high)

    def require_integers(self, gap: float = MIP_GAP) -> None:
        """From now on find whole numbers only, whose cost is within the part `gap` of the least."""
        integer = np.full(len(self._columns), int(highspy.HighsVarType.kInteger), dtype=np.uint8)
        self._highs.changeColsIntegrality(len(self._columns), self._columns, integer)
        self._highs.setOptionValue("presolve", "on")
        self._highs.setOptionValue("mip_rel_gap", gap)

    def inside(self) -> Floats | None:
        """Return a table well within the limits, by an interior point; from now on this program is solved that way."""
        for option, value in INSIDE.items():
            self._highs.setOptionValue(option, value)
        nothing = np.zeros(len(self._columns))
        found = self.minimise(nothing)
        if found is not None:
            return found
        self._highs.setOptionValue("solver", "simplex")  # an interior point may fail where limits leave no room
        return self.minimise(nothing)

    def minimise(self, cost: Floats) -> Floats | None:
        """Return the table that costs the least; None when none fits."""
        self._highs.changeColsCost(len(self._columns), self._columns, cost)
        self._highs.run()
        if self._highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        return np.array(self._highs.getSolution().col_value)

    def duals(self) -> tuple[Floats, Floats]:
        """Return the dual values of cells and of sums, which prove that no table costs less than the last one."""
        found = self._highs.getSolution()
        return np.array(found.col_dual), np.array(found.row_dual)
