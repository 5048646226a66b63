"""Alternative texts: what a picture shows, for those who do not see it, in the form in which it is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from contract.codes import Against, Language
from picture.query.indicator_rows import DOMAINS
from picture.query.model import Break, Dataset, Indicator, Observation
from picture.query.series import midpoint, periods_of
from picture.query.trend.lines import LineRows, Role, lines_of
from picture.text.findings.extremes import spread_sentence
from picture.text.names import area_name, indicator_and_group, line_name
from picture.text.outcomes import hidden_because, no_map_sentence, number_sentence, outcomes, reference_sentences
from picture.text.words import amount, listing, moments, period, word

Form = Literal["map", "tiles", "lines", "dots", "bars", "table"]

MOST_UNCOUNTED = 2  # nobody says "all 2"


def map_alt_text(dataset: Dataset, form: Form = "map") -> str:
    """Describe the areas of a map; drawn: as what. Ends are named only where they are certain."""
    return _described(dataset, form, _areas(dataset, intervals=form not in {"map", "tiles"}))


def one_area_alt_text(dataset: Dataset, form: Form = "bars") -> str:
    """Describe the one area that stands for a map of very many, and the country beside it."""
    told = [f"{indicator_and_group(dataset)}."]
    told += [f"{number_sentence(r, dataset.indicators[0], dataset.view.language)}." for r in dataset.rows]
    return _described(dataset, form, [*told, *reference_sentences(dataset)])


def trend_alt_text(dataset: Dataset, form: Form = "lines") -> str:
    """Describe the chosen area's line and its breaks."""
    return _described(dataset, form, _years(dataset))


def groups_alt_text(dataset: Dataset, form: Form = "dots") -> str:
    """Describe population groups side by side."""
    return _described(dataset, form, _groups(dataset))


def overview_alt_text(dataset: Dataset, form: Form = "dots") -> str:
    """Describe the indicators of a front page or a profile; the context, which stands in tables, has no dots."""
    if form == "dots":
        drawn = (r for r in dataset.rows if dataset.indicator(r.indicator).domain in DOMAINS)
        dataset = replace(dataset, rows=tuple(drawn))
    return _described(dataset, form, _indicators(dataset))


def matrix_alt_text(dataset: Dataset) -> str:
    """Describe the matrix: how many areas and indicators it has, and in how many cells an area differs."""
    language = dataset.view.language
    if not any(r.shown for r in dataset.rows):
        return word("empty_alt", language)
    areas = len({r.area.code for r in dataset.rows})
    found = outcomes(dataset, Against.COUNTRY)
    return word(
        "matrix_alt",
        language,
        areas=areas,
        indicators=len(dataset.indicators),
        count=sum(one.differs for one in found),
        left=sum(not one.tested for one in found),
    )


def _described(dataset: Dataset, form: Form, parts: Sequence[str]) -> str:
    if not any(r.shown for r in (*dataset.rows, *dataset.reference)):
        return word("empty_alt", dataset.view.language)
    head = word(f"drawn_{form}", dataset.view.language)
    return f"{head}: {' '.join(part for part in parts if part)}"


def _counts(kind: str, dataset: Dataset) -> str:
    """Count the rows with a figure and those without; where none is without, that is not said."""
    language = dataset.view.language
    shown = sum(r.shown for r in dataset.rows)
    hidden = len(dataset.rows) - shown
    if not hidden and shown > MOST_UNCOUNTED:
        return word(f"{kind}_counts_all", language, count=shown)
    return word(f"{kind}_counts", language, shown=shown, hidden=hidden)


def _areas(dataset: Dataset, *, intervals: bool) -> list[str]:
    language = dataset.view.language
    indicator = dataset.indicators[0]
    shown = [r for r in dataset.rows if r.shown]
    told = [f"{indicator_and_group(dataset)}, {period(dataset.view.period)}."]
    if not shown:
        return [*told, no_map_sentence(dataset)]
    told.append(_counts("map", dataset))
    told.append(_intervals(shown, language) if intervals else "")
    return [*told, spread_sentence(dataset.rows, indicator, "map", language)]


