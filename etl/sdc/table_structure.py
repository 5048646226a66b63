"""The additive structure of the tables: regions to larger areas, groups to all, single waves to pooled periods.

Tables that share cells are linked: they are protected and audited together
(Hundepool et al. 2012, Statistical Disclosure Control, on linked tables).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain, combinations
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from contract.codes import EVERYBODY, Level
from contract.errors import UserError
from etl.sdc.linear_program import sparse_rows

Regions = frozenset[str]  # the regions (maakunta codes) that an area covers
Row = tuple[str, str, str, str, str]  # period, level, code, group_dim, group_code


@dataclass(frozen=True, eq=False)  # eq=False: it is cached by identity
class Additivity:
    """The areas and periods from which every additive relation follows.

    `unions`: level -> code -> its regions, for every level whose areas are exact unions of regions
    (country and maakunta too). `pooled`: pooled period -> its single waves.
    """

    unions: Mapping[str, Mapping[str, Iterable[str]]]
    pooled: Mapping[str, tuple[str, ...]]

    @property
    def widest(self) -> str:
        """Return the level whose areas hold everybody: the country, or the only level that there is."""
        return Level.COUNTRY if Level.COUNTRY in self.unions else next(iter(self.unions), Level.COUNTRY)

    def regions(self, level: str, code: str) -> Regions:
        """Return the regions that an area covers; refuse a division that cuts through regions."""
        if code not in self.unions.get(level, {}):
            raise UserError("survey_area_not_regions", area=f"{level} {code}")
        return frozenset(self.unions[level][code])


class Cell(NamedTuple):
    """One set of respondents. Areas that cover the same regions are the same cell, whatever their level."""

    period: str
    regions: Regions
    dim: str
    group: str


@dataclass(frozen=True, slots=True)
class AdditiveRelation:
    """One sum: cell `total` = sum of the cells `parts` (positions in the tables' cells)."""

    kind: Literal["areas", "groups", "waves"]
    total: int
    parts: tuple[int, ...]

    @property
    def members(self) -> tuple[int, ...]:
        """List the total and its parts."""
        return (self.total, *self.parts)


@dataclass(frozen=True)
class LinkedTables:
    """The cells of one indicator that sums connect, and every sum among them."""

    cells: tuple[Cell, ...]
    names: tuple[str, ...]  # of the cells, as messages write them
    relations: tuple[AdditiveRelation, ...]

    @cached_property
    def matrix(self) -> csr_array:
        """Return M of M x = 0: one row per relation, one column per cell, total minus parts."""
        return sparse_rows([{r.total: 1.0} | dict.fromkeys(r.parts, -1.0) for r in self.relations], len(self.cells))

    @cached_property
    def independent(self) -> NDArray[np.intp]:
        """Return the relations that imply all the others: areas from regions, groups and waves within regions."""
        fine = {at for at, cell in enumerate(self.cells) if len(cell.regions) == 1}
        regional = {r for r in self.relations if r.kind == "areas" and fine.issuperset(r.parts)}
        resolved = {r.total for r in regional} | fine  # the sums of regions imply every other sum of these
        kept = [
            at
            for at, r in enumerate(self.relations)
            if r in regional or r.total in fine or not resolved.issuperset(r.members)
        ]
        return np.array(kept, dtype=np.intp)

    @cached_property
    def independent_rows(self) -> csr_array:
        """Return the rows of `matrix` that imply the others: the constraints of every linear program."""
        return csr_array(self.matrix[self.independent])

    @cached_property
    def blocks(self) -> dict[str, NDArray[np.intp]]:
        """Return the cells of each dimension."""
        return {dim: self._of(dim) for dim in dict.fromkeys(cell.dim for cell in self.cells)}

    def _of(self, *dims: str) -> NDArray[np.intp]:
        return np.array([at for at, cell in enumerate(self.cells) if cell.dim in dims], dtype=np.intp)

    @cached_property
    def complement_constraints(self) -> tuple[csr_array, NDArray[np.intp], NDArray[np.intp]]:
        """Return, per member of every sum, the row c of c x >= 0: a hidden member (-1) needs another hidden (+1 each).

        Beside it, for every row, the relation and the member.
        """
        relation = np.repeat(np.arange(len(self.relations)), [len(r.members) for r in self.relations])
        member = np.array(list(chain.from_iterable(r.members for r in self.relations)), dtype=np.intp)
        all_members = abs(self.matrix)[relation]
        own = csr_array((np.full(len(member), 2.0), (np.arange(len(member)), member)), shape=all_members.shape)
        return csr_array(all_members - own), relation, member

    def describe(self, relation: AdditiveRelation) -> str:
        """Write a relation as a sum that a person can check."""
        parts = [self.names[part] for part in relation.parts]
        shown = parts if len(parts) <= 6 else [*parts[:5], f"… ({len(parts) - 5})"]  # noqa: PLR2004 - what fits a line
        return f"{self.names[relation.total]} = {' + '.join(shown)}"


@lru_cache(maxsize=64)  # every item of a wave has the same sums
def linked_tables(rows: tuple[Row, ...], additivity: Additivity) -> tuple[LinkedTables, list[int]]:
    """Link the tables of one indicator from its rows.

    Also return, for every row, the position of its cell; rows of areas that cover the same regions share one.
    """
    position: dict[Cell, int] = {}
    names: list[str] = []
    levels: dict[int, set[str]] = defaultdict(set)
    of_row = []
    for period, level, code, dim, group in rows:
        cell = Cell(period, additivity.regions(level, code), dim, group)
        if cell not in position:
            position[cell] = len(names)
            names.append(f"{period}, {level} {code}" + ("" if dim == EVERYBODY else f", {dim} {group}"))
        levels[position[cell]].add(level)
        of_row.append(position[cell])
    relations = [*_areas(position, levels), *_groups(position), *_waves(position, additivity.pooled)]
    in_order = sorted(relations, key=lambda relation: relation.members)  # sets have no order, builds must
    return LinkedTables(tuple(position), tuple(names), tuple(in_order)), of_row


def _areas(position: Mapping[Cell, int], levels: Mapping[int, set[str]]) -> Iterator[AdditiveRelation]:
    """Yield a relation for every area that a level divides without remainder."""
    blocks: dict[tuple[str, str, str], dict[str, list[Cell]]] = defaultdict(lambda: defaultdict(list))
    for cell, at in position.items():
        for level in levels[at]:
            blocks[cell.period, cell.dim, cell.group][level].append(cell)
    for block in blocks.values():
        cells = set(chain.from_iterable(block.values()))
        divided = set()
        for total in cells:
            divisions = {parts for level in block.values() if (parts := _division(total, level, position))}
            divided |= {total} if divisions else set()
            yield from (AdditiveRelation("areas", position[total], parts) for parts in sorted(divisions))
        _refuse_overlaps(cells, divided)


def _division(total: Cell, level: Iterable[Cell], position: Mapping[Cell, int]) -> tuple[int, ...]:
    inside = [cell for cell in level if cell.regions < total.regions]
    if sum(len(cell.regions) for cell in inside) != len(total.regions):
        return ()
    return tuple(sorted(position[cell] for cell in inside))


def _refuse_overlaps(cells: set[Cell], divided: set[Cell]) -> None:
    """Refuse areas that overlap, where their difference is no cell of its own: it would be disclosed unchecked."""
    loose = sorted((cell for cell in cells - divided if len(cell.regions) > 1), key=_describe_regions)
    for one, other in combinations(loose, 2):
        if one.regions & other.regions:
            raise UserError(
                "areas_overlap_unresolved",
                one=" ".join(sorted(one.regions)),
                other=" ".join(sorted(other.regions)),
                cell=f"{one.period}, {one.dim} {one.group}",
            )


def _describe_regions(cell: Cell) -> str:
    return "regions " + " ".join(sorted(cell.regions))


def _groups(position: Mapping[Cell, int]) -> Iterator[AdditiveRelation]:
    """Set the groups of every dimension against the group of all."""
    parts: dict[tuple[str, Regions, str], list[int]] = defaultdict(list)
    for cell, at in position.items():
        if cell.dim != EVERYBODY:
            parts[cell.period, cell.regions, cell.dim].append(at)
    for (period, regions, _), groups in parts.items():
        total = position.get(Cell(period, regions, EVERYBODY, EVERYBODY))
        if total is not None:
            yield AdditiveRelation("groups", total, tuple(groups))


def _waves(position: Mapping[Cell, int], pooled: Mapping[str, tuple[str, ...]]) -> Iterator[AdditiveRelation]:
    """Set every pooled cell against the same cell in its waves."""
    for cell, total in position.items():
        waves = [position.get(cell._replace(period=wave)) for wave in pooled.get(cell.period, ())]
        parts = tuple(at for at in waves if at is not None)
        if parts:
            yield AdditiveRelation("waves", total, parts)


def linked_periods(periods: Iterable[str], additivity: Additivity) -> dict[str, str]:
    """Return, for every period, one name for all the periods that pooled ones join with it."""
    block = {period: period for period in periods}
    for period, waves in additivity.pooled.items():
        connected = {block[wave] for wave in (period, *waves) if wave in block}
        name = min(connected, default=period)
        block = {wave: name if of in connected else of for wave, of in block.items()}
    return block
