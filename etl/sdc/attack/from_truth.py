"""The attack of every build: the intruder is given the true figures of all open cells, exactly.

Whatever is published of open cells is a function of their answers: rounded values, ends and middles of intervals,
differences, trends and what can be detected, for one period or over many. A hidden cell that stays undetermined for
somebody who knows the open cells' respondents and shares exactly stays so for everybody who reads those.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import csr_array

from etl.config.policy import Policy
from etl.estimate.arrays import Bools
from etl.sdc.attack.moves import Disclosed, PossibleMoves, disclosed_targets
from etl.sdc.attack.targets import Targets, few_together
from etl.sdc.shared_tables import ItemFigures, SharedTables, remainders


@dataclass(frozen=True, slots=True)
class ItemAttack:
    """The targets of one item, by quantity; `left` marks those that are not yet proven safe."""

    item: ItemFigures
    targets: Mapping[str, Targets]
    left: Mapping[str, Bools]

    @classmethod
    def on(cls, item: ItemFigures, shared: SharedTables, policy: Policy) -> ItemAttack:
        """Attack the respondents of cells with few in any item, and the shares of those with few in this one."""
        fewest = policy.min_respondents.value
        relations = [shared.tables.relations[at] for at in item.sums.tolist()]
        small = shared.few & item.present & ~item.locked
        of_n = few_together(small, item.n, relations, fewest)
        of_yes = few_together(item.few & (item.weight > 0), item.n, relations, fewest)
        targets = {
            "respondents": Targets.of_respondents(of_n, len(item.n), 2 * policy.attack_respondents.value),
            "share": Targets.of_shares(of_yes, item.weight, 2 * policy.attack_points.value),
        }
        return cls(item, targets, {name: np.ones(len(one.sets), bool) for name, one in targets.items()})

    def disclosed(self, shared: SharedTables, confidential: Bools, policy: Policy) -> Iterator[Disclosed]:
        """Yield what is disclosed of this item when the cells marked `confidential` are hidden in all items."""
        for moves in self._moves(shared, confidential, policy):
            left = self.left[moves.quantity]
            targets = self.targets[moves.quantity]
            found = list(disclosed_targets(moves, targets, left, [moves.movable]))
            members = {one.members for one in found}
            left[:] = [one in members for one in targets.sets]  # hiding more only widens what is possible
            yield from (replace(one, sums=tuple(self.item.independent[list(one.sums)].tolist())) for one in found)

    def _moves(self, shared: SharedTables, confidential: Bools, policy: Policy) -> tuple[PossibleMoves, PossibleMoves]:
        item = self.item
        rows = csr_array(shared.tables.matrix[item.independent])
        rest = remainders(shared.tables, item.weight)[item.independent]
        hidden = confidential & item.present & ~item.locked
        in_all = hidden | (shared.uncertain & item.present & ~item.locked)
        in_this = hidden | (item.uncertain & ~item.locked)
        then = item.hidden_then
        fewest = policy.min_respondents.value
        known_least = np.where(hidden, 0.0, fewest)
        plenty = item.n.sum() + 100 * fewest  # more than could matter
        beside = np.where(rest > 0, rows @ item.n, 0.0)
        yes_beside = np.where(rest > 0, rows @ item.yes, 0.0)
        count = PossibleMoves(
            quantity="respondents",
            base=item.n,
            rows=rows,
            least=-beside,
            most=np.where(rest > 0, np.inf, 0.0),
            low=np.where(then, -plenty, np.where(in_all, np.minimum(known_least - item.n, 0.0), 0.0)),
            high=np.where(in_all | then, plenty, 0.0),
        )
        yes = PossibleMoves(
            quantity="share",
            base=item.yes,
            rows=rows,
            least=-yes_beside,
            most=rest - yes_beside,
            low=np.where(then, -item.weight, np.where(in_this, -item.yes, 0.0)),
            high=np.where(then, item.weight, np.where(in_this, item.weight - item.yes, 0.0)),
        )
        return count, yes