def _groups(dataset: Dataset) -> list[str]:
    language = dataset.view.language
    shown = [r for r in dataset.rows if r.shown]
    told = [f"{dataset.indicators[0].name}, {area_name(dataset)}, {period(dataset.view.period)}."]
    if not shown:
        told.append(word("groups_empty", language) if not dataset.rows else "")
        return [*told, *reference_sentences(dataset)]
    return [
        *told,
        _counts("groups", dataset),
        _intervals(shown, language),
        spread_sentence(dataset.rows, dataset.indicators[0], "groups", language),
    ]


def _indicators(dataset: Dataset) -> list[str]:
    language = dataset.view.language
    shown = [r for r in dataset.rows if r.shown]
    periods = [period(one) for one in periods_of(shown)]
    return [
        f"{area_name(dataset)}.",
        _counts("profile", dataset),
        word("alt_periods", language, periods=listing(periods, language)) if periods else "",
        _intervals(shown, language),
        _country_beside(shown, dataset),
        _second_beside(dataset),
    ]


def _country_beside(shown: Sequence[Observation], dataset: Dataset) -> str:
    """Write beside how many of the numbers the country's stands."""
    language = dataset.view.language
    country = {(r.indicator, r.period) for r in dataset.reference if r.shown}
    count = sum((r.indicator, r.period) in country for r in shown)
    if not count:
        return ""
    return word("alt_country", language) if count == len(shown) else word("alt_country_some", language, count=count)


def _second_beside(dataset: Dataset) -> str:
    """Write which region was chosen beside; nothing where none is shown."""
    name = next((r.area.name for r in dataset.second if r.shown), "")
    return word("alt_second", dataset.view.language, area=name) if name else ""


def _intervals(shown: Sequence[Observation], language: Language) -> str:
    """Write how many of the numbers have an interval; nothing where none has."""
    count = sum(r.ci_low is not None for r in shown)
    if not count:
        return ""
    return word("alt_intervals", language) if count == len(shown) else word("alt_some", language, count=count)


def _years(dataset: Dataset) -> list[str]:
    """Describe the chosen area's line, and the country's where nothing of the chosen one is shown."""
    language = dataset.view.language
    indicator = dataset.indicators[0]
    mine = [r for r in dataset.rows if dataset.view.chose_line(r)]
    told = [f"{indicator_and_group(dataset)}.", _line(mine, indicator, language)]
    beside = [one for one in lines_of(dataset) if one.role == Role.BESIDE]
    told += [_named_line(one, dataset) for one in beside]
    if not any(r.shown for r in mine):
        told.append(_line(dataset.reference, indicator, language))
    return [*told, *(_break(one, language) for one in dataset.breaks if one.indicator == indicator.id)]


def line_alt_text(rows: Sequence[Observation], dataset: Dataset) -> str:
    """Describe one line alone."""
    return _line(rows, dataset.indicators[0], dataset.view.language)


def _named_line(one: LineRows, dataset: Dataset) -> str:
    """Describe a line beside the chosen one under the name that it has in the picture."""
    if not one.rows:
        return ""
    name = line_name(one.line, [other.line for other in lines_of(dataset)], dataset)
    rows = [replace(row, area=replace(row.area, name=name)) for row in one.rows]
    return _line(rows, dataset.indicators[0], dataset.view.language)


def _line(rows: Sequence[Observation], indicator: Indicator, language: Language) -> str:
    """Write the first and the latest number of a line, or why it has none."""
    shown = sorted((r for r in rows if r.value is not None), key=lambda r: midpoint(r.period))
    if not shown:
        return f"{rows[0].area.name}: {why_no_line(rows, language)}." if rows else ""
    if len(shown) == 1:
        return f"{number_sentence(shown[0], indicator, language)}."
    ends = {"first": shown[0], "last": shown[-1]}
    numbers = {f"{end}_value": amount(r.value or 0.0, indicator, language) for end, r in ends.items()}
    periods = {end: period(r.period) for end, r in ends.items()}
    return word("alt_line", language, area=shown[0].area.name, **periods, **numbers)


def why_no_line(rows: Sequence[Observation], language: Language) -> str:
    """Write why nothing of a line is shown: all reasons that occur; that there is no data where nothing was asked."""
    return "; ".join(dict.fromkeys(hidden_because(r, language) for r in rows)) or word("why_missing", language)


def _break(one: Break, language: Language) -> str:
    return word("break_at", language, reason=one.reason, **moments(one.period, language))
