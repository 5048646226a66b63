"""Population groups in blocks, one for each dimension, each with the group that its others are compared with."""

from __future__ import annotations

from dataclasses import dataclass

from contract.codes import Against
from picture.query.model import Dataset, Observation


@dataclass(frozen=True, slots=True)
class Block:
    """The groups of one dimension."""

    rows: tuple[Observation, ...]
    reference: Observation | None  # None: they are compared with no group

    @property
    def name(self) -> str:
        """What the groups divide people by: "Mother tongue"."""
        return self.rows[0].group.dim_name

    def refers_to(self, row: Observation) -> bool:
        """Return whether the others are compared with this one."""
        return row == self.reference

    @property
    def compared(self) -> tuple[Observation, ...]:
        """The groups for which a comparison is stored, whether or not it was tested."""
        return tuple(r for r in self.rows if r.against(Against.GROUP))


def blocks_of(dataset: Dataset) -> tuple[Block, ...]:
    """Return the groups of a dataset in the order of their dimensions."""
    held: dict[str, list[Observation]] = {}
    for row in dataset.rows:
        held.setdefault(row.group.dim, []).append(row)
    return tuple(Block(tuple(rows), _reference(rows, dataset)) for rows in held.values())


def _reference(rows: list[Observation], dataset: Dataset) -> Observation | None:
    """Find the number of the group that is stored as the reference: one of the block, or everybody."""
    stored = {one.reference for row in rows if (one := row.against(Against.GROUP))}
    return next((r for r in (*rows, *dataset.reference) if r.group.code in stored), None)
