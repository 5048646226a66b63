"""How to read the matrix, in two sentences made of one cell's own numbers."""

from __future__ import annotations

from contract.codes import Against
from picture.query.model import Dataset
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
            indicator = dataset.indicator(row.indicator)
            told = word(
                "reading_matrix_higher" if found == Outcome.HIGHER else "reading_matrix_lower",
                language,
                indicator=indicator.name,
                where=in_area(row.area, language),
                value=amount(row.value or 0.0, indicator, language),
                country=amount(country.value, indicator, language),
            )
            return f"{capital(told)} {rest}"
    return rest
