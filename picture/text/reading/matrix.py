"""How to read the matrix, in two sentences made of one cell's own numbers."""

from __future__ import annotations

from contract.codes import Against, Unit
from picture.query.model import Dataset, Observation
from picture.text.outcomes import Outcome, outcome_in
from picture.text.places import in_area
from picture.text.words import amount, capital, word


def matrix_reading(dataset: Dataset) -> str:
    """Explain one cell that differs from the country, then what a dash means; without such a cell only the dash."""
    language = dataset.view.language
    rest = word("reading_matrix_rest", language)
    for row in dataset.rows:
        found = outcome_in(row, Against.COUNTRY, dataset)
        country = next((r for r in dataset.reference if r.indicator == row.indicator), None)
        if found.differs and country is not None and country.value is not None:
            arrow = word("reading_matrix_higher" if found == Outcome.HIGHER else "reading_matrix_lower", language)
            return f"{_numbers(row, country.value, dataset)} {arrow} {rest}"
    return rest


def _numbers(row: Observation, country: float, dataset: Dataset) -> str:
    """Write the two numbers of a cell as a sentence: "In Lapland 83% feel safe in the evening, …"."""
    language = dataset.view.language
    indicator = dataset.indicator(row.indicator)
    kind = "name" if indicator.clause is None else "share" if indicator.unit == Unit.PERCENT else "mean"
    told = word(
        f"reading_matrix_{kind}",
        language,
        clause=indicator.clause or indicator.name,
        where=in_area(row.area, language),
        value=amount(row.value or 0.0, indicator, language),
        country=amount(country, indicator, language),
    )
    return capital(told)
