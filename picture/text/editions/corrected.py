"""What is said of figures that were corrected, and of those that are wrong in an old version."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from contract.codes import Language
from picture.query.corrections import FigureCorrection
from picture.query.model import Dataset, Indicator, Observation
from picture.text.outcomes import hidden_because
from picture.text.words import amount, day, interval, number, period, word

NAMED_FIGURES = 3  # figures of a correction that are named one by one


def corrected_words(row: Observation, indicator: Indicator, language: Language) -> str:
    """Write what stands beside the mark: "corrected 1 December 2026, was 58%"; nothing of any other figure."""
    found = row.correction
    if found is None:
        return ""
    _, other = _both(row, found, indicator, language)
    return word(f"{found.code}_briefly", language, day=day(found.correction.day, language), other=other)


def correction_lines(dataset: Dataset) -> tuple[str, ...]:
    """Write a line for each correction of the figures that are shown: which, what was wrong, since when."""
    found: dict[FigureCorrection, list[Observation]] = {}
    for row in corrected_rows(dataset):
        if row.correction:
            found.setdefault(replace(row.correction, other=None), []).append(row)
    return tuple(_line(one, rows, dataset) for one, rows in found.items())


def correction_clause(dataset: Dataset) -> str:
    """Write how many of the figures that are shown were corrected, or are wrong; nothing where none is."""
    language = dataset.view.language
    counted = Counter(row.correction.code for row in corrected_rows(dataset) if row.correction)
    return " ".join(word(f"{code}_counted", language, count=count) for code, count in sorted(counted.items()))


def corrected_rows(dataset: Dataset) -> list[Observation]:
    """List the shown figures that were corrected or are wrong, each once."""
    rows = (row for row in (*dataset.rows, *dataset.reference, *dataset.second) if row.correction)
    return list(dict.fromkeys(rows))


def _line(one: FigureCorrection, rows: Sequence[Observation], dataset: Dataset) -> str:
    language = dataset.view.language
    correction = one.correction
    return word(
        f"{one.code}_line",
        language,
        day=day(correction.day, language),
        since=day(correction.wrong_since, language),
        version=correction.version,
        text=f"{correction.text.rstrip('.')}.",
        figures=_figures(one, rows, dataset),
    )


def _figures(one: FigureCorrection, rows: Sequence[Observation], dataset: Dataset) -> str:
    """Name a few figures with both values; count many."""
    language = dataset.view.language
    if len(rows) > NAMED_FIGURES:
        return word("corrected_many", language, count=len(rows))
    return "; ".join(_figure(row, dataset, f"{one.code}_figure") for row in rows)


def _figure(row: Observation, dataset: Dataset, key: str) -> str:
    language = dataset.view.language
    indicator = dataset.indicator(row.indicator)
    name = figure_name(row, dataset)
    shown, other = _both(row, row.correction, indicator, language)
    return word(key, language, name=name, shown=shown, other=other)


def figure_name(row: Observation, dataset: Dataset) -> str:
    """Name a figure among those of a dataset: "Turnout, Uusimaa, 2021"."""
    group = "" if row.group.is_everybody else row.group.name
    several = dataset.indicator(row.indicator).short if len(dataset.indicators) > 1 else ""
    return ", ".join(text for text in (several, row.area.name, group, period(row.period)) if text)


def _both(
    row: Observation, found: FigureCorrection | None, indicator: Indicator, language: Language
) -> tuple[str, str]:
    """Write a figure as it is shown and as the other version has it, in as many words as tell them apart."""
    other = found.other if found else None
    if other is None:
        return _value(row, indicator, language), word("corrected_gone", language)
    numbers = replace(row, value=other.value, ci_low=other.ci_low, ci_high=other.ci_high, n=other.n)
    versions = (row, replace(numbers, obs_status=other.obs_status, conf_status=other.conf_status))
    texts = ("", "")
    for write in (_value, _with_interval, _with_n):
        texts = (write(versions[0], indicator, language), write(versions[1], indicator, language))
        if texts[0] != texts[1]:
            break
    return texts


def _value(row: Observation, indicator: Indicator, language: Language) -> str:
    return hidden_because(row, language) if row.value is None else amount(row.value, indicator, language)


def _with_interval(row: Observation, indicator: Indicator, language: Language) -> str:
    if row.ci_low is None or row.ci_high is None:
        return _value(row, indicator, language)
    return f"{_value(row, indicator, language)} ({interval(row.ci_low, row.ci_high, indicator, language)})"


def _with_n(row: Observation, indicator: Indicator, language: Language) -> str:
    n = "–" if row.n is None else number(row.n, 0, language)
    return f"{_value(row, indicator, language)} (n\u00a0{n})"
