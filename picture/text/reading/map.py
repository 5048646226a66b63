"""How to read a map, in sentences made of one area's own numbers."""

from __future__ import annotations

from contract.codes import Against
from picture.query.model import Dataset, Observation
from picture.text.outcomes import outcome
from picture.text.words import amount, interval, number, period, word


def map_reading(dataset: Dataset) -> str:
    """Explain classes and interval by one area, best by one that lies far from the country without being certain."""
    language = dataset.view.language
    told = []
    if dataset.classes:
        told.append(word(f"reading_map_classes_{dataset.class_method}", language, periods=_periods(dataset)))
    row = _example(dataset)
    country = next((r for r in dataset.reference if r.value is not None), None)
    if row is None or country is None or row.ci_low is None or row.ci_high is None:
        return " ".join(told)
    indicator = dataset.indicators[0]
    found = "certain" if outcome(row, Against.COUNTRY).differs else "open"
    told.append(
        word(
            f"reading_map_{found}",
            language,
            area=row.area.name,
            value=amount(row.value or 0.0, indicator, language),
            interval=interval(row.ci_low, row.ci_high, indicator, language),
            country=amount(country.value or 0.0, indicator, language),
            n="" if row.n is None else number(row.n, 0, language),
        )
    )
    return " ".join(told)


def _periods(dataset: Dataset) -> str:
    """Write the first and the last single period of the map."""
    single = sorted({r.period for r in dataset.history if "-" not in r.period})
    if not single:
        return period(dataset.view.period)
    return single[0] if len(single) == 1 else f"{single[0]}–{single[-1]}"


def _example(dataset: Dataset) -> Observation | None:
    """Choose the area farthest from the country that does not differ by the test, or one that does."""
    country = next((r.value for r in dataset.reference if r.value is not None), None)
    drawn = [
        r for r in dataset.rows if r.value is not None and r.ci_low is not None and outcome(r, Against.COUNTRY).tested
    ]
    if country is None or not drawn:
        return None
    away = sorted(drawn, key=lambda r: abs((r.value or 0.0) - country), reverse=True)
    return next((r for r in away if not outcome(r, Against.COUNTRY).differs), away[0])
