"""One figure for programs: what it is, its state, its corrections, and what every version has of it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from contract.status import format_obs
from picture.query.corrections import CorrectedCell, ToldFigure
from picture.query.figure.standing import FigureTold, VersionFigure
from picture.query.model import Observation
from picture.text.figure.states import state_sentence, told_figure_name

Json = dict[str, Any]


def figure_entries(told: FigureTold) -> Json:
    """Return what is told of a figure; what a version had is left out where `untold` says why."""
    stamp = told.choices.stamp
    indicator = told.indicator
    key = told.key
    area = told.found.area
    return {
        "cell": str(key),
        **key.view,
        "name": told_figure_name(told),
        "unit": indicator.unit,
        "decimals": indicator.decimals,
        "told_by": {"edition": stamp.edition, "version": stamp.version, "build": stamp.build, "status": stamp.status},
        "figure": _figure(told.row),
        "states": list(told.states),
        "sentences": [state_sentence(one, told) for one in told.states],
        "newer": str(key._replace(period=told.found.newer)) if told.found.newer else None,
        "area_ended": area.ended if area else None,
        "corrections": [_correction(one, told) for one in told.corrections],
        "versions": [_version(one) for one in told.versions],
    }


def _figure(row: Observation | ToldFigure | None) -> Json | None:
    if row is None:
        return None
    numbers = {name: getattr(row, name) for name in ("value", "ci_low", "ci_high", "n")}
    return {**numbers, "obs_status": format_obs(row.obs_status), "conf_status": row.conf_status}


def _correction(cell: CorrectedCell, told: FigureTold) -> Json:
    figures = {} if told.value_is_hidden_now else {"before": _figure(cell.before), "after": _figure(cell.after)}
    return {**asdict(cell.correction), "before": None, "after": None, **figures}


def _version(one: VersionFigure) -> Json:
    version = asdict(one.version)
    return {**version, "figure": _figure(one.row), "untold": one.untold, "unit": one.indicator and one.indicator.unit}
