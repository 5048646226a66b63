"""What is told of an area that is pointed at, on the map and in its rows."""

from __future__ import annotations

from contract.codes import Against
from picture.query.model import Dataset, Observation
from picture.text.labels import interval_text, respondents_text, value_text, verdict_label
from picture.text.outcomes import outcome_in


def told(row: Observation, dataset: Dataset) -> str:
    """Write name, number, interval, n and the verdict against the country, a line each."""
    indicator = dataset.indicators[0]
    language = dataset.view.language
    lines = [row.area.name, value_text(row, indicator, language)]
    if row.value is not None:
        lines += [interval_text(row, indicator, language), respondents_text(row, indicator, language)]
    if row.value is not None and row.against(Against.COUNTRY):
        said = verdict_label(row, Against.COUNTRY, indicator, dataset.breaks, language)
        lines.append(f"{said.mark} {said.words}" if outcome_in(row, Against.COUNTRY, dataset).tested else said.words)
    return "\n".join(line for line in lines if line)
