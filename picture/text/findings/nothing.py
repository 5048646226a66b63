"""What may be said of an area or a group of which the survey shows nothing: that it is not known, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from contract.codes import Language
from picture.query.model import Dataset, Observation
from picture.text.outcomes import Outcome, hidden, reasons
from picture.text.words import word


def survey_rows(dataset: Dataset) -> list[Observation]:
    """Return the rows that come from a sample."""
    return [row for row in dataset.rows if dataset.indicator(row.indicator).sampled]


def shows_nothing(dataset: Dataset) -> bool:
    """Return whether no number of a survey is shown: all are withheld, or there are none."""
    return not any(row.shown for row in survey_rows(dataset))


def why_nothing(rows: Iterable[Observation], language: Language) -> str:
    """Write by the stored flags why none of these numbers is shown, the most frequent reason in a sentence."""
    found = [hidden(row) for row in rows if not row.shown]
    usual = Counter(found).most_common(1)[0][0] if found else Outcome.MISSING
    told = word(f"nothing_why_{usual}", language)
    return f"{told} ({reasons(found, language)})" if len(set(found)) > 1 else told
