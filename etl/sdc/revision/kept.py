"""Which cells of a revised wave keep the figure that was served.

A cell moves when at least `least` persons differ in it. What an intruder can work out from the cells that move must
hold nobody who differs, or at least as many: in every sum the members that do not move, taken together, and the
difference of any two cells that move. Where that does not hold, the member with the fewest keeps its figure too: the
secondary step, as complementary suppression is to primary.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from etl.estimate.arrays import Bools, Floats
from etl.sdc.revision.changed import ChangedRespondents, persons
from etl.sdc.table_structure import LinkedTables


@dataclass(frozen=True, slots=True)
class KeptCells:
    """What is decided of the cells of one item and wave; arrays have one entry per cell of the tables."""

    kept: Bools
    differs: Bools  # somebody in it differs from a version that was served


def kept_cells(tables: LinkedTables, versions: Sequence[ChangedRespondents], fixed: Bools, least: float) -> KeptCells:
    """Decide against every version that was ever served: who saw two of them holds them against each other.

    `fixed`: cells that keep what was served whoever differs in them.
    """
    changes = [_CellChanges.of(tables, version) for version in versions]
    kept = fixed.copy()
    differs = np.zeros(len(tables.cells), bool)
    for one in changes:
        kept |= one.persons < least
        differs |= one.persons > 0
    while True:
        more = np.zeros(len(tables.cells), bool)
        for one in changes:
            more[list(one.disclosing(~kept, least))] = True
        if not (more & ~kept).any():
            return KeptCells(kept, differs)
        kept |= more


@dataclass(frozen=True, slots=True)
class _CellChanges:
    """The difference between two versions in every cell."""

    tables: LinkedTables
    members: Floats  # combinations x cells
    net: Floats  # combinations x answers
    of_cell: Floats  # cells x answers
    persons: Floats  # cell

    @classmethod
    def of(cls, tables: LinkedTables, version: ChangedRespondents) -> _CellChanges:
        members = version.members(tables.cells)
        of_cell = members.T @ version.net
        return cls(tables, members, version.net, of_cell, persons(of_cell))

    def disclosing(self, moved: Bools, least: float) -> Iterator[int]:
        """Yield cells that must not move: of sums first, of pairs where all sums are safe."""
        of_sums = list(self._sums(moved, least))
        yield from of_sums or self._pairs(moved, least)

    def _sums(self, moved: Bools, least: float) -> Iterator[int]:
        """Find sums whose moved members tell of a few persons among the others; yield their smallest moved member."""
        told = persons((self.tables.matrix * moved) @ self.of_cell)
        for at in np.flatnonzero((told > 0) & (told < least)):
            members = [cell for cell in self.tables.relations[at].members if moved[cell]]
            yield min(members, key=lambda cell: (self.persons[cell], cell))

    def _pairs(self, moved: Bools, least: float) -> Iterator[int]:
        """Find pairs of moved cells whose difference tells of a few persons; yield the smaller cell of each."""
        at = np.flatnonzero(moved)
        if not at.size:
            return
        inside = self.members[:, at]
        added = np.zeros((at.size, at.size))
        removed = np.zeros((at.size, at.size))
        for answer in range(self.net.shape[1]):
            shared = inside.T @ (inside * self.net[:, [answer]])
            alone = self.of_cell[at, answer][:, None] - shared  # in the first of the two, not in the second
            added += np.maximum(alone, 0.0)
            removed += np.maximum(-alone, 0.0)
        apart = np.maximum(added, removed)
        told = apart + apart.T
        for first, second in zip(*np.nonzero(np.triu((told > 0) & (told < least))), strict=True):
            yield min((int(at[first]), int(at[second])), key=lambda cell: (self.persons[cell], cell))
