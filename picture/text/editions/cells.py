"""A cell by its key in words, and its figure as a version shows it."""

from __future__ import annotations

from functools import lru_cache

from contract.cell_key import KeyParts, area_key
from contract.codes import Language
from picture.query.choices import Choices
from picture.query.corrections import ToldFigure
from picture.query.editions.difference import told_before
from picture.query.model import Indicator
from picture.query.selection import ALL, MOST_CHOICES
from picture.text.marks import OBS_MARKS
from picture.text.outcomes import hidden_because
from picture.text.words import amount, interval, number, period, word

DECIMALS = 1  # of a figure whose indicator is not published any more


def cell_words(key: KeyParts, choices: Choices) -> str:
    """Name a cell without its indicator: "North, 2026, Swedish speakers"; by its codes what is not known any more."""
    dim, _, group = key.group.partition(".")
    known = choices.reference.groups.get((dim, group))
    groups = [] if key.group == ALL else [known.name if known else key.group]
    return ", ".join([_area_names(choices).get(key.area, key.area), period(key.period), *groups])


def figure_words(figure: ToldFigure, indicator: Indicator | None, language: Language) -> str:
    """Write a figure with interval, n and marks, or why it is not shown: "58 % (56–60), n 1 000 [u]"."""
    if figure.value is None:
        return hidden_because(figure, language)
    letters = "".join(sorted(OBS_MARKS[status] for status in figure.obs_status))
    n = "" if figure.n is None else word("n_alone", language, n=number(figure.n, 0, language))
    told = f"{_amount(figure, indicator, language)}{_interval(figure, indicator, language)}"
    return " ".join(filter(None, [", ".join(filter(None, [told, n])), f"[{letters}]" if letters else ""]))


def both_words(
    before: ToldFigure | None, after: ToldFigure | None, indicator: Indicator | None, language: Language
) -> tuple[str, str]:
    """Write a figure as it was and as it is; of one that is hidden now only that it could be seen."""
    is_now = word("change_removed", language) if after is None else figure_words(after, indicator, language)
    if before is None:
        return word("change_added", language), is_now
    if told_before(before, after) != before:
        return word("cell_could_be_seen", language), is_now
    return figure_words(before, indicator, language), is_now


@lru_cache(MOST_CHOICES)
def _area_names(choices: Choices) -> dict[str, str]:
    return {area_key(level, code): area.name for (level, code), area in choices.reference.areas.items()}


def _amount(figure: ToldFigure, indicator: Indicator | None, language: Language) -> str:
    value = figure.value or 0.0
    return amount(value, indicator, language) if indicator else number(value, DECIMALS, language)


def _interval(figure: ToldFigure, indicator: Indicator | None, language: Language) -> str:
    if figure.ci_low is None or figure.ci_high is None or indicator is None:
        return ""
    return f" ({interval(figure.ci_low, figure.ci_high, indicator, language)})"
