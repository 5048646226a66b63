"""The state of a figure in sentences: whether it still stands, what was corrected, what came later."""

from __future__ import annotations

from contract.codes import Language
from picture.query.corrections import CorrectedCell, ToldFigure
from picture.query.figure.standing import (
    FigureState,
    FigureTold,
    VersionFigure,
    corrected_by,
    figure_row,
    wrong_until,
)
from picture.query.model import Indicator, Observation
from picture.text.labels import value_text
from picture.text.outcomes import hidden_because
from picture.text.source_lines import marked_source
from picture.text.words import day, interval, listing, period, word


def state_sentence(state: FigureState, told: FigureTold) -> str:
    """Write one state of a figure."""
    language = told.choices.language
    if state in {FigureState.WRONG, FigureState.CORRECTED}:
        return _corrected(state, told, language)
    if state is FigureState.AREA_ENDED:
        return _area_ended(told, language)
    return word(f"figure_{state}", language, **_places(state, told, language))


def _places(state: FigureState, told: FigureTold, language: Language) -> dict[str, object]:
    """Return what fills the places of a sentence."""
    served: dict[str, object] = {"edition": told.served.edition, "version": told.served.version}
    match state:
        case FigureState.WITHDRAWN:
            stamp = told.choices.stamp
            return {"edition": stamp.edition, "version": stamp.version}
        case FigureState.SERIES_ENDED:
            return {"period": period(told.choices.periods[told.key.indicator][-1])}
        case FigureState.HIDDEN if told.now:
            return {**served, "why": hidden_because(told.now, language)}
        case FigureState.OTHER if told.now:
            return {**served, "now": full_value(told.now, told.indicator, language)}
        case FigureState.GONE | FigureState.CURRENT:
            return served
    return {}


def full_value(row: Observation, indicator: Indicator, language: Language) -> str:
    """Write a value with its interval, "58 % (56–60)", or why there is none."""
    value = value_text(row, indicator, language)
    if row.ci_low is None or row.ci_high is None:
        return value
    return f"{value} ({interval(row.ci_low, row.ci_high, indicator, language)})"


def version_value(one: VersionFigure, language: Language) -> str:
    """Write what a version has of a figure, or why that is not told."""
    if one.untold:
        return word(f"figure_untold_{one.untold}", language)
    if one.row is None or one.indicator is None:
        return word("figure_untold_absent", language)
    return full_value(one.row, one.indicator, language)


def told_figure_name(told: FigureTold) -> str:
    """Name a figure: indicator, group where it is not everybody, area, period."""
    row = told.row
    group = "" if row.group.is_everybody else row.group.name
    return ", ".join(text for text in (told.indicator.name, group, row.area.name, period(row.period)) if text)


def figure_citation(told: FigureTold, address: str) -> str:
    """Write how to cite a figure. address: its permanent one, as the reader may open it."""
    stamp = told.choices.stamp
    language = told.choices.language
    released = {(one.version.edition, one.version.version): one.version.released for one in told.versions}
    when = released.get((stamp.edition, stamp.version), stamp.built_at.date())
    return word(
        "figure_cite_text",
        language,
        source=marked_source(told.indicator.source, language),
        what=told_figure_name(told),
        edition=stamp.edition,
        version=stamp.version,
        date=day(when, language),
        address=address,
    )


def _area_ended(told: FigureTold, language: Language) -> str:
    area = told.found.area
    if area is None or area.ended is None:
        return ""
    place = {"area": told.row.area.name, "day": day(area.ended, language)}
    if not area.successors:
        return word("figure_area_ended_alone", language, **place)
    return word("figure_area_ended", language, **place, areas=listing([one.name for one in area.successors], language))


def _corrected(state: FigureState, told: FigureTold, language: Language) -> str:
    """Write a correction; what a figure was is not repeated where it is hidden now."""
    cell = wrong_until(told) if state is FigureState.WRONG else corrected_by(told)
    if cell is None:
        return ""
    place = _place(cell, language)
    hidden = told.now if told.value_is_hidden_now else None
    if state is FigureState.WRONG:
        new = hidden_because(hidden, language) if hidden else _value(cell.after, told)
        return word("figure_wrong", language, **place, new=new)
    if hidden:
        return word("figure_corrected_hidden", language, **place)
    return word("figure_corrected", language, **place, old=_value(cell.before, told))


def _place(cell: CorrectedCell, language: Language) -> dict[str, str]:
    one = cell.correction
    return {"day": day(one.day, language), "since": day(one.wrong_since, language), "text": one.text}


def _value(figure: ToldFigure | None, told: FigureTold) -> str:
    language = told.choices.language
    if figure is None:
        return word("figure_no_more", language)
    return full_value(figure_row(figure, told.row), told.indicator, language)
