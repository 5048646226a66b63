"""The classes of one map, locked over all periods of its indicator."""

from __future__ import annotations

from collections.abc import Sequence

from contract.codes import Kind
from picture.query.maps.class_edges import AROUND, AUTO, Edges, class_edges, method_in_force
from picture.query.model import Indicator, Observation
from picture.query.rounding import rounded


def locked_classes(
    areas: Sequence[Observation], country: Sequence[Observation], indicator: Indicator, period: str, method: str
) -> tuple[str, Edges]:
    """Return the method in force and the inner edges, for the numbers of areas and of the country in all periods.

    Around the country needs its number in the asked period, and no count: a part is never as large as the whole.
    """
    values = [r.value for r in areas if r.value is not None]
    national = {r.period: r.value for r in country if r.value is not None}
    if method == AROUND and (period not in national or indicator.kind == Kind.REGISTER_COUNT):
        method = AUTO
    if method == AROUND:
        values = [
            float(rounded(r.value, indicator.decimals) - rounded(national[r.period], indicator.decimals))
            for r in areas
            if r.value is not None and r.period in national
        ]
    found = method_in_force(method, values, indicator.decimals)
    return found, class_edges(values, indicator.decimals, found)
