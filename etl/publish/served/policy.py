"""A looser rule opens figures that were hidden before: it is declared with its reason, and readers are told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from contract.errors import UserError
from etl.config.policy import POLICY, STRICTER, Policy, rule_values
from etl.publish.editions import Released
from etl.publish.served.record import Record
from etl.publish.served.revisions import Revisions


@dataclass(frozen=True, slots=True)
class Loosened:
    """A rule that asks for less than before."""

    rule: str
    before: float
    now: float


def served_policy(record: Record, released: Released) -> Mapping[str, float]:
    """Return the rules by which the last build was made that was served, or else the newest edition."""
    if record.manifest is not None:
        return record.manifest.policy
    newest = max(released.editions, key=lambda one: (one.released, one.edition), default=None)
    return newest.policy if newest else {}


def loosened_rules(policy: Policy, served: Mapping[str, float]) -> Iterator[Loosened]:
    """List the rules of disclosure control that are looser than those of what was served."""
    now = rule_values(policy)
    for rule, stricter in STRICTER.items():
        before = served.get(rule)
        if before is not None and stricter * (now[rule] - before) < 0:
            yield Loosened(rule, before, now[rule])


def refuse_loosened(policy: Policy, served: Mapping[str, float], revisions: Revisions) -> None:
    """Refuse a policy that is looser than that of what was served, unless it was declared."""
    for one in loosened_rules(policy, served):
        if not revisions.allows_rule(one.rule, one.now):
            raise UserError("policy_loosened", path=POLICY, key=one.rule, found=one.now, before=one.before)
