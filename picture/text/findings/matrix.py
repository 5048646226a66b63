"""What the matrix of areas and indicators says: how many areas differ from the country, and how often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import chain, groupby

from contract.codes import Against
from picture.query.model import Dataset, Observation
from picture.text.outcomes import Outcome, outcome_in, reasons
from picture.text.words import capital, number, numeral, word


def matrix_headline(dataset: Dataset) -> str:
    """Count the areas that differ from the whole country in at least one indicator."""
    language = dataset.view.language
    found = [_outcomes(rows, dataset) for rows in by_area(dataset).values()]
    tested = [every for every in found if any(one.tested for one in every)]
    if not tested:
        why = reasons(chain.from_iterable(found), language)
        return word("matrix_untested", language, reasons=why) if found else word("matrix_empty", language)
    differ = sum(any(one.differs for one in every) for every in tested)
    if not differ:
        return word("matrix_none", language)
    total = number(len(found), 0, language)
    key = "matrix_differ_one" if differ == 1 else "matrix_differ"
    return capital(word(key, language, count=numeral(differ, language), total=total))


def matrix_lead(dataset: Dataset) -> str:
    """Count the comparisons that found a difference, and those that could not be made."""
    language = dataset.view.language
    found = Counter(
        "differ" if one.differs else "same" if one.tested else "left" for one in _outcomes(dataset.rows, dataset)
    )
    tested = found["differ"] + found["same"]
    if not tested:
        return ""
    numbers = {"count": number(found["differ"], 0, language), "total": number(tested, 0, language)}
    told = [word("matrix_comparisons", language, **numbers)]
    if found["left"]:
        key = "matrix_left_one" if found["left"] == 1 else "matrix_left"
        told.append(word(key, language, count=number(found["left"], 0, language)))
    return " ".join(told)


def by_area(dataset: Dataset) -> dict[str, list[Observation]]:
    """Group the rows by the code of their area, in the order of the dataset."""
    return {code: list(rows) for code, rows in groupby(dataset.rows, key=lambda r: r.area.code)}


def differing(dataset: Dataset, indicator: str) -> int:
    """Count the areas in which an indicator differs from the whole country."""
    rows = (r for r in dataset.rows if r.indicator == indicator)
    return sum(outcome_in(r, Against.COUNTRY, dataset).differs for r in rows)


def _outcomes(rows: Iterable[Observation], dataset: Dataset) -> list[Outcome]:
    return [outcome_in(row, Against.COUNTRY, dataset) for row in rows]
