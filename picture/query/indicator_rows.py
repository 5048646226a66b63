"""The rows of a table of indicators: each number with its history, its breaks and the number it is compared with."""

from __future__ import annotations

from dataclasses import dataclass

from contract.codes import Against, Domain, Verdict
from picture.query.model import Break, Dataset, Indicator, Observation
from picture.query.series import midpoint

# The context carries no judgement: see picture/html/profile/cards.py.
DOMAINS = tuple(domain for domain in Domain if domain is not Domain.CONTEXT)


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """Everything that one row of a table of indicators shows."""

    indicator: Indicator
    row: Observation
    history: tuple[Observation, ...]
    breaks: tuple[Break, ...]
    reference: Observation | None
    against: Against


def indicator_rows(dataset: Dataset, domain: str) -> list[IndicatorRow]:
    """Select the rows of one domain, in the order of the catalogue."""
    rows: list[IndicatorRow] = []
    for indicator in (i for i in dataset.indicators if i.domain == domain):
        of_indicator = [r for r in dataset.rows if r.indicator == indicator.id]
        rows += [indicator_row(r, indicator, dataset, dataset.compared_with) for r in of_indicator]
    return rows


def indicator_row(row: Observation, indicator: Indicator, dataset: Dataset, against: Against) -> IndicatorRow:
    """Select what belongs to one number, compared with the country or with the period before."""
    history = tuple(
        r for r in dataset.history if r.indicator == row.indicator and midpoint(r.period) <= midpoint(row.period)
    )
    breaks = tuple(b for b in dataset.breaks if b.indicator == row.indicator)
    if against == Against.COUNTRY:
        same = (r for r in dataset.reference if (r.indicator, r.period) == (row.indicator, row.period))
        return IndicatorRow(indicator, row, history, breaks, next(same, None), against)
    earlier = _first(row, history) if against == Against.TREND else _previous(row, history, breaks)
    return IndicatorRow(indicator, row, history, breaks, earlier, against)


def _first(row: Observation, history: tuple[Observation, ...]) -> Observation | None:
    """Return the first number of the trend that was tested; None where none was, or across a break."""
    tested = row.against(Against.TREND)
    if tested is None or tested.verdict == Verdict.NOT_COMPARABLE:
        return None
    return next((r for r in history if r.period == tested.reference and r.shown), None)


def _previous(row: Observation, history: tuple[Observation, ...], breaks: tuple[Break, ...]) -> Observation | None:
    """Return the number before this one, unless a break stands between."""
    earlier = [r for r in history if midpoint(r.period) < midpoint(row.period) and r.value is not None]
    if not earlier:
        return None
    last = max(earlier, key=lambda r: midpoint(r.period))
    broken = any(midpoint(last.period) < midpoint(b.period) <= midpoint(row.period) for b in breaks)
    return None if broken else last
