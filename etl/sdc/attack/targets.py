"""What must not be worked out: single cells with few respondents, and those of one sum together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from etl.estimate.arrays import Bools, Floats
from etl.sdc.linear_program import sparse_rows
from etl.sdc.table_structure import AdditiveRelation

Members = tuple[int, ...]  # cells that are worked out together


@dataclass(frozen=True, slots=True)
class Targets:
    """Sets of cells, each with the width of bounds that discloses it, and its unit (a respondent, or one per cent)."""

    sets: tuple[Members, ...]
    sums: csr_array  # targets x cells
    sliding_protection: Floats
    unit: Floats

    @classmethod
    def of_respondents(cls, sets: Sequence[Members], cells: int, width: float) -> Targets:
        """Protect the respondents of sets of cells: bounds no wider than `width` disclose them."""
        unit = np.ones(len(sets))
        return cls(tuple(sets), _sums(sets, cells), unit * width, unit)

    @classmethod
    def of_shares(cls, sets: Sequence[Members], weight: Floats, width: float) -> Targets:
        """Protect the shares of sets of cells (`weight` of every cell): bounds no wider than `width` per cents."""
        sums = _sums(sets, len(weight))
        unit = np.asarray(sums @ weight, np.float64) / 100
        return cls(tuple(sets), sums, unit * width, unit)


def _sums(sets: Sequence[Members], cells: int) -> csr_array:
    return sparse_rows([dict.fromkeys(members, 1.0) for members in sets], cells)


def few_together(few: Bools, n: Floats, relations: Iterable[AdditiveRelation], fewest: float) -> tuple[Members, ...]:
    """List every cell with few respondents, and of every sum its few cells together where they are still too few."""
    single = [(cell,) for cell in np.flatnonzero(few).tolist()]
    together = dict[Members, None]()
    for relation in relations:
        members = tuple(sorted(cell for cell in relation.members if few[cell]))
        if len(members) > 1 and n[list(members)].sum() < fewest:
            together[members] = None
    return (*single, *together)
