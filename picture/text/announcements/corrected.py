"""A corrected figure in one line: which it is, what it was and what it is."""

from __future__ import annotations

from contract.cell_key import KeyParts, area_key
from contract.status import ConfStatus
from picture.query.choices import Choices
from picture.query.corrections import CorrectedCell, ToldFigure
from picture.query.model import Area, Group, Observation
from picture.text.figure.states import full_value
from picture.text.words import period, word


def corrected_line(cell: CorrectedCell, choices: Choices) -> str:
    """Write a corrected figure; what it was is not repeated where disclosure control hides it now."""
    language = choices.language
    name = cell_name(cell.key, choices)
    now = _value(cell.after, cell.key, choices)
    if cell.after is not None and cell.after.conf_status is ConfStatus.CONFIDENTIAL:
        return f"{name}: {now}"
    return word("announced_cell", language, name=name, old=_value(cell.before, cell.key, choices), now=now)


def cell_name(key: KeyParts, choices: Choices) -> str:
    """Name a cell: indicator, group where it is not everybody, area, period; what is not known by its code."""
    names = {one.id: one.name for one in choices.indicators}
    group = _group(key, choices)
    told = (names.get(key.indicator, key.indicator), "" if group.is_everybody else group.name)
    return ", ".join(text for text in (*told, _area(key, choices).name, period(key.period)) if text)


def _area(key: KeyParts, choices: Choices) -> Area:
    known = {area_key(level, code): area for (level, code), area in choices.reference.areas.items()}
    return known.get(key.area, Area("", key.area, key.area))


def _group(key: KeyParts, choices: Choices) -> Group:
    dim, _, code = key.group.partition(".")
    return choices.reference.groups.get((dim, code), Group(dim, code, dim, code))


def _value(told: ToldFigure | None, key: KeyParts, choices: Choices) -> str:
    language = choices.language
    if told is None:
        return word("figure_no_more", language)
    indicator = next((one for one in choices.indicators if one.id == key.indicator), None)
    if indicator is None:
        return str(told.value)
    row = Observation(
        indicator=key.indicator,
        period=key.period,
        area=_area(key, choices),
        group=_group(key, choices),
        value=told.value,
        ci_low=told.ci_low,
        ci_high=told.ci_high,
        n=told.n,
        obs_status=told.obs_status,
        conf_status=told.conf_status,
        source=indicator.source.id,
    )
    return full_value(row, indicator, language)
