"""Corrected figures, and figures that differ between two released versions, for programs."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import asdict
from http import HTTPStatus
from io import StringIO
from itertools import chain

import orjson

from contract.codes import Language
from contract.status import format_obs
from pages.server.api.answers import Maker
from pages.server.api.compared import Compared, compare
from pages.server.api.problems import RefusalError
from pages.server.old_editions import NoEditionError
from pages.server.settings import data_folder
from picture.export.columns import Value
from picture.export.csv import cell
from picture.query.corrections import CorrectedCell, ToldFigure
from picture.query.editions.difference import DifferentCell, told_before
from picture.query.editions.pair import VersionPair, chosen_pair

FIGURE = ("value", "ci_low", "ci_high", "n", "obs_status", "conf_status")
BOTH = (*(f"was_{name}" for name in FIGURE), *(f"now_{name}" for name in FIGURE))
CORRECTED = ("edition", "version", "corrected", "wrong_version", "wrong_since", "key", "division", *BOTH)
DIFFERENT = ("key", "division", "change", *BOTH, "was_note", "now_note")


def corrections_csv(maker: Maker) -> bytes:
    """Write every corrected figure as it was and as it is, the oldest correction first."""
    editions = maker.asked.choices.editions
    cells = chain.from_iterable(map(editions.cells_of, editions.corrections))
    return _csv(CORRECTED, map(_corrected, cells))


def differences_csv(maker: Maker) -> bytes:
    """Write every figure that differs between two versions."""
    return _csv(DIFFERENT, map(_row, _compared(maker, _pair(maker)).found.cells))


def differences_json(maker: Maker) -> bytes:
    """Write everything that differs between two versions: figures, indicators, areas, breaks, and inputs."""
    pair = _pair(maker)
    found = _compared(maker, pair)
    parts = {name: [asdict(one) for one in getattr(found.found, name)] for name in ("indicators", "areas", "breaks")}
    figures = {"columns": DIFFERENT, "data": [_row(one) for one in found.found.cells]}
    inputs = [asdict(one) for one in found.inputs]
    return orjson.dumps(
        {"from": pair.before.code, "to": pair.after.code, "figures": figures, **parts, "inputs": inputs}
    )


def _pair(maker: Maker) -> VersionPair:
    names = maker.asked.names
    pair = chosen_pair(maker.asked.choices.editions.versions, names["before"], names["after"])
    if pair is None or pair.wrong:
        raise _refusal(maker)
    return pair


def _compared(maker: Maker, pair: VersionPair) -> Compared:
    """Compare two versions, and refuse more figures than one answer may hold: of registers it may be millions."""
    most = maker.limits.cells
    try:
        found = compare(data_folder(), pair, maker.asked.language, most)
    except NoEditionError as error:
        raise _refusal(maker) from error
    maker.within(found.found.total, most)
    return found


def _refusal(maker: Maker) -> RefusalError:
    names = maker.asked.names
    value = f"{names['before']}/{names['after']}"
    return RefusalError(HTTPStatus.NOT_FOUND, "api_no_versions", parameter="before", value=value)


def _corrected(one: CorrectedCell) -> tuple[Value, ...]:
    found = one.correction
    days = (found.day.isoformat(), found.wrong_version, found.wrong_since.isoformat())
    return (found.edition, found.version, *days, str(one.key), one.geo_year, *_both(one.before, one.after))


def _row(one: DifferentCell) -> tuple[Value, ...]:
    return (str(one.key), one.geo_year, one.change.value, *_both(one.before, one.after), *one.notes)


def _both(before: ToldFigure | None, after: ToldFigure | None) -> tuple[Value, ...]:
    return (*_figure(told_before(before, after) if before else None), *_figure(after))


def _figure(figure: ToldFigure | None) -> tuple[Value, ...]:
    if figure is None:
        return (None,) * len(FIGURE)
    numbers = (figure.value, figure.ci_low, figure.ci_high, figure.n)
    return (*numbers, format_obs(figure.obs_status), figure.conf_status.value)


def _csv(columns: Iterable[str], rows: Iterable[Iterable[Value]]) -> bytes:
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([cell(value, Language.EN) for value in row] for row in rows)
    return text.getvalue().encode()
