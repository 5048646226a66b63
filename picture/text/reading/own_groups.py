"""What an own group of areas is, from which figures its own are pooled, and what keeps them from being shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from contract.codes import Kind, Language
from picture.query.model import Area, Dataset, Line, Observation, OwnGroupTold
from picture.query.series import periods_of
from picture.query.trend.lines import LineRows
from picture.query.trend.own_group import OWN_LEVEL
from picture.text.alt_text import why_no_line
from picture.text.outcomes import hidden_because
from picture.text.words import listing, period, word

MEMBERS_NAMED = 4  # more areas are counted in a source line


def is_own(line: Line) -> bool:
    """Return whether a line is one of an own group of areas."""
    return line.area.level == OWN_LEVEL


def own_group_sentences(dataset: Dataset) -> list[str]:
    """Write of every own group what it is made of and how, or why not, and which of its numbers are not shown."""
    language = dataset.view.language
    groups = dataset.own_groups
    told = [word("pooled_is", language, name=own.area.name, areas=_names(own.members, language)) for own in groups]
    if any(own.why_not is None for own in groups):
        count = dataset.indicators[0].kind == Kind.REGISTER_COUNT
        told.append(word("pooled_sum" if count else "pooled_formula", language))
    told += [word(f"pooled_not_{own.why_not}", language, name=own.area.name) for own in groups if own.why_not]
    return [*told, *chain.from_iterable(_hidden(own, language) for own in groups)]


def own_group_sources(dataset: Dataset) -> list[str]:
    """Write for a source line from which areas the numbers of own groups are pooled."""
    language = dataset.view.language
    pooled = [own for own in dataset.own_groups if any(row.area == own.area for row in dataset.rows)]
    return [_from(own, language, most=MEMBERS_NAMED) for own in pooled]


def own_group_note(row: Observation, dataset: Dataset) -> str:
    """Write beside a number of an own group what it is; of any other nothing."""
    own = next((one for one in dataset.own_groups if one.area == row.area), None)
    if own is None:
        return ""
    return _from(own, dataset.view.language, most=len(own.members))


def why_nothing_shown(one: LineRows, dataset: Dataset) -> str:
    """Write why nothing of a line is shown."""
    language = dataset.view.language
    own = next((own for own in dataset.own_groups if own.area == one.line.area), None)
    if own is not None and own.why_not is not None:
        return word(f"pooled_not_{own.why_not}_short", language)
    return why_no_line(one.rows, language)


def _hidden(own: OwnGroupTold, language: Language) -> Iterator[str]:
    """Write which members keep numbers from being shown, and why each is not; periods of one reason together."""
    told: dict[str, list[str]] = {}
    for when in periods_of(own.hidden):
        rows = [row for row in own.hidden if row.period == when]
        why = "; ".join(f"{row.area.name}: {hidden_because(row, language)}" for row in rows)
        told.setdefault(why, []).append(period(when))
    for why, periods in told.items():
        yield word("pooled_hidden", language, name=own.area.name, period=listing(periods, language), why=why)


def _names(areas: Sequence[Area], language: Language) -> str:
    return listing([area.name for area in areas], language)


def _from(own: OwnGroupTold, language: Language, most: int) -> str:
    """Write from which areas a group is pooled; from how many, where they are more than `most`."""
    if len(own.members) > most:
        return word("pooled_from_many", language, name=own.area.name, count=len(own.members))
    return word("pooled_from", language, name=own.area.name, areas=_names(own.members, language))
